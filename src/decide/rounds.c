// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The search for a level of stock by runs of the engine: bracketing with secant steps. A level *fails* when it leaves more than the risk. The bracket
// is the highest level that fails and the next that does not.
//
//   0 ......... fails ......... fails |<-- bracket -->| holds ......... most
//
// A step up adds what lacked at the failing level in all but so many of the replicas; times what a day of it was worth between the last two that
// failed, one to two days for one; twice as far after each raised level that failed, while none holds. Inside the bracket a level that failed is followed
// by the straight line between the risks of its ends, a level that held by a step up, so that both ends move. Every run uses the same random
// numbers, so the differences of levels are less noisy than the levels. For the cheapest level rounds that are left look on either side of the cheapest.
#include "decide/stock.h"

static const double errors_allowed = 3;
// a bracket is tight at the larger of so many days and this part of the level
static const double tight_days = 2, tight_part = 0.1;

static double whole_days(double days) {
  const double whole = (double)(int64_t)days;
  return whole < days ? whole + 1 : whole;
}

static double days_of(const cp_stock_answer *answer, int32_t level) {
  return answer->level[level].found.days;
}

static bool is_failing(const cp_stock_answer *answer, int32_t level) {
  return answer->level[level].found.risk.value > answer->target;
}

// The highest level that fails, -1 when none does. The one above it holds.
static int32_t last_failing(const cp_stock_answer *answer) {
  int32_t level = answer->n_level - 1;
  while (level >= 0 && !is_failing(answer, level)) level--;
  return level;
}

static bool is_tight(double low, double high) {
  const double part = tight_part * high;
  return high - low <= (part > tight_days ? part : tight_days);
}

static double still_lacking(const cp_stock_answer *answer, int32_t level) {
  return cp_lack_level(&answer->level[level].sample.lack, 1 - answer->target).value;
}

// Where the next level is looked for above one that fails.
static double step_up(const cp_stock_answer *answer, int32_t failing, double stride) {
  const double lacking = still_lacking(answer, failing);
  double worth = 1;
  if (failing > 0) {
    const double moved = days_of(answer, failing) - days_of(answer, failing - 1);
    const double gained = still_lacking(answer, failing - 1) - lacking;
    worth = 2 * gained > moved ? moved / gained : 2;
  }
  const double low = days_of(answer, failing);
  const double next = whole_days(low + stride * lacking * (worth > 1 ? worth : 1));
  // a share that is the risk but for its rounding lacks nothing
  return next > low ? next : low + 1;
}

static double middle_of(double low, double high) {
  return is_tight(low, high) ? -1 : whole_days((low + high) / 2);
}

// Every level fails: further and further up, and with the last round as far as may be.
static double next_above(const cp_stock_answer *answer, int32_t failing) {
  const double most = answer->question.most;
  if (days_of(answer, failing) >= most) return -1;
  if (answer->n_level > 1 && answer->n_level == answer->question.n_round) return most;
  double stride = 1;
  for (int32_t raised = 1; raised < failing; raised++) stride *= 2;
  const double wanted = step_up(answer, failing, stride);
  return wanted < most ? wanted : most;
}

// Where the straight line between the risks of the bracket's ends meets the target.
static double on_line(const cp_stock_answer *answer, int32_t failing) {
  const double low = days_of(answer, failing), high = days_of(answer, failing + 1);
  const double left = answer->level[failing].found.risk.value;
  const double right = answer->level[failing + 1].found.risk.value;
  return whole_days(low + (high - low) * (left - answer->target) / (left - right));
}

static double next_in_bracket(const cp_stock_answer *answer, int32_t failing) {
  if (failing == answer->n_level - 1) return next_above(answer, failing);
  const double low = days_of(answer, failing), high = days_of(answer, failing + 1);
  if (is_tight(low, high)) return -1;
  const double wanted = answer->has_failed ? on_line(answer, failing) : step_up(answer, failing, 1);
  // not so near an end that nothing would be learned
  const double least = whole_days(low + (high - low) / 8), largest = high - (high - low) / 8;
  return wanted < least ? least : wanted <= largest ? wanted : middle_of(low, high);
}

static int32_t least_total(const cp_stock_answer *answer) {
  int32_t best = 0;
  for (int32_t level = 1; level < answer->n_level; level++) {
    if (answer->level[level].found.total.value < answer->level[best].found.total.value)
      best = level;
  }
  return best;
}

// The middle of the wider gap beside the cheapest.
static double next_to_best(const cp_stock_answer *answer) {
  const int32_t best = least_total(answer);
  const double days = days_of(answer, best);
  const double below = best > 0 ? days_of(answer, best - 1) : days;
  const double above = best + 1 < answer->n_level ? days_of(answer, best + 1) : days;
  return days - below > above - days ? middle_of(below, days) : middle_of(days, above);
}

double cp_stock_next(const cp_stock_answer *answer) {
  if (answer->n_level > answer->question.n_round) return -1;
  const int32_t failing = last_failing(answer);
  const double next = failing < 0 ? -1 : next_in_bracket(answer, failing);
  return next < 0 && answer->is_cheapest ? next_to_best(answer) : next;
}

void cp_stock_add(double days, const cp_stock_sample *sample, cp_stock_answer *answer) {
  int32_t place = answer->n_level++;
  for (; place > 0 && days_of(answer, place - 1) > days; place--) {
    answer->level[place] = answer->level[place - 1];
  }
  cp_stock_level *level = &answer->level[place];
  *level = (cp_stock_level){.n_replica = sample->lack.n, .sample = *sample};
  level->found = cp_stock_point_at(&sample->lack, &answer->terms, days, 0);
  level->textbook = cp_stock_point_at(&answer->level[0].sample.lack, &answer->terms, days, days);
}

void cp_stock_choose(cp_stock_answer *answer) {
  const int32_t holding = last_failing(answer) + 1;
  answer->best = least_total(answer);
  answer->chosen = answer->is_cheapest ? answer->best : holding < answer->n_level ? holding : -1;
  if (answer->chosen < 0) return;
  answer->promised = answer->level[answer->chosen].found;
  // what is promised is the risk that was asked for
  if (!answer->is_cheapest) answer->promised.risk = (cp_estimate){answer->risk, 0};
}

static bool is_kept(cp_estimate promised, cp_estimate found) {
  const double error = __builtin_sqrt(promised.error * promised.error + found.error * found.error);
  return found.value <= promised.value + errors_allowed * error;
}

void cp_stock_prove(const cp_stock_sample *sample, cp_stock_answer *answer) {
  const double days = answer->promised.days;
  answer->proof = (cp_stock_level){
      .n_replica = sample->lack.n,
      .sample = *sample,
      .found = cp_stock_point_at(&sample->lack, &answer->terms, days, 0),
      .textbook = cp_stock_point_at(&answer->level[0].sample.lack, &answer->terms, days, days)};
  answer->keeps_risk = is_kept(answer->promised.risk, answer->proof.found.risk);
  answer->keeps_cost = is_kept(answer->promised.lacking, answer->proof.found.lacking);
  const double saving = answer->level[0].found.total.value - answer->promised.total.value;
  answer->is_wide = answer->terms.has_cost && days > 0 && saving > 0 &&
                    errors_allowed * answer->proof.found.total.error > saving;
}
