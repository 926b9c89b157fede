// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Events: their phases, what they take from capacity, and what they ask of those who rebuild.

#include "economy/shock.h"

#include "economy/room.h"
#include "num/elementary.h"

// Rounds to the nearest whole number, halves to the even one.
static double round_even(double value) {
  const double big = 0x1.8p52;
  if (!(__builtin_fabs(value) < 0x1p51)) return value;
  return value + big - big;
}

static double round_to(double value, double per_one) {
  return round_even(value * per_one) / per_one;
}

double cp_recovery_left(cp_recovery recovery, double elapsed, double amount, double tau) {
  double left = 0.0;
  switch (recovery) {
    case CP_RECOVERY_LINEAR:
      left = amount * (1.0 - elapsed / tau);  // (34)
      break;
    case CP_RECOVERY_CONVEXE:
      left = amount * cp_pow(1.0 - 1.0 / tau, 4.0 * elapsed);  // (35)
      break;
    case CP_RECOVERY_CONVEXE_NOSCALE:
      left = amount * cp_pow(1.0 - 1.0 / tau, elapsed);
      break;
    case CP_RECOVERY_CONCAVE: {
      const double b = 1e-6;
      const double power = (cp_log(tau) - cp_log(b)) / (cp_log(tau) - cp_log(2.0));
      left = amount * tau / (tau + b * cp_pow(elapsed, power));  // (36)
      break;
    }
  }
  return left > 0.0 ? left : 0.0;
}

// --- memory --------------------------------------------------------------------------------------

static void lay_out(cp_shocks *shocks, const cp_economy *economy, cp_room *room) {
  shocks->state = cp_room_give(room, shocks->n_shock, sizeof *shocks->state);
  double **const vector[] = {&shocks->capital, &shocks->stored, &shocks->damage,
                             &shocks->delivered};
  for (size_t at = 0; at < sizeof vector / sizeof vector[0]; at++) {
    *vector[at] = cp_room_give(room, economy->n_industry, sizeof(double));
  }
  for (int32_t at = 0; at < shocks->n_shock; at++) {
    const cp_shock *shock = &shocks->shock[at];
    const int64_t n_row = (int64_t)shock->n_rebuilder * economy->spec.n_region;
    cp_shock_state state = {
        .left = cp_room_give(room, shock->n_impact, sizeof(double)),
        .firms = cp_room_give(room, n_row * shock->n_impact, sizeof(double)),
        .households = cp_room_give(room, n_row * shock->n_household, sizeof(double))};
    if (room->at) shocks->state[at] = state;
  }
}

size_t cp_shocks_bytes(const cp_economy *economy, const cp_shock *shock, int32_t n_shock) {
  cp_shocks shocks = {.n_shock = n_shock, .shock = shock};
  cp_room room = cp_room_begin(NULL);
  lay_out(&shocks, economy, &room);
  return room.used + CP_ROOM_LINE;
}

// --- what is to be rebuilt -----------------------------------------------------------------------

static double flow_between(const cp_economy *economy, int32_t region, int32_t sector,
                           int32_t user) {
  const int64_t tile = (int64_t)sector * economy->n_tile + user / CP_TILE;
  return economy->z[(tile * economy->spec.n_region + region) * CP_TILE + user % CP_TILE];
}

static double flow_to_consumer(const cp_economy *economy, int32_t region, int32_t sector,
                               int32_t consumer) {
  const int64_t supplier = (int64_t)region * economy->spec.n_sector + sector;
  return economy->final[supplier * economy->n_consumer + consumer];
}

typedef double (*flow_function)(const cp_economy *economy, int32_t region, int32_t sector,
                                int32_t to);

// Each damaged user buys repairs from the regions where he buys that sector's product already.
static void ask_for_repairs(const cp_economy *economy, const cp_shock *shock, flow_function flow,
                            int32_t n_target, const int32_t *target, const double *amount,
                            double *asked) {
  const int32_t n_region = economy->spec.n_region;
  for (int32_t rebuilder = 0; rebuilder < shock->n_rebuilder; rebuilder++) {
    const int32_t sector = shock->rebuilder[rebuilder];
    for (int32_t at = 0; at < n_target; at++) {
      double sum = 0.0;
      for (int32_t region = 0; region < n_region; region++) {
        sum += flow(economy, region, sector, target[at]);
      }
      const double money = shock->share[rebuilder] * shock->rebuilding_factor * amount[at];
      for (int32_t region = 0; region < n_region; region++) {
        const double part = flow(economy, region, sector, target[at]);
        const int64_t row = (int64_t)rebuilder * n_region + region;
        asked[row * n_target + at] = sum != 0.0 ? money * part / sum : 0.0;
      }
    }
  }
}

void cp_shocks_begin(cp_shocks *shocks, const cp_economy *economy, const cp_shock *shock,
                     int32_t n_shock, const double *capital_ratio, double money_factor,
                     bool has_lag, void *memory) {
  *shocks = (cp_shocks){.n_shock = n_shock, .shock = shock, .has_lag = has_lag};
  cp_room room = cp_room_begin(memory);
  lay_out(shocks, economy, &room);
  for (shocks->round_left = 10.0; money_factor >= 10.0; money_factor /= 10.0) {
    shocks->round_left *= 10.0;
  }
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    shocks->capital[industry] =
        capital_ratio[industry % economy->spec.n_sector] * economy->added[industry];  // (6)
    shocks->stored[industry] = shocks->damage[industry] = shocks->delivered[industry] = 0.0;
  }
  for (int32_t at = 0; at < n_shock; at++) {
    cp_shock_state *state = &shocks->state[at];
    state->phase = CP_SHOCK_WAITS;
    for (int32_t hit = 0; hit < shock[at].n_impact; hit++) state->left[hit] = shock[at].impact[hit];
    ask_for_repairs(economy, &shock[at], flow_between, shock[at].n_impact, shock[at].industry,
                    shock[at].impact, state->firms);
    ask_for_repairs(economy, &shock[at], flow_to_consumer, shock[at].n_household,
                    shock[at].consumer, shock[at].household, state->households);
  }
}

// --- step A --------------------------------------------------------------------------------------

static void move_phases(cp_shocks *shocks, const cp_economy *economy) {
  const int32_t day = economy->day;
  for (int32_t at = 0; at < shocks->n_shock; at++) {
    const cp_shock *shock = &shocks->shock[at];
    cp_shock_phase *phase = &shocks->state[at].phase;
    const int32_t since = day - shock->occurrence_day;
    if (*phase == CP_SHOCK_WAITS && since >= 0 && since <= economy->spec.step_days) {
      *phase = CP_SHOCK_HAPPENS;  // (28)
    }
    if (*phase == CP_SHOCK_HAPPENS && since >= shock->duration_days) *phase = CP_SHOCK_RETURNS;
  }
}

static bool is_active(const cp_shocks *shocks, int32_t at) {
  const cp_shock_phase phase = shocks->state[at].phase;
  return phase == CP_SHOCK_HAPPENS || phase == CP_SHOCK_RETURNS;
}

// L: the greatest loss of capacity among active events (31).
static void store_losses(cp_shocks *shocks, const cp_economy *economy) {
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    shocks->stored[industry] = 0.0;
  }
  for (int32_t at = 0; at < shocks->n_shock; at++) {
    const cp_shock *shock = &shocks->shock[at];
    if (shock->kind != CP_SHOCK_CAPACITY || !is_active(shocks, at)) continue;
    for (int32_t hit = 0; hit < shock->n_impact; hit++) {
      double *stored = &shocks->stored[shock->industry[hit]];
      if (shocks->state[at].left[hit] > *stored) *stored = shocks->state[at].left[hit];
    }
  }
}

static void sum_damage(cp_shocks *shocks, const cp_economy *economy) {
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    shocks->damage[industry] = 0.0;
  }
  for (int32_t at = 0; at < shocks->n_shock; at++) {
    const cp_shock *shock = &shocks->shock[at];
    if (shock->kind == CP_SHOCK_CAPACITY || !is_active(shocks, at)) continue;
    for (int32_t hit = 0; hit < shock->n_impact; hit++) {
      shocks->damage[shock->industry[hit]] += shocks->state[at].left[hit];
    }
  }
}

// (33), with the greater of the two losses where both kinds act.
static cp_status set_losses(const cp_shocks *shocks, cp_economy *economy, int32_t replica) {
  double *loss = economy->loss + (int64_t)replica * economy->n_column;
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    const double capital = shocks->capital[industry];
    const double lost = capital > 0.0 ? shocks->damage[industry] / capital : 0.0;
    if (lost > 1.0) {
      economy->fault =
          (cp_economy_fault){replica, industry, -1, "more capital destroyed than there is"};
      return CP_BAD_INPUT;
    }
    loss[industry] = lost > shocks->stored[industry] ? lost : shocks->stored[industry];
  }
  return CP_OK;
}

// What a rebuilding event asks of one supplier, all still to be rebuilt (row of G and H).
static double row_sum(const double *row, int32_t n_target) {
  double sum = 0.0;
  for (int32_t target = 0; target < n_target; target++) sum += row[target];
  return sum;
}

// Adds up over the events what is asked per step (37) into one number by supplier.
static void ask_rebuilders(const cp_shocks *shocks, cp_economy *economy, int32_t replica) {
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  double *extra = economy->extra + (int64_t)replica * economy->n_column;
  for (int32_t industry = 0; industry < economy->n_industry; industry++) extra[industry] = 0.0;
  for (int32_t at = 0; at < shocks->n_shock; at++) {
    const cp_shock *shock = &shocks->shock[at];
    const cp_shock_state *state = &shocks->state[at];
    if (shock->kind != CP_SHOCK_REBUILD || state->phase != CP_SHOCK_RETURNS) continue;
    const double rate = (double)economy->spec.step_days / shock->tau_days;
    for (int32_t row = 0; row < shock->n_rebuilder * n_region; row++) {
      const int32_t industry = row % n_region * n_sector + shock->rebuilder[row / n_region];
      extra[industry] +=
          rate * row_sum(state->firms + (int64_t)row * shock->n_impact, shock->n_impact);
      extra[industry] +=
          rate * row_sum(state->households + (int64_t)row * shock->n_household, shock->n_household);
    }
  }
}

cp_status cp_shocks_strike(cp_shocks *shocks, cp_economy *economy, int32_t replica) {
  move_phases(shocks, economy);
  if (!shocks->has_lag) store_losses(shocks, economy);
  sum_damage(shocks, economy);
  CP_TRY(set_losses(shocks, economy, replica));
  if (shocks->has_lag) store_losses(shocks, economy);
  ask_rebuilders(shocks, economy, replica);
  return CP_OK;
}

// --- steps D and E -------------------------------------------------------------------------------

// (38): what was delivered no longer is to be rebuilt. Returns whether anything is left. Where a step's delivery is less than half a grain
// rounding would keep the rest for ever: it counts as delivered.
static bool take_deliveries(double *row, int32_t n_target, double delivered_share, double per_one) {
  bool has_more = false;
  for (int32_t target = 0; target < n_target; target++) {
    const double left = round_to(row[target] - delivered_share * row[target], per_one);
    const bool is_stuck = left == row[target] && delivered_share > 0.0;
    row[target] = left > 0.0 && !is_stuck ? left : 0.0;
    has_more |= row[target] > 0.0;
  }
  return has_more;
}

static void rebuild(const cp_shocks *shocks, const cp_economy *economy, int32_t replica,
                    int32_t at) {
  const cp_shock *shock = &shocks->shock[at];
  cp_shock_state *state = &shocks->state[at];
  const int32_t n_region = economy->spec.n_region, n_sector = economy->spec.n_sector;
  const double rate = (double)economy->spec.step_days / shock->tau_days;
  const double *served = economy->served + (int64_t)replica * economy->n_column;
  bool has_more = false;
  for (int32_t hit = 0; hit < shock->n_impact; hit++) state->left[hit] = 0.0;
  for (int32_t row = 0; row < shock->n_rebuilder * n_region; row++) {
    const double share =
        served[row % n_region * n_sector + shock->rebuilder[row / n_region]] * rate;
    double *firms = state->firms + (int64_t)row * shock->n_impact;
    double *households = state->households + (int64_t)row * shock->n_household;
    has_more |= take_deliveries(firms, shock->n_impact, share, shocks->round_left);
    has_more |= take_deliveries(households, shock->n_household, share, shocks->round_left);
    for (int32_t hit = 0; hit < shock->n_impact; hit++) {
      state->left[hit] += firms[hit] / shock->rebuilding_factor;  // (39)
    }
  }
  if (!has_more) state->phase = CP_SHOCK_IS_OVER;  // (40)
}

// (30), (32)
static void recover(const cp_shocks *shocks, const cp_economy *economy, int32_t at) {
  const cp_shock *shock = &shocks->shock[at];
  cp_shock_state *state = &shocks->state[at];
  const double elapsed = economy->day - (shock->occurrence_day + shock->duration_days);
  const double per_one = shock->kind == CP_SHOCK_CAPACITY ? 1e6 : shocks->round_left;
  bool has_more = false;
  for (int32_t hit = 0; hit < shock->n_impact; hit++) {
    state->left[hit] = round_to(
        cp_recovery_left(shock->recovery, elapsed, shock->impact[hit], shock->tau_days), per_one);
    has_more |= state->left[hit] != 0.0;
  }
  if (!has_more) state->phase = CP_SHOCK_IS_OVER;
}

void cp_shocks_advance(cp_shocks *shocks, cp_economy *economy, int32_t replica) {
  const int64_t base = (int64_t)replica * economy->n_column;
  for (int32_t industry = 0; industry < economy->n_industry; industry++) {
    const double extra = economy->extra[base + industry];
    shocks->delivered[industry] = economy->served[base + industry] * extra;
    economy->extra_left[base + industry] = extra - shocks->delivered[industry];
  }
  for (int32_t at = 0; at < shocks->n_shock; at++) {
    if (shocks->state[at].phase != CP_SHOCK_RETURNS) continue;
    if (shocks->shock[at].kind == CP_SHOCK_REBUILD) {
      rebuild(shocks, economy, replica, at);
    } else {
      recover(shocks, economy, at);
    }
  }
}
