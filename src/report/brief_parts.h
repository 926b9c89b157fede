// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the files of the brief share: the brief in the making, words for days, actors and amounts,
// and the cause of a state. Rows of measures, agreements, clauses, readings and statements are
// numbered alike in scenario and model.
#ifndef CP_REPORT_BRIEF_PARTS_H
#define CP_REPORT_BRIEF_PARTS_H

#include "base/os/print.h"
#include "report/ledger.h"
#include "report/page.h"
#include "scenario/observed.h"
#include "scenario/spec.h"

typedef struct cp_brief {
  const cp_spec *spec;
  const cp_ledger *ledger;
  const cp_model *model;
  const cp_state *state;
  cp_arena *arena;
  int32_t as_of;
  int32_t last_known;  // day on which the newest row was known, CP_DAY_NONE without rows
  cp_page page;
} cp_brief;

// Formatted text; without memory the brief's status says so, and the text is empty.
cp_text cp_brief_keep(cp_brief *brief, cp_text text);
#define cp_brief_print(brief, ...) \
  cp_brief_keep((brief), cp_text_print((brief)->arena, __VA_ARGS__))

// Why a state holds: words and source of the row that brought it about.
typedef struct cp_because {
  cp_text words;
  cp_text actor;
  cp_text source;
} cp_because;

// Sections, in the order in which they stand.
void cp_brief_deal(cp_brief *brief);
void cp_brief_owed(cp_brief *brief);
void cp_brief_countermeasures(cp_brief *brief);
void cp_brief_statements(cp_brief *brief);
void cp_brief_desk(cp_brief *brief);
void cp_brief_permissions(cp_brief *brief);
void cp_brief_own(cp_brief *brief);
void cp_brief_observed(cp_brief *brief);
void cp_brief_industry(cp_brief *brief);
void cp_brief_elsewhere(cp_brief *brief);
void cp_brief_indices(cp_brief *brief);
void cp_brief_not_taken(cp_brief *brief);
void cp_brief_assumed(cp_brief *brief);

// "27 Jun" in the year of the as_of day, else "27 Jun 2024"; and always with the year.
cp_text cp_brief_day(cp_brief *brief, int32_t day);
cp_text cp_brief_date(cp_brief *brief, int32_t day);

// "May 2025" for months since 1970-01.
cp_text cp_brief_month(cp_brief *brief, int32_t month);

// A party or actor in words: the full name of a region, "both sides", or as written.
cp_text cp_brief_region(const cp_brief *brief, int32_t region);
cp_text cp_brief_actor(const cp_brief *brief, cp_text actor);

// "1,238 t" for grams.
cp_text cp_brief_tonnes(cp_brief *brief, double grams);

// A list of titles: appends with a comma.
cp_text cp_brief_join(cp_brief *brief, cp_text list, cp_text more);

// Time line: row, actor, words and source of a fact; its topic.
cp_text cp_brief_fact(const cp_brief *brief, cp_field field, int32_t fact);
bool cp_brief_fact_is_topic(const cp_brief *brief, int32_t fact, const char *topic);
bool cp_brief_fact_is_about(const cp_brief *brief, int32_t fact, cp_object_kind kind,
                            int32_t object);

// Is it an act of words, which changes no state: say or report?
bool cp_brief_is_word(int32_t act);

// Who speaks in a row, empty for what others reported; and the row in words: "China: ...",
// "reported: ...".
cp_text cp_brief_speaker(const cp_brief *brief, int32_t fact);
cp_text cp_brief_row(cp_brief *brief, int32_t fact);

cp_because cp_brief_because(const cp_brief *brief, const cp_event *event);

// Was the state brought about by a date that came after the last known row? Then it holds unless
// somebody extended what ended: no row says so or not.
#define CP_BRIEF_UNLESS " unless extended: no row says"
bool cp_brief_is_by_date_alone(const cp_brief *brief, const cp_event *event);

// What rows say about an object, one labelled line each; promises stand in the section of
// statements.
void cp_brief_says(cp_brief *brief, cp_object_kind kind, int32_t object, int32_t depth);

// State, since, until and cause of a measure put into an item; `is_ticked` gives it a box.
void cp_brief_measure(cp_brief *brief, cp_page_item *item, int32_t measure);

// What may come of a clause: what follows a missed deadline, a breach, a repair, a dispute; a deadlock.
void cp_brief_terms(cp_brief *brief, int32_t clause);

// What may come of an agreement: its end, what it amends and builds on, its rates.
void cp_brief_future(cp_brief *brief, int32_t agreement);

// The odds that a word of a day is still confirmed, where they are stated.
void cp_brief_confirmation(cp_brief *brief, cp_object_kind kind, int32_t object, int32_t said,
                           int32_t depth);

// What is said of the day on which a suspension or permission ends, and of what a measure's owner may do without notice.
void cp_brief_extension(cp_brief *brief, int32_t measure, int32_t depth);
void cp_brief_unforeseen(cp_brief *brief, int32_t measure, int32_t depth);

// "70 % [50 .. 90] (judgement)": stated odds, and what they rest on.
cp_text cp_brief_odds(cp_brief *brief, cp_field chance, cp_field basis, int32_t row);

// The share of a value's range that is not above a number.
double cp_brief_odds_below(const cp_cell *cell, double value);

// Share of normal shipments to the world that the last published month lacked; -1 while no month
// under a control is published.
double cp_brief_pressure(const cp_brief *brief);

#endif
