// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Ranks of outcomes once, then range by range: draw it again for every replica, rank it, correlate. Reads the model's ranges and the
// scenario's names for them; no number depends on how the replicas came about.
#include "report/drivers.h"

#include "base/os/print.h"
#include "ensemble/quantile.h"
#include "ensemble/rank.h"
#include "model/build.h"
#include "model/draw.h"
#include "num/elementary.h"
#include "num/stratified.h"
#include "scenario/fields.h"

static const double least_threshold = 3, chance_of_any = 0.05;

enum { LOW = -1, MIDDLE = 0, HIGH = 1, THIRDS = 3, PLACEBOS = 256 };

// An outcome in every replica.
typedef struct ranked {
  const double *value;  // [n]
  int32_t *order;       // [n]
  double *rank;         // [n]
} ranked;

typedef struct workroom {
  const cp_drivers_question *question;
  int32_t n;
  ranked outcome[CP_DRIVERS_OUTCOMES];
  double *value;     // [n] of a range
  double *rank;      // [n]
  int32_t *order;    // [n]
  int32_t *scratch;  // [n]
  int8_t *third;     // [n] of the range in which a replica is
  double *part;      // [n] outcomes of a third, ascending
} workroom;

static cp_status furnish(const cp_drivers_question *question, cp_arena *arena, workroom *room) {
  const int32_t n = question->n;
  *room = (workroom){.question = question,
                     .n = n,
                     .value = CP_ARENA_ARRAY(arena, double, n),
                     .rank = CP_ARENA_ARRAY(arena, double, n),
                     .order = CP_ARENA_ARRAY(arena, int32_t, n),
                     .scratch = CP_ARENA_ARRAY(arena, int32_t, n),
                     .third = CP_ARENA_ARRAY(arena, int8_t, n),
                     .part = CP_ARENA_ARRAY(arena, double, n)};
  if (!room->value || !room->rank || !room->order || !room->scratch) return CP_NO_MEMORY;
  if (!room->third || !room->part) return CP_NO_MEMORY;
  for (int32_t which = 0; which < question->n_outcome; which++) {
    ranked *outcome = &room->outcome[which];
    outcome->value = question->outcome[which];
    outcome->order = CP_ARENA_ARRAY(arena, int32_t, n);
    outcome->rank = CP_ARENA_ARRAY(arena, double, n);
    if (!outcome->order || !outcome->rank) return CP_NO_MEMORY;
    cp_order_numbers(outcome->value, n, outcome->order, room->scratch);
    cp_ranks(outcome->value, outcome->order, n, outcome->rank);
  }
  return CP_OK;
}

static uint32_t point_of(const workroom *room, int32_t place) {
  return (uint32_t)room->question->replica[place] / room->question->chances;
}

static void rank_values(workroom *room) {
  cp_order_numbers(room->value, room->n, room->order, room->scratch);
  cp_ranks(room->value, room->order, room->n, room->rank);
}

// Draw the range again for every replica, rank it, and mark its thirds.
static void rank_range(workroom *room, int32_t range) {
  const cp_drivers_question *question = room->question;
  for (int32_t place = 0; place < room->n; place++) {
    room->value[place] =
        cp_draw_range(question->model, question->seed, point_of(room, place), range);
  }
  rank_values(room);
  const int32_t size = room->n / THIRDS;
  for (int32_t at = 0; at < room->n; at++) {
    const int8_t third = at < size ? LOW : at >= room->n - size ? HIGH : MIDDLE;
    room->third[room->order[at]] = third;
  }
}

static void measure_errors(workroom *room, cp_drivers *drivers) {
  double squares[CP_DRIVERS_OUTCOMES] = {0};
  for (uint32_t placebo = 0; placebo < PLACEBOS; placebo++) {
    const uint32_t entity = cp_text_hash(CP_TEXT("placebo")) * 0x01000193u ^ placebo;
    for (int32_t place = 0; place < room->n; place++) {
      room->value[place] = cp_stratified(room->question->seed, entity, point_of(room, place));
    }
    rank_values(room);
    for (int32_t which = 0; which < drivers->n_outcome; which++) {
      const double rho = cp_rank_correlation(room->rank, room->outcome[which].rank, room->n);
      squares[which] += rho * rho;
    }
  }
  for (int32_t which = 0; which < drivers->n_outcome; which++) {
    const double measured = __builtin_sqrt(squares[which] / PLACEBOS);
    const double least = cp_rank_error(room->n);
    drivers->of[which].error = measured > least ? measured : least;
  }
}

// Picked in the order of the outcome, the values of a third come sorted.
static double median_in(const workroom *room, const ranked *outcome, int8_t third) {
  int32_t n_part = 0;
  for (int32_t at = 0; at < room->n; at++) {
    const int32_t place = outcome->order[at];
    if (room->third[place] == third) room->part[n_part++] = outcome->value[place];
  }
  return cp_quantile(room->part, n_part, 0.5);
}

static cp_text path_of(const cp_spec *spec, cp_range_place place, cp_arena *arena) {
  const cp_field_info *field = cp_field_at(place.field);
  const cp_section_info *section = cp_section_at(field->section);
  if (section->form == CP_FORM_ONE) {
    return cp_text_print(arena, CP_TEXT_FORMAT "." CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(section->name),
                         CP_TEXT_ARGUMENTS(field->name));
  }
  return cp_text_print(arena, CP_TEXT_FORMAT "." CP_TEXT_FORMAT "." CP_TEXT_FORMAT,
                       CP_TEXT_ARGUMENTS(section->name),
                       CP_TEXT_ARGUMENTS(cp_spec_name(spec, field->section, place.row)),
                       CP_TEXT_ARGUMENTS(field->name));
}

static cp_status correlate(workroom *room, cp_arena *arena, cp_drivers *drivers) {
  const cp_drivers_question *question = room->question;
  cp_range_place *place = CP_ARENA_ARRAY(arena, cp_range_place, drivers->n_range);
  if (!place) return CP_NO_MEMORY;
  if (cp_range_places(question->spec, place, drivers->n_range) != drivers->n_range) {
    return CP_BAD_USE;
  }
  for (int32_t range = 0; range < drivers->n_range; range++) {
    const cp_text path = path_of(question->spec, place[range], arena);
    if (!path.at) return CP_NO_MEMORY;
    rank_range(room, range);
    for (int32_t which = 0; which < drivers->n_outcome; which++) {
      const ranked *outcome = &room->outcome[which];
      if (drivers->of[which].is_constant) continue;
      drivers->of[which].driver[range] =
          (cp_driver){.parameter = path,
                      .meaning = cp_field_at(place[range].field)->doc,
                      .rho = cp_rank_correlation(room->rank, outcome->rank, room->n),
                      .low_third = median_in(room, outcome, LOW),
                      .high_third = median_in(room, outcome, HIGH)};
    }
  }
  return CP_OK;
}

// The strongest first, equals in the order of the ranges; then how many are beyond `least`.
static cp_status sort_drivers(cp_drivers_of *of, int32_t n_range, double least, cp_arena *arena) {
  cp_driver *sorted = CP_ARENA_ARRAY(arena, cp_driver, n_range);
  double *weakness = CP_ARENA_ARRAY(arena, double, n_range);
  int32_t *order = CP_ARENA_ARRAY(arena, int32_t, n_range);
  int32_t *scratch = CP_ARENA_ARRAY(arena, int32_t, n_range);
  if (!sorted || !weakness || !order || !scratch) return CP_NO_MEMORY;
  for (int32_t range = 0; range < n_range; range++) {
    const double rho = of->driver[range].rho;
    weakness[range] = rho < 0 ? rho : -rho;
  }
  cp_order_numbers(weakness, n_range, order, scratch);
  for (int32_t place = 0; place < n_range; place++) {
    sorted[place] = of->driver[order[place]];
    if (-weakness[order[place]] > least) of->n_told++;
  }
  of->driver = sorted;
  return CP_OK;
}

double cp_drivers_threshold(int32_t n_test) {
  if (n_test == 0) return least_threshold;
  const double passed = -cp_normal_quantile(chance_of_any / 2 / n_test);
  return passed > least_threshold ? passed : least_threshold;
}

static cp_status begin_outcomes(const workroom *room, cp_arena *arena, cp_drivers *drivers) {
  for (int32_t which = 0; which < drivers->n_outcome; which++) {
    const ranked *outcome = &room->outcome[which];
    cp_drivers_of *of = &drivers->of[which];
    of->is_constant =
        outcome->value[outcome->order[0]] == outcome->value[outcome->order[room->n - 1]];
    if (of->is_constant) continue;
    drivers->n_test += drivers->n_range;
    of->driver = CP_ARENA_ARRAY(arena, cp_driver, drivers->n_range);
    if (!of->driver) return CP_NO_MEMORY;
  }
  return CP_OK;
}

cp_status cp_drivers_build(const cp_drivers_question *question, cp_arena *arena,
                           cp_drivers *drivers) {
  *drivers = (cp_drivers){.n_range = question->model->n_range,
                          .n_free = (double)question->n / question->chances,
                          .n_outcome = question->n_outcome};
  drivers->is_too_few = drivers->n_free < CP_DRIVERS_LEAST;
  if (drivers->is_too_few) return CP_OK;
  workroom room;
  CP_TRY(furnish(question, arena, &room));
  CP_TRY(begin_outcomes(&room, arena, drivers));
  drivers->threshold = cp_drivers_threshold(drivers->n_test);
  measure_errors(&room, drivers);
  CP_TRY(correlate(&room, arena, drivers));
  for (int32_t which = 0; which < drivers->n_outcome; which++) {
    cp_drivers_of *of = &drivers->of[which];
    if (of->is_constant) continue;
    CP_TRY(sort_drivers(of, drivers->n_range, drivers->threshold * of->error, arena));
  }
  return CP_OK;
}
