// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How long an application's stages last, by the delay law (docs/model.md, review). Draws belong to the application
// and its attempt, so the same application is as slow under whatever else changes.
#ifndef CP_DESK_DELAY_H
#define CP_DESK_DELAY_H

#include "desk/clocks.h"
#include "desk/pool.h"
#include "model/model.h"
#include "model/purpose.h"
#include "model/today.h"

enum { CP_CELL = (int)(0x100000000u / CP_TABLE) };  // bits per table cell

// What the four words of a review's draw are for.
enum {
  CP_WORD_DAYS,     // its length
  CP_WORD_LIMIT,    // does it end at the limit whatever it takes, and if not, may it run past it?
  CP_WORD_VERDICT,  // what is decided, once it is
  CP_WORD_CHANCES   // are other offices asked, and which stops come?
};

// Draws of the local stages of one lane's or stream's applications, those of the same attempt.
static inline cp_random_reader cp_delay_local_draws(const cp_state *state, uint32_t entity,
                                                    int32_t attempts) {
  const cp_random random = cp_state_random(state);
  return cp_random_read(&random, CP_PURPOSE_LOCAL, entity, attempts);
}

// Working days at the local office.
static inline int32_t cp_delay_local(const cp_model *model, const cp_draw *draw,
                                     cp_random_reader *draws, const cp_application *application) {
  const int32_t authority = model->class_authority[application->class];
  // what is certain is not drawn
  if (draw->authority_local_median[authority] <= 0.0) return 0;
  const uint32_t bits = cp_reader_bits(draws, (uint32_t)application->ordinal);
  return draw->local_days[authority * CP_TABLE + (int32_t)(bits / CP_CELL)];
}

// What becomes of an application that was returned: is it filed again, and after how many working days.
typedef struct cp_refiling {
  int32_t is_filed;
  int32_t days;
} cp_refiling;

static inline cp_refiling cp_delay_refile(const cp_model *model, const cp_draw *draw,
                                          const cp_state *state, int32_t slot) {
  const cp_application *application = state->application + slot;
  const cp_random random = cp_state_random(state);
  uint32_t bits[4];
  cp_random_four(&random, CP_PURPOSE_REFILE, cp_application_entity(model, application),
                 application->attempts, (uint32_t)application->ordinal, bits);
  const int32_t authority = cp_application_authority(model, application);
  const int32_t days = draw->refile_days[authority * CP_TABLE + (int32_t)(bits[1] / CP_CELL)];
  return (cp_refiling){cp_random_happens(draw->authority_refile_share[authority], bits[0]),
                       days > 0 ? days : 1};
}

// Days until the papers of a new application are there.
static inline int32_t cp_delay_papers(const cp_model *model, const cp_draw *draw,
                                      const cp_state *state, const cp_application *application) {
  const cp_random random = cp_state_random(state);
  const uint32_t bits =
      cp_random_bits(&random, CP_PURPOSE_PAPERS, cp_application_entity(model, application),
                     application->attempts, (uint32_t)application->ordinal);
  const int32_t authority = cp_application_authority(model, application);
  return draw->papers_days[authority * CP_TABLE + (int32_t)(bits / CP_CELL)];
}

// What is drawn of a review at its acceptance.
static inline void cp_delay_draw(const cp_model *model, const cp_state *state,
                                 const cp_application *application, uint32_t bits[4]) {
  const cp_random random = cp_state_random(state);
  cp_random_four(&random, CP_PURPOSE_REVIEW, cp_application_entity(model, application),
                 application->attempts, (uint32_t)application->ordinal, bits);
}

// The chances of a review are one number in (0, 1), split from question to question: what lies below the chance asked for means yes, and
// either part, stretched to (0, 1), is there for the next question. So one draw answers all of them, and the answers are independent.
static inline bool cp_delay_happens(double *chances, double chance) {
  if (*chances < chance) {
    *chances /= chance;
    return true;
  }
  *chances = (*chances - chance) / (1.0 - chance);
  return false;
}

// Does a review end at its limit? Some do whatever they would have taken; so do those that would take longer, unless they are among those
// that run on past it.
static inline bool cp_delay_ends_at_limit(double bunch, double overrun, bool is_longer,
                                          uint32_t word) {
  const double at = cp_unit_from_word(word);
  return at < bunch || (is_longer && at - bunch >= overrun * (1.0 - bunch));
}

// The day on which the review of an accepted application ends, in its present class: a lognormal number of working days after acceptance.
// The limit counts from where the clock does.
static inline int32_t cp_delay_review(const cp_model *model, const cp_draw *draw,
                                      const cp_state *state, int32_t slot, const uint32_t bits[4]) {
  const cp_application *application = state->application + slot;
  const int32_t authority = cp_application_authority(model, application);
  const int32_t limit = model->authority_limit[authority];
  const int32_t days =
      draw->review_days[application->class * CP_TABLE + (int32_t)(bits[CP_WORD_DAYS] / CP_CELL)];
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  const int32_t due = cp_calendar_add(&calendar, application->accepted, days);
  if (limit < 0) return due;
  const int32_t end = cp_clock_after(model, authority, state->track[slot].clock_from, limit);
  const int32_t last = end > application->accepted ? end : application->accepted;
  const bool is_last =
      cp_delay_ends_at_limit(draw->authority_bunch[authority], draw->authority_overrun[authority],
                             due > last, bits[CP_WORD_LIMIT]);
  return is_last ? last : due;
}

#endif
