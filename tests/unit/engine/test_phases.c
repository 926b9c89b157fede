// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of phases says what each phase reads and writes, by names of arrays.inc.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "harness/replica.h"

enum { MOST_BYTES = 1 << 18 };

typedef struct state_array {
  const char *name;
  const unsigned char *at;
  size_t bytes;
} state_array;

enum {
#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning) ARRAY_##name,
#define CP_DRAW(type, name, rows, columns, unit, meaning)  ARRAY_##name,
#define CP_STATE(type, name, rows, columns, unit, meaning) ARRAY_##name,
#include "model/arrays.inc"
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE
  N_ARRAY
};

static const char *const array_names[] = {
#define CP_CONST(type, name, rows, columns, unit, meaning) #name,
#define CP_DRAW(type, name, rows, columns, unit, meaning)  #name,
#define CP_STATE(type, name, rows, columns, unit, meaning) #name,
#include "model/arrays.inc"
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE
};

enum {
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning) STATE_##name,
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_STATE
  N_STATE_ARRAY
};

#define CP_COUNT(name, meaning)     \
  const int32_t name = model->name; \
  (void)name;
#define CP_STATE(type, name, rows, columns, unit, meaning)
static void list_state(const cp_model *model, const cp_state *state, state_array *array) {
#include "model/arrays.inc"
#undef CP_COUNT
#undef CP_STATE
#define CP_COUNT(name, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)                       \
  array[STATE_##name] = (state_array){#name, (const unsigned char *)state->name, \
                                      sizeof(type) * (size_t)(rows) * (size_t)(columns)};
#include "model/arrays.inc"
}

// Is the word one of the list's?
static int holds(const char *list, const char *word) {
  const size_t size = strlen(word);
  for (const char *at = strstr(list, word); at; at = strstr(at + 1, word)) {
    const int starts = at == list || at[-1] == ' ';
    if (starts && (at[size] == 0 || at[size] == ',')) return 1;
  }
  return 0;
}

static int is_array(const char *name, size_t size) {
  for (int32_t array = 0; array < N_ARRAY; array++) {
    if (strlen(array_names[array]) == size && memcmp(array_names[array], name, size) == 0) return 1;
  }
  return 0;
}

static void assert_names_are_arrays(const char *list) {
  for (const char *at = list; *at;) {
    const size_t size = strcspn(at, ",");
    if (!is_array(at, size)) fail_msg("'%.*s' is no array of arrays.inc", (int)size, at);
    at += size;
    if (*at) at += 2;
  }
}

static void every_name_is_an_array_of_the_table(void **unused) {
  (void)unused;
  for (int32_t phase = 0; phase < cp_n_phase; phase++) {
    assert_names_are_arrays(cp_phases[phase].reads);
    assert_names_are_arrays(cp_phases[phase].writes);
  }
}

// Steps phase by phase and compares the state before and after with what the phase says that it writes.
static void run_watched(const char *folder, int32_t n_day, uint32_t number) {
  replica test;
  replica_begin(&test, folder, 1, number);
  state_array *array = calloc(N_STATE_ARRAY, sizeof *array);
  cp_engine *engine = &test.engine;
  const size_t bytes = test.model.state_bytes;
  unsigned char *before = malloc(bytes);
  list_state(&test.model, &engine->state, array);
  memcpy(before, engine->state.block, bytes);
  for (int32_t day = 0; day < n_day && day < test.model.n_day; day++) {
    engine->state.day[0] += 1;
    memcpy(before + ((unsigned char *)engine->state.day - (unsigned char *)engine->state.block),
           engine->state.day, sizeof *engine->state.day);
    for (int32_t phase = 0; phase < cp_n_phase; phase++) {
      cp_phases[phase].run(&test.model, &engine->draw, &engine->state);
      for (int32_t at = 0; at < N_STATE_ARRAY; at++) {
        // the first places of a store are the ones that are used
        const size_t size = array[at].bytes < MOST_BYTES ? array[at].bytes : MOST_BYTES;
        unsigned char *old = before + (array[at].at - (unsigned char *)engine->state.block);
        if (memcmp(old, array[at].at, size) == 0) continue;
        if (!holds(cp_phases[phase].writes, array[at].name))
          fail_msg("phase '%s' writes '%s'", cp_phases[phase].name, array[at].name);
        memcpy(old, array[at].at, size);
      }
    }
  }
  free(before);
  free(array);
  replica_end(&test);
}

static void a_phase_changes_nothing_but_what_it_says(void **unused) {
  (void)unused;
  run_watched("tests/law/border", 400, 0);
  run_watched("tests/law/border_more", 400, 1);
  run_watched("tests/law/border_return", 400, 2);
  run_watched("tests/law/border_ban", 400, 3);
  run_watched("tests/law/my_today", 250, 0);
  run_watched("tests/law/pact", 540, 2);
  run_watched("scenarios/rare-earth-pact-2025", 480, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_name_is_an_array_of_the_table),
      cmocka_unit_test(a_phase_changes_nothing_but_what_it_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
