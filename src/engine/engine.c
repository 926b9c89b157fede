// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The loop over the phases, and the beginning of a replica.
#include "engine/engine.h"

#include "border/border.h"
#include "chain/chain.h"
#include "deal/deal.h"
#include "desk/desk.h"
#include "model/draw.h"
#include "num/hash.h"

size_t cp_engine_bytes(const cp_model *model) { return model->draw_bytes + model->state_bytes; }

void cp_engine_begin(const cp_model *model, void *region, uint64_t seed, uint32_t replica,
                     uint32_t chances, cp_event_log *log, cp_engine *engine) {
  unsigned char *bytes = region;
  *engine = (cp_engine){.model = model};
  cp_draw_view(model, bytes, &engine->draw);
  cp_state_view(model, bytes + model->draw_bytes, log, &engine->state);
  __builtin_memset(engine->state.block, 0, model->state_bytes);
  cp_draw_begin(model, seed, replica, chances, &engine->draw);
  cp_state *state = &engine->state;
  state->seed[0] = seed;
  state->replica[0] = replica;
  state->day[0] = model->first_day[0] - 1;
  cp_border_begin(model, &engine->draw, state);
  cp_desk_begin(model, &engine->draw, state);
  cp_chain_begin(model, &engine->draw, state);
  cp_deal_begin(model, &engine->draw, state);
}

cp_status cp_engine_step(cp_engine *engine) {
  engine->state.day[0] += 1;
  for (int32_t phase = 0; phase < cp_n_phase; phase++) {
    cp_phases[phase].run(engine->model, &engine->draw, &engine->state);
  }
#ifdef CP_AUDIT_DAILY
  const cp_audit audit = cp_engine_audit(engine);
  if (!cp_audit_is_clean(&audit) && engine->state.fault[0] == CP_OK)
    engine->state.fault[0] = CP_AUDIT;
#endif
  return (cp_status)engine->state.fault[0];
}

uint64_t cp_engine_hash(const cp_engine *engine) {
  return cp_hash64(engine->state.block, engine->model->state_bytes, 0);
}
