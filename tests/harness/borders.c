// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Random borders and random acts; see borders.h.
#include "harness/borders.h"

#include <stdio.h>
#include <string.h>

#include "border/port.h"
#include "deal/acts.h"

static double unit(borders *all) { return cp_random_unit(&all->random, 1, 0, 0, all->n_drawn++); }

static int32_t any(borders *all, int32_t least, int32_t most) {
  return least + (int32_t)(unit(all) * (most - least + 1));
}

static int maybe(borders *all, double chance) { return unit(all) < chance; }

void borders_open(borders *all) {
  *all = (borders){.n_taken = 0};
  replica_begin(&all->test, "tests/law/borders", 1, 0);
}

void borders_close(borders *all) { replica_end(&all->test); }

// The scenario's own blob is ours: what is const to the engine is written here.
static int32_t *open_for_writing(const int32_t *array) { return (int32_t *)(uintptr_t)array; }

static void set_days(borders *all, int32_t *table) {
  const int32_t most = maybe(all, 0.3) ? 0 : any(all, 1, 20);
  for (int32_t cell = 0; cell < CP_TABLE; cell++) table[cell] = cell * (most + 1) / CP_TABLE;
}

void borders_make(borders *all, uint64_t seed) {
  const cp_model *model = &all->test.model;
  all->random = (cp_random){.seed = seed};
  all->n_drawn = 0;
  open_for_writing(model->customs_answer)[0] = maybe(all, 0.4) ? -1 : any(all, 1, 9);
  open_for_writing(model->customs_inspects)[0] = any(all, 0, 2);
  open_for_writing(model->customs_places)[0] = maybe(all, 0.3) ? -1 : any(all, 1, 3);
  open_for_writing(model->customs_licence)[0] = any(all, 0, 2);
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    open_for_writing(model->measure_transition)[measure] = any(all, 0, 2);
    open_for_writing(model->measure_carries)[measure] = any(all, 0, 1);
  }
  replica_again(&all->test, seed, 0);
  cp_draw *draw = &all->test.engine.draw;
  draw->customs_challenge[0] = unit(all);
  draw->customs_hold[0] = any(all, 0, 30);
  draw->customs_leaves[0] = unit(all);
  draw->customs_answers[0] = unit(all);
  draw->customs_found[0] = unit(all);
  draw->customs_taken_back[0] = 0.6 * unit(all);
  draw->customs_seized[0] = 0.4 * unit(all);
  draw->customs_give_up[0] = maybe(all, 0.4) ? -1.0 : any(all, 0, 30);
  draw->customs_inspected[0] = unit(all);
  draw->customs_mismatch[0] = unit(all);
  draw->customs_together[0] = maybe(all, 0.4) ? 0.0 : unit(all);
  set_days(all, draw->identify_days);
  set_days(all, draw->inspect_days);
}

// What a table cannot say: goods with a reason to be held are not let go, and so on.
static int is_guarded(cp_border_act act) {
  return act == CP_BORDER_CLEAR || act == CP_BORDER_FREE || act == CP_BORDER_STOP ||
         act == CP_BORDER_OPEN || act == CP_BORDER_SAIL;
}

static int32_t any_consignment(borders *all) {
  const cp_state *state = &all->test.engine.state;
  const int32_t n = state->consignment_used[0];
  for (int32_t time = 0; time < 8 && n > 0; time++) {
    const int32_t slot = any(all, 0, n - 1);
    if (state->consignment[slot].stage != CP_CONSIGNMENT_WAITING) return slot;
  }
  return -1;
}

// An act on some consignment: allowed by the table it is taken unless a guard is in its way, else it is refused, counted, and changes nothing.
static void act_on_a_consignment(borders *all) {
  const cp_model *model = &all->test.model;
  cp_state *state = &all->test.engine.state;
  const int32_t slot = any_consignment(all);
  if (slot < 0) return;
  const cp_border_act act = (cp_border_act)any(all, 0, CP_N_BORDER_ACT - 1);
  const cp_consignment before = state->consignment[slot];
  const int32_t next = cp_border_next(before.stage, act);
  const int32_t refused = state->border_refused[0];
  const uint64_t hash = cp_engine_hash(&all->test.engine);
  const int was_taken =
      cp_border_act_on(model, &all->test.engine.draw, state, slot, act, CP_BORDER_RULE);
  all->n_taken += was_taken;
  all->n_refused += !was_taken;
  all->taken[act] += was_taken;
  const char *wrong = NULL;
  if (was_taken != (next >= 0) && !(next >= 0 && is_guarded(act))) wrong = "against the table";
  // there is always a reason while it is held
  if (was_taken && act == CP_BORDER_FREE) wrong = "taken against a reason";
  if (!was_taken) {
    if (state->border_refused[0] != refused + 1) wrong = "refused and not counted";
    state->border_refused[0] = refused;
    if (cp_engine_hash(&all->test.engine) != hash) wrong = "refused, and something is changed";
    state->border_refused[0] = refused + 1;
  }
  if (wrong)
    snprintf(all->why, sizeof all->why, "act %d on stage %d is %s", (int)act, (int)before.stage,
             wrong);
}

// A measure comes, goes or is suspended: from the next day on the border knows.
static void act_on_a_measure(borders *all) {
  const int32_t measure = any(all, 0, all->test.model.n_measure - 1);
  const cp_act act = (cp_act)any(all, CP_ACT_ANNOUNCE, CP_ACT_LIFT);
  // lifted for good it would be out of the game
  if (act == CP_ACT_LIFT && maybe(all, 0.9)) return;
  (void)cp_measure_act(&all->test.model, &all->test.engine.state, measure, act,
                       (cp_act_terms){.rate = -1.0, .until = -1}, (cp_why){CP_CAUSE_RULE, 0});
}

// Acts come before customs' own, in the middle of the day.
static void watch(void *context, int32_t phase) {
  borders *all = context;
  if (strcmp(cp_phases[phase].name, "offer") != 0) return;
  for (int32_t time = any(all, 0, 3); time > 0; time--) act_on_a_consignment(all);
}

int borders_fail_on_a_day(borders *all, char why[256]) {
  all->why[0] = 0;
  const cp_status status = cp_engine_step_watched(&all->test.engine, watch, all);
  const cp_audit audit = cp_engine_audit(&all->test.engine);
  if (status != CP_OK) snprintf(all->why, sizeof all->why, "the engine reports %d", (int)status);
  if (!cp_audit_is_clean(&audit))
    snprintf(all->why, sizeof all->why, "goods off by %g, licences by %g", audit.goods,
             audit.licences);
  if (maybe(all, 0.15)) act_on_a_measure(all);
  memcpy(why, all->why, sizeof all->why);
  return why[0] != 0;
}
