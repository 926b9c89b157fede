// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine's licences: one list, in the order in which they were granted. What the desk grants today it reads from the fast engine;
// when it ends it works out alone.
#include "harness/plain_parts.h"

#include <stdlib.h>

int plain_keeps_licences(const plain *world) {
  EACH(customs, 0, world->model->n_customs) {
    if (world->model->customs_licence[customs] != 0) return 1;
  }
  return 0;
}

void plain_expire(plain *world) {
  EACH(at, 0, world->n_licence) {
    plain_licence *licence = world->licence + at;
    if (licence->valid_to >= world->today) continue;
    world->expired_total[licence->lane] += licence->left;
    world->licence_left[licence->lane] -= licence->left;
    licence->left = 0.0;
  }
}

void plain_add_licence(plain *world, int32_t lane, int32_t valid_to, double quantity) {
  if (world->n_licence == world->most_licence) {
    world->most_licence = 2 * world->most_licence + 64;
    world->licence = realloc(world->licence, (size_t)world->most_licence * sizeof *world->licence);
    if (!world->licence) abort();
  }
  world->licence[world->n_licence++] =
      (plain_licence){.lane = lane, .valid_to = valid_to, .left = quantity};
  world->licence_left[lane] += quantity;
}

static void grant(plain *world, int32_t lane, double quantity) {
  const cp_model *model = world->model;
  const int32_t class = cp_lane_class(model, world->fast, lane);
  const int32_t own = model->authority_validity[model->class_authority[class]];
  const int32_t cap = AT_GATE(model, world->fast->gate_validity, lane, 0);
  const int32_t months = cap > 0 && cap < own ? cap : own;
  plain_add_licence(world, lane, cp_day_add_months(world->today, months), quantity);
}

void plain_grant(plain *world) {
  const cp_model *model = world->model;
  EACH(lane, 0, model->n_lane) {
    const double all = AT_GATE(model, world->fast->licensed_total, lane, 0.0);
    const double own = all - AT_GATE(model, world->fast->general_total, lane, 0.0);
    if (!plain_keeps_licences(world)) {
      world->licence_left[lane] = all + world->given_before[lane] - plain_taken(world, lane);
      world->expired_total[lane] = AT_GATE(model, world->fast->expired_total, lane, 0.0);
    } else if (own > world->licensed_before[lane]) {
      grant(world, lane, own - world->licensed_before[lane]);
    }
    world->licensed_before[lane] = own;
  }
  // those that are used up or over
  int32_t n = 0;
  EACH(at, 0, world->n_licence) {
    if (world->licence[at].left + world->licence[at].reserved > 0.0)
      world->licence[n++] = world->licence[at];
  }
  world->n_licence = n;
}

// The lane's licence that has something left and ends first.
static plain_licence *first_of(const plain *world, int32_t lane) {
  plain_licence *first = NULL;
  EACH(at, 0, world->n_licence) {
    plain_licence *licence = world->licence + at;
    if (licence->lane != lane || licence->left <= 0.0) continue;
    if (!first || licence->valid_to < first->valid_to) first = licence;
  }
  return first;
}

void plain_use(plain *world, int32_t lane, double quantity) {
  world->licence_left[lane] -= quantity;
  world->drawn_total[lane] += quantity;
  while (quantity > 0.0 && plain_keeps_licences(world)) {
    plain_licence *licence = first_of(world, lane);
    const double part = smaller(licence->left, quantity);
    licence->left -= part;
    quantity -= part;
  }
}

void plain_reserve(plain *world, plain_box *box, double quantity) {
  world->licence_left[box->lane] -= quantity;
  world->reserved[box->lane] += quantity;
  box->licensed += quantity;
  while (quantity > 0.0) {
    plain_licence *licence = first_of(world, box->lane);
    const double part = smaller(licence->left, quantity);
    licence->left -= part;
    licence->reserved += part;
    box->reserved = realloc(box->reserved, (size_t)(box->n_reserved + 1) * sizeof *box->reserved);
    if (!box->reserved) abort();
    box->reserved[box->n_reserved++] = (plain_hold){licence->valid_to, part};
    quantity -= part;
  }
}

// Back to a licence that ends on the day, as far as it is reserved there.
static void give_back(plain *world, int32_t lane, plain_hold part, int is_used) {
  EACH(at, 0, world->n_licence) {
    plain_licence *licence = world->licence + at;
    if (licence->lane != lane || licence->valid_to != part.valid_to) continue;
    const double quantity = smaller(part.quantity, licence->reserved);
    licence->reserved -= quantity;
    part.quantity -= quantity;
    const int is_over = part.valid_to < world->today;
    if (!is_used && !is_over) licence->left += quantity;
    if (!is_used && !is_over) world->licence_left[lane] += quantity;
    if (!is_used && is_over) world->expired_total[lane] += quantity;
  }
}

// What is reserved for a box is used, or given back.
void plain_settle(plain *world, plain_box *box, int has_departed) {
  EACH(at, 0, box->n_reserved) {
    world->reserved[box->lane] -= box->reserved[at].quantity;
    if (has_departed) world->drawn_total[box->lane] += box->reserved[at].quantity;
    give_back(world, box->lane, box->reserved[at], has_departed);
    box->licensed -= box->reserved[at].quantity;
  }
  free(box->reserved);
  box->reserved = NULL;
  box->n_reserved = 0;
}

int plain_has_ended(const plain *world, const plain_box *box) {
  EACH(at, 0, box->n_reserved) {
    if (box->reserved[at].valid_to < world->today) return 1;
  }
  return 0;
}
