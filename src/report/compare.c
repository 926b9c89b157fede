// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Paired differences of the answer's numbers; see compare.h.
#include "report/compare.h"

#include <string.h>

#include "base/os/json.h"
#include "base/os/print.h"
#include "ensemble/quantile.h"
#include "report/summary_ask.h"

enum { MOST_RUNS = 64 };

static const double much = 0.05, thousand = 1000.0;

// A replica of one run, with what is needed to read it.
typedef struct reader {
  cp_inquiry ask;
  const double *record;
} reader;

static double outcome_sum(const reader *from, int32_t which) {
  const cp_outcome *outcome = &from->ask.catalog->outcome[which];
  double sum = 0.0;
  for (int32_t entity = 0; entity < outcome->n_entity; entity++)
    sum += from->record[outcome->offset + entity];
  return sum;
}

static double series_sum(const reader *from, int32_t series, int32_t date) {
  const cp_catalog_series *at = &from->ask.catalog->series[series];
  double sum = 0.0;
  for (int32_t entity = 0; entity < at->series.n_entity; entity++)
    sum += from->record[at->series.offset + entity * at->series.n_date + date];
  return sum;
}

static int32_t last_date(const reader *from, int32_t series) {
  return cp_ask_date_last(&from->ask, series);
}

// Mean month from the one after as_of on, to the headline destination or to all.
static double shipped_after(const reader *from, bool is_all) {
  const int32_t now =
      cp_catalog_date(from->ask.catalog, CP_SERIES_shipped, from->ask.model->as_of[0]);
  const int32_t last = last_date(from, CP_SERIES_shipped);
  double sum = 0.0;
  for (int32_t date = now + 1; date <= last; date++) {
    sum += is_all ? series_sum(from, CP_SERIES_shipped, date)
                  : cp_catalog_value(from->ask.catalog, CP_SERIES_shipped, from->ask.headline, date,
                                     from->record);
  }
  return last > now ? sum / (last - now) : 0.0;
}

static double shipments(const reader *from) {
  return from->ask.headline < 0 ? 0.0 : shipped_after(from, false);
}

static double shipments_all(const reader *from) { return shipped_after(from, true); }

static double lost_share(const reader *from) {
  if (from->ask.headline < 0) return 0.0;
  cp_window lost, all;
  cp_ask_lost(&from->ask, true, &lost, &all);
  const double whole = cp_ask_total(&from->ask, all, from->record);
  return whole > 0 ? cp_ask_total(&from->ask, lost, from->record) / whole : 0.0;
}

static double lost_much(const reader *from) { return lost_share(from) > much; }

// Of the vehicle makers of the headline destination.
static double makers_sum(const reader *from, int32_t which) {
  const cp_outcome *outcome = &from->ask.catalog->outcome[which];
  double sum = 0.0;
  for (int32_t firm = 0; firm < outcome->n_entity; firm++) {
    if (cp_ask_is_vehicle_maker(&from->ask, firm)) sum += from->record[outcome->offset + firm];
  }
  return sum;
}

static double units_gross(const reader *from) { return makers_sum(from, CP_OUTCOME_lost_units); }

static double units_net(const reader *from) {
  return units_gross(from) - makers_sum(from, CP_OUTCOME_recovered_units);
}

static double value_net(const reader *from) { return outcome_sum(from, CP_OUTCOME_value_net); }

static double extra_cost(const reader *from) { return outcome_sum(from, CP_OUTCOME_extra_cost); }

static double economy_net(const reader *from) {
  return thousand * (outcome_sum(from, CP_OUTCOME_economy_gross) -
                     outcome_sum(from, CP_OUTCOME_economy_later));
}

static double short_users(const reader *from) {
  const cp_outcome *outcome = &from->ask.catalog->outcome[CP_OUTCOME_cover_short];
  double n = 0.0;
  for (int32_t firm = 0; firm < outcome->n_entity; firm++)
    n += from->ask.model->firm_is_final[firm] && from->record[outcome->offset + firm] >= 0;
  return n;
}

static double clauses_met(const reader *from) {
  const cp_outcome *outcome = &from->ask.catalog->outcome[CP_OUTCOME_met_on];
  double n = 0.0;
  for (int32_t clause = 0; clause < outcome->n_entity; clause++)
    n += from->record[outcome->offset + clause] >= 0;
  return n;
}

static double clauses_acted(const reader *from) {
  const cp_outcome *outcome = &from->ask.catalog->outcome[CP_OUTCOME_acted_on];
  double n = 0.0;
  for (int32_t clause = 0; clause < outcome->n_entity; clause++)
    n += from->record[outcome->offset + clause] >= 0;
  return n;
}

static double pending(const reader *from) {
  return series_sum(from, CP_SERIES_pending, last_date(from, CP_SERIES_pending));
}

static double approved(const reader *from) {
  double sum = 0.0;
  for (int32_t date = 0; date <= last_date(from, CP_SERIES_approved); date++)
    sum += series_sum(from, CP_SERIES_approved, date);
  return sum;
}

static double expired(const reader *from) {
  double sum = 0.0;
  for (int32_t date = 0; date <= last_date(from, CP_SERIES_expired); date++)
    sum += series_sum(from, CP_SERIES_expired, date);
  return sum;
}

static double tension(const reader *from) {
  return series_sum(from, CP_SERIES_tension, last_date(from, CP_SERIES_tension));
}

static double pressure(const reader *from) {
  return series_sum(from, CP_SERIES_pressure, last_date(from, CP_SERIES_pressure));
}

typedef struct measure {
  cp_measure_words about;
  double (*of)(const reader *from);
} measure;

static const measure measures[] = {
    {{"line_weeks_lost", "share", "vehicle line-weeks lost after the month of as_of", -1},
     lost_share},
    {{"lost_much", "share", "odds that more than 5% of them are lost", -1}, lost_much},
    {{"shipments", "t/month", "shipments to the headline destination, mean month from then on", 1},
     shipments},
    {{"shipments_all", "t/month", "shipments to all destinations, mean month from then on", 1},
     shipments_all},
    {{"units_gross", "vehicles",
      "vehicles not made in their week by makers at the headline destination", -1},
     units_gross},
    {{"units_net", "vehicles", "the same less what was made later", -1}, units_net},
    {{"value_net", "USD", "value added that final firms lose, net", -1}, value_net},
    {{"economy_net", "USD", "value added that all sectors lose, net", -1}, economy_net},
    {{"extra_cost", "USD", "extra cost of alternatives", -1}, extra_cost},
    {{"short_users", "firms", "final firms whose cover falls below half", -1}, short_users},
    {{"clauses_met", "clauses", "clauses whose condition is met by the end", 1}, clauses_met},
    {{"clauses_acted", "clauses", "clauses whose effects come by the end", 1}, clauses_acted},
    {{"pending", "applications", "applications pending on the last day", -1}, pending},
    {{"approved", "applications", "applications approved over the run", 1}, approved},
    {{"expired", "t", "licensed quantity that ends unused", -1}, expired},
    {{"tension", "", "tension on the last day", -1}, tension},
    {{"pressure", "", "stock shortfall on the last day", -1}, pressure},
};
enum { N_MEASURE = sizeof measures / sizeof measures[0] };

int32_t cp_compare_find(const char *name) {
  for (int32_t at = 0; at < N_MEASURE; at++) {
    if (strcmp(measures[at].about.name, name) == 0) return at;
  }
  return -1;
}

cp_status cp_compare_names(const cp_sink *sink) {
  for (int32_t at = 0; at < N_MEASURE; at++)
    CP_TRY(cp_print(sink, "%s%s", at == 0 ? "" : ", ", measures[at].about.name));
  return CP_OK;
}

// --- differences ---------------------------------------------------------------------------------

// One measure of a run against the first.
typedef struct contrast {
  double base, other;  // means
  double base_median, other_median;
  double mean, median, error;  // of the paired differences
  double unpaired;             // standard error, had the runs other random numbers
  double up, down, same;       // shares of replicas
  int32_t n;
} contrast;

// Values of all measures in every replica of every run: [run][measure][replica], of those that all of them have.
typedef struct panel {
  double *value;
  double *scratch;
  int32_t n_run, n_replica;
} panel;

static double *row_of(const panel *all, int32_t run, int32_t which) {
  return all->value + ((int64_t)run * N_MEASURE + which) * all->n_replica;
}

static bool is_shared(const cp_compared *run, int32_t n_run, int32_t replica) {
  for (int32_t at = 0; at < n_run; at++) {
    if (replica >= run[at].ensemble->n_replica || !cp_ensemble_is_done(run[at].ensemble, replica))
      return false;
  }
  return true;
}

static cp_status fill_panel(const cp_compared *run, int32_t n_run, cp_arena *arena, panel *all) {
  int32_t n = 0;
  for (int32_t replica = 0; replica < run->ensemble->n_replica; replica++)
    n += is_shared(run, n_run, replica);
  for (int32_t at = 1; at < n_run; at++) {
    if (run[at].ensemble->n_value != run->ensemble->n_value) return CP_BAD_INPUT;
  }
  *all = (panel){.n_run = n_run, .n_replica = n};
  all->value = cp_arena_take_array(arena, sizeof(double) * (size_t)n_run * N_MEASURE, n + 1);
  all->scratch = cp_arena_take_array(arena, sizeof(double) * 3, n + 1);
  if (!all->value || !all->scratch) return CP_NO_MEMORY;
  for (int32_t at = 0; at < n_run; at++) {
    cp_summary summary = *run[at].summary;
    reader from = {.ask = {.catalog = run[at].catalog,
                           .ensemble = run[at].ensemble,
                           .model = run[at].ensemble->model,
                           .summary = &summary,
                           .headline = cp_catalog_find(run[at].catalog, CP_SERIES_shipped,
                                                       summary.headline_name)}};
    int32_t place = 0;
    for (int32_t replica = 0; replica < run->ensemble->n_replica; replica++) {
      if (!is_shared(run, n_run, replica)) continue;
      from.record = cp_ensemble_record(run[at].ensemble, replica);
      for (int32_t which = 0; which < N_MEASURE; which++)
        row_of(all, at, which)[place] = measures[which].of(&from);
      place++;
    }
  }
  return CP_OK;
}

static double median_of(const panel *all, const double *value) {
  memcpy(all->scratch, value, sizeof *value * (size_t)all->n_replica);
  cp_sort_numbers(all->scratch, all->n_replica, all->scratch + all->n_replica + 1);
  return all->n_replica > 0 ? cp_quantile(all->scratch, all->n_replica, 0.5) : 0.0;
}

static contrast contrast_of(const panel *all, int32_t run, int32_t which) {
  const double *base = row_of(all, 0, which), *other = row_of(all, run, which);
  const int32_t n = all->n_replica;
  double *off = all->scratch + 2 * (all->n_replica + 1);
  contrast found = {.n = n};
  for (int32_t at = 0; at < n; at++) {
    off[at] = other[at] - base[at];
    found.up += off[at] > 0;
    found.down += off[at] < 0;
    found.same += off[at] == 0;
  }
  found.up /= n, found.down /= n, found.same /= n;
  found.base = cp_mean(base, n);
  found.other = cp_mean(other, n);
  found.mean = cp_mean(off, n);
  found.error = cp_mean_error(off, n, n);
  const double one = cp_mean_error(base, n, n), two = cp_mean_error(other, n, n);
  found.unpaired = __builtin_sqrt(one * one + two * two);
  found.median = median_of(all, off);
  found.base_median = median_of(all, base);
  found.other_median = median_of(all, other);
  return found;
}

static const char *verdict_of(const contrast *found, int32_t better) {
  const double size = found->mean < 0 ? -found->mean : found->mean;
  if (found->same == 1.0) return "no difference";
  if (size <= 2 * found->error) return "within chance";
  return better == 0 ? "differs" : (found->mean > 0) == (better > 0) ? "better" : "worse";
}

// --- text and JSON -------------------------------------------------------------------------------

// Shares as percent, money in millions.
static cp_status put_amount(const cp_sink *sink, const char *unit, double value, const char *sign) {
  if (strcmp(unit, "share") == 0)
    return cp_print(sink, sign[0] == '+' ? "%+10.2f%%" : "%10.2f%%", 100 * value);
  if (strcmp(unit, "USD") == 0)
    return cp_print(sink, sign[0] == '+' ? "%+10.1f " : "%10.1f ", value / 1e6);
  const double size = value < 0 ? -value : value;
  if (size < 100) return cp_print(sink, sign[0] == '+' ? "%+10.3f " : "%10.3f ", value);
  return cp_print(sink, sign[0] == '+' ? "%+10.0f " : "%10.0f ", value);
}

static const char *unit_words(const char *unit) {
  return strcmp(unit, "USD") == 0 ? "m USD" : strcmp(unit, "share") == 0 ? "" : unit;
}

static cp_status put_line(const cp_sink *sink, const cp_measure_words *about,
                          const contrast *found) {
  CP_TRY(cp_print(sink, "  %-16s %-12s", about->name, unit_words(about->unit)));
  CP_TRY(put_amount(sink, about->unit, found->base, ""));
  CP_TRY(put_amount(sink, about->unit, found->other, ""));
  CP_TRY(put_amount(sink, about->unit, found->mean, "+"));
  CP_TRY(cp_print(sink, " +-"));
  CP_TRY(put_amount(sink, about->unit, found->error, ""));
  CP_TRY(cp_print(sink, " (unpaired"));
  CP_TRY(put_amount(sink, about->unit, found->unpaired, ""));
  return cp_print(sink, ") %3.0f%% %3.0f%%  %s\n", 100 * found->up, 100 * found->down,
                  verdict_of(found, about->better));
}

static cp_status put_text(const cp_compared *run, const panel *all, const cp_sink *sink) {
  CP_TRY(cp_print(sink, "%s: %d pairs of replicas with the same random numbers\n", run->name,
                  all->n_replica));
  for (int32_t at = 1; at < all->n_run; at++) {
    CP_TRY(cp_print(sink, "\n%s%s%s\n  %-16s %-12s%10s %10s %10s    %10s  %20s %5s %4s\n",
                    run[at].name, run[at].title[0] ? ": " : "", run[at].title, "mean of", "unit",
                    "base", "here", "difference", "error", "", "more", "less"));
    for (int32_t which = 0; which < N_MEASURE; which++) {
      const contrast found = contrast_of(all, at, which);
      CP_TRY(put_line(sink, &measures[which].about, &found));
    }
  }
  return CP_OK;
}

static void put_number(cp_json *json, const char *key, double value) {
  cp_json_key(json, key);
  cp_json_number(json, value);
}

static void put_word(cp_json *json, const char *key, const char *value) {
  cp_json_key(json, key);
  cp_json_string(json, value);
}

static void put_contrast(cp_json *json, const cp_measure_words *about, const contrast *found) {
  cp_json_object(json);
  put_word(json, "outcome", about->name);
  put_word(json, "unit", about->unit);
  put_word(json, "meaning", about->words);
  put_number(json, "base_mean", found->base);
  put_number(json, "mean", found->other);
  put_number(json, "base_median", found->base_median);
  put_number(json, "median", found->other_median);
  put_number(json, "difference", found->mean);
  put_number(json, "median_difference", found->median);
  put_number(json, "error", found->error);
  put_number(json, "unpaired_error", found->unpaired);
  put_number(json, "more", found->up);
  put_number(json, "less", found->down);
  put_number(json, "same", found->same);
  put_word(json, "verdict", verdict_of(found, about->better));
  cp_json_close(json);
}

static void put_run(cp_json *json, const cp_compared *run, const panel *all, int32_t at,
                    const char *list) {
  cp_json_object(json);
  put_word(json, "name", run[at].name);
  put_word(json, "title", run[at].title);
  cp_json_key(json, list);
  cp_json_array(json);
  for (int32_t which = 0; which < N_MEASURE; which++) {
    const contrast found = contrast_of(all, at, which);
    put_contrast(json, &measures[which].about, &found);
  }
  cp_json_close(json);
  cp_json_close(json);
}

static cp_status put_json(const cp_compared *run, const panel *all, const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  put_word(&json, "scenario", run->name);
  cp_json_key(&json, "pairs");
  cp_json_whole(&json, all->n_replica);
  cp_json_key(&json, "compared");
  cp_json_array(&json);
  for (int32_t at = 1; at < all->n_run; at++) put_run(&json, run, all, at, "differences");
  cp_json_close(&json);
  cp_json_close(&json);
  return cp_json_end(&json);
}

cp_status cp_compare_print(const cp_compared *run, int32_t n_run, bool is_json, cp_arena *arena,
                           const cp_sink *sink) {
  panel all;
  CP_TRY(fill_panel(run, n_run, arena, &all));
  return is_json ? put_json(run, &all, sink) : put_text(run, &all, sink);
}

// --- levers --------------------------------------------------------------------------------------

// Runs behind the first in the order of what they do: the largest gain first.
static void rank(const panel *all, int32_t by, int32_t *order) {
  for (int32_t at = 1; at < all->n_run; at++) {
    const double gain = contrast_of(all, at, by).mean * measures[by].about.better;
    int32_t place = at - 1;
    for (; place > 0 &&
           contrast_of(all, order[place - 1], by).mean * measures[by].about.better < gain;
         place--)
      order[place] = order[place - 1];
    order[place] = at;
  }
}

static cp_status put_levers_text(const cp_compared *run, const panel *all, int32_t by,
                                 const int32_t *order, const cp_sink *sink) {
  const cp_measure_words *about = &measures[by].about;
  CP_TRY(cp_print(sink, "%s: what each lever does alone to %s, %d pairs of replicas\n  (%s)\n\n",
                  run->name, about->name, all->n_replica, about->words));
  CP_TRY(cp_print(sink, "  %-24s %11s   %12s\n", "lever", "difference", "error"));
  for (int32_t place = 0; place + 1 < all->n_run; place++) {
    const contrast found = contrast_of(all, order[place], by);
    CP_TRY(cp_print(sink, "  %-24s ", run[order[place]].name));
    CP_TRY(put_amount(sink, about->unit, found.mean, "+"));
    CP_TRY(cp_print(sink, " +-"));
    CP_TRY(put_amount(sink, about->unit, found.error, ""));
    CP_TRY(
        cp_print(sink, "  %-14s %s\n", verdict_of(&found, about->better), run[order[place]].title));
  }
  const contrast base = contrast_of(all, 1, by);
  CP_TRY(cp_print(sink, "\n  without any lever: mean"));
  CP_TRY(put_amount(sink, about->unit, base.base, ""));
  return cp_print(sink, "%s\n", unit_words(about->unit));
}

static cp_status put_levers_json(const cp_compared *run, const panel *all, int32_t by,
                                 const int32_t *order, const cp_sink *sink) {
  cp_json json = cp_json_begin(sink);
  cp_json_object(&json);
  put_word(&json, "scenario", run->name);
  put_word(&json, "by", measures[by].about.name);
  cp_json_key(&json, "pairs");
  cp_json_whole(&json, all->n_replica);
  cp_json_key(&json, "levers");
  cp_json_array(&json);
  for (int32_t place = 0; place + 1 < all->n_run; place++)
    put_run(&json, run, all, order[place], "effects");
  cp_json_close(&json);
  cp_json_close(&json);
  return cp_json_end(&json);
}

cp_status cp_levers_print(const cp_compared *run, int32_t n_run, int32_t by, bool is_json,
                          cp_arena *arena, const cp_sink *sink) {
  int32_t order[MOST_RUNS];
  panel all;
  if (n_run < 2 || n_run > MOST_RUNS || by < 0 || by >= N_MEASURE) return CP_BAD_USE;
  CP_TRY(fill_panel(run, n_run, arena, &all));
  rank(&all, by, order);
  return is_json ? put_levers_json(run, &all, by, order, sink)
                 : put_levers_text(run, &all, by, order, sink);
}
