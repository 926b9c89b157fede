// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Runs a case and writes one file per output, one row per step. What is taken when within a step: (13) to (25).

#include "base/os/outbox.h"
#include "base/os/print.h"
#include "base/os/team.h"
#include "study/case.h"

enum { SHORT_RUN = 60, STOCK_EVERY = 5 };

// One output by industry, and where its row is found after production.
enum {
  PRODUCTION,
  CAPACITY,
  OVERPRODUCTION,
  INTERMEDIATE,
  REBUILD,
  DELIVERED,
  CAPITAL,
  UNDIST,
  N_BY_INDUSTRY
};

static const char *const by_industry_name[N_BY_INDUSTRY] = {"out_production_realised.csv",
                                                            "out_production_capacity.csv",
                                                            "out_overproduction.csv",
                                                            "out_intermediate_demand.csv",
                                                            "out_rebuild_demand.csv",
                                                            "out_rebuild_prod.csv",
                                                            "out_productive_capital_to_recover.csv",
                                                            "out_final_demand_undist.csv"};

typedef struct case_run {
  const cp_case *study;
  cp_economy economy;
  cp_shocks shocks;
  cp_hands hands;
  cp_outbox *outbox;
  cp_sink by_industry[N_BY_INDUSTRY];
  cp_sink unmet, stocks, limiting;
  double *by_consumer;  // [n_consumer]
  double *by_supplier;  // [n_industry]
  int32_t *n_limiting;  // [n_industry]
} case_run;

// --- files ---------------------------------------------------------------------------------------

static cp_status put_header(const cp_sink *sink, const cp_case *study, const char *first,
                            const cp_text *name, int32_t n_name) {
  CP_TRY(cp_print(sink, "%s", first));
  for (int32_t region = 0; region < study->table.n_region; region++) {
    for (int32_t at = 0; at < n_name; at++) {
      CP_TRY(cp_print(sink, "," CP_TEXT_FORMAT "/" CP_TEXT_FORMAT,
                      CP_TEXT_ARGUMENTS(study->region[region]), CP_TEXT_ARGUMENTS(name[at])));
    }
  }
  return cp_print(sink, "\n");
}

static cp_status open_files(case_run *run) {
  const cp_case *study = run->study;
  const int32_t n_sector = study->table.n_sector;
  for (int32_t at = 0; at < N_BY_INDUSTRY; at++) {
    CP_TRY(cp_outbox_open(run->outbox, by_industry_name[at], &run->by_industry[at]));
    CP_TRY(put_header(&run->by_industry[at], study, "day", study->sector, n_sector));
  }
  CP_TRY(cp_outbox_open(run->outbox, "out_final_demand_unmet.csv", &run->unmet));
  CP_TRY(put_header(&run->unmet, study, "day", study->category, study->table.n_category));
  CP_TRY(cp_outbox_open(run->outbox, "out_inputs_stocks.csv", &run->stocks));
  CP_TRY(put_header(&run->stocks, study, "day,input", study->sector, n_sector));
  CP_TRY(cp_outbox_open(run->outbox, "out_limiting_inputs.csv", &run->limiting));
  return put_header(&run->limiting, study, "day", study->sector, n_sector);
}

// Minus zero is written as zero.
static cp_status put_numbers(const cp_sink *sink, const double *number, int32_t n) {
  for (int32_t at = 0; at < n; at++) CP_TRY(cp_print(sink, ",%.17g", number[at] + 0.0));
  return cp_print(sink, "\n");
}

static cp_status put_row(const cp_sink *sink, int32_t day, const double *number, int32_t n) {
  CP_TRY(cp_print(sink, "%d", (int)day));
  return put_numbers(sink, number, n);
}

static cp_status put_stocks(const case_run *run) {
  const cp_economy *economy = &run->economy;
  const cp_case *study = run->study;
  for (int32_t sector = 0; sector < study->table.n_sector; sector++) {
    CP_TRY(cp_print(&run->stocks, "%d," CP_TEXT_FORMAT, (int)economy->day,
                    CP_TEXT_ARGUMENTS(study->sector[sector])));
    const bool is_endless = cp_economy_is_endless(economy, sector);
    for (int32_t user = 0; user < economy->n_industry; user++) {
      const double stock = cp_economy_stock(economy, 0, sector, user);
      CP_TRY(cp_print(&run->stocks, ",%.17g", is_endless ? __builtin_inf() : stock));
    }
    CP_TRY(cp_print(&run->stocks, "\n"));
  }
  return CP_OK;
}

static cp_status put_step(case_run *run, bool with_stocks) {
  const cp_economy *economy = &run->economy;
  const double *const row[N_BY_INDUSTRY] = {
      [PRODUCTION] = economy->made,      [CAPACITY] = economy->capacity,
      [OVERPRODUCTION] = economy->alpha, [INTERMEDIATE] = economy->orders,
      [REBUILD] = economy->extra,        [DELIVERED] = run->shocks.delivered,
      [CAPITAL] = run->shocks.damage,    [UNDIST] = run->by_supplier};
  cp_economy_unmet(economy, 0, run->by_consumer, run->by_supplier);
  for (int32_t at = 0; at < N_BY_INDUSTRY; at++) {
    CP_TRY(put_row(&run->by_industry[at], economy->day, row[at], economy->n_industry));
  }
  CP_TRY(put_row(&run->unmet, economy->day, run->by_consumer, economy->n_consumer));
  if (with_stocks) CP_TRY(put_stocks(run));
  cp_economy_limiting(economy, 0, run->n_limiting);
  CP_TRY(cp_print(&run->limiting, "%d", (int)economy->day));
  for (int32_t user = 0; user < economy->n_industry; user++) {
    CP_TRY(cp_print(&run->limiting, ",%d", (int)run->n_limiting[user]));
  }
  return cp_print(&run->limiting, "\n");
}

// --- steps ---------------------------------------------------------------------------------------

static cp_status say_fault(const case_run *run, const cp_sink *words) {
  const cp_case *study = run->study;
  const cp_economy_fault *fault = &run->economy.fault;
  const int32_t n_sector = study->table.n_sector;
  (void)cp_print(words, "day %d: %s at " CP_TEXT_FORMAT "/" CP_TEXT_FORMAT, (int)run->economy.day,
                 fault->what, CP_TEXT_ARGUMENTS(study->region[fault->industry / n_sector]),
                 CP_TEXT_ARGUMENTS(study->sector[fault->industry % n_sector]));
  if (fault->sector >= 0) {
    (void)cp_print(words, " (input " CP_TEXT_FORMAT ")",
                   CP_TEXT_ARGUMENTS(study->sector[fault->sector]));
  }
  (void)cp_print(words, "; docs/economy.md says when that happens\n");
  return CP_BAD_INPUT;
}

static cp_status run_step(case_run *run, int32_t step, int32_t n_step, const cp_sink *words) {
  cp_economy *economy = &run->economy;
  cp_status status = cp_shocks_strike(&run->shocks, economy, 0);
  if (status == CP_OK) status = cp_economy_produce(economy);
  if (status == CP_BAD_INPUT) return say_fault(run, words);
  CP_TRY(status);
  const int32_t day = economy->day;
  cp_shocks_advance(&run->shocks, economy, 0);
  CP_TRY(put_step(run, n_step <= SHORT_RUN || step % STOCK_EVERY == 0));
  status = cp_economy_order(economy, &run->hands);
  economy->day = status == CP_OK ? economy->day : day;
  return status == CP_BAD_INPUT ? say_fault(run, words) : status;
}

static cp_status prepare(case_run *run, int32_t n_part, cp_arena *arena) {
  const cp_case *study = run->study;
  const size_t bytes = cp_economy_bytes(&study->spec, n_part);
  if (bytes == 0) return CP_OVERFLOW;
  void *memory = cp_arena_take(arena, bytes);
  if (memory == NULL) return CP_NO_MEMORY;
  cp_economy_build(&run->economy, &study->spec, &study->table, n_part, memory);
  if (study->is_plain) run->economy.level = CP_LEVEL_BASE;
  void *more = cp_arena_take(arena, cp_shocks_bytes(&run->economy, study->shock, study->n_shock));
  run->by_consumer = CP_ARENA_ARRAY(arena, double, run->economy.n_consumer);
  run->by_supplier = CP_ARENA_ARRAY(arena, double, run->economy.n_industry);
  run->n_limiting = CP_ARENA_ARRAY(arena, int32_t, run->economy.n_industry);
  if (!more || !run->by_consumer || !run->by_supplier || !run->n_limiting) return CP_NO_MEMORY;
  cp_shocks_begin(&run->shocks, &run->economy, study->shock, study->n_shock, study->capital_ratio,
                  study->money_factor, study->has_lag, more);
  return CP_OK;
}

static cp_status run_all(case_run *run, const cp_sink *words) {
  const int32_t step_days = run->study->spec.step_days;
  const int32_t n_step = (run->study->n_day + step_days - 1) / step_days;
  CP_TRY(open_files(run));
  for (int32_t step = 0; step < n_step; step++) CP_TRY(run_step(run, step, n_step, words));
  return CP_OK;
}

cp_status cp_case_run(const cp_case *study, int32_t n_thread, const char *into, cp_arena *arena,
                      const cp_sink *words) {
  case_run run = {.study = study};
  cp_team *team = NULL;
  CP_TRY(cp_team_begin(&team, arena, n_thread));
  run.hands = (cp_hands){cp_team_size(team), cp_team_run, team};
  cp_status status = prepare(&run, run.hands.n_part, arena);
  if (status == CP_OK) status = cp_outbox_begin(&run.outbox, arena, into);
  if (status == CP_EXISTS) {
    (void)cp_print(words, "'%s' is there already; name a folder that is not, or remove it\n", into);
  }
  if (status == CP_OK) {
    status = run_all(&run, words);
    if (status == CP_OK) {
      status = cp_outbox_publish(run.outbox);
    } else {
      cp_outbox_discard(run.outbox);
    }
  }
  cp_team_end(team);
  return status;
}
