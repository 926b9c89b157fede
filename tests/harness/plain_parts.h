// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the files of the plain engine (plain.h) share: short words, and the phases that one file has for another.
#ifndef CP_TESTS_HARNESS_PLAIN_PARTS_H
#define CP_TESTS_HARNESS_PLAIN_PARTS_H

#include <math.h>
#include <stdint.h>

#include "base/date.h"
#include "harness/plain.h"
#include "model/today.h"

#define EACH(thing, first, end) for (int32_t thing = (first); thing < (end); thing++)
#define EACH_LANE_OF(input)                                                         \
  EACH(place, model->input_lane_first[input], model->input_lane_first[(input) + 1]) \
  EACH(lane, model->input_lane[place], model->input_lane[place] + 1)
#define EACH_GROUP_OF(firm)                                                            \
  for (int32_t input = model->firm_input[firm]; input < model->firm_input[(firm) + 1]; \
       input = model->input_end[input])
#define EACH_ALTERNATIVE_OF(input) \
  EACH(alternative, model->input_alternative[input], model->input_alternative[(input) + 1])

static inline double smaller(double a, double b) { return a < b ? a : b; }
static inline double larger(double a, double b) { return a > b ? a : b; }

// [x + c]: the whole part comes today, the fraction is kept.
static inline double carry(double amount, double *fraction) {
  const double due = amount + *fraction;
  *fraction = due - floor(due);
  return floor(due);
}

static inline int32_t kind_of(const cp_model *model, int32_t alternative) {
  return model->option_kind[model->alternative_option[alternative]];
}

static inline int32_t days_gone(const plain *world) {
  return world->today - world->model->first_day[0];
}

static inline int32_t month_of(const plain *world) {
  return world->model->month_of[days_gone(world)];
}

static inline int is_at_work(const plain *world, int32_t firm) {
  const cp_model *model = world->model;
  return cp_is_working(model, model->region_calendar[model->firm_region[firm]], world->today);
}

static inline int is_scrap(const cp_model *model, int32_t lane) {
  return cp_lane_good(model, lane) != model->firm_good[model->lane_supplier[lane]];
}

static inline double *shelf_of(plain *world, int32_t firm, int scrap) {
  return (scrap ? world->scrap_shelf : world->shelf) + firm;
}

static inline double *landing(const plain *world, int32_t day, int32_t lane) {
  return world->landing + (int64_t)(day - world->model->first_day[0]) * world->model->n_lane + lane;
}

// plain_make.c: what plans ask for and what is made. The need of an input is after thrift; a claim is what is ordered on a lane and may be
// served.
double plain_need(const plain *world, int32_t input);
double plain_factor(const plain *world, int32_t firm);
double plain_claim(const plain *world, int32_t lane);
void plain_plan(plain *world);
void plain_make(plain *world, int32_t firm);

// plain_costs.c: on whose account lanes sell today, what departs on them, the evening's balance; units that a final firm loses or makes later.
void plain_account(plain *world);
void plain_sell(plain *world, int32_t lane, double quantity);
void plain_balance_sales(plain *world);
void plain_lose(plain *world, int32_t firm, double units);
void plain_recover(plain *world, int32_t firm, double units);

// plain_trade.c: orders and shelves; plain_licences.c: what ends, is granted, used, reserved; plain_border.c: what leaves.
// Firms order every order_every days, in whole days.
int32_t plain_period(const plain *world);
int plain_orders_on(const plain *world, int32_t firm, int32_t day);
void plain_order(plain *world);
void plain_offer(plain *world, int32_t firm);
double plain_taken(const plain *world, int32_t lane);
// Does it keep licences one by one? Where customs reserve; else the desk's ledgers say what is left.
int plain_keeps_licences(const plain *world);
void plain_expire(plain *world);
void plain_grant(plain *world);
void plain_use(plain *world, int32_t lane, double quantity);
void plain_reserve(plain *world, plain_box *box, double quantity);
void plain_settle(plain *world, plain_box *box, int has_departed);
int plain_has_ended(const plain *world, const plain_box *box);
void plain_add_licence(plain *world, int32_t lane, int32_t valid_to, double quantity);
void plain_ship(plain *world);

// plain_own.c: my today.
void plain_own(plain *world);

#endif
