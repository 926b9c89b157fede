// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The fast engine beside the plain one; see equal.h.
#include "harness/equal.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/os/file.h"
#include "harness/plain.h"

static int is_day_wrong(const replica *test, const plain *world, char why[256]) {
  const cp_engine *engine = &test->engine;
  char date[11];
  cp_day_format(engine->state.day[0], date);
  const cp_audit audit = cp_engine_audit(engine);
  if (!cp_audit_is_clean(&audit)) {
    snprintf(why, 256, "%s: goods off by %g, licences by %g, applications by %g, the deal by %g",
             date, audit.goods, audit.licences, audit.applications, audit.deal);
    return 1;
  }
  int32_t at = 0;
  double own = 0.0, other = 0.0;
  const char *name = plain_differs(world, &engine->state, &at, &own, &other);
  if (!name) return 0;
  snprintf(why, 256, "%s: %s[%d] is %.17g, the plain engine has %.17g", date, name, (int)at, other,
           own);
  return 1;
}

int equal_fails(replica *test, char why[256]) {
  plain world;
  int is_wrong = 0;
  plain_begin(&world, &test->model, &test->engine.draw);
  while (!is_wrong && test->engine.state.day[0] < test->model.last_day[0]) {
    const cp_status status = cp_engine_step(&test->engine);
    if (status != CP_OK) {
      snprintf(why, 256, "the engine reports %d", (int)status);
      is_wrong = 1;
      break;
    }
    plain_day(&world, &test->engine.state);
    is_wrong = is_day_wrong(test, &world, why);
  }
  plain_end(&world);
  return is_wrong;
}

int equal_fails_on(const sketch *at, void *context, char why[256]) {
  const char *folder = context;
  sketch_write(at, NULL, folder);
  replica test;
  const cp_status status = replica_open(&test, folder, NULL);
  int is_wrong = status != CP_OK;
  if (is_wrong) snprintf(why, 256, "the reader says %d", (int)status);
  for (uint32_t number = 0; number < 2 && !is_wrong; number++) {
    replica_again(&test, at->seed, number);
    is_wrong = equal_fails(&test, why);
  }
  replica_end(&test);
  return is_wrong;
}

void equal_folder(const char *test, char folder[600]) {
  const char *build = getenv("CP_BUILD");
  snprintf(folder, 600, "%s/sketches/%s", build ? build : "build", test);
  if (cp_folder_make(folder) != CP_OK) abort();
}
