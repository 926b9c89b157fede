// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Running a scenario inside a test; see replica.h.
#include "harness/replica.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/os/heap.h"
#include "model/build.h"

static cp_status put_on_screen(void *context, const char *text, size_t size) {
  (void)context;
  return fwrite(text, 1, size, stderr) == size ? CP_OK : CP_IO;
}

void replica_begin(replica *test, const char *folder, uint64_t seed, uint32_t number) {
  replica_begin_with(test, folder, NULL, seed, number);
}

cp_status replica_open(replica *test, const char *path, const cp_scenario_options *options) {
  cp_arena_begin(&test->arena, cp_heap_allocator());
  cp_messages_begin(&test->messages, &test->arena);
  cp_blob blob;
  test->region = NULL;
  cp_status status = cp_scenario_read(path, options, &test->arena, &test->messages, &test->spec);
  if (status == CP_OK) status = cp_model_build(test->spec, &test->arena, &test->messages, &blob);
  if (status == CP_OK) status = cp_model_open(blob.at, blob.bytes, &test->model);
  if (status != CP_OK) {
    cp_messages_print(&test->messages, &(cp_sink){.put = put_on_screen});
    return status;
  }
  test->region = aligned_alloc(64, cp_engine_bytes(&test->model));
  return test->region ? CP_OK : CP_NO_MEMORY;
}

void replica_begin_with(replica *test, const char *folder, const cp_scenario_options *options,
                        uint64_t seed, uint32_t number) {
  char path[512];
  const char *root = getenv("CP_SOURCE");
  snprintf(path, sizeof path, "%s/%s", root ? root : ".", folder);
  assert_int_equal(replica_open(test, path, options), CP_OK);
  replica_again(test, seed, number);
}

void replica_again(replica *test, uint64_t seed, uint32_t number) {
  cp_engine_begin(&test->model, test->region, seed, number, 1, NULL, &test->engine);
}

void replica_end(replica *test) {
  free(test->region);
  cp_arena_end(&test->arena);
}

void replica_run_to(replica *test, int32_t year, int32_t month, int32_t day) {
  const int32_t end = cp_day_from(year, month, day);
  while (test->engine.state.day[0] < end) {
    assert_int_equal(cp_engine_step(&test->engine), CP_OK);
    const cp_audit audit = cp_engine_audit(&test->engine);
    if (!cp_audit_is_clean(&audit)) {
      char date[11];
      fail_msg("%s: goods off by %g, licences by %g, applications by %g, the deal by %g",
               cp_day_format(test->engine.state.day[0], date), audit.goods, audit.licences,
               audit.applications, audit.deal);
    }
  }
}
