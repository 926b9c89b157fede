// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on what each party owes: clauses with their targets ticked one by one and the readings
// of both sides; then all measures by party, with what would take them down.
#include "report/brief_parts.h"
#include "report/words.h"

enum { GOAL_READING = 2 };

// --- measures ------------------------------------------------------------------------------------

// "; enters on 10 Apr 2025": dated acts that are known and still to come.
static cp_text coming(cp_brief *brief, int32_t measure) {
  const cp_model *model = brief->model;
  for (int32_t fact = 0; fact < model->n_fact; fact++) {
    const bool is_ahead = model->fact_day[fact] > brief->as_of;
    if (!is_ahead || !cp_brief_fact_is_about(brief, fact, CP_OBJECT_MEASURE, measure)) continue;
    const cp_text day = cp_brief_date(brief, model->fact_day[fact]);
    return cp_brief_print(brief, "; %ss on " CP_TEXT_FORMAT,
                          cp_word_act_name(model->fact_act[fact]), CP_TEXT_ARGUMENTS(day));
  }
  return CP_TEXT("");
}

static bool is_whole(const cp_brief *brief, int32_t measure) {
  return brief->model->measure_part_first[measure] < brief->model->measure_part_first[measure + 1];
}

// "; 10 % in force and 24 % suspended"
static cp_text split_note(cp_brief *brief, int32_t measure) {
  if (!is_whole(brief, measure) || brief->model->measure_kind[measure] != CP_TARIFF)
    return CP_TEXT("");
  return cp_brief_print(brief, "; %g %% in force and %g %% suspended",
                        100.0 * brief->state->measure_now[measure],
                        100.0 * brief->state->measure_saved_rate[measure]);
}

static cp_text state_note(cp_brief *brief, int32_t measure) {
  const cp_state *state = brief->state;
  if (state->measure_state[measure] == CP_MEASURE_NONE) return CP_TEXT("");
  const cp_text since = cp_brief_day(brief, state->measure_since[measure]);
  const int32_t until = state->measure_until[measure];
  const cp_text ahead = coming(brief, measure);
  if (until < 0) {
    const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_MEASURE, measure);
    const cp_text split = split_note(brief, measure);
    return cp_brief_print(brief, "since " CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT CP_TEXT_FORMAT,
                          CP_TEXT_ARGUMENTS(since),
                          cp_brief_is_by_date_alone(brief, event) ? CP_BRIEF_UNLESS : "",
                          CP_TEXT_ARGUMENTS(split), CP_TEXT_ARGUMENTS(ahead));
  }
  const bool is_suspended = state->measure_state[measure] == CP_MEASURE_SUSPENDED;
  const cp_text end = cp_brief_day(brief, until);
  return cp_brief_print(brief, "since " CP_TEXT_FORMAT " to " CP_TEXT_FORMAT "%s",
                        CP_TEXT_ARGUMENTS(since), CP_TEXT_ARGUMENTS(end),
                        is_suspended ? ", then back unless extended" : "");
}

// A whole has the rates of all its parts that were not lifted.
static void add_rate(const cp_brief *brief, cp_page_item *item, int32_t measure) {
  const cp_state *state = brief->state;
  const int32_t now = state->measure_state[measure];
  if (is_whole(brief, measure)) {
    cp_page_number_add(item, "rate",
                       state->measure_now[measure] + state->measure_saved_rate[measure]);
    cp_page_number_add(item, "suspended", state->measure_saved_rate[measure]);
    return;
  }
  const bool is_tariff = brief->model->measure_kind[measure] == CP_TARIFF;
  if (!is_tariff || now == CP_MEASURE_NONE || now == CP_MEASURE_LIFTED) return;
  cp_page_number_add(item, "rate",
                     now == CP_MEASURE_IN_FORCE ? state->measure_now[measure]
                                                : state->measure_saved_rate[measure]);
}

void cp_brief_measure(cp_brief *brief, cp_page_item *item, int32_t measure) {
  const cp_state *state = brief->state;
  const int32_t now = state->measure_state[measure];
  const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_MEASURE, measure);
  const cp_because why = cp_brief_because(brief, event);
  const cp_cell *count = cp_spec_cell(brief->spec, CP_F_measures_count, measure);
  item->id = cp_spec_name(brief->spec, CP_S_measures, measure);
  item->title = cp_spec_text(brief->spec, CP_F_measures_title, measure);
  item->state = cp_text_of(cp_word_measure_state(now));
  item->note = state_note(brief, measure);
  item->cause = why.words;
  item->source = why.source;
  if (now != CP_MEASURE_NONE) item->since = state->measure_since[measure];
  if (state->measure_until[measure] >= 0) item->until = state->measure_until[measure];
  if (!count->is_missing) cp_page_number_add(item, "count", count->number);
  add_rate(brief, item, measure);
  if (cp_brief_is_by_date_alone(brief, event)) cp_page_number_add(item, "unless_extended", 1);
}

static bool is_down(int32_t state) {
  return state == CP_MEASURE_SUSPENDED || state == CP_MEASURE_LIFTED || state == CP_MEASURE_ENDED;
}

// What takes it down: clauses whose met effects name it.
static cp_text lifted_by(cp_brief *brief, int32_t measure) {
  const cp_model *model = brief->model;
  cp_text list = CP_TEXT("");
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    for (int32_t effect = model->clause_effect_first[clause];
         effect < model->clause_effect_first[clause + 1]; effect++) {
      const bool is_its =
          model->effect_measure[effect] == measure && model->effect_when[effect] == 0;
      if (!is_its) continue;
      const cp_text party = cp_brief_region(brief, model->clause_party[clause]);
      const cp_text title = cp_spec_text(brief->spec, CP_F_clauses_title, clause);
      list = cp_brief_join(brief, list,
                           cp_brief_print(brief, CP_TEXT_FORMAT " (" CP_TEXT_FORMAT ")",
                                          CP_TEXT_ARGUMENTS(title), CP_TEXT_ARGUMENTS(party)));
    }
  }
  return list;
}

// Clauses of announced agreements that name it without saying what would take it down.
static cp_text owed_under(cp_brief *brief, int32_t measure) {
  const cp_model *model = brief->model;
  cp_text list = CP_TEXT("");
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (brief->state->clause_state[clause] == CP_CLAUSE_DORMANT) continue;
    for (int32_t target = model->clause_target_first[clause];
         target < model->clause_target_first[clause + 1]; target++) {
      if (model->target_measure[target] != measure) continue;
      const cp_text title = cp_spec_text(brief->spec, CP_F_clauses_title, clause);
      const bool is_unclear = model->target_is_unclear[target] != 0;
      list = cp_brief_join(brief, list,
                           cp_brief_print(brief, CP_TEXT_FORMAT "%s", CP_TEXT_ARGUMENTS(title),
                                          is_unclear ? ", unclear whether it counts" : ""));
    }
  }
  return list;
}

// What would take a countermeasure down; that nobody said so is told too.
static void add_lifted_by(cp_brief *brief, int32_t measure) {
  if (is_down(brief->state->measure_state[measure])) return;
  const cp_text lifts = lifted_by(brief, measure);
  if (lifts.size == 0 && brief->model->measure_kind[measure] == CP_TARIFF) return;
  const cp_text owed = owed_under(brief, measure);
  cp_text words = CP_TEXT("nothing said");
  if (lifts.size > 0) {
    words = cp_brief_print(brief, "once met: " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(lifts));
  } else if (owed.size > 0) {
    words = cp_brief_print(brief, "nothing said of a condition; owed under: " CP_TEXT_FORMAT,
                           CP_TEXT_ARGUMENTS(owed));
  }
  cp_page_label(&brief->page, 2, "comes down", words)->kind = "lifted_by";
}

static void add_measure(cp_brief *brief, int32_t measure) {
  const int32_t kind = brief->model->measure_kind[measure];
  const int32_t state = brief->state->measure_state[measure];
  cp_page_item *item = cp_page_add(&brief->page, 1, "measure");
  cp_brief_measure(brief, item, measure);
  item->party = cp_brief_region(brief, brief->model->measure_by[measure]);
  const cp_text name = item->title;
  if (kind == CP_TARIFF && item->n_number > 0) {
    item->title = cp_brief_print(brief, CP_TEXT_FORMAT " (%g %%)", CP_TEXT_ARGUMENTS(name),
                                 item->number[0].value * 100.0);
  } else if (!is_down(state) && (kind == CP_LICENCE_REQUIREMENT || kind == CP_BAN)) {
    const cp_text note = item->note;
    item->note = cp_brief_print(brief, CP_TEXT_FORMAT "; %s", CP_TEXT_ARGUMENTS(note),
                                cp_word_measure_kind(kind));
  }
  cp_brief_says(brief, CP_OBJECT_MEASURE, measure, 2);
  add_lifted_by(brief, measure);
  cp_brief_extension(brief, measure, 2);
  cp_brief_unforeseen(brief, measure, 2);
}

static bool is_shown(const cp_brief *brief, int32_t measure, int32_t region) {
  const int32_t kind = brief->model->measure_kind[measure];
  return brief->model->measure_by[measure] == region && kind != CP_PERMISSION &&
         kind != CP_PRIORITY && brief->state->measure_state[measure] != CP_MEASURE_NONE;
}

// Measures other than tariffs come first: they are what the clauses are about.
static void add_party(cp_brief *brief, int32_t region) {
  int32_t n = 0;
  int32_t n_in_force = 0;
  for (int32_t measure = 0; measure < brief->model->n_measure; measure++) {
    if (!is_shown(brief, measure, region)) continue;
    n++;
    n_in_force += brief->state->measure_state[measure] == CP_MEASURE_IN_FORCE;
  }
  if (n == 0) return;
  cp_page_item *party = cp_page_add(&brief->page, 0, "party");
  party->id = cp_spec_name(brief->spec, CP_S_regions, region);
  party->title = cp_brief_region(brief, region);
  party->note = cp_brief_print(brief, "%d of %d in force", (int)n_in_force, (int)n);
  cp_page_number_add(party, "in_force", n_in_force);
  cp_page_number_add(party, "taken", n);
  for (int32_t pass = 0; pass < 2; pass++) {
    for (int32_t measure = 0; measure < brief->model->n_measure; measure++) {
      const bool is_tariff = brief->model->measure_kind[measure] == CP_TARIFF;
      if (is_shown(brief, measure, region) && is_tariff == (pass == 1)) add_measure(brief, measure);
    }
  }
}

void cp_brief_countermeasures(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "measures", CP_TEXT("MEASURES AND COUNTERMEASURES"));
  const int32_t n_before = brief->page.n_item;
  for (int32_t region = 0; region < brief->model->n_region; region++) add_party(brief, region);
  if (brief->page.n_item > n_before) return;
  cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("no measure has been taken");
}

// --- clauses -------------------------------------------------------------------------------------

// How many of the measures that were taken are down.
static void add_count(cp_brief *brief, int32_t clause) {
  const cp_model *model = brief->model;
  int32_t n = 0;
  int32_t n_down = 0;
  for (int32_t target = model->clause_target_first[clause];
       target < model->clause_target_first[clause + 1]; target++) {
    const int32_t state = brief->state->measure_state[model->target_measure[target]];
    n += state != CP_MEASURE_NONE;
    n_down += is_down(state);
  }
  if (n == 0) return;
  cp_page_item *item = cp_page_label(&brief->page, 1, "legal act",
                                     cp_brief_print(brief, "%d of %d down", (int)n_down, (int)n));
  item->kind = "legal_act";
  cp_page_number_add(item, "down", n_down);
  cp_page_number_add(item, "taken", n);
}

static void add_targets(cp_brief *brief, int32_t clause) {
  const cp_model *model = brief->model;
  add_count(brief, clause);
  for (int32_t target = model->clause_target_first[clause];
       target < model->clause_target_first[clause + 1]; target++) {
    const int32_t measure = model->target_measure[target];
    if (brief->state->measure_state[measure] == CP_MEASURE_NONE) continue;
    cp_page_item *item = cp_page_add(&brief->page, 1, "target");
    cp_brief_measure(brief, item, measure);
    item->mark = is_down(brief->state->measure_state[measure]) ? CP_MARK_DONE : CP_MARK_OPEN;
    if (!model->target_is_unclear[target]) continue;
    const cp_text note = item->note;
    item->note = cp_brief_print(brief, CP_TEXT_FORMAT "; unclear whether it counts",
                                CP_TEXT_ARGUMENTS(note));
    item->party = CP_TEXT("unclear");
  }
}

// "United States: shipped at least 80 % (judgement)"
static cp_text reading_title(cp_brief *brief, int32_t reading) {
  const cp_cell *least = cp_spec_cell(brief->spec, CP_F_readings_at_least, reading);
  const cp_text party = cp_brief_region(brief, brief->model->reading_party[reading]);
  const cp_text basis = cp_spec_text(brief->spec, CP_F_readings_odds, reading);
  return cp_brief_print(
      brief, CP_TEXT_FORMAT ": %s at least %.0f %% (" CP_TEXT_FORMAT "%s)",
      CP_TEXT_ARGUMENTS(party), cp_word_series(brief->model->reading_series[reading]),
      least->number * 100.0, CP_TEXT_ARGUMENTS(basis), basis.size > 0 ? "" : "judgement");
}

// Odds against the threshold: the share of its range that the figure reaches.
static double odds_of(const cp_brief *brief, int32_t reading) {
  return cp_brief_odds_below(cp_spec_cell(brief->spec, CP_F_readings_at_least, reading),
                             brief->state->reading_now[reading]);
}

// "8 % of the baseline in May 2025; enough with 0 %": the odds against the range of the threshold.
static cp_text reading_note(cp_brief *brief, int32_t reading) {
  const double now = brief->state->reading_now[reading];
  if (now < 0.0) return CP_TEXT("none is published for this destination");
  const int32_t to = cp_spec_index(brief->spec, CP_F_readings_to, reading);
  const cp_observed series =
      cp_observed_to(brief->spec, cp_spec_name(brief->spec, CP_S_regions, to));
  const cp_text month = cp_brief_month(brief, series.month);
  return cp_brief_print(brief, "%.0f %% of the baseline in " CP_TEXT_FORMAT "; enough with %.0f %%",
                        now * 100.0, CP_TEXT_ARGUMENTS(month), 100.0 * odds_of(brief, reading));
}

static cp_text reading_word(const cp_brief *brief, int32_t reading) {
  if (brief->state->reading_now[reading] < 0.0) return CP_TEXT("NO FIGURE");
  return brief->state->reading_is_met[reading] ? CP_TEXT("MET") : CP_TEXT("NOT MET");
}

static void add_threshold(const cp_brief *brief, cp_page_item *item, int32_t reading) {
  const cp_cell *least = cp_spec_cell(brief->spec, CP_F_readings_at_least, reading);
  cp_page_number_add(item, "at_least", least->number);
  if (least->shape == CP_SHAPE_FIXED) return;
  cp_page_number_add(item, "at_least_low", least->low);
  cp_page_number_add(item, "at_least_high", least->high);
}

static void add_readings(cp_brief *brief, int32_t clause) {
  int32_t n = 0;
  int32_t n_met = 0;
  for (int32_t reading = 0; reading < brief->model->n_reading; reading++) {
    if (brief->model->reading_clause[reading] != clause) continue;
    n++;
    n_met += brief->state->reading_is_met[reading];
  }
  cp_page_label(&brief->page, 1, "observed",
                cp_brief_print(brief, "%d of %d readings met", (int)n_met, (int)n))
      ->kind = "observed";
  for (int32_t reading = 0; reading < brief->model->n_reading; reading++) {
    if (brief->model->reading_clause[reading] != clause) continue;
    const double now = brief->state->reading_now[reading];
    cp_page_item *item = cp_page_add(&brief->page, 1, "reading");
    item->id = cp_spec_name(brief->spec, CP_S_readings, reading);
    item->party = cp_brief_region(brief, brief->model->reading_party[reading]);
    item->title = reading_title(brief, reading);
    item->mark = brief->state->reading_is_met[reading] ? CP_MARK_DONE : CP_MARK_OPEN;
    item->state = reading_word(brief, reading);
    item->note = reading_note(brief, reading);
    item->source = cp_spec_text(brief->spec, CP_F_readings_source, reading);
    if (now >= 0.0) cp_page_number_add(item, "observed", now);
    if (now >= 0.0) cp_page_number_add(item, "enough", odds_of(brief, reading));
    add_threshold(brief, item, reading);
  }
}

// The other side's last word on the clause stands beside the legal acts and the figures.
static void add_said(cp_brief *brief, int32_t clause) {
  int32_t last = -1;
  for (int32_t statement = 0; statement < brief->model->n_statement; statement++) {
    const bool is_its = brief->model->statement_kind[statement] == CP_OBJECT_CLAUSE &&
                        brief->model->statement_object[statement] == clause;
    if (is_its && brief->state->statement_state[statement] > 0) last = statement;
  }
  if (last < 0) return;
  const cp_text speaker = cp_spec_text(brief->spec, CP_F_statements_speaker, last);
  const cp_text claim = cp_spec_text(brief->spec, CP_F_statements_claim, last);
  const cp_text day = cp_brief_day(brief, brief->model->statement_day[last]);
  cp_page_item *item = cp_page_label(
      &brief->page, 1, "said",
      cp_brief_print(brief, CP_TEXT_FORMAT ", " CP_TEXT_FORMAT ": " CP_TEXT_FORMAT,
                     CP_TEXT_ARGUMENTS(day), CP_TEXT_ARGUMENTS(speaker), CP_TEXT_ARGUMENTS(claim)));
  item->kind = "said";
  item->since = brief->model->statement_day[last];
  item->source = cp_spec_text(brief->spec, CP_F_statements_source, last);
}

// Came it down without the clause's condition, which was met later or not at all?
static bool is_down_early(const cp_brief *brief, int32_t clause, int32_t measure) {
  const int32_t met = brief->state->clause_met[clause];
  return is_down(brief->state->measure_state[measure]) &&
         (met < 0 || brief->state->measure_since[measure] < met);
}

// Measures that the clause takes down when it is met: those that are down already for another
// reason, or those that are not down.
static cp_text effects_of(cp_brief *brief, int32_t clause, bool is_early) {
  const cp_model *model = brief->model;
  cp_text list = CP_TEXT("");
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    const int32_t measure = model->effect_measure[effect];
    const bool is_its = is_early ? is_down_early(brief, clause, measure)
                                 : !is_down(brief->state->measure_state[measure]);
    if (model->effect_when[effect] != 0 || !is_its) continue;
    list = cp_brief_join(brief, list, cp_spec_text(brief->spec, CP_F_measures_title, measure));
  }
  return list;
}

// What follows when it is met, and with what odds the other side then acts.
static void add_effects(cp_brief *brief, int32_t clause) {
  const cp_text early = effects_of(brief, clause, true);
  if (early.size > 0) {
    cp_page_label(&brief->page, 1, "came down",
                  cp_brief_print(brief, "before its condition was met: " CP_TEXT_FORMAT,
                                 CP_TEXT_ARGUMENTS(early)))
        ->kind = "down_early";
  }
  const cp_text list = effects_of(brief, clause, false);
  if (list.size == 0) return;
  const cp_cell *chance = cp_spec_cell(brief->spec, CP_F_clauses_act_chance, clause);
  const cp_text odds = cp_brief_odds(brief, CP_F_clauses_act_chance, CP_F_clauses_odds, clause);
  cp_page_item *item = cp_page_label(
      &brief->page, 1, "when met",
      cp_brief_print(
          brief, "these come down: " CP_TEXT_FORMAT "; odds that the act follows " CP_TEXT_FORMAT,
          CP_TEXT_ARGUMENTS(list), CP_TEXT_ARGUMENTS(odds)));
  item->kind = "effects";
  cp_page_number_add(item, "act_chance", chance->number);
}

static cp_text by_when(cp_brief *brief, int32_t clause) {
  const int32_t deadline = brief->state->clause_until[clause];
  if (deadline < 0) return CP_TEXT("no date");
  const cp_text day = cp_brief_date(brief, deadline);
  return cp_brief_print(brief, "by " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(day));
}

// Was it done although the clause that must come first was not met by then?
static bool is_done_early(const cp_brief *brief, int32_t clause) {
  const int32_t after = brief->model->clause_after[clause];
  if (after < 0 || brief->state->clause_state[clause] != CP_CLAUSE_FULFILLED) return false;
  const int32_t met = brief->state->clause_met[after];
  return met < 0 || met > brief->state->clause_since[clause];
}

// Does the clause stand as it does only because a date came? It begins without that.
static bool is_by_date_alone(const cp_brief *brief, int32_t clause) {
  const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_CLAUSE, clause);
  return brief->state->clause_state[clause] != CP_CLAUSE_IN_FORCE &&
         cp_brief_is_by_date_alone(brief, event);
}

static cp_text clause_note(cp_brief *brief, int32_t clause) {
  const int32_t now = brief->state->clause_state[clause];
  if (now == CP_CLAUSE_DORMANT) return CP_TEXT("its agreement is not announced");
  const cp_text since = cp_brief_day(brief, brief->state->clause_since[clause]);
  const cp_text when = by_when(brief, clause);
  const cp_text deal =
      cp_spec_text(brief->spec, CP_F_agreements_title, brief->model->clause_agreement[clause]);
  const char *const unless = is_by_date_alone(brief, clause) ? CP_BRIEF_UNLESS : "";
  if (now == CP_CLAUSE_FULFILLED || now == CP_CLAUSE_EXPIRED || now == CP_CLAUSE_TERMINATED ||
      now == CP_CLAUSE_SUPERSEDED) {
    return cp_brief_print(brief, "on " CP_TEXT_FORMAT "%s (" CP_TEXT_FORMAT ")%s",
                          CP_TEXT_ARGUMENTS(since), unless, CP_TEXT_ARGUMENTS(deal),
                          is_done_early(brief, clause) ? ", before what it waits for was met" : "");
  }
  return cp_brief_print(brief,
                        "since " CP_TEXT_FORMAT "%s%s " CP_TEXT_FORMAT " (" CP_TEXT_FORMAT ")",
                        CP_TEXT_ARGUMENTS(since), unless, *unless ? ";" : ",",
                        CP_TEXT_ARGUMENTS(when), CP_TEXT_ARGUMENTS(deal));
}

// What it waits for: its first day, or another clause.
static void add_wait(cp_brief *brief, int32_t clause) {
  if (brief->state->clause_state[clause] != CP_CLAUSE_WAITING) return;
  const int32_t after = brief->model->clause_after[clause];
  const int32_t starts = brief->model->clause_starts[clause];
  cp_text what;
  if (starts > brief->as_of) {
    what = cp_brief_date(brief, starts);
  } else {
    const cp_text title = cp_spec_text(brief->spec, CP_F_clauses_title, after);
    const cp_text party = cp_brief_region(brief, brief->model->clause_party[after]);
    what = cp_brief_print(brief, CP_TEXT_FORMAT " (" CP_TEXT_FORMAT ")", CP_TEXT_ARGUMENTS(title),
                          CP_TEXT_ARGUMENTS(party));
  }
  cp_page_label(&brief->page, 1, "waits for", what)->kind = "waits_for";
}

static void add_why(cp_brief *brief, int32_t clause, const cp_because *why) {
  if (brief->state->clause_state[clause] != CP_CLAUSE_DISPUTED) return;
  cp_page_item *item =
      cp_page_label(&brief->page, 1, "dispute",
                    cp_brief_print(brief, CP_TEXT_FORMAT ": " CP_TEXT_FORMAT,
                                   CP_TEXT_ARGUMENTS(why->actor), CP_TEXT_ARGUMENTS(why->words)));
  item->kind = "dispute";
  item->source = why->source;
  const int32_t settles = brief->state->clause_settles[clause];
  if (settles < 0) return;
  const cp_text day = cp_brief_date(brief, settles + 1);
  item = cp_page_label(
      &brief->page, 1, "settled",
      cp_brief_print(brief, "judged anew from " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(day)));
  item->kind = "settled";
  item->since = settles;
}

static void add_clause(cp_brief *brief, int32_t clause) {
  const cp_model *model = brief->model;
  const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_CLAUSE, clause);
  const cp_because why = cp_brief_because(brief, event);
  cp_page_item *item = cp_page_add(&brief->page, 0, "clause");
  item->id = cp_spec_name(brief->spec, CP_S_clauses, clause);
  item->title = cp_spec_text(brief->spec, CP_F_clauses_title, clause);
  item->party = cp_brief_region(brief, model->clause_party[clause]);
  item->state = brief->state->clause_locked[clause] >= 0
                    ? CP_TEXT("DEADLOCK")
                    : cp_text_of(cp_word_clause_state(brief->state->clause_state[clause]));
  item->note = clause_note(brief, clause);
  item->cause = why.words;
  item->source = cp_spec_text(brief->spec, CP_F_clauses_source, clause);
  if (brief->state->clause_since[clause] >= 0) item->since = brief->state->clause_since[clause];
  if (brief->state->clause_until[clause] >= 0) item->until = brief->state->clause_until[clause];
  if (is_by_date_alone(brief, clause)) cp_page_number_add(item, "unless_extended", 1);
  add_why(brief, clause, &why);
  add_wait(brief, clause);
  add_said(brief, clause);
  add_targets(brief, clause);
  cp_brief_says(brief, CP_OBJECT_CLAUSE, clause, 1);
  if (model->clause_goal[clause] == GOAL_READING) add_readings(brief, clause);
  add_effects(brief, clause);
  cp_brief_terms(brief, clause);
  const cp_text open = cp_spec_text(brief->spec, CP_F_clauses_open, clause);
  if (open.size > 0) cp_page_label(&brief->page, 1, "open", open)->kind = "open";
}

static cp_text upper(cp_brief *brief, cp_text text) {
  char *copy = cp_arena_take(brief->arena, (size_t)text.size + 1);
  if (!copy) return text;
  for (int32_t byte = 0; byte < text.size; byte++) {
    const char letter = text.at[byte];
    copy[byte] = letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
  }
  return (cp_text){.at = copy, .size = text.size};
}

void cp_brief_owed(cp_brief *brief) {
  const cp_model *model = brief->model;
  for (int32_t region = 0; region < model->n_region; region++) {
    bool is_begun = false;
    for (int32_t clause = 0; clause < model->n_clause; clause++) {
      if (model->clause_party[clause] != region) continue;
      if (!is_begun) {
        const cp_text name = upper(brief, cp_brief_region(brief, region));
        const cp_text id = cp_spec_name(brief->spec, CP_S_regions, region);
        const cp_text section =
            cp_brief_print(brief, "owes-" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(id));
        cp_page_section_begin(
            &brief->page, section.at ? section.at : "owes",
            cp_brief_print(brief, CP_TEXT_FORMAT " OWES", CP_TEXT_ARGUMENTS(name)));
      }
      is_begun = true;
      add_clause(brief, clause);
    }
  }
}
