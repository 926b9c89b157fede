// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the scenario's own lanes carry when nothing is controlled, to see whether chain and balance
// agree. Lanes in the model's order.

#include <stddef.h>

#include "balance/balance.h"
#include "base/units.h"
#include "model/draw.h"
#include "model/gate.h"

enum { ALIGNMENT = 64 };

static bool is_in(const cp_spec *spec, int32_t region, cp_text destination) {
  if (cp_text_equal(cp_spec_name(spec, CP_S_regions, region), destination)) return true;
  const cp_cell *sums = cp_spec_cell(spec, CP_F_regions_sums, region);
  for (int32_t word = 0; word < sums->n_item; word++) {
    if (cp_text_equal(sums->word[word], destination)) return true;
  }
  return false;
}

// Grams a day over the border into a destination or sum.
static double flow_to(const cp_spec *spec, const cp_model *model, const cp_draw *draw,
                      cp_text destination) {
  double flow = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    const int32_t end = model->gate_destination[gate];
    if (!model->gate_is_headline[gate] || end < 0) continue;
    if (is_in(spec, model->destination_region[end], destination))
      flow += cp_lane_rate(model, draw, model->gate_lane[gate]);
  }
  return flow;
}

cp_status cp_balance_compare(cp_balance *balance, const cp_model *model, cp_arena *arena) {
  unsigned char *block = cp_arena_take(arena, model->draw_bytes + ALIGNMENT);
  if (!block) return CP_NO_MEMORY;
  cp_draw draw;
  cp_draw_view(model, block + (ALIGNMENT - (uintptr_t)block % ALIGNMENT) % ALIGNMENT, &draw);
  cp_draw_central(model, &draw);
  for (int32_t row = 0; row < balance->n_quantity; row++) {
    const cp_text destination = cp_spec_text(balance->spec, CP_F_quantities_flow, row);
    if (destination.size == 0) continue;
    balance->quantity[row].flow =
        flow_to(balance->spec, model, &draw, destination) * CP_DAYS_PER_YEAR / 1e6;
  }
  return CP_OK;
}
