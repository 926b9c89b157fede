// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The network's plan is drawn first, then laid out in the numbers that cp_model_build would give.
#include "harness/network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/os/heap.h"
#include "num/philox.h"

enum {
  STAGES = 5,
  PER_INPUT = 4,
  REGIONS = 16,
  LONGEST = 14,
  CONTROLLED = 1,  // stage whose goods are controlled
  MARGIN = 800     // days of the calendar behind the last
};

static uint64_t seed;

static uint32_t below(uint32_t entity, uint32_t n, uint32_t what) {
  const cp_random source = {.seed = seed, .replica = 0};
  return (uint32_t)((uint64_t)cp_random_bits(&source, what, entity, 0, 0) * n >> 32);
}

#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning) type *name;
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
typedef struct arrays {
#include "model/arrays.inc"
} arrays;
#undef CP_CONST
#define CP_CONST(type, name, rows, columns, unit, meaning) \
  to->name = (type *)(uintptr_t)model->name;
static void open_arrays(const cp_model *model, arrays *to) {
#include "model/arrays.inc"
}

void *network_room(size_t bytes) {
  void *at = aligned_alloc(64, (bytes + 63) / 64 * 64);
  cp_heap_expect_much(at, bytes);
  if (at) return at;
  fprintf(stderr, "network: no memory for %zu bytes\n", bytes);
  exit(1);
}

// --- the plan of the network -------------------------------------------------------------------------

// Firms are numbered by stage; the first of each stage.
typedef struct plan {
  int32_t n_lane, n_input, n_firm, n_route, n_gate;
  int32_t stage_first[STAGES + 1];
  int32_t *firm_input;  // first input of each firm
  int32_t *supplier;    // [n_route] four of each user, in the order of users
} plan;

static int32_t stage_of(const plan *net, int32_t firm) {
  int32_t stage = 0;
  while (firm >= net->stage_first[stage + 1]) stage++;
  return stage;
}

static int32_t region_of(int32_t firm) { return (int32_t)below((uint32_t)firm, REGIONS, 1); }

// A licence is needed for the controlled stage's goods that leave the first region.
static int is_gate(const plan *net, int32_t supplier, int32_t buyer) {
  return region_of(supplier) == 0 && region_of(buyer) != 0 && stage_of(net, supplier) == CONTROLLED;
}

static void draw_plan(int32_t n_lane, plan *net) {
  net->n_input = n_lane / PER_INPUT;
  // a user has two and a half inputs on average; the raw stage has none and is a ninth as large as the others together
  const int32_t users = net->n_input * 2 / 5;
  const int32_t raw = users / 9 + 1;
  net->stage_first[1] = raw;
  for (int32_t stage = 1; stage < STAGES; stage++)
    net->stage_first[stage + 1] = raw + (int32_t)((int64_t)users * stage / (STAGES - 1));
  net->n_firm = net->stage_first[STAGES];
  net->firm_input = network_room(sizeof(int32_t) * (size_t)(net->n_firm + 1));
  int32_t input = 0;
  for (int32_t firm = 0; firm < net->n_firm; firm++) {
    net->firm_input[firm] = input;
    if (firm < raw) continue;
    const int32_t own = 1 + (int32_t)below((uint32_t)firm, 4, 2);
    const int32_t left = net->n_input - input, after = net->n_firm - firm - 1;
    input += firm + 1 == net->n_firm ? left : own < left - after ? own : 1;
  }
  net->firm_input[net->n_firm] = input;
  net->n_input = input;
  net->n_lane = input * PER_INPUT;
  net->n_route = (net->n_firm - raw) * PER_INPUT;
  net->supplier = network_room(sizeof(int32_t) * (size_t)net->n_route);
  for (int32_t firm = raw; firm < net->n_firm; firm++) {
    const int32_t stage = stage_of(net, firm);
    const int32_t first = net->stage_first[stage - 1], n = net->stage_first[stage] - first;
    const int32_t n_own = net->firm_input[firm + 1] - net->firm_input[firm];
    for (int32_t route = (firm - raw) * PER_INPUT; route < (firm - raw + 1) * PER_INPUT; route++) {
      net->supplier[route] = first + (int32_t)below((uint32_t)route, (uint32_t)n, 3);
      net->n_gate += n_own * is_gate(net, net->supplier[route], firm);
    }
  }
}

static int32_t route_at(const plan *net, const int32_t *input_firm, int32_t place) {
  return (input_firm[place / PER_INPUT] - net->stage_first[1]) * PER_INPUT + place % PER_INPUT;
}

// --- the model -----------------------------------------------------------------------------------

static cp_counts counts_of(const plan *net, int32_t n_day) {
  return (cp_counts){.n_day = n_day,
                     .n_month = n_day / 28 + 2,
                     .n_calendar = 1,
                     .n_calendar_day = n_day + MARGIN,
                     .n_region = REGIONS,
                     .n_good = STAGES,
                     .n_firm = net->n_firm,
                     .n_input = net->n_input,
                     .n_route = net->n_route,
                     .n_lane = net->n_lane,
                     .n_gate = net->n_gate,
                     .n_flight = LONGEST,
                     .n_authority = 1,
                     .n_class = 1,
                     .n_customs = 1,
                     .n_measure = 1,
                     .n_scope = net->n_gate,
                     .n_fact = 1,
                     .n_application = 4 * net->n_gate + 64,
                     .n_licence = 4 * net->n_gate + 64,
                     .n_consignment = 2 * net->n_gate + 64,
                     .n_wheel = 512};
}

static void fill_time(const cp_counts *counts, arrays *to) {
  to->first_day[0] = 20089;  // Wednesday, 1 January 2025
  to->last_day[0] = to->first_day[0] + counts->n_day - 1;
  to->as_of[0] = to->first_day[0];
  for (int32_t day = 0; day < counts->n_day; day++) to->month_of[day] = day / 31;
  for (int32_t day = 0; day < counts->n_calendar_day; day++) {
    const int32_t weekday = (day + 2) % 7;
    to->calendar_prefix[day + 1] = to->calendar_prefix[day] + (weekday < 5);
    if (weekday < 5) to->calendar_nth[to->calendar_prefix[day + 1]] = to->first_day[0] + day;
  }
}

static void fill_firms(const plan *net, arrays *to) {
  for (int32_t region = 0; region < REGIONS; region++) {
    to->region_work[region] = 7.0 / 5.0;
    to->region_destination[region] = -1;
    to->region_hash[region] = (uint32_t)region;
  }
  for (int32_t good = 0; good < STAGES; good++) to->good_heading[good] = -1;
  for (int32_t firm = 0; firm < net->n_firm; firm++) {
    to->firm_region[firm] = region_of(firm);
    to->firm_good[firm] = stage_of(net, firm);
    to->firm_is_final[firm] = firm >= net->stage_first[STAGES - 1];
    to->firm_lines[firm] = 1;
    to->firm_opens[firm] = to->firm_scrap[firm] = -1;
    to->firm_hash[firm] = (uint32_t)firm;
    to->firm_order[net->n_firm - 1 - firm] = firm;
    to->firm_input[firm] = net->firm_input[firm];
    for (int32_t input = net->firm_input[firm]; input < net->firm_input[firm + 1]; input++) {
      to->input_firm[input] = firm;
      to->input_good[input] = stage_of(net, firm) - 1;
      to->input_is_essential[input] = 1;
      to->input_end[input] = input + 1;
      to->input_source[input] = -1;
      to->input_lane_first[input] = input * PER_INPUT;
    }
  }
  to->firm_input[net->n_firm] = net->n_input;
  to->input_lane_first[net->n_input] = net->n_lane;
}

static void fill_lane(arrays *to, int32_t lane, int32_t place, int32_t route) {
  const int32_t input = place / PER_INPUT;
  static const double share[PER_INPUT] = {0.4, 0.3, 0.2, 0.1};
  to->lane_route[lane] = route;
  to->lane_input[lane] = input;
  to->lane_gate[lane] = -1;
  to->lane_dispatch[lane] = 1 + (int32_t)below((uint32_t)route, 7, 4);
  to->lane_hash[lane] = (uint32_t)place * 2654435761u;
  to->input_lane[place] = lane;
  to->place_share[place] = share[place % PER_INPUT];
}

// Lanes are numbered by supplier, then by input; the first of each supplier are counted first.
static void fill_lanes(const plan *net, arrays *to) {
  for (int32_t place = 0; place < net->n_lane; place++)
    to->firm_lane[net->supplier[route_at(net, to->input_firm, place)] + 1]++;
  for (int32_t firm = 0; firm < net->n_firm; firm++) to->firm_lane[firm + 1] += to->firm_lane[firm];
  int32_t *next = network_room(sizeof(int32_t) * (size_t)net->n_firm);
  memcpy(next, to->firm_lane, sizeof(int32_t) * (size_t)net->n_firm);
  for (int32_t place = 0; place < net->n_lane; place++) {
    const int32_t route = route_at(net, to->input_firm, place);
    const int32_t lane = next[net->supplier[route]]++;
    to->lane_supplier[lane] = net->supplier[route];
    fill_lane(to, lane, place, route);
  }
  free(next);
  for (int32_t firm = 0; firm < net->n_firm; firm++)
    to->firm_scrap_lane[firm] = to->firm_lane[firm + 1];
}

static void fill_gates(const plan *net, arrays *to) {
  int32_t gate = 0;
  for (int32_t lane = 0; lane < net->n_lane; lane++) {
    const int32_t buyer = to->input_firm[to->lane_input[lane]];
    if (!is_gate(net, to->lane_supplier[lane], buyer)) continue;
    to->lane_gate[lane] = gate;
    to->gate_destination[gate] = to->gate_opens[gate] = -1;
    to->gate_dwell[gate] = (int32_t)below((uint32_t)lane, 3, 9);
    to->firm_gate[to->lane_supplier[lane] + 1]++;
    to->gate_lane[gate] = to->measure_lane[gate] = lane;
    gate++;
  }
  to->measure_lane_first[1] = gate;
  for (int32_t firm = 0; firm < net->n_firm; firm++) to->firm_gate[firm + 1] += to->firm_gate[firm];
  // by input: the places of an input are neighbours
  gate = 0;
  for (int32_t place = 0; place < net->n_lane; place++) {
    const int32_t own = to->lane_gate[to->input_lane[place]];
    if (own >= 0) to->gate_share[own] = to->place_share[place];
    if (own >= 0) to->input_gate[gate++] = own;
    to->input_gate_first[place / PER_INPUT + 1] = gate;
  }
}

static void fill_border(arrays *to) {
  to->authority_limit[0] = 45;
  to->authority_class[1] = 1;
  to->authority_validity[0] = 12;
  to->authority_work_shape[0] = 1;
  to->class_stance[0] = 2;
  to->measure_kind[0] = CP_LICENCE_REQUIREMENT;
  to->measure_on[0] = to->measure_class[0] = -1;
  to->measure_weight[0] = 1.0;
  to->fact_day[0] = to->first_day[0] + 9;
  to->fact_act[0] = CP_ACT_ENTER;
  to->fact_kind[0] = CP_OBJECT_MEASURE;
  to->fact_rate[0] = -1.0;
  to->fact_until[0] = -1;
  for (int32_t cell = 0; cell < CP_TABLE; cell++) to->normal_quantile[cell] = 0.0;
}

static void fill_parameters(const plan *net, cp_draw *draw) {
  draw->hoarding[0] = 16.0;
  draw->hoard_over[0] = draw->forward_over[0] = 30.0;
  draw->first_book[0] = 60.0;
  draw->book_over[0] = 14.0;
  draw->surge[0] = 1.5;
  draw->order_life[0] = 200.0;
  draw->order_over[0] = 14.0;
  draw->order_every[0] = 1.0;
  draw->patience[0] = 180.0;
  draw->kept[0] = 1.0;
  draw->shelf_limit[0] = 60.0;
  draw->postpone_above[0] = 0.5;
  draw->record_memory[0] = 60.0;
  draw->price_cap[0] = 4.0;
  draw->price_over[0] = 21.0;
  for (int32_t firm = 0; firm < net->n_firm; firm++) {
    // a tenth can make less than is asked for: its shelf is rationed
    draw->firm_capacity[firm] = below((uint32_t)firm, 10, 10) == 0 ? 100.0 : -1.0;
    if (firm >= net->stage_first[STAGES - 1])
      draw->firm_plan[firm] = 50.0 + below((uint32_t)firm, 100, 5);
  }
  for (int32_t input = 0; input < net->n_input; input++) {
    draw->input_need[input] = 1.0 + 0.25 * below((uint32_t)input, 9, 6);
    draw->input_share[input] = 1.0;
    draw->input_cover[input] = 10.0 + below((uint32_t)input, 30, 7);
  }
  for (int32_t route = 0; route < net->n_route; route++) {
    draw->route_transit[route] = 1.0 + below((uint32_t)route, LONGEST, 8);
    draw->route_air[route] = -1.0;
  }
  draw->authority_capacity[0] = -1.0;
  draw->authority_granted[0] = 1.0;
  draw->authority_local_median[0] = draw->authority_local_p90[0] = 5.0;
  draw->authority_size_median[0] = 1e6;
  draw->class_weight[0] = 1.0;
  draw->class_review_median[0] = draw->class_review_p90[0] = 10.0;
  draw->class_managed[0] = 0.1;
  draw->customs_onset[0] = 5.0;
  draw->customs_fade_over[0] = 20.0;
  draw->customs_leaves[0] = 1.0;
}

void network_build(uint64_t number, int32_t n_lane, int32_t n_day, cp_model *model) {
  seed = number;
  plan net = {0};
  draw_plan(n_lane, &net);
  const cp_counts counts = counts_of(&net, n_day);
  void *blob = network_room(cp_model_bytes(&counts));
  cp_model_format(&counts, blob);
  if (cp_model_open(blob, cp_model_bytes(&counts), model) != CP_OK) exit(1);
  arrays to;
  open_arrays(model, &to);
  cp_draw image;
  cp_draw_view(model, (void *)(uintptr_t)model->draw_image, &image);
  fill_time(&counts, &to);
  fill_firms(&net, &to);
  fill_lanes(&net, &to);
  fill_gates(&net, &to);
  fill_border(&to);
  fill_parameters(&net, &image);
  free(net.firm_input);
  free(net.supplier);
}
