// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Who asks: exporters on lanes under a licence requirement, and streams of outside applications. Lanes are visited by number,
// streams by number; the sizes are heavy-tailed, so a few applications carry most of the quantity.
#include "desk/desk.h"
#include "desk/delay.h"
#include "desk/gates.h"
#include "desk/stages.h"
#include "desk/pool.h"
#include "desk/steps.h"

#include "model/gate.h"
#include "model/purpose.h"
#include "model/today.h"
#include "num/elementary.h"
#include "num/floor.h"
#include "num/least.h"

enum {
  CP_COHORT_DAYS = 28,  // the first four weeks: the cohort that the news reports on
  FIRST_ATTEMPT = 1
};

// A gate that wants at least its next application.
typedef struct asker {
  int32_t gate;
  double wanted;
} asker;

static cp_calendar calendar_of(const cp_model *model, int32_t class) {
  return cp_model_calendar(model, model->authority_calendar[model->class_authority[class]]);
}

int cp_desk_is_early(const cp_model *model, const cp_state *state,
                     const cp_application *application) {
  if (application->lane < 0) return 0;
  const int32_t gate = model->lane_gate[application->lane];
  return application->filed - state->control_since[gate] < CP_COHORT_DAYS;
}

// Registration follows on the next working day.
void cp_desk_start_clock(const cp_model *model, cp_state *state, int32_t slot, int32_t filed) {
  const int32_t authority = cp_application_authority(model, state->application + slot);
  if (cp_clock_starts(model, authority, CP_CLOCK_ACCEPTANCE)) return;
  const cp_calendar calendar = cp_authority_calendar(model, authority);
  cp_clock_start(model, state, slot,
                 cp_clock_starts(model, authority, CP_CLOCK_SUBMISSION)
                     ? filed
                     : cp_calendar_add(&calendar, filed, 1));
}

int32_t cp_desk_file_now(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t slot,
                         cp_random_reader *local_draws) {
  cp_application *application = state->application + slot;
  const int32_t class = application->class;
  if (application->attempts == FIRST_ATTEMPT) {
    application->filed = state->day[0];
    application->is_cohort = (int16_t)cp_desk_is_early(model, state, application);
    state->filings[class] += 1.0;
    state->filings_asked[class] += application->quantity;
    cp_application_book(state, application, 1.0);
  }
  cp_application_move(state, slot, CP_STEP_FILE);
  cp_desk_start_clock(model, state, slot, state->day[0]);
  cp_application_tell(state, CP_EVENT_FILE, application, application->quantity);
  return cp_delay_local(model, draw, local_draws, application);
}

// A new application goes to the local office, once its papers are there; its stage there ends after a draw from that office's table.
static inline void file(const cp_model *model, const cp_draw *draw, cp_state *state,
                        const cp_calendar *calendar, cp_application wish,
                        cp_random_reader *local_draws) {
  const int32_t slot = cp_pool_take(model, state);
  if (slot < 0) return;
  cp_application *application = state->application + slot;
  *application = (cp_application){.quantity = wish.quantity,
                                  .arrived = wish.arrived,
                                  .lane = wish.lane,
                                  .ordinal = wish.ordinal,
                                  .class = wish.class,
                                  .accepted = -1,
                                  .attempts = FIRST_ATTEMPT};
  state->track[slot] =
      (cp_track){.clock_from = -1, .lost_until = -1, .stop_from = -1, .limit_day = -1};
  const int32_t authority = model->class_authority[wish.class];
  if (draw->authority_papers_median[authority] > 0.0) {
    const int32_t days = cp_delay_papers(model, draw, state, application);
    if (days > 0) {
      cp_application_move(state, slot, CP_STEP_DRAFT);
      state->drafts[wish.class] += 1.0;
      cp_application_tell(state, CP_EVENT_DRAFT, application, wish.quantity);
      cp_wheel_add(model, state, slot, state->day[0] + days);
      return;
    }
  }
  const int32_t days = cp_desk_file_now(model, draw, state, slot, local_draws);
  cp_wheel_add(model, state, slot, cp_calendar_add(calendar, state->day[0], days));
}

// What all that file today go by.
typedef struct terms {
  int32_t day;
  double first_book;
  double book_over;
  double patience;
  double need_level;
  int has_renewal;  // some authority's licences are filed for again before they end
} terms;

static int has_renewal(const cp_model *model, const cp_draw *draw) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    if (draw->authority_renew[authority] > 0.0) return 1;
  }
  return 0;
}

static terms terms_of(const cp_model *model, const cp_draw *draw, const cp_state *state) {
  return (terms){.day = state->day[0],
                 .first_book = draw->first_book[0],
                 .book_over = draw->book_over[0],
                 .patience = draw->patience[0],
                 .need_level = draw->need_level[cp_month(model, state)],
                 .has_renewal = has_renewal(model, draw)};
}

// What licences hold that end so soon that exporters file for it again, beyond what is shipped by then.
static double ending_soon(const cp_model *model, const cp_draw *draw, const cp_state *state,
                          terms today, int32_t gate) {
  if (!today.has_renewal || state->gate_class[gate] < 0) return 0.0;
  const int32_t authority = model->class_authority[state->gate_class[gate]];
  const int32_t last = today.day + (int32_t)draw->authority_renew[authority];
  const double rate = draw->lane_most[model->gate_lane[gate]] * today.need_level;
  double ending = 0.0;
  double lost = 0.0;
  for (int32_t slot = state->licence_first[gate]; slot >= 0; slot = state->licence[slot].next) {
    const cp_licence *licence = state->licence + slot;
    if (licence->valid_to >= last) break;
    ending += licence->left;
    lost = cp_most(lost, ending - rate * (licence->valid_to - today.day + 1));
  }
  return lost;
}

// What licences and applications on the lane should cover by today: the first book, asked for over its days, and the need of
// every day since.
static inline double cover_by_today(const cp_state *state, terms today, int32_t gate, double rate) {
  const double days = today.day - state->control_since[gate] + 1;
  const double book = today.first_book * cp_least(1.0, days / today.book_over);
  return rate * (book + days);
}

// Less what they cover; whole units of it count.
static double wanted_licences(const cp_model *model, const cp_draw *draw, const cp_state *state,
                              terms today, int32_t gate) {
  const double rate = draw->lane_most[model->gate_lane[gate]] * today.need_level;
  const double wanted = cover_by_today(state, today, gate, rate);
  const double covered = state->licence_left[gate] - ending_soon(model, draw, state, today, gate) +
                         state->drawn_total[gate] - state->drawn_before[gate] +
                         state->pending[gate];
  const double room = rate * today.patience - state->pending[gate];
  return cp_least(wanted - covered, room);
}

// Quantity of the lane's next application. Small lanes file for a month of need: an application is an order's, not a day's.
static double draw_size(const cp_model *model, const cp_draw *draw, const cp_state *state,
                        cp_random_reader *size_draws, int32_t gate) {
  const int32_t lane = model->gate_lane[gate];
  const int32_t authority = model->class_authority[state->gate_class[gate]];
  const uint32_t bits = cp_reader_bits(size_draws, (uint32_t)state->gate_ordinal[gate]);
  const double size = draw->sizes[authority * CP_TABLE + (int32_t)(bits / CP_CELL)];
  return cp_least(size, cp_floor(draw->lane_most[lane] * 30.0) + 1.0);
}

// File one application after the other while the next one's size fits into what is wanted.
static void file_gate(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t gate,
                      double wanted) {
  const uint32_t entity = model->lane_hash[model->gate_lane[gate]];
  const cp_calendar calendar = calendar_of(model, state->gate_class[gate]);
  const cp_random random = cp_state_random(state);
  cp_random_reader size_draws = cp_random_read(&random, CP_PURPOSE_SIZE, entity, 0);
  cp_random_reader local_draws = cp_delay_local_draws(state, entity, FIRST_ATTEMPT);
  while (wanted >= 1.0 && state->fault[0] == CP_OK) {
    if (state->next_size[gate] == 0.0) {
      state->next_size[gate] = draw_size(model, draw, state, &size_draws, gate);
    }
    const double quantity = state->next_size[gate];
    if (wanted < quantity) return;
    file(model, draw, state, &calendar,
         (cp_application){.quantity = quantity,
                          .lane = model->gate_lane[gate],
                          .ordinal = state->gate_ordinal[gate],
                          .class = state->gate_class[gate]},
         &local_draws);
    state->gate_ordinal[gate] += 1;
    state->next_size[gate] = 0.0;
    state->pending[gate] += quantity;
    wanted -= quantity;
  }
}

// Do applications of the stream come today, and on how many days did they before?
static int comes_today(const cp_model *model, const cp_state *state, int32_t stream) {
  const int32_t calendar = model->stream_calendar[stream];
  return calendar < 0 || cp_is_working(model, calendar, state->day[0]);
}

static double stream_days(const cp_model *model, const cp_state *state, int32_t stream) {
  if (model->stream_calendar[stream] < 0) return cp_offset(model, state);
  const cp_calendar calendar = cp_model_calendar(model, model->stream_calendar[stream]);
  return cp_calendar_before(&calendar, state->day[0]);
}

// Outside applications of today: instants of a Poisson process, exponential gaps in ticks of the days on which they come.
static void file_stream(const cp_model *model, const cp_draw *draw, cp_state *state,
                        int32_t stream) {
  const double rate = draw->stream_rate[stream] * model->stream_work[stream];
  if (rate <= 0.0 || !comes_today(model, state, stream)) return;
  const uint32_t entity = model->stream_hash[stream];
  const cp_calendar calendar = calendar_of(model, model->stream_class[stream]);
  const cp_random random = cp_state_random(state);
  cp_random_reader gap_draws = cp_random_read(&random, CP_PURPOSE_STREAM, entity, 0);
  cp_random_reader local_draws = cp_delay_local_draws(state, entity, FIRST_ATTEMPT);
  const double morning = stream_days(model, state, stream) * CP_TICKS;
  const double end = morning + CP_TICKS;
  const double mean_gap = CP_TICKS / rate;
  while (state->stream_next[stream] < end && state->fault[0] == CP_OK) {
    const uint32_t ordinal = (uint32_t)state->stream_ordinal[stream];
    if (ordinal > 0) {
      file(model, draw, state, &calendar,
           (cp_application){.lane = -1 - stream,
                            .ordinal = (int32_t)ordinal - 1,
                            .arrived = cp_offset(model, state) * (double)CP_TICKS +
                                       (state->stream_next[stream] - morning),
                            .class = model->stream_class[stream]},
           &local_draws);
    }
    const double unit = cp_unit_from_word(cp_reader_bits(&gap_draws, ordinal));
    state->stream_next[stream] += cp_floor(0.5 - cp_log(unit) * mean_gap);
    state->stream_ordinal[stream] += 1;
  }
}

// Nobody files for goods of an alternative that its user has not turned to.
static int is_idle(const cp_model *model, const cp_state *state, int32_t lane) {
  const int32_t alternative = model->input_source[model->lane_input[lane]];
  return alternative >= 0 && state->alternative_state[alternative] == CP_ALTERNATIVE_IDLE;
}

// Does an application of the lane reach those who decide on what binds it, and are they at work today?
static int may_file(const cp_model *model, const cp_state *state, int32_t gate) {
  const int32_t measure = state->gate_control[gate];
  const int32_t class = state->gate_class[gate];
  if (measure < 0 || class < 0 || model->measure_kind[measure] != CP_LICENCE_REQUIREMENT) return 0;
  if (model->measure_authority[measure] != model->class_authority[class]) return 0;
  if (state->gate_listed[gate] >= 0 || state->gate_general[gate] >= 0) return 0;
  const cp_calendar calendar = calendar_of(model, class);
  return cp_calendar_is_working(&calendar, state->day[0]) &&
         !is_idle(model, state, model->gate_lane[gate]);
}

// Does any authority work today?
static int is_working_day(const cp_model *model, const cp_state *state) {
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    if (cp_is_working(model, model->authority_calendar[authority], state->day[0])) return 1;
  }
  return 0;
}

// Of the bound gates: those that ask. Whether they may file is looked up later, of these few.
static int32_t find_askers(const cp_model *model, const cp_draw *draw, const cp_state *state,
                           terms today, const int32_t *bound, int32_t n_bound, asker *askers) {
  int32_t n_asker = 0;
  for (int32_t place = 0; place < n_bound; place++) {
    const int32_t gate = bound[place];
    const double wanted = wanted_licences(model, draw, state, today, gate);
    if (wanted < 1.0 || wanted < state->next_size[gate]) continue;
    askers[n_asker++] = (asker){gate, cp_floor(wanted)};
  }
  return n_asker;
}

static void file_gates(const cp_model *model, const cp_draw *draw, cp_state *state) {
  const terms today = terms_of(model, draw, state);
  for (int32_t first = 0; first < model->n_gate; first += CP_GATES_AT_ONCE) {
    int32_t bound[CP_GATES_AT_ONCE];
    asker askers[CP_GATES_AT_ONCE];
    const int32_t n_bound = cp_gates_with(state->gate_control, first, model->n_gate, bound);
    const int32_t n_asker = find_askers(model, draw, state, today, bound, n_bound, askers);
    for (int32_t place = 0; place < n_asker; place++) {
      const asker *one = askers + place;
      if (may_file(model, state, one->gate)) file_gate(model, draw, state, one->gate, one->wanted);
    }
  }
}

void cp_desk_file(const cp_model *model, const cp_draw *draw, cp_state *state) {
  if (is_working_day(model, state)) file_gates(model, draw, state);
  for (int32_t stream = 0; stream < model->n_stream; stream++)
    file_stream(model, draw, state, stream);
}

void cp_desk_settle(const cp_model *model, const cp_draw *draw, cp_state *state, int32_t gate) {
  if (state->gate_control[gate] < 0) return;
  const terms today = terms_of(model, draw, state);
  const double rate = draw->lane_most[model->gate_lane[gate]] * today.need_level;
  const double covered = state->licence_left[gate] + state->drawn_total[gate] -
                         state->drawn_before[gate] + state->pending[gate];
  const double short_of = cp_floor(cover_by_today(state, today, gate, rate)) - covered;
  if (short_of > 0.0) state->drawn_before[gate] -= short_of;
}
