// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Filters, and the listener that prints.
#include "report/trace.h"

#include "base/date.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "model/gate.h"
#include "model/own.h"
#include "report/event_words.h"
#include "report/replay.h"
#include "report/why.h"

enum { SLOW_DAYS = 14 };

// --- the filter ----------------------------------------------------------------------------------

static bool names_measure(const cp_model *model, int32_t clause, int32_t measure) {
  for (int32_t at = model->clause_target_first[clause]; at < model->clause_target_first[clause + 1];
       at++) {
    if (model->target_measure[at] == measure) return true;
  }
  for (int32_t at = model->clause_effect_first[clause]; at < model->clause_effect_first[clause + 1];
       at++) {
    if (model->effect_measure[at] == measure) return true;
  }
  return false;
}

static bool is_of_clause(const cp_model *model, int32_t clause, const cp_event *event) {
  switch (event->kind) {
    case CP_EVENT_CLAUSE:
    case CP_EVENT_CONDITION:
    case CP_EVENT_TICK:
    case CP_EVENT_DEADLINE:
    case CP_EVENT_STEP:
    case CP_EVENT_DEADLOCK:
      return event->object == clause;
    case CP_EVENT_READING:
      return model->reading_clause[event->object] == clause;
    case CP_EVENT_MEASURE:
    case CP_EVENT_RATE:
    case CP_EVENT_NO_EFFECT:
      return names_measure(model, clause, event->object);
    case CP_EVENT_AGREEMENT:
    case CP_EVENT_NOTICE:
      return model->clause_agreement[clause] == event->object;
    default:
      return false;
  }
}

// On a lane a firm's story is told by what binds it and how its applications end; goods go through
// the port every day.
static bool is_of_story(const cp_event *event) {
  switch (event->kind) {
    case CP_EVENT_CONTROL:
    case CP_EVENT_FILE:
    case CP_EVENT_APPROVE:
    case CP_EVENT_REFUSE:
    case CP_EVENT_RETURN:
    case CP_EVENT_LAPSE:
    case CP_EVENT_EXPIRE:
    case CP_EVENT_CHALLENGE:
    case CP_EVENT_ESCALATE:
    case CP_EVENT_CLOSE:
    case CP_EVENT_WITHDRAW:
    case CP_EVENT_CUSTOMS:
    case CP_EVENT_OWN:
    case CP_EVENT_REPLACED:
      return true;
    case CP_EVENT_LICENCE:
      return event->to != CP_LICENCE_EXHAUSTED;
    default:
      return false;
  }
}

static bool is_of_firm(const cp_model *model, const cp_trace_filter *filter,
                       const cp_event *event) {
  const int32_t firm = filter->firm;
  if (event->kind == CP_EVENT_STOP || event->kind == CP_EVENT_RESTART) return event->object == firm;
  if (event->kind == CP_EVENT_QUALIFY || event->kind == CP_EVENT_SWITCH)
    return model->input_firm[model->alternative_input[event->object]] == firm;
  if (event->kind == CP_EVENT_OWN_STOCK) return model->input_firm[event->object] == firm;
  if (!cp_event_is_of_lane(event) || event->object < 0) return false;
  if (!filter->is_everything && !is_of_story(event)) return false;
  return model->lane_supplier[event->object] == firm || cp_lane_buyer(model, event->object) == firm;
}

static bool is_of_application(const cp_trace_filter *filter, const cp_event *event) {
  return cp_event_is_of_application(event) && event->object == filter->application &&
         event->part == filter->ordinal;
}

// A measure's own changes, and the lanes that it binds and frees.
static bool is_of_measure(int32_t measure, const cp_event *event) {
  if (event->kind == CP_EVENT_MEASURE || event->kind == CP_EVENT_RATE)
    return event->object == measure;
  return event->cause == CP_CAUSE_MEASURE && event->number == measure;
}

// What customs and the port do with what the lane declared on that day; my today names the day of departure.
bool cp_trace_is_of_consignment(const cp_trace_filter *filter, const cp_event *event) {
  const bool is_kind = (event->kind >= CP_EVENT_DECLARE && event->kind <= CP_EVENT_DEPART) ||
                       event->kind == CP_EVENT_CUSTOMS || event->kind == CP_EVENT_REFUSED_CUSTOMS ||
                       (event->kind == CP_EVENT_OWN && event->from == CP_OWN_SHIPMENT);
  return is_kind && event->object == filter->consignment && event->part == filter->declared;
}

static bool is_of_lanes(const cp_trace_filter *filter, const cp_event *event) {
  return cp_event_is_of_lane(event) && event->object >= 0 && filter->is_lane[event->object];
}

static bool passes(const cp_model *model, const cp_trace_filter *filter, const cp_event *event) {
  if (event->day > filter->until) return false;
  const bool is_filtered = filter->is_lane || filter->ordinal >= 0 || filter->clause >= 0 ||
                           filter->measure >= 0 || filter->firm >= 0 || filter->consignment >= 0;
  if (!is_filtered) return filter->is_everything || !cp_event_is_of_lane(event);
  return (filter->is_lane && is_of_lanes(filter, event)) ||
         (filter->ordinal >= 0 && is_of_application(filter, event)) ||
         (filter->clause >= 0 && is_of_clause(model, filter->clause, event)) ||
         (filter->consignment >= 0 && cp_trace_is_of_consignment(filter, event)) ||
         (filter->measure >= 0 && is_of_measure(filter->measure, event)) ||
         (filter->firm >= 0 && is_of_firm(model, filter, event));
}

// --- the listener --------------------------------------------------------------------------------

// When each firm's line stood and ran again: a stop, a restart, a stop and so on.
typedef struct turns {
  int32_t room;     // of a firm
  int32_t *n;       // [n_firm] turns in all
  int32_t *day;     // [n_firm x room]
  int32_t *n_told;  // [n_firm] turns heard in the telling
} turns;

typedef struct listener {
  const cp_labels *labels;
  const cp_trace_filter *filter;
  const cp_sink *sink;
  cp_json *json;  // NULL: text
  cp_status status;
  int64_t n_told;
  turns *turns;  // NULL: every stop and restart is told
} listener;

static bool is_turn(const cp_event *event) {
  return event->kind == CP_EVENT_STOP || event->kind == CP_EVENT_RESTART;
}

static void note_turn(void *context, const cp_event *event) {
  turns *all = context;
  if (!is_turn(event) || all->n[event->object] == all->room) return;
  all->day[event->object * all->room + all->n[event->object]++] = event->day;
}

// Does the line stand again soon after the restart that is turn `at` of a firm?
static bool is_slow_week(const turns *all, int32_t firm, int32_t at) {
  const int32_t *day = all->day + firm * all->room;
  return at >= 0 && at % 2 == 1 && at + 1 < all->n[firm] && day[at + 1] - day[at] <= SLOW_DAYS;
}

typedef enum telling { TELL, TELL_SLOW, TELL_NOTHING } telling;

// A restart that a stop follows soon is told once as slow weeks, and that stop is not.
static telling judge_turn(turns *all, const cp_event *event) {
  const int32_t firm = event->object;
  const int32_t at = all->n_told[firm]++;
  if (at % 2 == 0) return is_slow_week(all, firm, at - 1) ? TELL_NOTHING : TELL;
  if (!is_slow_week(all, firm, at)) return TELL;
  return is_slow_week(all, firm, at - 2) ? TELL_NOTHING : TELL_SLOW;
}

static void put_json(listener *self, const cp_event *event, const cp_line *what,
                     const cp_line *why) {
  cp_json *json = self->json;
  char date[11];
  cp_json_object(json);
  cp_json_key(json, "date");
  cp_json_string(json, cp_day_format(event->day, date));
  cp_json_key(json, "kind");
  cp_json_string(json, cp_event_word(event));
  cp_json_key(json, "what");
  cp_json_text(json, (cp_text){what->at, what->size});
  cp_json_key(json, "why");
  cp_json_text(json, (cp_text){why->at, why->size});
  const cp_text source = cp_event_source(self->labels, event);
  if (source.size > 0) {
    cp_json_key(json, "source");
    cp_json_text(json, source);
  }
  cp_json_close(json);
  self->status = json->status;
}

static void put_text(listener *self, const cp_event *event, const cp_line *what,
                     const cp_line *why) {
  char date[11];
  self->status = cp_print(self->sink, "%s  %-11s %.*s   <- %.*s\n", cp_day_format(event->day, date),
                          cp_event_word(event), (int)what->size, what->at, (int)why->size, why->at);
  const cp_text source = cp_event_source(self->labels, event);
  if (!self->filter->is_sourced || source.size == 0 || self->status != CP_OK) return;
  self->status = cp_print(self->sink, "            source      %.*s\n", CP_TEXT_ARGUMENTS(source));
}

static void hear(void *context, const cp_event *event) {
  listener *self = context;
  if (self->status != CP_OK) return;
  const telling told = self->turns && is_turn(event) ? judge_turn(self->turns, event) : TELL;
  if (told == TELL_NOTHING || !passes(self->labels->model, self->filter, event)) return;
  cp_line what = {0}, why = {0};
  // weeks are slow for want of the same good
  cp_event slow = *event;
  if (told == TELL_SLOW) {
    const cp_sink to = cp_line_sink(&what);
    slow.kind = CP_EVENT_STOP;
    event = &slow;
    (void)cp_print(&to, "%.*s: slow weeks, the line runs and stands by turns",
                   CP_TEXT_ARGUMENTS(cp_label_firm(self->labels, event->object)));
  } else {
    cp_event_what(self->labels, event, &what);
  }
  cp_event_why(self->labels, event, &why);
  self->n_told++;
  if (self->json) {
    put_json(self, event, &what, &why);
  } else {
    put_text(self, event, &what, &why);
  }
}

// The replica is played once for its turns: whether weeks were slow is known only afterwards.
static cp_status find_turns(const cp_model *model, const cp_trace_replica *which, int32_t until,
                            cp_arena *arena, turns *all) {
  all->room = model->n_day + 1;
  all->n = CP_ARENA_ARRAY(arena, int32_t, model->n_firm);
  all->n_told = CP_ARENA_ARRAY(arena, int32_t, model->n_firm);
  all->day = CP_ARENA_ARRAY(arena, int32_t, model->n_firm * all->room);
  if (!all->n || !all->n_told || !all->day) return CP_NO_MEMORY;
  cp_event_log log = {.tell = note_turn, .listener = all};
  cp_engine engine;
  return cp_replay(model, which, until, &log, arena, &engine);
}

static cp_status tell(listener *self, const cp_trace_replica *which, cp_arena *arena) {
  cp_event_log log = {.tell = hear, .listener = self};
  cp_engine engine;
  CP_TRY(cp_replay(self->labels->model, which, self->filter->until, &log, arena, &engine));
  return self->status;
}

cp_status cp_trace_print(const cp_labels *labels, const cp_trace_filter *filter,
                         const cp_trace_replica *which, bool is_json, cp_arena *arena,
                         const cp_sink *sink) {
  if (filter->is_why) return cp_why_print(labels, filter, which, is_json, arena, sink);
  listener self = {.labels = labels, .filter = filter, .sink = sink};
  turns all = {0};
  if (!is_json && !filter->is_everything) {
    CP_TRY(find_turns(labels->model, which, filter->until, arena, &all));
    self.turns = &all;
  }
  if (!is_json) return tell(&self, which, arena);
  cp_json json = cp_json_begin(sink);
  self.json = &json;
  cp_json_array(&json);
  const cp_status status = tell(&self, which, arena);
  cp_json_close(&json);
  const cp_status written = cp_json_end(&json);
  return status != CP_OK ? status : written;
}
