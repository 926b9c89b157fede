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

// The stores of the state block, in the order in which they lie in it. Of a store only the places ever taken count: the others
// are neither cleared nor hashed, so that roomy stores cost nothing.
typedef struct store {
  const char *name;
  unsigned char *at;
  size_t place;  // bytes of one
  int32_t used;
  int32_t n_place;
} store;

enum { N_STORE = 4 };

static void stores_of(const cp_engine *engine, store stores[N_STORE]) {
  const cp_model *model = engine->model;
  const cp_state *state = &engine->state;
  stores[0] = (store){"consignments at the port", (unsigned char *)state->consignment,
                      sizeof(cp_consignment), state->consignment_used[0], model->n_consignment};
  stores[1] = (store){"live applications", (unsigned char *)state->application,
                      sizeof(cp_application), state->application_used[0], model->n_application};
  stores[2] = (store){"live applications", (unsigned char *)state->track, sizeof(cp_track),
                      state->application_used[0], model->n_application};
  stores[3] = (store){"licences in force", (unsigned char *)state->licence, sizeof(cp_licence),
                      state->licence_used[0], model->n_licence};
}

// Clear everything but the stores.
static void clear(cp_engine *engine) {
  unsigned char *at = engine->state.block;
  store stores[N_STORE];
  // the counts of places taken lie outside the stores and may be anything yet
  stores_of(engine, stores);
  for (int32_t which = 0; which < N_STORE; which++) {
    __builtin_memset(at, 0, (size_t)(stores[which].at - at));
    at = stores[which].at + stores[which].place * (size_t)stores[which].n_place;
  }
  const unsigned char *end = (unsigned char *)engine->state.block + engine->model->state_bytes;
  __builtin_memset(at, 0, (size_t)(end - at));
}

size_t cp_engine_bytes(const cp_model *model) { return model->draw_bytes + model->state_bytes; }

void cp_engine_begin(const cp_model *model, void *region, uint64_t seed, uint32_t replica,
                     uint32_t chances, cp_event_log *log, cp_engine *engine) {
  unsigned char *bytes = region;
  *engine = (cp_engine){.model = model};
  cp_draw_view(model, bytes, &engine->draw);
  cp_state_view(model, bytes + model->draw_bytes, log, &engine->state);
  clear(engine);
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

cp_status cp_engine_step(cp_engine *engine) { return cp_engine_step_watched(engine, NULL, NULL); }

cp_status cp_engine_step_watched(cp_engine *engine, cp_phase_watch watch, void *context) {
  engine->state.day[0] += 1;
  for (int32_t phase = 0; phase < cp_n_phase; phase++) {
    cp_phases[phase].run(engine->model, &engine->draw, &engine->state);
    if (watch) watch(context, phase);
  }
#ifdef CP_AUDIT_DAILY
  const cp_audit audit = cp_engine_audit(engine);
  if (!cp_audit_is_clean(&audit) && engine->state.fault[0] == CP_OK)
    engine->state.fault[0] = CP_AUDIT;
#endif
  return (cp_status)engine->state.fault[0];
}

const char *cp_engine_full(const cp_engine *engine, int32_t *n_place) {
  store stores[N_STORE];
  stores_of(engine, stores);
  for (int32_t which = 0; which < N_STORE; which++) {
    if (stores[which].used < stores[which].n_place) continue;
    *n_place = stores[which].n_place;
    return stores[which].name;
  }
  return NULL;
}

uint64_t cp_engine_hash(const cp_engine *engine) {
  const unsigned char *at = engine->state.block;
  store stores[N_STORE];
  stores_of(engine, stores);
  uint64_t hash = 0;
  for (int32_t which = 0; which < N_STORE; which++) {
    const store *one = stores + which;
    hash = cp_hash64(at, (size_t)(one->at - at), hash);
    hash = cp_hash64(one->at, one->place * (size_t)one->used, hash);
    at = one->at + one->place * (size_t)one->n_place;
  }
  const unsigned char *end = (unsigned char *)engine->state.block + engine->model->state_bytes;
  return cp_hash64(at, (size_t)(end - at), hash);
}
