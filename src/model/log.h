// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Every change of state is an event with its cause. Kernels tell events to the log in the state's view; without one they cost a comparison.
#ifndef CP_MODEL_LOG_H
#define CP_MODEL_LOG_H

#include <stdint.h>

typedef enum cp_event_kind {
  CP_EVENT_MEASURE,    // object measure; from, to: cp_measure_state
  CP_EVENT_RATE,       // object measure; amount: new rate
  CP_EVENT_AGREEMENT,  // object agreement; from, to: cp_agreement_state
  CP_EVENT_CLAUSE,     // object clause; from, to: cp_clause_state
  CP_EVENT_READING,    // object reading; from, to: met before, now; amount: value over baseline
  CP_EVENT_STATEMENT,  // object statement; to: 1 made, 2 confirmed
  CP_EVENT_CONTROL,    // object lane; to: 1 bound, 0 free; cause measure
  CP_EVENT_FILE,       // object lane (-1 - stream for a stream); part ordinal; amount quantity
  CP_EVENT_ACCEPT,     // the same object; stage left behind
  CP_EVENT_REVIEW,     // review begins
  CP_EVENT_READY,      // reviewed
  CP_EVENT_APPROVE,    // amount granted
  CP_EVENT_REFUSE,
  CP_EVENT_RETURN,
  CP_EVENT_LAPSE,
  CP_EVENT_EXPIRE,     // object lane; part licence id; amount left unused
  CP_EVENT_DECLARE,    // object lane; part day of declaration, likewise below; amount
  CP_EVENT_CHALLENGE,  // object lane; amount
  CP_EVENT_RELEASE,    // object lane; amount
  CP_EVENT_DEPART,     // object lane; amount
  CP_EVENT_ARRIVE,     // object lane; amount
  CP_EVENT_STOP,       // object firm; a week in which its line stood
  CP_EVENT_RESTART,    // object firm
  CP_EVENT_REFUSED_ACT,  // an act that its object's state does not allow; part: cp_object_kind; to: cp_act
  CP_EVENT_QUALIFY,    // object alternative; a user starts to qualify it
  CP_EVENT_SWITCH,     // object alternative; it is qualified and may be used
  CP_EVENT_CONDITION,  // object clause, its condition is met; to: 1 the act follows, on day amount; 0 it never does; 2 left to the facts
  CP_EVENT_TICK,  // object clause; part: one of its measures; to: 1 it is down, 0 up again; amount: how many are down
  CP_EVENT_NO_EFFECT,  // object measure; to: cp_act of the effect; from: 0 it is there already, 1 overruled by clause part
  CP_EVENT_DEADLINE,  // object clause, its deadline is missed; to: 0 it stands, 1 extended, 2 renegotiated; amount: the new day
  CP_EVENT_STEP,  // object clause in dispute; part: step; to: 0 it begins, 1 settled at its end, 2 not settled
  CP_EVENT_NOTICE,  // object agreement; amount: its last day
  CP_EVENT_DEADLOCK,  // object clause; part: the clause that it waits for; to: 1 it waits in a deadlock, 0 no longer
  CP_EVENT_DRAFT,     // object lane or stream, part ordinal, likewise below; papers are asked for
  CP_EVENT_REFER,     // other offices are asked
  CP_EVENT_PAUSE,     // its clock stops; amount: row of stops
  CP_EVENT_ANSWER,    // that stop is answered; amount: row of stops
  CP_EVENT_ESCALATE,  // its limit is over; amount: days on its clock
  CP_EVENT_CLOSE,     // returned for good
  CP_EVENT_WITHDRAW,
  CP_EVENT_REFUSED_STEP,  // not allowed in its stage; from cp_stage, to cp_step
  CP_EVENT_LICENCE,       // object lane, part licence id; from, to: cp_licence_state; amount left
  CP_EVENT_REFUSED_LICENCE,  // not allowed in its state; from cp_licence_state, to cp_licence_step
  CP_EVENT_STANCE,           // object class; from, to: stance
  CP_EVENT_FREEZE,  // object class or authority, part cp_object_kind; to: 1 frozen, 0 at work again
  CP_EVENT_CUSTOMS,  // object lane; part: day of declaration; from, to: cp_consignment_stage; amount: what no other event of the border tells
  CP_EVENT_REFUSED_CUSTOMS,  // object lane; part: day of declaration; from: its stage; to: the cp_border_act that it does not allow
  CP_EVENT_QUOTA,            // object measure; a period begins; amount that may leave in it
  CP_EVENT_OWN,  // my today: object lane; from: cp_own_kind; part: number of an application or licence, day of departure of a shipment; to: stage
                 // of state.stage, last day, arrival
  CP_EVENT_OWN_STOCK,  // my today: object input; amount on hand
  CP_EVENT_REPLACED  // what was simulated goes for it: object lane; from: cp_own_kind; part: number; amount
} cp_event_kind;

// Why it happened.
typedef enum cp_cause {
  CP_CAUSE_RULE,     // a rule of the model; number 0
  CP_CAUSE_FACT,     // a dated act; number: fact
  CP_CAUSE_CLAUSE,   // an effect of a clause; number: clause
  CP_CAUSE_DATE,     // a date reached: end of a suspension, permission, validity
  CP_CAUSE_DRAW,     // a draw; number: its purpose
  CP_CAUSE_MEASURE,  // a measure; number: measure
  CP_CAUSE_INPUT,    // an input ran out; number: input
  CP_CAUSE_HOLD,     // why goods are held; number: cp_hold bits
  CP_CAUSE_OWN       // a row of my today; number: its row of state
} cp_cause;

typedef struct cp_event {
  int32_t day;
  int16_t kind;   // cp_event_kind
  int16_t cause;  // cp_cause
  int32_t object;
  int32_t part;
  int32_t from;
  int32_t to;
  int32_t number;  // of the cause
  int32_t padding;
  double amount;
} cp_event;

// The teller's side of a log; who listens decides what to keep.
typedef struct cp_event_log {
  void (*tell)(void *listener, const cp_event *event);
  void *listener;
} cp_event_log;

static inline void cp_log_tell(const cp_event_log *log, cp_event event) {
  if (log) log->tell(log->listener, &event);
}

#endif
