// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A second engine for the chain and the border, plain and slow, written from docs/model.md: what the fast one must be equal to, bit by bit, day
// by day. What the desk, the deal and the controls say it reads from the fast engine's state of the same evening; all else it works out
// alone, from its own arrays.
#ifndef CP_TESTS_HARNESS_PLAIN_H
#define CP_TESTS_HARNESS_PLAIN_H

#include <stddef.h>

#include "harness/by_lane.h"
#include "model/model.h"

// What it keeps, under the names of the state: type, name, count (of a `model`). All of it is compared.
#define PLAIN_ARRAYS(ARRAY)                                        \
  ARRAY(double, stock, model->n_input)                             \
  ARRAY(double, coming, model->n_input)                            \
  ARRAY(double, expected, model->n_input)                          \
  ARRAY(double, use_carry, model->n_input)                         \
  ARRAY(double, share_carry, model->n_input)                       \
  ARRAY(double, used_total, model->n_input)                        \
  ARRAY(double, missing_total, model->n_input)                     \
  ARRAY(double, left_out_total, model->n_input)                    \
  ARRAY(double, order_carry, model->n_input)                       \
  ARRAY(int32_t, alternative_state, model->n_alternative)          \
  ARRAY(int32_t, alternative_since, model->n_alternative)          \
  ARRAY(int32_t, alternative_started, model->n_alternative)        \
  ARRAY(int32_t, alternative_first, model->n_alternative)          \
  ARRAY(double, alternative_share, model->n_alternative)           \
  ARRAY(double, alternative_carry, model->n_alternative)           \
  ARRAY(double, alternative_saved, model->n_alternative)           \
  ARRAY(double, parked, model->n_alternative)                      \
  ARRAY(double, week_plan, model->n_firm)                          \
  ARRAY(double, week_goal, model->n_firm)                          \
  ARRAY(double, plan, model->n_firm)                               \
  ARRAY(double, plan_carry, model->n_firm)                         \
  ARRAY(double, made, model->n_firm)                               \
  ARRAY(double, made_total, model->n_firm)                         \
  ARRAY(double, extra_cost, model->n_firm)                         \
  ARRAY(double, shelf, model->n_firm)                              \
  ARRAY(double, scrap_shelf, model->n_firm)                        \
  ARRAY(double, scrap_carry, model->n_firm)                        \
  ARRAY(double, scrap_total, model->n_firm)                        \
  ARRAY(double, week_made, model->n_firm)                          \
  ARRAY(double, week_loss, model->n_firm)                          \
  ARRAY(double, weeks, model->n_firm)                              \
  ARRAY(double, weeks_lost, model->n_firm)                         \
  ARRAY(double, lost_total, model->n_firm)                         \
  ARRAY(double, recovered_total, model->n_firm)                    \
  ARRAY(double, backlog, model->n_firm)                            \
  ARRAY(double, kept_carry, model->n_firm)                         \
  ARRAY(double, most_backlog, model->n_firm)                       \
  ARRAY(int32_t, week_short, model->n_firm)                        \
  ARRAY(int32_t, is_down, model->n_firm)                           \
  ARRAY(int32_t, first_stop, model->n_firm)                        \
  ARRAY(int32_t, cover_short, model->n_firm)                       \
  ARRAY(int32_t, cover_back, model->n_firm)                        \
  ARRAY(double, arrived_total, model->n_input)                     \
  ARRAY(double, shipped, model->n_month * model->n_destination)    \
  ARRAY(double, record_approved, model->n_class)                   \
  ARRAY(double, record_waited, model->n_class)                     \
  ARRAY(double, chance, model->n_class *CP_CHANCE_WEEKS)           \
  ARRAY(double, class_departed, model->n_class)                    \
  ARRAY(double, class_days, model->n_class *CP_N_DAYS)             \
  ARRAY(double, destination_departed, model->n_destination)        \
  ARRAY(double, destination_days, model->n_destination *CP_N_DAYS) \
  ARRAY(int32_t, inspection_busy, model->n_customs)                \
  ARRAY(double, quota_may, model->n_measure)                       \
  ARRAY(double, quota_at_port, model->n_measure)                   \
  ARRAY(double, quota_departed, model->n_measure)                  \
  ARRAY(int32_t, account_first, model->n_measure)                  \
  ARRAY(double, sales_carry, model->n_measure)                     \
  ARRAY(double, sales_behind, model->n_measure)                    \
  ARRAY(double, sales_lost, model->n_measure)                      \
  ARRAY(int32_t, cause, model->n_firm *CP_CAUSES)                  \
  ARRAY(double, cause_owed, model->n_firm *CP_CAUSES)              \
  ARRAY(double, price_inside, model->n_good)                       \
  ARRAY(double, price_outside, model->n_good)

// The same of lanes, whose next turn shows in their last dispatch: type, name, and where the fast engine has it (`model`, `fast`, `lane`).
#define PLAIN_LANES(ARRAY)                                                     \
  ARRAY(double, order_open, fast->book[lane].open)                             \
  ARRAY(double, cancel_carry, fast->cancel_carry[lane])                        \
  ARRAY(double, waiting, fast->waiting[lane])                                  \
  ARRAY(double, at_port, cp_lane_at_port(model, fast, lane))                   \
  ARRAY(double, held, cp_lane_held(model, fast, lane))                         \
  ARRAY(double, under_way, cp_lane_under_way(model, fast, lane))               \
  ARRAY(double, departed_total, fast->departed_total[lane])                    \
  ARRAY(double, flown_total, AT_GATE(model, fast->flown_total, lane, 0.0))     \
  ARRAY(double, drawn_total, AT_GATE(model, fast->drawn_total, lane, 0.0))     \
  ARRAY(double, licence_left, AT_GATE(model, fast->licence_left, lane, 0.0))   \
  ARRAY(double, reserved, AT_GATE(model, fast->reserved, lane, 0.0))           \
  ARRAY(double, expired_total, AT_GATE(model, fast->expired_total, lane, 0.0)) \
  ARRAY(double, gone_total, AT_GATE(model, fast->gone_total, lane, 0.0))       \
  ARRAY(double, exempt_used, AT_GATE(model, fast->exempt_used, lane, 0.0))     \
  ARRAY(double, ration_carry, AT_GATE(model, fast->ration_carry, lane, 0.0))   \
  ARRAY(int32_t, account, AT_GATE(model, fast->account, lane, -1))             \
  ARRAY(int32_t, account_over, AT_GATE(model, fast->account_over, lane, -1))   \
  ARRAY(double, fill, fast->book[lane].fill)                                   \
  ARRAY(int32_t, last_dispatch, fast->last_dispatch[lane])

// The same by measure and, last, of what none caused: type, name, where the fast engine has it (`fast`, `row`).
#define PLAIN_CAUSED(ARRAY)                                                    \
  ARRAY(double, caused_units, plain_caused(model, fast, row)->units)           \
  ARRAY(double, caused_value, plain_caused(model, fast, row)->value)           \
  ARRAY(double, caused_units_back, plain_caused(model, fast, row)->units_back) \
  ARRAY(double, caused_value_back, plain_caused(model, fast, row)->value_back)

static inline const cp_caused *plain_caused(const cp_model *model, const cp_state *fast,
                                            int32_t row) {
  return row < model->n_measure ? fast->caused + row : fast->uncaused;
}

// A licence of a lane, or what is reserved on it: all that end on one day together.
typedef struct plain_licence {
  int32_t lane, valid_to;
  double left, reserved;
} plain_licence;

typedef struct plain_hold {
  int32_t valid_to;
  double quantity;
} plain_hold;

typedef struct plain_box {  // goods between declaration and departure
  int32_t lane, declared, sails, due, since, stage, hold, is_stuffed, turn, waited;
  int32_t days[CP_DAYS_HELD];  // port, challenge, inspection
  double quantity, licensed;
  plain_hold *reserved;
  int32_t n_reserved;
} plain_box;

typedef struct plain {
  const cp_model *model;
  const cp_draw *draw;
#define ARRAY(type, name, count) type *name;
  PLAIN_ARRAYS(ARRAY)
#undef ARRAY
#define ARRAY(type, name, where) type *name;
  PLAIN_LANES(ARRAY)
  PLAIN_CAUSED(ARRAY)
#undef ARRAY
  int32_t *next_turn;       // by lane
  double *landing;          // by day since the start, then lane
  double *licensed_before;  // by lane: granted by the evening before, general licences apart
  double *given_before;     // by lane: own licences less simulated ones by the evening before
  double *forfeit_before;   // by lane: what last uses of licences had left by the evening before
  int32_t *in_force;        // by lane: the control of its goods in force today that came first
  int32_t *bound_since;     // by lane: since when it was bound when it last used what is exempt
  double *approved_before;  // by class: approved by the Sunday before
  plain_box *box;
  int32_t n_box, most_box;
  plain_licence *licence;
  int32_t n_licence, most_licence;
  cp_waited *waited;     // by lane
  int32_t *quota_since;  // by measure
  int32_t *quota_period;
  int32_t n_own;   // rows of my today that have taken effect
  int32_t n_turn;  // so many were queued for inspection
  int32_t today;
  const cp_state *fast;  // what the other rooms say today
} plain;

// The evening before the start. The model and the draw must outlive it.
void plain_begin(plain *world, const cp_model *model, const cp_draw *draw);

// The day that the fast engine has just done: `fast` is its state of the evening.
void plain_day(plain *world, const cp_state *fast);

// The first array, in the order of the list above, in which the two differ: its name, the number of the thing, both values. NULL when
// they are equal.
const char *plain_differs(const plain *world, const cp_state *fast, int32_t *at, double *own,
                          double *other);

void plain_end(plain *world);

#endif
