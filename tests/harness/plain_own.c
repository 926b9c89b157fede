// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The plain engine's evening of my today: what a firm states takes the place of what was simulated. Applications are the desk's, of which the plain
// engine has none.
#include "harness/plain_parts.h"

#include "model/own.h"

#define EACH_LANE_TO(buyer)                                      \
  EACH(place, model->input_lane_first[model->firm_input[buyer]], \
       model->input_lane_first[model->firm_input[(buyer) + 1]])  \
  EACH(lane, model->input_lane[place], model->input_lane[place] + 1)

static void land(plain *world, int32_t lane, int32_t day, double quantity) {
  *landing(world, day, lane) += quantity;
  world->under_way[lane] += quantity;
  world->coming[world->model->lane_input[lane]] += quantity;
}

static void clear_way(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  EACH_LANE_TO(firm) {
    EACH(ahead, 1, model->n_flight) {
      const int32_t day = world->today + ahead;
      land(world, lane, day, -*landing(world, day, lane));
    }
  }
}

static void clear_licences(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  EACH_LANE_TO(firm) {
    EACH(at, 0, world->n_licence) {
      plain_licence *licence = world->licence + at;
      if (licence->lane != lane) continue;
      world->licence_left[lane] -= licence->left;
      licence->left = 0.0;
    }
  }
}

// Where no licences are kept one by one the desk's ledger says what it comes to.
static void follow_ledger(plain *world, int32_t firm) {
  const cp_model *model = world->model;
  EACH_LANE_TO(firm) {
    const double given = AT_GATE(model, world->fast->licence_given, lane, 0.0);
    if (!plain_keeps_licences(world))
      world->licence_left[lane] += given - world->given_before[lane];
    world->given_before[lane] = given;
  }
}

static void take_row(plain *world, int32_t own) {
  const cp_model *model = world->model;
  const int32_t firm = model->own_firm[own];
  const double quantity = model->own_quantity[own];
  const int is_first = cp_own_is_first(model, own);
  switch (model->own_kind[own]) {
    case CP_OWN_STOCK:
      world->stock[model->own_input[own]] = quantity;
      break;
    case CP_OWN_SHIPMENT:
      if (is_first) clear_way(world, firm);
      if (quantity > 0.0) land(world, model->own_lane[own], model->own_eta[own], quantity);
      break;
    case CP_OWN_LICENCE:
      if (is_first && plain_keeps_licences(world)) clear_licences(world, firm);
      if (is_first) follow_ledger(world, firm);
      if (plain_keeps_licences(world) && quantity > 0.0)
        plain_add_licence(world, model->own_lane[own], model->own_valid_to[own], quantity);
      break;
    default:
      break;
  }
}

void plain_own(plain *world) {
  for (; cp_own_is_today(world->model, world->fast, world->n_own); world->n_own++)
    take_row(world, world->n_own);
}
