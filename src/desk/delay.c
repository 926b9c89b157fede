// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The review lasts a lognormal number of working days; some end at the limit whatever they would have taken; longer ones end at the
// limit too, unless they are among those that run on past it.
#include "desk/delay.h"

#include "desk/pool.h"
#include "model/purpose.h"
#include "model/today.h"

enum { CP_CELL = (int)(0x100000000u / CP_TABLE) };  // bits per table cell

int32_t cp_delay_local(const cp_model *model, const cp_draw *draw, const cp_state *state,
                       const cp_application *application) {
  const cp_random random = cp_state_random(state);
  const uint32_t bits =
      cp_random_bits(&random, CP_PURPOSE_LOCAL, cp_application_entity(model, application),
                     application->attempts, (uint32_t)application->ordinal);
  const int32_t authority = model->class_authority[application->class];
  return draw->local_days[authority * CP_TABLE + (int32_t)(bits / CP_CELL)];
}

int32_t cp_delay_review(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        const cp_application *application) {
  const cp_random random = cp_state_random(state);
  uint32_t bits[4];
  cp_random_four(&random, CP_PURPOSE_REVIEW, cp_application_entity(model, application),
                 application->attempts, (uint32_t)application->ordinal, bits);
  const int32_t days =
      draw->review_days[application->class * CP_TABLE + (int32_t)(bits[0] / CP_CELL)];
  const int32_t authority = model->class_authority[application->class];
  const int32_t limit = model->authority_limit[authority];
  if (limit < 0) return days;
  if (cp_random_happens(draw->authority_bunch[authority], bits[1])) return limit;
  if (days > limit && !cp_random_happens(draw->authority_overrun[authority], bits[2])) return limit;
  return days;
}
