// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What users turn to and when: every alternative that its user began to qualify in some replica, by user, and as lines those that
// help vehicle makers most.
#include "base/date.h"
#include "model/draw.h"
#include "report/summary_ask.h"
#include "report/summary_say.h"
#include "report/words.h"

enum { KINDS_A_USER = 3, LINES_ELSEWHERE = 6 };

// --- numbers -------------------------------------------------------------------------------------

// Days on which something came, of the replicas in which it did.
static int32_t gather_days(const cp_inquiry *ask, int32_t outcome, int32_t alternative) {
  const int32_t place = ask->catalog->outcome[outcome].offset + alternative;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double day = cp_ensemble_record(ask->ensemble, replica)[place];
    if (day >= 0) ask->value[n++] = day;
  }
  return n;
}

// Units of every replica; their mean.
static double gather_units(const cp_inquiry *ask, int32_t alternative, int32_t *n) {
  const int32_t place = ask->catalog->outcome[CP_OUTCOME_saved_units].offset + alternative;
  double sum = 0;
  *n = 0;
  for (int32_t replica = 0; replica < ask->ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ask->ensemble, replica)) continue;
    const double units = cp_ensemble_record(ask->ensemble, replica)[place];
    sum += units;
    ask->value[(*n)++] = units;
  }
  return *n > 0 ? sum / *n : 0;
}

static void name_switch(const cp_inquiry *ask, int32_t alternative, cp_summary_switch *told) {
  const cp_model *model = ask->model;
  const cp_labels *labels = ask->catalog->labels;
  const int32_t input = model->alternative_input[alternative];
  const int32_t firm = model->input_firm[input], option = model->alternative_option[alternative];
  told->user = cp_label_firm(labels, firm);
  told->part = model->input_is_part[input]
                   ? cp_spec_text(labels->spec, CP_F_parts_part, model->input_row[input])
                   : cp_label_good(labels, model->input_good[input]);
  told->alternative = cp_spec_name(labels->spec, CP_S_alternatives, option);
  told->kind = cp_text_of(cp_word_alternative_kind(model->option_kind[option]));
  told->is_headline = cp_ask_is_vehicle_maker(ask, firm);
  told->is_vehicle = model->firm_is_final[firm] && model->firm_use[firm] == CP_USE_AUTOMOTIVE;
}

static cp_summary_switch switch_of(const cp_inquiry *ask, const cp_draw *central,
                                   int32_t alternative) {
  const double rate =
      central->firm_rate[ask->model->input_firm[ask->model->alternative_input[alternative]]];
  cp_summary_switch told = {0};
  int32_t n_done;
  name_switch(ask, alternative, &told);
  const double mean = gather_units(ask, alternative, &n_done);
  told.units = cp_ask_band(ask, n_done);
  told.days = rate > 0 ? mean / rate : 0;
  const int32_t n_started = gather_days(ask, CP_OUTCOME_started_on, alternative);
  told.started = cp_ask_odds(n_started, n_done, ask->n_free);
  told.started_day = cp_ask_band(ask, n_started);
  const int32_t n_used = gather_days(ask, CP_OUTCOME_switched_on, alternative);
  told.used = cp_ask_odds(n_used, n_done, ask->n_free);
  told.used_day = cp_ask_band(ask, n_used);
  return told;
}

// Alternatives stand by input, so by user; of one user what helps most comes first, of equal ones that which comes first.
static void keep(cp_summary *summary, const cp_summary_switch *told) {
  int32_t place = summary->n_switch++;
  for (; place > 0; place--) {
    const cp_summary_switch *before = &summary->switches[place - 1];
    if (!cp_text_equal(before->user, told->user) || before->days >= told->days) break;
    summary->switches[place] = *before;
  }
  summary->switches[place] = *told;
}

cp_status cp_summary_fill_switches(cp_inquiry *ask) {
  const cp_model *model = ask->model;
  cp_summary *summary = ask->summary;
  summary->may_turn = cp_spec_index(ask->catalog->labels->spec, CP_F_demand_alternatives, 0) != 0;
  summary->n_alternative = model->n_alternative;
  summary->switches = CP_ARENA_ARRAY(ask->arena, cp_summary_switch, model->n_alternative);
  void *block = cp_arena_take(ask->arena, model->draw_bytes);
  if (!block || !summary->switches) return CP_NO_MEMORY;
  cp_draw central;
  cp_draw_view(model, block, &central);
  cp_draw_central(model, &central);
  for (int32_t alternative = 0; alternative < model->n_alternative; alternative++) {
    const cp_summary_switch told = switch_of(ask, &central, alternative);
    if (told.started.share > 0) keep(summary, &told);
  }
  return CP_OK;
}

// --- text ----------------------------------------------------------------------------------------

// The name without the user at its beginning and the part at its end, which stand beside it.
static cp_text short_name(const cp_summary_switch *told) {
  cp_text name = told->alternative;
  const int32_t user = told->user.size, part = told->part.size;
  const bool begins = name.size > user + 1 && name.at[user] == '-' &&
                      cp_text_equal(cp_text_part(name, 0, user), told->user);
  if (begins) name = cp_text_part(name, user + 1, name.size);
  const bool ends = name.size > part + 1 && name.at[name.size - part - 1] == '-' &&
                    cp_text_equal(cp_text_part(name, name.size - part, name.size), told->part);
  return ends ? cp_text_part(name, 0, name.size - part - 1) : name;
}

static void say_switch(cp_printer *page, const cp_summary_switch *told) {
  char day[16];
  const cp_text name = short_name(told);
  CP_SAY(page, "  %-20.*s %-18.*s %-9.*s %-17.*s %3.0f%%  %-11s %9.0f [%.0f..%.0f]\n",
         CP_TEXT_ARGUMENTS(told->user), CP_TEXT_ARGUMENTS(name), CP_TEXT_ARGUMENTS(told->kind),
         CP_TEXT_ARGUMENTS(told->part), 100 * told->used.share,
         told->used.share > 0 ? cp_day_words((int32_t)told->used_day.median, day) : "",
         told->units.median, told->units.low, told->units.high);
}

// Does a line above it tell of the same user and kind?
static bool is_of_a_kind_told(const cp_summary *summary, int32_t place) {
  const cp_summary_switch *told = &summary->switches[place];
  for (int32_t before = place - 1; before >= 0; before--) {
    if (!cp_text_equal(summary->switches[before].user, told->user)) return false;
    if (cp_text_equal(summary->switches[before].kind, told->kind)) return true;
  }
  return false;
}

static void say_headline_users(cp_printer *page) {
  const cp_summary *summary = page->summary;
  int32_t n_of_user = 0;
  for (int32_t place = 0; place < summary->n_switch; place++) {
    const cp_summary_switch *told = &summary->switches[place];
    const bool is_first =
        place == 0 || !cp_text_equal(told->user, summary->switches[place - 1].user);
    if (is_first) n_of_user = 0;
    const bool is_worth_it = told->is_headline && told->days > 0 && n_of_user < KINDS_A_USER;
    if (!is_worth_it || is_of_a_kind_told(summary, place)) continue;
    say_switch(page, told);
    n_of_user++;
  }
}

// Is it what helps a vehicle maker elsewhere most, and after `after` in the order of days?
static int32_t next_elsewhere(const cp_summary *summary, int32_t after) {
  int32_t next = -1;
  for (int32_t place = 0; place < summary->n_switch; place++) {
    const cp_summary_switch *told = &summary->switches[place];
    const bool is_first =
        place == 0 || !cp_text_equal(told->user, summary->switches[place - 1].user);
    if (!is_first || !told->is_vehicle || told->is_headline || told->used.share <= 0) continue;
    if (after >= 0) {
      const double limit = summary->switches[after].days;
      if (told->days > limit || (told->days == limit && place <= after)) continue;
    }
    if (next < 0 || told->days > summary->switches[next].days) next = place;
  }
  return next;
}

void cp_summary_say_switches(cp_printer *page) {
  const cp_summary *summary = page->summary;
  if (summary->n_switch == 0) return;
  CP_SAY(
      page,
      "\nwhat vehicle makers turn to: used in %% of replicas, median day of first use where used, "
      "units made by\nits help to the end; of the three kinds that help most, elsewhere of one; "
      "export --switches tells all %d\n",
      summary->n_switch);
  say_headline_users(page);
  int32_t place = -1;
  for (int32_t line = 0; line < LINES_ELSEWHERE; line++) {
    place = next_elsewhere(summary, place);
    if (place < 0) break;
    if (line == 0) CP_SAY(page, "  elsewhere\n");
    say_switch(page, &summary->switches[place]);
  }
}
