// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The laws of applications, licences and clocks, looked at from outside: what the events say, and what lies in the state each evening. One
// function for each law or group of laws; each says in words what is broken.
//
//   an application ends once and nothing happens to it afterwards; a licence comes of an approval and of nothing else
//   granted <= asked; validity <= the authority's; a licence is used no more often than it says; suspended ones are not drawn on
//   a clock never goes back, goes by one on a day that counts and by none on a day of a stop or before it starts
//   on an authority that escalates nobody is past the limit but those escalated; elsewhere nobody is escalated
//   a stop is open while the stage says so; a listed buyer is approved nothing; a frozen class or one without weight is not served
//   no more is decided in a day than the capacity of that day allows
//   each application lies in the list of its stage, in order of arrival where that is a queue; counts are those of the lists
//   the days of those that ended are booked by stage, each once
//   the ledgers balance (engine/audit.c)
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "desk/clocks.h"
#include "desk/stages.h"
#include "harness/regimes.h"
#include "model/gate.h"
#include "model/licence.h"

enum { MOST_ORDINAL = 1024, MOST_SLOT = 4096, N_OBJECT = 8, POKES = 200, BROKEN_BYTES = 240 };

// What has been seen of an application, by lane (or stream) and ordinal.
typedef struct story {
  double asked, granted;
  int32_t began;  // day of its first event
  int8_t is_filed, is_escalated, has_ended;
} story;

// Its clock last evening, by place in the pool.
typedef struct evening {
  int32_t lane, ordinal, attempts, clock;
} evening;

typedef struct witness {
  regimes *all;
  regimes_seen *seen;
  story stories[N_OBJECT][MOST_ORDINAL];
  evening evenings[MOST_SLOT];
  double licensed;           // by approvals
  double days[N_OBJECT];     // from the beginning to the end of those that ended, by class
  double decided[N_OBJECT];  // today, by authority
  const char *broken;
  char words[BROKEN_BYTES];
} witness;

static void broken(witness *see, const char *law, int32_t object, double number) {
  if (see->broken) return;
  char date[11];
  snprintf(see->words, sizeof see->words, "regime %u, %s: %s (%d, %g)", see->all->number,
           cp_day_format(see->all->test.engine.state.day[0], date), law, (int)object, number);
  see->broken = see->words;
}

// --- what is told --------------------------------------------------------------------------------

static void hear_end(witness *see, const cp_event *event, story *own) {
  const cp_model *model = &see->all->test.model;
  const cp_state *state = &see->all->test.engine.state;
  own->has_ended = 1;
  if (own->is_filed) see->days[event->from] += event->day - own->began;
  see->seen->ends[event->to] += 1;
  if (event->kind != CP_EVENT_APPROVE) return;
  if (!own->is_filed) broken(see, "approved and never filed", event->object, event->part);
  if (event->object < 0) return;
  own->granted = event->amount;
  see->licensed += event->amount;
  see->seen->licences += event->amount > 0.0;
  if (event->amount > own->asked)
    broken(see, "granted more than asked", event->object, event->amount);
  if (state->gate_listed[model->lane_gate[event->object]] >= 0)
    broken(see, "a listed buyer was approved", event->object, event->part);
}

static int is_end(int32_t kind) {
  return kind == CP_EVENT_APPROVE || kind == CP_EVENT_REFUSE || kind == CP_EVENT_LAPSE ||
         kind == CP_EVENT_CLOSE || kind == CP_EVENT_WITHDRAW;
}

static int is_of_application(int32_t kind) {
  return (kind >= CP_EVENT_FILE && kind <= CP_EVENT_LAPSE) ||
         (kind >= CP_EVENT_DRAFT && kind <= CP_EVENT_WITHDRAW);
}

// Where the desk serves, the class is neither frozen nor without weight. What is decided higher up is not the desk's.
static void hear_service(witness *see, const cp_event *event, const story *own) {
  const cp_state *state = &see->all->test.engine.state;
  const int32_t class = event->from;
  const int is_decision =
      event->kind == CP_EVENT_RETURN || (event->kind == CP_EVENT_APPROVE && !own->is_escalated);
  if (!is_decision && event->kind != CP_EVENT_REVIEW) return;
  see->decided[see->all->test.model.class_authority[class]] += is_decision;
  if (state->class_frozen[class]) broken(see, "a frozen class was served", class, event->kind);
  if (see->all->test.engine.draw.class_weight[class] <= 0.0)
    broken(see, "a class without weight was served", class, event->kind);
}

static void hear(void *listener, const cp_event *event) {
  witness *see = listener;
  const cp_model *model = &see->all->test.model;
  if (event->kind == CP_EVENT_REFUSED_STEP || event->kind == CP_EVENT_REFUSED_LICENCE)
    see->seen->refused += 1;
  if (event->kind == CP_EVENT_PAUSE) see->seen->stops += 1;
  if (event->kind == CP_EVENT_ESCALATE) see->seen->escalated += 1;
  if (event->kind == CP_EVENT_FREEZE) see->seen->frozen += event->to;
  if (!is_of_application(event->kind) || event->part >= MOST_ORDINAL) return;
  const int32_t object = event->object >= 0 ? event->object : model->n_lane - 1 - event->object;
  story *own = &see->stories[object][event->part];
  if (own->has_ended) broken(see, "something happened after the end", event->object, event->part);
  if (own->asked == 0.0 && own->began == 0) own->began = event->day;
  if (event->kind == CP_EVENT_FILE || event->kind == CP_EVENT_DRAFT) own->asked = event->amount;
  own->is_filed |= event->kind == CP_EVENT_FILE;
  hear_service(see, event, own);
  own->is_escalated |= event->kind == CP_EVENT_ESCALATE;
  if (event->kind == CP_EVENT_ESCALATE) {
    const int32_t authority = model->class_authority[event->from];
    if (!model->authority_at_limit[authority] || model->authority_limit[authority] < 0)
      broken(see, "escalated where nothing escalates", event->object, event->part);
    if (event->amount != model->authority_limit[authority])
      broken(see, "escalated on another day than its limit's", event->object, event->amount);
  }
  if (is_end(event->kind)) hear_end(see, event, own);
}

// --- what is thrown in ---------------------------------------------------------------------------

// An illegal step, which must change nothing; or an end from outside: withdrawn, refused.
static void poke(witness *see, int32_t day) {
  regimes *all = see->all;
  cp_state *state = &all->test.engine.state;
  if (state->application_used[0] == 0) return;
  const int32_t slot = regimes_whole(all, POKES, day, 0, state->application_used[0] - 1);
  const cp_step step = (cp_step)regimes_whole(all, POKES + 1, day, 0, CP_N_STEP - 1);
  const cp_application before = state->application[slot];
  const cp_track track = state->track[slot];
  const int32_t to = cp_stage_next[before.stage][step];
  if (to == -1) {
    const int32_t refused = state->desk_refused[0];
    const int was_taken = cp_application_move(state, slot, step);
    if (was_taken || state->desk_refused[0] != refused + 1 ||
        memcmp(&before, state->application + slot, sizeof before) != 0 ||
        memcmp(&track, state->track + slot, sizeof track) != 0)
      broken(see, "an illegal step changed something", before.stage, step);
    return;
  }
  if (to != CP_STAGE_WITHDRAWN && to != CP_STAGE_REFUSED) return;
  cp_application_unlink(&all->test.model, state, slot);
  cp_application_end(&all->test.model, state, slot, step, 0.0);
  see->seen->steps[step] += 1;
}

// A step on a licence that its state does not allow.
static void poke_licence(witness *see, int32_t day) {
  regimes *all = see->all;
  cp_state *state = &all->test.engine.state;
  if (state->licence_used[0] == 0) return;
  const int32_t slot = regimes_whole(all, POKES + 2, day, 0, state->licence_used[0] - 1);
  const cp_licence before = state->licence[slot];
  const int32_t refused = state->desk_refused[0];
  if (before.state != CP_LICENCE_NONE) return;
  const int was_taken = cp_licence_move(&all->test.model, state, 0, slot,
                                        (cp_licence_step)regimes_whole(all, POKES + 3, day, 1, 7));
  if (was_taken || state->desk_refused[0] != refused + 1 ||
      memcmp(&before, state->licence + slot, sizeof before) != 0)
    broken(see, "an illegal step changed a licence", slot, 0);
}

// --- the evening ---------------------------------------------------------------------------------

static int counts_today(const witness *see, int32_t authority) {
  const cp_model *model = &see->all->test.model;
  const int32_t today = see->all->test.engine.state.day[0];
  return cp_clock_between(model, authority, today - 1, today) > 0;
}

static void look_at_clock(witness *see, int32_t slot) {
  const cp_model *model = &see->all->test.model;
  const cp_state *state = &see->all->test.engine.state;
  const cp_application *application = state->application + slot;
  const cp_track *track = state->track + slot;
  const int32_t authority = model->class_authority[application->class];
  const int32_t clock = cp_clock_days(model, state, slot);
  evening *last = see->evenings + slot;
  const int is_same = last->lane == application->lane && last->ordinal == application->ordinal &&
                      last->attempts == application->attempts;
  // one that went over to another authority's class has another clock; so has a new attempt
  const int32_t more = clock - (is_same ? last->clock : 0);
  const int has_returned = application->stage == CP_STAGE_RETURNED;
  if (!has_returned && is_same && more < 0) broken(see, "a clock went back", slot, more);
  if (!has_returned && is_same && more > counts_today(see, authority))
    broken(see, "a clock went too fast", slot, more);
  if (track->stop_from >= 0 && is_same && more > 0) broken(see, "a stopped clock went", slot, more);
  if (track->clock_from < 0 && clock != 0)
    broken(see, "a clock went before its start", slot, clock);
  if ((track->stop_from >= 0) != (application->stage == CP_STAGE_STOPPED))
    broken(see, "a stop and its stage differ", slot, application->stage);
  const int32_t limit = model->authority_limit[authority];
  const int is_bound = model->authority_at_limit[authority] && limit >= 0 && track->clock_from >= 0;
  // the limit's own day is the last one: in its evening it is decided or escalated
  if (is_bound && clock >= limit && application->stage != CP_STAGE_ESCALATED)
    broken(see, "past its limit and not escalated", slot, clock);
  *last = (evening){application->lane, application->ordinal, application->attempts, clock};
}

// Walks a chain of applications; counts those it holds.
static int32_t walk(witness *see, int32_t first, int32_t last, int32_t stage, int is_queue,
                    int32_t class) {
  const cp_state *state = &see->all->test.engine.state;
  int32_t n = 0, before = -1;
  for (int32_t slot = first; slot >= 0; slot = state->application[slot].next, n++) {
    const cp_application *application = state->application + slot;
    if (stage >= 0 && application->stage != stage)
      broken(see, "in the list of another stage", slot, stage);
    if (class >= 0 && application->class != class)
      broken(see, "in the list of another class", slot, class);
    if (before >= 0 && application->previous != before) broken(see, "a chain is cut", slot, before);
    if (is_queue && before >= 0 && state->application[before].arrived > application->arrived)
      broken(see, "who came later is before", slot, application->arrived);
    before = slot;
    if (n > MOST_SLOT) break;
  }
  if (before != last && first >= 0) broken(see, "the end of a list is another", before, last);
  return n;
}

// Permissions put their users' applications at the end of another class.
static int is_moved(const cp_model *model, int32_t class) {
  for (int32_t measure = 0; measure < model->n_measure; measure++) {
    if (model->measure_kind[measure] != CP_PERMISSION) continue;
    if (model->measure_class[measure] == class) return 1;
    for (int32_t at = model->measure_lane_first[measure];
         at < model->measure_lane_first[measure + 1]; at++) {
      const int32_t input = model->lane_input[model->measure_lane[at]];
      if (model->firm_class[model->input_firm[input]] == class) return 1;
    }
  }
  return 0;
}

static void look_at_lists(witness *see) {
  const cp_model *model = &see->all->test.model;
  const cp_state *state = &see->all->test.engine.state;
  int32_t n = 0, n_live = 0;
  for (int32_t class = 0; class < model->n_class; class ++) {
    const int32_t queue = walk(see, state->queue_first[class], state->queue_last[class],
                               CP_STAGE_QUEUE, !is_moved(model, class), class);
    const int32_t ready =
        walk(see, state->ready_first[class], state->ready_last[class], CP_STAGE_READY, 0, class);
    if (queue != state->queue_count[class] || ready != state->ready_count[class])
      broken(see, "a count is not its list's", class, queue + ready);
    n += queue + ready;
  }
  for (int32_t place = 0; place < model->n_wheel; place++)
    n += walk(see, state->application_due[place],
              state->application_due[place] < 0 ? -1 : state->application_due_last[place], -1, 0,
              -1);
  for (int32_t slot = 0; slot < state->application_used[0]; slot++) {
    const int32_t stage = state->application[slot].stage;
    if (stage >= CP_STAGE_APPROVED) broken(see, "one that has ended lies on the desk", slot, stage);
    n_live += stage != CP_STAGE_FREE;
    if (stage != CP_STAGE_FREE) look_at_clock(see, slot);
  }
  if (n != n_live) broken(see, "an application is in no list or in two", n, n_live);
}

static void look_at_licences(witness *see) {
  const cp_model *model = &see->all->test.model;
  const cp_state *state = &see->all->test.engine.state;
  double licensed = 0.0;
  for (int32_t gate = 0; gate < model->n_gate; gate++) {
    licensed += state->licensed_total[gate];
    for (int32_t slot = state->licence_first[gate]; slot >= 0; slot = state->licence[slot].next) {
      const cp_licence *licence = state->licence + slot;
      if (licence->id < 0) continue;
      const story *own = &see->stories[model->gate_lane[gate]][licence->id];
      if (licence->left > own->granted)
        broken(see, "a licence holds more than was granted", gate, licence->id);
      const int32_t uses = model->authority_uses[0];
      if (uses > 0 && (licence->uses < 1 || licence->uses > uses))
        broken(see, "a licence has been used too often", gate, licence->uses);
      if (uses == 1 && licence->left != own->granted)
        broken(see, "a single licence lives on after its use", gate, licence->id);
      const int32_t last = cp_day_add_months(state->day[0], model->authority_validity[0]);
      if (licence->valid_to > last) broken(see, "a licence runs too long", gate, licence->valid_to);
      if (state->gate_listed[gate] >= 0)
        broken(see, "a listed buyer has a licence", gate, licence->id);
    }
  }
  double general = 0.0;
  for (int32_t measure = 0; measure < model->n_measure; measure++)
    general += model->measure_quantity[measure] - state->general_left[measure];
  // what general licences gave and took back was licensed, too
  if (licensed < see->licensed + general) broken(see, "a licence of no approval", 0, licensed);
  if (see->seen->drawn < 0) broken(see, "drawn", 0, 0);
}

// No more is decided than capacity and the fraction that was carried allow.
static void look_at_capacity(witness *see) {
  const cp_model *model = &see->all->test.model;
  const cp_draw *draw = &see->all->test.engine.draw;
  const int32_t today = see->all->test.engine.state.day[0];
  for (int32_t authority = 0; authority < model->n_authority; authority++) {
    double most = draw->authority_capacity[authority];
    for (int32_t span = model->authority_span[authority];
         span < model->authority_span[authority + 1]; span++) {
      if (model->span_from[span] <= today && today <= model->span_until[span])
        most *= draw->span_decisions[span];
    }
    if (draw->authority_capacity[authority] >= 0.0 && see->decided[authority] > most + 1.0)
      broken(see, "more was decided than can be", authority, see->decided[authority]);
    see->decided[authority] = 0.0;
  }
}

// Each day of an application that ended is booked in one stage.
static void look_at_days(witness *see) {
  const cp_model *model = &see->all->test.model;
  const cp_state *state = &see->all->test.engine.state;
  for (int32_t class = 0; class < model->n_class; class ++) {
    double days = 0.0;
    for (int32_t spell = 0; spell < CP_N_SPELL; spell++)
      days += state->spell_days[class * CP_N_SPELL + spell];
    if (days != see->days[class]) broken(see, "days by stage are not all days", class, days);
  }
}

static void look_at_ledgers(witness *see) {
  const cp_audit audit = cp_engine_audit(&see->all->test.engine);
  if (!cp_audit_is_clean(&audit))
    broken(see, "a ledger is off", (int32_t)audit.licences, audit.goods + audit.applications);
  const cp_state *state = &see->all->test.engine.state;
  if (state->fault[0] != CP_OK) broken(see, "a fault", state->fault[0], 0);
}

const char *regimes_live(regimes *all, uint32_t number, regimes_seen *seen) {
  static witness see;
  regimes_draw(all, number);
  see = (witness){.all = all, .seen = seen};
  cp_event_log log = {.tell = hear, .listener = &see};
  cp_state *state = &all->test.engine.state;
  state->log = &log;
  for (int32_t day = 0; day < all->test.model.n_day && !see.broken; day++) {
    cp_engine_step(&all->test.engine);
    look_at_lists(&see);
    look_at_licences(&see);
    look_at_capacity(&see);
    look_at_days(&see);
    look_at_ledgers(&see);
    poke(&see, day);
    poke_licence(&see, day);
    seen->days += 1;
  }
  for (int32_t gate = 0; gate < all->test.model.n_gate; gate++)
    seen->drawn += state->drawn_total[gate] > 0.0;
  state->log = NULL;
  return see.broken;
}
