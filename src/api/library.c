// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What all public functions share: versions, words for outcomes, writers, the processor's settings.
#include "api/objects.h"

#include <string.h>

#include "base/os/heap.h"

const char *cp_error_text(cp_status status) { return cp_status_text(status); }

const char *cp_error_advice(cp_status status) { return cp_status_advice(status); }

const char *cp_version(void) { return CP_VERSION; }

int32_t cp_numbers_epoch(void) { return CP_NUMBERS_EPOCH; }

static cp_status put(void *context, const char *text, size_t size) {
  cp_binding *binding = context;
  if (binding->writer(binding->context, text, size) == 0) return CP_OK;
  binding->is_refused = true;
  return CP_IO;
}

cp_sink cp_sink_of(cp_binding *binding) { return (cp_sink){.put = put, .context = binding}; }

static cp_status complain(void *context, const char *text, size_t size) {
  cp_complaint *complaint = context;
  const size_t room = (size_t)(CP_COMPLAINT_BYTES - 1 - complaint->size);
  const size_t taken = size < room ? size : room;
  memcpy(complaint->text + complaint->size, text, taken);
  complaint->size += (int32_t)taken;
  complaint->text[complaint->size] = 0;
  return CP_OK;
}

cp_sink cp_complaint_begin(cp_complaint *complaint) {
  complaint->size = 0;
  complaint->text[0] = 0;
  return (cp_sink){.put = complain, .context = complaint};
}

#if defined(__x86_64__)
enum { MXCSR_PLAIN = 0x1F80 };

uint32_t cp_float_begin(void) {
  const uint32_t before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(MXCSR_PLAIN);
  return before;
}

void cp_float_end(uint32_t before) { __builtin_ia32_ldmxcsr(before); }
#else
uint32_t cp_float_begin(void) { return 0; }

void cp_float_end(uint32_t before) { (void)before; }
#endif

uint32_t cp_chances_of(const cp_scenario *scenario) {
  const double chances = cp_spec_number(scenario->spec, CP_F_scenario_chances, 0);
  return chances >= 1 ? (uint32_t)chances : 1;
}

void *cp_object_begin(cp_arena *arena, size_t bytes) {
  cp_arena_begin(arena, cp_heap_allocator());
  return cp_arena_take(arena, bytes);
}
