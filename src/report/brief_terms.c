// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on what may come of a clause or an agreement: what follows when it is met, breached, repaired or disputed, and every odds that is
// stated, with what it rests on.
#include "num/range.h"
#include "report/brief_parts.h"
#include "report/words.h"

enum { CELLS = 1000 };

// --- odds ----------------------------------------------------------------------------------------

cp_text cp_brief_odds(cp_brief *brief, cp_field chance, cp_field basis, int32_t row) {
  const cp_cell *cell = cp_spec_cell(brief->spec, chance, row);
  const cp_text rests_on = cp_spec_text(brief->spec, basis, row);
  const char *const on = rests_on.size > 0 ? "" : "judgement";
  if (cell->shape == CP_SHAPE_FIXED)
    return cp_brief_print(brief, "%.0f %% (" CP_TEXT_FORMAT "%s)", cell->number * 100.0,
                          CP_TEXT_ARGUMENTS(rests_on), on);
  return cp_brief_print(brief, "%.0f %% [%.0f .. %.0f] (" CP_TEXT_FORMAT "%s)",
                        cell->number * 100.0, cell->low * 100.0, cell->high * 100.0,
                        CP_TEXT_ARGUMENTS(rests_on), on);
}

double cp_brief_odds_below(const cp_cell *cell, double value) {
  int32_t n = 0;
  for (int32_t at = 0; at < CELLS; at++) {
    n += cp_range_quantile((cp_shape)cell->shape, cell->low, cell->number, cell->high,
                           (at + 0.5) / CELLS) <= value;
  }
  return (double)n / CELLS;
}

static bool has(const cp_brief *brief, cp_field field, int32_t row) {
  return !cp_spec_cell(brief->spec, field, row)->is_missing;
}

static double days_of(const cp_brief *brief, cp_field field, int32_t row) {
  return cp_spec_cell(brief->spec, field, row)->number;
}

// --- effects -------------------------------------------------------------------------------------

static const char *act_word(int32_t act) {
  return act == CP_ACT_ENTER     ? "enters"
         : act == CP_ACT_SUSPEND ? "suspended"
         : act == CP_ACT_LIFT    ? "lifted for good"
                                 : "restored";
}

// "chip-design software suspended, ethane suspended"
static cp_text effects_of(cp_brief *brief, int32_t clause, int32_t when) {
  const cp_model *model = brief->model;
  cp_text list = CP_TEXT("");
  for (int32_t effect = model->clause_effect_first[clause];
       effect < model->clause_effect_first[clause + 1]; effect++) {
    if (model->effect_when[effect] != when) continue;
    const cp_text title =
        cp_spec_text(brief->spec, CP_F_measures_title, model->effect_measure[effect]);
    list = cp_brief_join(brief, list,
                         cp_brief_print(brief, CP_TEXT_FORMAT " %s", CP_TEXT_ARGUMENTS(title),
                                        act_word(model->effect_act[effect])));
  }
  return list;
}

static void add(cp_brief *brief, const char *label, const char *kind, cp_text words) {
  cp_page_label(&brief->page, 1, label, words)->kind = kind;
}

static void add_deadline(cp_brief *brief, int32_t clause) {
  const bool extends = has(brief, CP_F_clauses_extend_chance, clause);
  const bool renews = has(brief, CP_F_clauses_renegotiate_chance, clause);
  const bool has_grace = has(brief, CP_F_clauses_grace, clause);
  cp_text words = CP_TEXT("");
  if (extends) {
    const cp_text odds =
        cp_brief_odds(brief, CP_F_clauses_extend_chance, CP_F_clauses_odds, clause);
    words = cp_brief_print(brief, "extended by %.0f days with " CP_TEXT_FORMAT,
                           days_of(brief, CP_F_clauses_extend_by, clause), CP_TEXT_ARGUMENTS(odds));
  }
  if (renews) {
    const cp_text odds =
        cp_brief_odds(brief, CP_F_clauses_renegotiate_chance, CP_F_clauses_odds, clause);
    words = cp_brief_join(
        brief, words,
        cp_brief_print(
            brief,
            "renegotiated to %.0f days later and %.0f %% of the threshold with " CP_TEXT_FORMAT,
            days_of(brief, CP_F_clauses_renegotiate_by, clause),
            100.0 * brief->model->clause_renegotiate_to[clause], CP_TEXT_ARGUMENTS(odds)));
  }
  if (has_grace)
    words = cp_brief_join(
        brief, words,
        cp_brief_print(brief, "%.0f days of grace", days_of(brief, CP_F_clauses_grace, clause)));
  if (words.size > 0) add(brief, "when missed", "deadline", words);
}

static void add_breach(cp_brief *brief, int32_t clause) {
  const cp_text effects = effects_of(brief, clause, 1);
  const bool ends = brief->model->clause_breach_ends[clause] != 0;
  if (effects.size > 0 || ends) {
    add(brief, "when breached", "breach",
        ends ? cp_brief_join(brief, effects, CP_TEXT("the agreement ends")) : effects);
  }
  if (!has(brief, CP_F_clauses_repair_within, clause)) return;
  const cp_text repair = effects_of(brief, clause, 2);
  add(brief, "repair", "repair",
      cp_brief_print(brief, "within %.0f days of a breach%s" CP_TEXT_FORMAT,
                     days_of(brief, CP_F_clauses_repair_within, clause),
                     repair.size > 0 ? ": " : "", CP_TEXT_ARGUMENTS(repair)));
}

// "officials 21 days, settled with 30 % (judgement); ministers 24 days ...; then duty restored"
static void add_ladder(cp_brief *brief, int32_t clause) {
  const cp_model *model = brief->model;
  cp_text words = CP_TEXT("");
  for (int32_t step = model->clause_escalate[clause]; step >= 0; step = model->step_next[step]) {
    const cp_text title = cp_spec_text(brief->spec, CP_F_steps_title, step);
    const cp_text odds = cp_brief_odds(brief, CP_F_steps_settle_chance, CP_F_steps_odds, step);
    const bool is_here = brief->state->clause_state[clause] == CP_CLAUSE_DISPUTED &&
                         brief->state->clause_step[clause] == step;
    words = cp_brief_print(
        brief, CP_TEXT_FORMAT "%s%s" CP_TEXT_FORMAT "%s %d days, settled with " CP_TEXT_FORMAT,
        CP_TEXT_ARGUMENTS(words), words.size > 0 ? "; " : "", is_here ? "[" : "",
        CP_TEXT_ARGUMENTS(title), is_here ? "]" : "", (int)model->step_days[step],
        CP_TEXT_ARGUMENTS(odds));
  }
  if (words.size == 0) return;
  const cp_text effects = effects_of(brief, clause, 3);
  add(brief, "a dispute", "steps",
      cp_brief_print(brief, "climbs " CP_TEXT_FORMAT "; then breached%s" CP_TEXT_FORMAT,
                     CP_TEXT_ARGUMENTS(words), effects.size > 0 ? ", " : "",
                     CP_TEXT_ARGUMENTS(effects)));
}

// Each waits, none can move.
static void add_deadlock(cp_brief *brief, int32_t clause) {
  if (brief->state->clause_locked[clause] < 0) return;
  const int32_t blocker = brief->state->clause_blocker[clause];
  const cp_text title = cp_spec_text(brief->spec, CP_F_clauses_title, blocker);
  const cp_text party = cp_brief_region(brief, brief->model->clause_party[blocker]);
  const cp_text since = cp_brief_day(brief, brief->state->clause_locked[clause]);
  add(brief, "deadlock", "deadlock",
      cp_brief_print(brief,
                     "since " CP_TEXT_FORMAT " waits for " CP_TEXT_FORMAT " (" CP_TEXT_FORMAT
                     "), which cannot be met before it",
                     CP_TEXT_ARGUMENTS(since), CP_TEXT_ARGUMENTS(title), CP_TEXT_ARGUMENTS(party)));
}

static void add_replaces(cp_brief *brief, int32_t clause) {
  const int32_t replaced = brief->model->clause_replaces[clause];
  if (replaced >= 0)
    add(brief, "replaces", "replaces", cp_spec_text(brief->spec, CP_F_clauses_title, replaced));
  if (brief->state->clause_state[clause] != CP_CLAUSE_SUPERSEDED) return;
  const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_CLAUSE, clause);
  if (event && event->cause == CP_CAUSE_CLAUSE)
    add(brief, "replaced by", "replaced",
        cp_spec_text(brief->spec, CP_F_clauses_title, event->number));
}

void cp_brief_terms(cp_brief *brief, int32_t clause) {
  add_deadlock(brief, clause);
  add_deadline(brief, clause);
  add_breach(brief, clause);
  add_ladder(brief, clause);
  add_replaces(brief, clause);
}

// --- agreements and statements -------------------------------------------------------------------

static void add_reference(cp_brief *brief, int32_t agreement, cp_field field, const char *label) {
  const int32_t other = cp_spec_index(brief->spec, field, agreement);
  if (other >= 0) add(brief, label, label, cp_spec_text(brief->spec, CP_F_agreements_title, other));
}

static cp_text rate_of(cp_brief *brief, cp_field field, cp_field basis, int32_t row) {
  const cp_cell *cell = cp_spec_cell(brief->spec, field, row);
  const cp_text rests_on = cp_spec_text(brief->spec, basis, row);
  return cp_brief_print(brief, "%.3g a year (" CP_TEXT_FORMAT "%s)", cell->number * 365.25,
                        CP_TEXT_ARGUMENTS(rests_on), rests_on.size > 0 ? "" : "judgement");
}

void cp_brief_future(cp_brief *brief, int32_t agreement) {
  const int32_t last_day = brief->state->agreement_ends[agreement];
  const int32_t now = brief->state->agreement_state[agreement];
  add_reference(brief, agreement, CP_F_agreements_amends, "amends");
  add_reference(brief, agreement, CP_F_agreements_builds_on, "builds on");
  if (last_day >= 0 && now != CP_AGREEMENT_ENDED) {
    const cp_text day = cp_brief_date(brief, last_day);
    add(brief, "ends", "ends",
        cp_brief_print(brief, "after " CP_TEXT_FORMAT "%s", CP_TEXT_ARGUMENTS(day),
                       brief->state->agreement_is_left[agreement] ? ", before its term" : ""));
  }
  const bool may_come =
      now < CP_AGREEMENT_ANNOUNCED && has(brief, CP_F_agreements_hazard, agreement);
  if (may_come)
    add(brief, "may come", "hazard",
        rate_of(brief, CP_F_agreements_hazard, CP_F_agreements_odds, agreement));
  if (now >= CP_AGREEMENT_ANNOUNCED && now <= CP_AGREEMENT_CONFIRMED &&
      has(brief, CP_F_agreements_withdraw, agreement))
    add(brief, "withdrawal", "withdrawal",
        rate_of(brief, CP_F_agreements_withdraw, CP_F_agreements_odds, agreement));
}

// Which of the confirmations that are drawn it is, -1 none.
static int32_t confirmation_of(const cp_brief *brief, cp_object_kind kind, int32_t object) {
  for (int32_t at = 0; at < brief->model->n_confirm; at++) {
    if (brief->model->confirm_kind[at] == (int32_t)kind &&
        brief->model->confirm_object[at] == object)
      return at;
  }
  return -1;
}

// The chance that is left after so many days of silence (deal/statements.c).
static double chance_left(const cp_model *model, int32_t confirm, int32_t waited) {
  const int32_t *days = model->confirm_days + (int64_t)confirm * CP_TABLE;
  int32_t past = 0;
  while (past < CP_TABLE && (days[past] > 1 ? days[past] : 1) <= waited) past++;
  const double share = (double)past / CP_TABLE;
  const double never = 1.0 - model->confirm_chance[confirm] * share;
  return never > 0.0 ? model->confirm_chance[confirm] * (1.0 - share) / never : 0.0;
}

void cp_brief_confirmation(cp_brief *brief, cp_object_kind kind, int32_t object, int32_t said,
                           int32_t depth) {
  const int32_t confirm = confirmation_of(brief, kind, object);
  if (confirm < 0) return;
  const bool is_agreement = kind == CP_OBJECT_AGREEMENT;
  const cp_field chance =
      is_agreement ? CP_F_agreements_confirm_chance : CP_F_statements_confirm_chance;
  const cp_field median =
      is_agreement ? CP_F_agreements_confirm_median : CP_F_statements_confirm_median;
  const cp_text odds = cp_brief_odds(
      brief, chance, is_agreement ? CP_F_agreements_odds : CP_F_statements_odds, object);
  const double left = chance_left(brief->model, confirm, brief->as_of - said);
  cp_page_item *item =
      cp_page_label(&brief->page, depth, "confirmation",
                    cp_brief_print(brief,
                                   "still comes with %.0f %%: stated " CP_TEXT_FORMAT
                                   ", after a median of %.0f days; %d have passed",
                                   100.0 * left, CP_TEXT_ARGUMENTS(odds),
                                   days_of(brief, median, object), (int)(brief->as_of - said)));
  item->kind = "confirmation_odds";
  cp_page_number_add(item, "chance", left);
}

// --- measures --------------------------------------------------------------

void cp_brief_extension(cp_brief *brief, int32_t measure, int32_t depth) {
  if (brief->state->measure_until[measure] < 0 || !has(brief, CP_F_measures_extend_chance, measure))
    return;
  const cp_text odds =
      cp_brief_odds(brief, CP_F_measures_extend_chance, CP_F_measures_odds, measure);
  cp_page_label(
      &brief->page, depth, "extension",
      cp_brief_print(brief, "by %d days with " CP_TEXT_FORMAT,
                     (int)brief->model->measure_extend_by[measure], CP_TEXT_ARGUMENTS(odds)))
      ->kind = "extension";
}

void cp_brief_unforeseen(cp_brief *brief, int32_t measure, int32_t depth) {
  const int32_t now = brief->state->measure_state[measure];
  const bool is_up = now == CP_MEASURE_IN_FORCE;
  const bool can_take = now == CP_MEASURE_NONE || now == CP_MEASURE_SUSPENDED;
  const bool takes = can_take && has(brief, CP_F_measures_take, measure);
  if (!takes && !(is_up && has(brief, CP_F_measures_ease, measure))) return;
  const cp_text rate =
      rate_of(brief, takes ? CP_F_measures_take : CP_F_measures_ease, CP_F_measures_odds, measure);
  cp_page_label(&brief->page, depth, "unforeseen",
                cp_brief_print(brief, "%s at " CP_TEXT_FORMAT " when tension is 0",
                               takes ? "taken" : "eased", CP_TEXT_ARGUMENTS(rate)))
      ->kind = "unforeseen";
}
