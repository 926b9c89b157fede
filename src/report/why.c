// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A tree of causes. One function says which earlier events an event rests on (antecedents); one reads from the state what a stop rests on
// (lack). Both tell nodes to the same teller, as indented lines or as nested objects.
#include "report/why.h"

#include "base/date.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "model/gate.h"
#include "model/own.h"
#include "model/purpose.h"
#include "report/earlier.h"
#include "report/event_words.h"

enum { MOST_DEPTH = 12, MOST_LANES = 4, NOT_FOUND = CP_NO_EVENT };

typedef struct teller {
  const cp_labels *labels;
  const cp_chronicle *chronicle;
  const cp_state *state;  // on the evening asked for
  const cp_draw *draw;
  const cp_sink *sink;
  cp_json *json;     // NULL: text
  uint8_t *is_told;  // [n_event] in a text, causes are told once
  int32_t depth;
  cp_status status;
} teller;

// --- nodes ---------------------------------------------------------------------------------------

typedef struct node {
  int32_t day;
  const char *kind;
  cp_line what, why;
  cp_text source;
} node;

static void put_member(cp_json *json, const char *key, cp_text value) {
  if (value.size == 0) return;
  cp_json_key(json, key);
  cp_json_text(json, value);
}

static void begin_json(cp_json *json, const node *told) {
  char date[11];
  cp_json_object(json);
  put_member(json, "date", cp_text_of(cp_day_format(told->day, date)));
  put_member(json, "kind", cp_text_of(told->kind));
  put_member(json, "what", (cp_text){told->what.at, told->what.size});
  put_member(json, "why", (cp_text){told->why.at, told->why.size});
  put_member(json, "source", told->source);
  cp_json_key(json, "because");
  cp_json_array(json);
}

static void begin_text(teller *self, const node *told) {
  char date[11];
  const int indent = 2 * self->depth;
  self->status =
      cp_print(self->sink, "%*s%s  %-11s %.*s%s%.*s\n", indent, "", cp_day_format(told->day, date),
               told->kind, (int)told->what.size, told->what.at, told->why.size > 0 ? "   <- " : "",
               (int)told->why.size, told->why.at);
  if (told->source.size == 0 || self->status != CP_OK) return;
  self->status = cp_print(self->sink, "%*s            source      %.*s\n", indent, "",
                          CP_TEXT_ARGUMENTS(told->source));
}

static void begin_node(teller *self, const node *told) {
  if (self->status != CP_OK) return;
  if (self->json) {
    begin_json(self->json, told);
  } else {
    begin_text(self, told);
  }
  self->depth++;
}

static void end_node(teller *self) {
  self->depth--;
  if (!self->json) return;
  cp_json_close(self->json);
  cp_json_close(self->json);
}

// --- earlier events ------------------------------------------------------------------------------

static const cp_event *event_at(const teller *self, int32_t at) {
  return self->chronicle->event + at;
}

// --- what an event rests on ----------------------------------------------------------------------

static void because(teller *self, int32_t at);
static void because_lacking(teller *self, int32_t input, int32_t before);

static void because_if(teller *self, int32_t at) {
  if (at != NOT_FOUND) because(self, at);
}

static void because_readings(teller *self, int32_t clause, int32_t before) {
  const cp_model *model = self->labels->model;
  for (int32_t reading = 0; reading < model->n_reading; reading++) {
    if (model->reading_clause[reading] != clause) continue;
    because_if(self, cp_earlier_of(self->chronicle, before, CP_EVENT_READING, reading, -1));
  }
}

// A breach, a repair or the end of a clause on a day: what its effects of that day rest on.
static int32_t turn_of_clause(const teller *self, int32_t before, int32_t clause, int32_t day) {
  const int32_t at = cp_earlier_of(self->chronicle, before, CP_EVENT_CLAUSE, clause, -1);
  if (at == NOT_FOUND || event_at(self, at)->day != day) return NOT_FOUND;
  const int32_t to = event_at(self, at)->to;
  const bool is_turn = to == CP_CLAUSE_BREACHED || to == CP_CLAUSE_REPAIRING ||
                       to == CP_CLAUSE_EXPIRED || to == CP_CLAUSE_TERMINATED ||
                       event_at(self, at)->from == CP_CLAUSE_REPAIRING;
  return is_turn ? at : NOT_FOUND;
}

// An effect rests on what set it off: a breach or repair of the day, or a condition that was met. A clause that another one replaced rests on
// the other's agreement.
static void because_clause(teller *self, int32_t at) {
  const cp_event *event = event_at(self, at);
  const int32_t turn = turn_of_clause(self, at, event->number, event->day);
  if (event->kind == CP_EVENT_CLAUSE) {
    const int32_t agreement = self->labels->model->clause_agreement[event->number];
    because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_AGREEMENT, agreement, -1));
  } else if (turn != NOT_FOUND) {
    because(self, turn);
  } else {
    because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_CONDITION, event->number, -1));
  }
}

// A deadline that was missed, a dispute's last step, a notice: what made the date one that counts.
static void because_date(teller *self, int32_t at) {
  const cp_event *event = event_at(self, at);
  const bool is_breach = event->kind == CP_EVENT_CLAUSE &&
                         (event->to == CP_CLAUSE_BREACHED || event->to == CP_CLAUSE_REPAIRING);
  if (is_breach) {
    because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_DEADLINE, event->object, -1));
    because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_STEP, event->object, -1));
  }
  if (event->kind == CP_EVENT_AGREEMENT && event->to == CP_AGREEMENT_ENDED)
    because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_NOTICE, event->object, -1));
  // the act that set the date
  because_if(self,
             cp_earlier_of(self->chronicle, at, (cp_event_kind)event->kind, event->object, -1));
}

// The last change of a measure, of its state or its rate.
static void because_measure(teller *self, int32_t at) {
  const int32_t measure = event_at(self, at)->number;
  const int32_t changed = cp_earlier_of(self->chronicle, at, CP_EVENT_MEASURE, measure, -1);
  const int32_t set = cp_earlier_of(self->chronicle, at, CP_EVENT_RATE, measure, -1);
  because_if(self, set > changed ? set : changed);
}

// What may have provoked a measure: breaches of what is owed to its owner.
static void because_breaches(teller *self, int32_t at) {
  const cp_model *model = self->labels->model;
  for (int32_t clause = 0; clause < model->n_clause; clause++) {
    if (model->clause_to[clause] != model->measure_by[event_at(self, at)->object]) continue;
    const int32_t turn = cp_earlier_of(self->chronicle, at, CP_EVENT_CLAUSE, clause, -1);
    if (turn == NOT_FOUND) continue;
    const int32_t to = event_at(self, turn)->to;
    if (to == CP_CLAUSE_BREACHED || to == CP_CLAUSE_REPAIRING) because(self, turn);
  }
}

// A licence lets goods leave: the last approval on the lane, where it was bound.
static void because_licence(teller *self, int32_t lane, int32_t before) {
  const int32_t control = cp_earlier_of(self->chronicle, before, CP_EVENT_CONTROL, lane, -1);
  if (control == NOT_FOUND || event_at(self, control)->to == 0) return;
  because_if(self, cp_earlier_licence(self->chronicle, before, lane, -1));
}

// What the model's rule looked at, by kind of event.
static void because_rule(teller *self, int32_t at) {
  const cp_event *event = event_at(self, at);
  const cp_model *model = self->labels->model;
  switch (event->kind) {
    case CP_EVENT_CLAUSE:
    case CP_EVENT_CONDITION:
      because_readings(self, event->object, at);
      break;
    case CP_EVENT_DEADLOCK:
      if (event->to != 0)
        because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_CLAUSE, event->part, -1));
      break;
    case CP_EVENT_DRAFT:
    case CP_EVENT_FILE:
      // papers come before it, or an attempt that was returned
      if (cp_earlier_step(self->chronicle, at) != NOT_FOUND) {
        because_if(self, cp_earlier_step(self->chronicle, at));
      } else if (event->object >= 0) {
        because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_CONTROL, event->object, -1));
      }
      break;
    case CP_EVENT_LICENCE:
    case CP_EVENT_EXPIRE:
      because_if(self, cp_earlier_licence(self->chronicle, at, event->object, event->part));
      break;
    case CP_EVENT_ARRIVE:
      because_if(self, cp_earlier_departure(self->chronicle, at));
      break;
    case CP_EVENT_DECLARE:
      because_licence(self, event->object, at);
      break;
    case CP_EVENT_DEPART:
    case CP_EVENT_RELEASE:
    case CP_EVENT_CUSTOMS:
      because_if(self, cp_earlier_handling(self->chronicle, at));
      break;
    case CP_EVENT_SWITCH:
      because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_QUALIFY, event->object, -1));
      break;
    case CP_EVENT_QUALIFY:
      because_lacking(self, model->alternative_input[event->object], at);
      break;
    default:
      if (cp_event_is_stage(event)) because_if(self, cp_earlier_step(self->chronicle, at));
  }
}

// A draw stands for itself; what was drawn on is told.
static void because_draw(teller *self, int32_t at) {
  const cp_event *event = event_at(self, at);
  switch (event->kind) {
    case CP_EVENT_CHALLENGE:
      because_if(self, cp_earlier_control(self->labels->model, self->chronicle, at, event->object));
      break;
    case CP_EVENT_CUSTOMS:
      because_if(self, cp_earlier_handling(self->chronicle, at));
      break;
    case CP_EVENT_CONDITION:
    case CP_EVENT_CLAUSE:
      because_readings(self, event->object, at);
      break;
    case CP_EVENT_MEASURE:
      because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_MEASURE, event->object, -1));
      if (event->number == CP_PURPOSE_TAKE) because_breaches(self, at);
      break;
    case CP_EVENT_AGREEMENT:
    case CP_EVENT_NOTICE:
      because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_AGREEMENT, event->object, -1));
      break;
    case CP_EVENT_STATEMENT:
      because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_STATEMENT, event->object, -1));
      break;
    case CP_EVENT_DEADLINE:
    case CP_EVENT_STEP:
      because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_CLAUSE, event->object, -1));
      break;
    default:
      if (cp_event_is_stage(event)) because_if(self, cp_earlier_step(self->chronicle, at));
  }
}

static void because_causes(teller *self, int32_t at) {
  const cp_event *event = event_at(self, at);
  switch (event->cause) {
    case CP_CAUSE_CLAUSE:
      because_clause(self, at);
      break;
    case CP_CAUSE_DATE:
      because_date(self, at);
      break;
    case CP_CAUSE_DRAW:
      because_draw(self, at);
      break;
    case CP_CAUSE_MEASURE:
      because_measure(self, at);
      break;
    case CP_CAUSE_INPUT:
      because_lacking(self, event->number, at);
      break;
    case CP_CAUSE_RULE:
      because_rule(self, at);
      break;
    case CP_CAUSE_HOLD:
      because_if(self, cp_earlier_handling(self->chronicle, at));
      because_if(self, cp_earlier_of(self->chronicle, at, CP_EVENT_CONTROL, event->object, -1));
      break;
    default:  // a fact: it stands for itself
      break;
  }
}

static cp_line as_above(void) {
  cp_line line = {0};
  const cp_sink to = cp_line_sink(&line);
  (void)cp_print(&to, "as above");
  return line;
}

static void because(teller *self, int32_t at) {
  const cp_event *event = event_at(self, at);
  node told = {.day = event->day,
               .kind = cp_event_word(event),
               .source = cp_event_source(self->labels, event)};
  cp_event_what(self->labels, event, &told.what);
  cp_event_why(self->labels, event, &told.why);
  const bool is_again = self->is_told && self->is_told[at];
  if (is_again && event->cause != CP_CAUSE_FACT) told.why = as_above();
  if (is_again) told.source = CP_TEXT("");
  if (self->is_told) self->is_told[at] = 1;
  begin_node(self, &told);
  if (!is_again && self->depth < MOST_DEPTH) because_causes(self, at);
  end_node(self);
}

// --- what a stop rests on ------------------------------------------------------------------------

// Since when, and how many, by what the lane's applications became.
typedef struct filings {
  int32_t filed, approved, refused;
  int32_t oldest;  // event of the oldest filing that has had no end, NOT_FOUND
} filings;

static bool is_end(const cp_event *event) {
  return event->kind == CP_EVENT_APPROVE || event->kind == CP_EVENT_REFUSE ||
         event->kind == CP_EVENT_LAPSE || event->kind == CP_EVENT_REPLACED;
}

static bool has_ended(const teller *self, int32_t filing, int32_t before) {
  const cp_event *filed = event_at(self, filing);
  for (int32_t at = filing + 1; at < before; at++) {
    const cp_event *event = event_at(self, at);
    if (is_end(event) && event->object == filed->object && event->part == filed->part) return true;
  }
  return false;
}

static filings count_filings(const teller *self, int32_t lane, int32_t before) {
  filings all = {.oldest = NOT_FOUND};
  for (int32_t at = 0; at < before; at++) {
    const cp_event *event = event_at(self, at);
    if (!cp_event_is_stage(event) || event->object != lane) continue;
    const bool is_filed =
        event->kind == CP_EVENT_FILE && event->part >= all.filed && event->part < CP_OWN_FIRST;
    const bool is_first = is_filed || event->kind == CP_EVENT_OWN;
    all.filed += is_first;
    all.approved += event->kind == CP_EVENT_APPROVE;
    all.refused += event->kind == CP_EVENT_REFUSE;
    if (is_first && all.oldest == NOT_FOUND && !has_ended(self, at, before)) all.oldest = at;
  }
  return all;
}

static void say_last_arrival(const teller *self, int32_t lane, int32_t before, const cp_sink *to) {
  const int32_t at = cp_earlier_of(self->chronicle, before, CP_EVENT_ARRIVE, lane, -1);
  char day[16];
  if (at == NOT_FOUND) {
    (void)cp_print(to, "nothing arrived");
    return;
  }
  (void)cp_print(to, "last arrival %s,", cp_day_words(event_at(self, at)->day, day));
  cp_say_amount(self->labels, lane, event_at(self, at)->amount, to);
}

static void say_where(const teller *self, int32_t lane, const cp_sink *to) {
  const cp_model *model = self->labels->model;
  const cp_state *state = self->state;
  const int32_t gate = model->lane_gate[lane];
  const struct {
    const char *word;
    double amount;
  } place[] = {{"on order", state->book[lane].open},
               {"ready and waiting", state->waiting[lane]},
               {"held by customs", cp_lane_held(model, state, lane)},
               {"under way", cp_lane_under_way(model, state, lane)},
               {"in applications", gate < 0 ? 0.0 : state->pending[gate]},
               {"in licences", gate < 0 ? 0.0 : state->licence_left[gate]}};
  for (size_t at = 0; at < sizeof place / sizeof *place; at++) {
    if (place[at].amount <= 0.0) continue;
    (void)cp_print(to, "; %s", place[at].word);
    cp_say_amount(self->labels, lane, place[at].amount, to);
  }
}

// A lane: what came on it last, where its goods are, what binds it, and the application that has waited longest.
static void because_lane(teller *self, int32_t lane, double share, int32_t before) {
  node told = {.day = self->state->day[0], .kind = "lane"};
  const cp_sink to = cp_line_sink(&told.what);
  cp_say_lane(self->labels, lane, &to);
  if (share > 0.0) (void)cp_print(&to, " (%.0f%% of orders)", 100.0 * share);
  (void)cp_print(&to, ": ");
  say_last_arrival(self, lane, before, &to);
  say_where(self, lane, &to);
  const filings all = count_filings(self, lane, before);
  if (all.filed > 0)
    (void)cp_print(&to, "; %d applications filed, %d approved, %d refused", all.filed, all.approved,
                   all.refused);
  begin_node(self, &told);
  if (cp_lane_control(self->labels->model, self->state, lane) >= 0)
    because_if(self, cp_earlier_of(self->chronicle, before, CP_EVENT_CONTROL, lane, -1));
  const int32_t challenge = cp_earlier_of(self->chronicle, before, CP_EVENT_CHALLENGE, lane, -1);
  if (cp_lane_held(self->labels->model, self->state, lane) > 0.0) because_if(self, challenge);
  if (all.oldest != NOT_FOUND) {
    int32_t last = all.oldest;
    for (int32_t at = all.oldest + 1; at < before; at++) {
      const cp_event *event = event_at(self, at);
      if (cp_event_is_stage(event) && event->object == lane &&
          event->part == event_at(self, all.oldest)->part)
        last = at;
    }
    because(self, last);
  }
  end_node(self);
}

// The lanes of an input and of its other sources, those with most of the orders first.
static void because_lanes(teller *self, int32_t input, int32_t before) {
  const cp_model *model = self->labels->model;
  uint64_t told = 0;
  const int32_t first = model->input_lane_first[input];
  const int32_t n = model->input_lane_first[input + 1] - first;
  for (int32_t count = 0; count < MOST_LANES && count < n; count++) {
    int32_t best = -1;
    for (int32_t at = 0; at < n && at < 64; at++) {
      if (told >> at & 1u) continue;
      if (best < 0 || model->place_share[first + at] > model->place_share[first + best]) best = at;
    }
    if (best < 0) return;
    told |= (uint64_t)1 << best;
    because_lane(self, model->input_lane[first + best], model->place_share[first + best], before);
  }
}

static void because_lacking(teller *self, int32_t input, int32_t before) {
  if (input < 0) return;
  const double rate = self->draw->input_rate[input];
  const double days = rate > 0.0 ? self->state->stock[input] / rate : 0.0;
  const double target = self->draw->input_cover[input];
  node told = {.day = self->state->day[0], .kind = "on hand"};
  const cp_sink to = cp_line_sink(&told.what);
  cp_say_needed(self->labels, input, &to);
  (void)cp_print(&to, ": %.1f days of normal use on hand, %.1f wanted", days, target);
  begin_node(self, &told);
  because_if(self, cp_earlier_of(self->chronicle, before, CP_EVENT_OWN_STOCK, input, -1));
  because_lanes(self, input, before);
  end_node(self);
}

// --- the question --------------------------------------------------------------------------------

static bool is_asked(const cp_trace_filter *filter, const cp_event *event) {
  if (filter->ordinal >= 0)
    return (filter->is_licence ? cp_event_is_of_application(event) : cp_event_is_stage(event)) &&
           event->object == filter->application && event->part == filter->ordinal;
  if (filter->consignment >= 0) return cp_trace_is_of_consignment(filter, event);
  if (filter->clause >= 0)
    return (event->kind == CP_EVENT_CLAUSE || event->kind == CP_EVENT_CONDITION ||
            event->kind == CP_EVENT_DEADLOCK) &&
           event->object == filter->clause;
  if (filter->measure >= 0)
    return event->kind == CP_EVENT_MEASURE && event->object == filter->measure;
  if (filter->firm >= 0) return event->kind == CP_EVENT_STOP && event->object == filter->firm;
  return false;
}

// Of a firm the first stop of the whole run, of all else the last change.
static int32_t find_asked(const teller *self, const cp_trace_filter *filter) {
  const bool is_first = filter->firm >= 0 && filter->until >= self->labels->model->last_day[0];
  int32_t found = NOT_FOUND;
  for (int32_t at = 0; at < self->chronicle->n_event; at++) {
    if (!is_asked(filter, event_at(self, at))) continue;
    found = at;
    if (is_first) break;
  }
  return found;
}

static void tell_nothing(teller *self, const cp_trace_filter *filter) {
  node told = {.day = self->state->day[0], .kind = "nothing"};
  const cp_sink to = cp_line_sink(&told.what);
  (void)cp_print(&to, "%s",
                 filter->firm >= 0      ? "its line did not stand in this replica; `run` tells how "
                                          "often it does, --replica looks at another"
                 : filter->ordinal >= 0 ? "no such application was filed by then"
                 : filter->consignment >= 0 ? "nothing was declared on that day"
                                            : "nothing happened to it by then");
  begin_node(self, &told);
  end_node(self);
}

static void tell_lanes(teller *self, const cp_trace_filter *filter) {
  const cp_model *model = self->labels->model;
  for (int32_t lane = 0; lane < model->n_lane; lane++) {
    if (filter->is_lane[lane]) because_lane(self, lane, 0.0, self->chronicle->n_event);
  }
}

// A stop is explained by the state on its evening: the replica is played to that day.
static cp_status play_to(teller *self, const cp_trace_filter *filter, const cp_trace_replica *which,
                         cp_arena *arena, cp_engine *engine, cp_chronicle *chronicle) {
  const cp_model *model = self->labels->model;
  CP_TRY(cp_replay_kept(model, which, filter->until, arena, engine, chronicle));
  self->chronicle = chronicle;
  const int32_t asked = filter->firm >= 0 ? find_asked(self, filter) : NOT_FOUND;
  if (asked == NOT_FOUND) return CP_OK;
  return cp_replay_kept(model, which, event_at(self, asked)->day, arena, engine, chronicle);
}

static void answer(teller *self, const cp_trace_filter *filter) {
  if (filter->is_lane) {
    tell_lanes(self, filter);
    return;
  }
  const int32_t asked = find_asked(self, filter);
  if (asked == NOT_FOUND) {
    tell_nothing(self, filter);
  } else {
    because(self, asked);
  }
}

cp_status cp_why_print(const cp_labels *labels, const cp_trace_filter *filter,
                       const cp_trace_replica *which, bool is_json, cp_arena *arena,
                       const cp_sink *sink) {
  cp_engine engine;
  cp_chronicle chronicle;
  teller self = {.labels = labels, .sink = sink};
  CP_TRY(play_to(&self, filter, which, arena, &engine, &chronicle));
  self.state = &engine.state;
  self.draw = &engine.draw;
  if (!is_json) {
    self.is_told = CP_ARENA_ARRAY(arena, uint8_t, chronicle.n_event);
    if (!self.is_told) return CP_NO_MEMORY;
    answer(&self, filter);
    return self.status;
  }
  cp_json json = cp_json_begin(sink);
  self.json = &json;
  cp_json_array(&json);
  answer(&self, filter);
  cp_json_close(&json);
  return cp_json_end(&json);
}
