// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Puts the sections of the brief together and writes its head; the words that all sections use.
#include "report/brief.h"

#include <string.h>

#include "base/os/json.h"
#include "base/os/print.h"
#include "report/brief_parts.h"
#include "report/words.h"

enum { HEAD_WIDTH = 56, STALE_DAYS = 14 };

cp_text cp_brief_keep(cp_brief *brief, cp_text text) {
  if (!text.at) brief->page.status = CP_NO_MEMORY;
  return text;
}

// --- words ---------------------------------------------------------------------------------------

cp_text cp_brief_date(cp_brief *brief, int32_t day) {
  char words[16];
  return cp_brief_print(brief, "%s", cp_day_words(day, words));
}

cp_text cp_brief_day(cp_brief *brief, int32_t day) {
  const cp_text date = cp_brief_date(brief, day);
  const bool is_this_year = cp_day_split(day).year == cp_day_split(brief->as_of).year;
  return is_this_year ? cp_text_part(date, 0, date.size - 5) : date;
}

cp_text cp_brief_month(cp_brief *brief, int32_t month) {
  const cp_text date = cp_brief_date(brief, cp_month_first(month));
  return cp_text_part(date, 2, date.size - 2);
}

cp_text cp_brief_region(const cp_brief *brief, int32_t region) {
  if (region < 0) return CP_TEXT("all");
  const cp_text name = cp_spec_text(brief->spec, CP_F_regions_name, region);
  return name.size > 0 ? name : cp_spec_name(brief->spec, CP_S_regions, region);
}

cp_text cp_brief_actor(const cp_brief *brief, cp_text actor) {
  if (cp_text_equal(actor, CP_TEXT("both"))) return CP_TEXT("both sides");
  const int32_t region = cp_spec_find(brief->spec, CP_S_regions, actor);
  return region >= 0 ? cp_brief_region(brief, region) : actor;
}

cp_text cp_brief_tonnes(cp_brief *brief, double grams) {
  const double tonnes = grams / 1e6;
  if (tonnes < 999.5) return cp_brief_print(brief, "%.0f t", tonnes);
  const long long whole = (long long)(tonnes + 0.5);
  return cp_brief_print(brief, "%lld,%03lld t", whole / 1000, whole % 1000);
}

cp_text cp_brief_join(cp_brief *brief, cp_text list, cp_text more) {
  if (list.size == 0) return more;
  return cp_brief_print(brief, CP_TEXT_FORMAT ", " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(list),
                        CP_TEXT_ARGUMENTS(more));
}

// --- facts and causes ----------------------------------------------------------------------------

cp_text cp_brief_fact(const cp_brief *brief, cp_field field, int32_t fact) {
  return cp_spec_text(brief->spec, field, brief->model->fact_row[fact]);
}

bool cp_brief_fact_is_topic(const cp_brief *brief, int32_t fact, const char *topic) {
  return cp_text_equal(cp_brief_fact(brief, CP_F_timeline_topic, fact), cp_text_of(topic)) &&
         brief->model->fact_day[fact] <= brief->as_of;
}

bool cp_brief_fact_is_about(const cp_brief *brief, int32_t fact, cp_object_kind kind,
                            int32_t object) {
  return brief->model->fact_kind[fact] == (int32_t)kind &&
         brief->model->fact_object[fact] == object;
}

bool cp_brief_is_word(int32_t act) { return act == CP_ACT_SAY || act == CP_ACT_REPORT; }

cp_text cp_brief_speaker(const cp_brief *brief, int32_t fact) {
  if (brief->model->fact_act[fact] == CP_ACT_REPORT) return CP_TEXT("");
  return cp_brief_actor(brief, cp_brief_fact(brief, CP_F_timeline_actor, fact));
}

cp_text cp_brief_row(cp_brief *brief, int32_t fact) {
  const cp_text speaker = cp_brief_speaker(brief, fact);
  const cp_text who = speaker.size > 0 ? speaker : CP_TEXT("reported");
  const cp_text what = cp_brief_fact(brief, CP_F_timeline_what, fact);
  return cp_brief_print(brief, CP_TEXT_FORMAT ": " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(who),
                        CP_TEXT_ARGUMENTS(what));
}

static cp_because because_fact(const cp_brief *brief, int32_t fact) {
  return (cp_because){
      .words = cp_brief_fact(brief, CP_F_timeline_what, fact),
      .actor = cp_brief_actor(brief, cp_brief_fact(brief, CP_F_timeline_actor, fact)),
      .source = cp_brief_fact(brief, CP_F_timeline_source, fact)};
}

// A date that has come was set by the last row about the same object.
static cp_text source_of_date(const cp_brief *brief, const cp_event *event) {
  cp_text source = CP_TEXT("");
  for (int32_t at = 0; at < brief->ledger->n_event; at++) {
    const cp_event *told = &brief->ledger->event[at];
    if (told == event) return source;
    const bool is_its = told->kind == event->kind && told->object == event->object;
    if (!is_its || told->cause != CP_CAUSE_FACT) continue;
    source = cp_brief_fact(brief, CP_F_timeline_source, told->number);
  }
  return source;
}

cp_because cp_brief_because(const cp_brief *brief, const cp_event *event) {
  if (!event) return (cp_because){.words = CP_TEXT("")};
  if (event->cause == CP_CAUSE_FACT) return because_fact(brief, event->number);
  if (event->cause == CP_CAUSE_MEASURE) {
    // a clause stands as it does because of a measure, and that because of a row
    const cp_event *act = cp_ledger_last(brief->ledger, CP_EVENT_MEASURE, event->number);
    if (act && act->cause == CP_CAUSE_FACT) return because_fact(brief, act->number);
  }
  if (event->cause == CP_CAUSE_DATE) {
    return (cp_because){.words = CP_TEXT("its date has come"),
                        .source = source_of_date(brief, event)};
  }
  return (cp_because){.words = CP_TEXT("its agreement was announced")};
}

bool cp_brief_is_by_date_alone(const cp_brief *brief, const cp_event *event) {
  if (event && event->cause == CP_CAUSE_MEASURE) {
    event = cp_ledger_last(brief->ledger, CP_EVENT_MEASURE, event->number);
  }
  return event && event->cause == CP_CAUSE_DATE && event->day > brief->last_known;
}

// Promises stand among the statements, reports on licences at the desk.
static bool has_own_section(const cp_brief *brief, int32_t fact) {
  return cp_brief_fact_is_topic(brief, fact, "promise") ||
         cp_brief_fact_is_topic(brief, fact, "licences") ||
         cp_brief_fact_is_topic(brief, fact, "comprehensive");
}

// What was said about a confirmation that was still to come is old once it has come.
static bool is_overtaken(const cp_brief *brief, int32_t fact) {
  if (!cp_brief_fact_is_topic(brief, fact, "confirmation")) return false;
  const int32_t agreement = brief->model->fact_object[fact];
  return brief->model->fact_kind[fact] == CP_OBJECT_AGREEMENT &&
         brief->state->agreement_state[agreement] == CP_AGREEMENT_CONFIRMED &&
         brief->state->agreement_since[agreement] > brief->model->fact_day[fact];
}

void cp_brief_says(cp_brief *brief, cp_object_kind kind, int32_t object, int32_t depth) {
  const cp_model *model = brief->model;
  for (int32_t fact = 0; fact < model->n_fact; fact++) {
    const bool is_said =
        cp_brief_is_word(model->fact_act[fact]) && model->fact_day[fact] <= brief->as_of;
    if (!is_said || !cp_brief_fact_is_about(brief, fact, kind, object)) continue;
    if (has_own_section(brief, fact) || is_overtaken(brief, fact)) continue;
    const cp_text day = cp_brief_day(brief, model->fact_day[fact]);
    const cp_text words = cp_brief_row(brief, fact);
    cp_page_item *item =
        cp_page_label(&brief->page, depth, "",
                      cp_brief_print(brief, CP_TEXT_FORMAT ", " CP_TEXT_FORMAT,
                                     CP_TEXT_ARGUMENTS(day), CP_TEXT_ARGUMENTS(words)));
    item->kind = "row";
    item->title = cp_brief_fact(brief, CP_F_timeline_topic, fact);
    item->since = model->fact_day[fact];
    item->party = cp_brief_speaker(brief, fact);
    item->source = cp_brief_fact(brief, CP_F_timeline_source, fact);
  }
}

// --- head ----------------------------------------------------------------------------------------

static void assemble(cp_brief *brief, uint32_t show) {
  cp_brief_deal(brief);
  cp_brief_owed(brief);
  cp_brief_countermeasures(brief);
  cp_brief_statements(brief);
  cp_brief_desk(brief);
  cp_brief_permissions(brief);
  cp_brief_own(brief);
  cp_brief_observed(brief);
  cp_brief_industry(brief);
  cp_brief_elsewhere(brief);
  cp_brief_indices(brief);
  cp_brief_not_taken(brief);
  if (show & CP_SHOW_ASSUMED) cp_brief_assumed(brief);
}

// Tables of dated facts, with the day from which a row is known.
static int32_t last_known(const cp_spec *spec) {
  static const struct {
    cp_section section;
    cp_field known_from;
  } tables[] = {{CP_S_timeline, CP_F_timeline_known_from},
                {CP_S_statements, CP_F_statements_known_from},
                {CP_S_approvals, CP_F_approvals_known_from},
                {CP_S_rules, CP_F_rules_known_from},
                {CP_S_effects, CP_F_effects_known_from},
                {CP_S_observations, CP_F_observations_known_from}};
  int32_t last = CP_DAY_NONE;
  for (size_t table = 0; table < sizeof tables / sizeof tables[0]; table++) {
    for (int32_t row = 0; row < cp_spec_count(spec, tables[table].section); row++) {
      const int32_t day = cp_spec_index(spec, tables[table].known_from, row);
      if (last == CP_DAY_NONE || day > last) last = day;
    }
  }
  return last;
}

// Days since the last row was known, when they are so many that a reader has to know; else 0.
static int32_t stale_days(const cp_brief *brief) {
  if (brief->last_known == CP_DAY_NONE) return 0;
  const int32_t days = brief->as_of - brief->last_known;
  return days > STALE_DAYS ? days : 0;
}

static cp_brief begin(const cp_spec *spec, const cp_ledger *ledger, cp_arena *arena) {
  cp_brief brief = {.spec = spec,
                    .ledger = ledger,
                    .model = ledger->model,
                    .state = &ledger->state,
                    .arena = arena,
                    .as_of = ledger->model->as_of[0],
                    .last_known = last_known(spec)};
  cp_page_begin(&brief.page, arena);
  return brief;
}

cp_status cp_brief_text(const cp_spec *spec, const cp_ledger *ledger, uint32_t show,
                        cp_arena *arena, const cp_sink *sink) {
  cp_brief brief = begin(spec, ledger, arena);
  char day[20];
  const cp_text name = cp_spec_title(spec);
  const cp_text head = cp_brief_print(&brief, CP_TEXT_FORMAT ", as of %s", CP_TEXT_ARGUMENTS(name),
                                      cp_day_words_weekday(brief.as_of, day));
  assemble(&brief, show);
  CP_TRY(cp_print(sink, "%-*s  facts used %d, later ones left out %d, assumed %d\n", HEAD_WIDTH,
                  head.at ? head.at : "", (int)cp_spec_facts_used(spec),
                  (int)cp_spec_facts_late(spec), (int)cp_spec_assumed(spec)));
  if (stale_days(&brief) > 0) {
    char last[16];
    CP_TRY(cp_print(sink, "no row known after %s (%d days)\n", cp_day_words(brief.last_known, last),
                    (int)stale_days(&brief)));
  }
  return cp_page_text(&brief.page, (show & CP_SHOW_SOURCES) != 0, sink);
}

cp_status cp_brief_json(const cp_spec *spec, const cp_ledger *ledger, uint32_t show,
                        cp_arena *arena, const cp_sink *sink) {
  cp_brief brief = begin(spec, ledger, arena);
  assemble(&brief, show);
  CP_TRY(brief.page.status);
  char day[11];
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  cp_json_key(&json, "scenario");
  cp_json_text(&json, cp_spec_title(spec));
  cp_json_key(&json, "as_of");
  cp_json_string(&json, cp_day_format(brief.as_of, day));
  cp_json_key(&json, "inputs");
  cp_json_string(&json, cp_spec_hash(spec));
  cp_json_key(&json, "facts_used");
  cp_json_whole(&json, cp_spec_facts_used(spec));
  cp_json_key(&json, "facts_left_out");
  cp_json_whole(&json, cp_spec_facts_late(spec));
  cp_json_key(&json, "last_known");
  if (brief.last_known != CP_DAY_NONE) {
    cp_json_string(&json, cp_day_format(brief.last_known, day));
  } else {
    cp_json_null(&json);
  }
  cp_json_key(&json, "assumed");
  cp_json_whole(&json, cp_spec_assumed(spec));
  cp_json_key(&json, "tension");
  cp_json_number(&json, brief.state->tension[0]);
  // null where no month under a control is published
  const double pressure = cp_brief_pressure(&brief);
  cp_json_key(&json, "pressure");
  if (pressure >= 0.0) cp_json_number(&json, pressure);
  if (pressure < 0.0) cp_json_null(&json);
  cp_json_key(&json, "sections");
  cp_page_json(&brief.page, &json);
  cp_json_close(&json);
  return cp_json_end(&json);
}
