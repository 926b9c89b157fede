// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a draw is for: the purpose in the counter of every draw. A number once given is never given again.
#ifndef CP_MODEL_PURPOSE_H
#define CP_MODEL_PURPOSE_H

enum {
  CP_PURPOSE_NEED = 2,        // a region's need in a month; entity region, n month
  CP_PURPOSE_LOCAL = 3,       // days at the local office; entity lane, n of the application
  CP_PURPOSE_REVIEW = 4,      // a review: its length, what is found out in it, what is decided
  CP_PURPOSE_WORK = 5,        // time that a review occupies a reviewer
  CP_PURPOSE_SIZE = 6,        // quantity of an application
  CP_PURPOSE_COUNT = 8,       // how many are decided on a day; entity class
  CP_PURPOSE_STREAM = 9,      // time to the next outside application; entity stream
  CP_PURPOSE_CHALLENGE = 10,  // is a consignment challenged; entity lane
  CP_PURPOSE_EXTEND =
      11,  // is a dated suspension or a deadline extended; entity agreement or measure
  CP_PURPOSE_ACT_CHANCE = 12,  // does the act follow the condition; entity clause
  CP_PURPOSE_ACT_DELAY = 13,   // and when
  CP_PURPOSE_PROSPECT = 14,    // does a prospect become an agreement; entity agreement
  CP_PURPOSE_PAPERS =
      20,  // days until papers are there; entity lane, n of the application, likewise below
  CP_PURPOSE_STOP = 21,       // does a stop come in a review, when, and for how long
  CP_PURPOSE_REFER = 22,      // are other offices asked, and for how long
  CP_PURPOSE_REFILE = 23,     // is a returned application filed again, and when
  CP_PURPOSE_ESCALATED = 24,  // how an escalated application is decided
  CP_PURPOSE_STANCE = 25,     // does a stance move on a day; entity destination or class
  CP_PURPOSE_CUSTOMS =
      30,  // what customs do with a consignment; entity lane, day of declaration, n a cp_customs_question
  CP_PURPOSE_CONFIRM = 40,  // is a word confirmed, and when; entity statement or agreement
  CP_PURPOSE_FIGURE = 41,  // what a published figure is off by; entity reading, day of its last day
  CP_PURPOSE_DISPUTE = 42,  // does a party state a breach; entity clause
  CP_PURPOSE_SETTLE = 43,   // is a dispute settled; entity clause, n step
  CP_PURPOSE_TAKE = 44,     // is a measure taken; entity measure
  CP_PURPOSE_EASE = 45,     // is it eased; entity measure
  CP_PURPOSE_WITHDRAW = 46  // does a party withdraw; entity agreement
};

// What is asked of a draw about a consignment.
typedef enum cp_customs_question {
  CP_ASK_ANSWERED,       // is the challenge answered in time?
  CP_ASK_ANSWER_DAY,     // on which of its working days?
  CP_ASK_IDENTIFY_DAYS,  // how long does it take to identify the goods?
  CP_ASK_FOUND,          // are they controlled?
  CP_ASK_FATE,           // are they taken back, seized, or held?
  CP_ASK_PICKED,         // are they inspected?
  CP_ASK_INSPECT_DAYS,   // how long does it take?
  CP_ASK_MISMATCH,       // are they challenged then?
  CP_ASK_STUFFED         // do they share a container?
} cp_customs_question;

#endif
