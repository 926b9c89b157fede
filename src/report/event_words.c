// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One sentence per kind of event, one per kind of cause.
#include "report/event_words.h"

#include <string.h>

#include "base/date.h"
#include "base/os/print.h"
#include "model/gate.h"
#include "model/purpose.h"
#include "report/own_words.h"
#include "report/words.h"

static const char *const kind_word[] = {
    [CP_EVENT_MEASURE] = "measure",     [CP_EVENT_RATE] = "rate",
    [CP_EVENT_AGREEMENT] = "agreement", [CP_EVENT_CLAUSE] = "clause",
    [CP_EVENT_READING] = "reading",     [CP_EVENT_STATEMENT] = "statement",
    [CP_EVENT_CONTROL] = "control",     [CP_EVENT_FILE] = "file",
    [CP_EVENT_ACCEPT] = "accept",       [CP_EVENT_REVIEW] = "review",
    [CP_EVENT_READY] = "ready",         [CP_EVENT_APPROVE] = "approve",
    [CP_EVENT_REFUSE] = "refuse",       [CP_EVENT_RETURN] = "return",
    [CP_EVENT_LAPSE] = "lapse",         [CP_EVENT_EXPIRE] = "expire",
    [CP_EVENT_DECLARE] = "declare",     [CP_EVENT_CHALLENGE] = "challenge",
    [CP_EVENT_RELEASE] = "release",     [CP_EVENT_DEPART] = "depart",
    [CP_EVENT_ARRIVE] = "arrive",       [CP_EVENT_STOP] = "stop",
    [CP_EVENT_RESTART] = "restart",     [CP_EVENT_REFUSED_ACT] = "refused act",
    [CP_EVENT_CONDITION] = "condition", [CP_EVENT_QUALIFY] = "qualify",
    [CP_EVENT_SWITCH] = "switch",       [CP_EVENT_TICK] = "tick",
    [CP_EVENT_NO_EFFECT] = "no effect", [CP_EVENT_DEADLINE] = "deadline",
    [CP_EVENT_STEP] = "step",           [CP_EVENT_NOTICE] = "notice",
    [CP_EVENT_DEADLOCK] = "deadlock",   [CP_EVENT_DRAFT] = "draft",
    [CP_EVENT_REFER] = "refer",         [CP_EVENT_PAUSE] = "pause",
    [CP_EVENT_ANSWER] = "answer",       [CP_EVENT_ESCALATE] = "escalate",
    [CP_EVENT_CLOSE] = "close",         [CP_EVENT_WITHDRAW] = "withdraw",
    [CP_EVENT_LICENCE] = "licence",     [CP_EVENT_REFUSED_STEP] = "refused step",
    [CP_EVENT_STANCE] = "stance",       [CP_EVENT_REFUSED_LICENCE] = "refused step",
    [CP_EVENT_FREEZE] = "freeze",       [CP_EVENT_CUSTOMS] = "customs",
    [CP_EVENT_QUOTA] = "quota",         [CP_EVENT_REFUSED_CUSTOMS] = "refused step",
    [CP_EVENT_OWN] = "my today",        [CP_EVENT_OWN_STOCK] = "my today",
    [CP_EVENT_REPLACED] = "replaced",
};

// A word of a table, or "?" for a number outside of it.
#define WORD(table, number)                                                                  \
  ((number) >= 0 && (number) < (int32_t)(sizeof(table) / sizeof *(table)) && (table)[number] \
       ? (table)[number]                                                                     \
       : "?")

static cp_status append(void *context, const char *text, size_t size) {
  cp_line *line = context;
  const size_t room = (size_t)(CP_LINE_BYTES - line->size);
  const size_t taken = size < room ? size : room;
  memcpy(line->at + line->size, text, taken);
  line->size += (int32_t)taken;
  return CP_OK;
}

cp_sink cp_line_sink(cp_line *line) { return (cp_sink){.put = append, .context = line}; }

const char *cp_event_word(const cp_event *event) { return WORD(kind_word, event->kind); }

static bool is_between(const cp_event *event, cp_event_kind first, cp_event_kind last) {
  return event->kind >= (int32_t)first && event->kind <= (int32_t)last;
}

bool cp_event_is_of_lane(const cp_event *event) {
  return is_between(event, CP_EVENT_CONTROL, CP_EVENT_ARRIVE) ||
         is_between(event, CP_EVENT_DRAFT, CP_EVENT_REFUSED_LICENCE) ||
         event->kind == CP_EVENT_CUSTOMS || event->kind == CP_EVENT_REFUSED_CUSTOMS ||
         event->kind == CP_EVENT_OWN || event->kind == CP_EVENT_REPLACED;
}

bool cp_event_is_of_application(const cp_event *event) {
  return is_between(event, CP_EVENT_FILE, CP_EVENT_EXPIRE) ||
         is_between(event, CP_EVENT_DRAFT, CP_EVENT_REFUSED_LICENCE) ||
         cp_event_is_own(event, CP_OWN_APPLICATION) || cp_event_is_own(event, CP_OWN_LICENCE);
}

// --- parts of sentences --------------------------------------------------------------------------

static void say_text(const cp_sink *to, cp_text text) {
  (void)to->put(to->context, text.at ? text.at : "", (size_t)text.size);
}

// "supplier:buyer:good", with the part that it feeds, or the stream's name for an application from outside.
void cp_say_lane(const cp_labels *labels, int32_t lane, const cp_sink *to) {
  if (lane < 0) {
    say_text(to, cp_label_stream(labels, -1 - lane));
    return;
  }
  say_text(to, cp_label_firm(labels, labels->model->lane_supplier[lane]));
  say_text(to, CP_TEXT(":"));
  say_text(to, cp_label_input(labels, labels->model->lane_input[lane]));
}

// Grams become kilograms or tonnes; a stream's applications have no quantity.
void cp_say_amount(const cp_labels *labels, int32_t lane, double amount, const cp_sink *to) {
  if (lane < 0) return;
  const int32_t good = cp_lane_good(labels->model, lane);
  const bool is_mass = cp_spec_index(labels->spec, CP_F_goods_unit, good) == 0;
  if (!is_mass) {
    (void)cp_print(to, " %.0f pieces", amount);
  } else if (amount >= 1e6) {
    (void)cp_print(to, " %.2f t", amount / 1e6);
  } else {
    (void)cp_print(to, " %.1f kg", amount / 1e3);
  }
}

static void say_object(const cp_sink *to, const cp_labels *labels, int32_t kind, int32_t object) {
  switch (kind) {
    case CP_OBJECT_MEASURE:
      say_text(to, cp_label_measure(labels, object));
      break;
    case CP_OBJECT_AGREEMENT:
      say_text(to, cp_label_agreement(labels, object));
      break;
    case CP_OBJECT_CLAUSE:
      say_text(to, cp_label_clause(labels, object));
      break;
    case CP_OBJECT_AUTHORITY:
      say_text(to, cp_spec_name(labels->spec, CP_S_authorities, object));
      break;
    case CP_OBJECT_CLASS:
      say_text(to, cp_label_class(labels, object));
      break;
    default:
      say_text(to, CP_TEXT("nothing"));
  }
}

// A part and what it is made of; the good alone where there are no parts.
void cp_say_needed(const cp_labels *labels, int32_t input, const cp_sink *to) {
  const cp_model *model = labels->model;
  if (input >= 0 && model->input_is_part[input]) {
    say_text(to, cp_spec_text(labels->spec, CP_F_parts_part, model->input_row[input]));
    say_text(to, CP_TEXT(" of "));
  }
  say_text(to, cp_label_good(labels, input < 0 ? -1 : model->input_good[input]));
}

static void say_change(const cp_sink *to, cp_text name, const char *from, const char *into) {
  (void)cp_print(to, "%.*s: %s -> %s", CP_TEXT_ARGUMENTS(name), from, into);
}

// --- what ----------------------------------------------------------------------------------------

static void say_reading(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const int32_t clause = labels->model->reading_clause[event->object];
  const int32_t party = labels->model->reading_party[event->object];
  say_text(to, cp_label_clause(labels, clause));
  (void)cp_print(to, ": ");
  say_text(to, cp_label_region(labels, party));
  if (event->amount < 0.0) {
    (void)cp_print(to, " has no figure any more");
    return;
  }
  const int32_t series = labels->model->reading_series[event->object];
  (void)cp_print(to, " reads %.0f%% %s, %s", 100 * event->amount,
                 series == 1 ? "of what was filed approved" : "of the baseline",
                 event->to != 0 ? "enough" : "not enough");
}

static void say_statement(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_spec *spec = labels->spec;
  const int32_t row = event->object;
  if (row < 0 || row >= cp_spec_count(spec, CP_S_statements)) return;
  say_text(to, cp_spec_text(spec, CP_F_statements_speaker, row));
  (void)cp_print(to, event->to == 2 ? " is confirmed: " : ": ");
  say_text(to, cp_spec_text(spec, CP_F_statements_claim, row));
}

// With the last day, where it has one: an extension changes nothing but that.
static void say_measure(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  char day[16];
  say_change(to, cp_label_measure(labels, event->object), cp_word_measure_state(event->from),
             cp_word_measure_state(event->to));
  if (event->amount >= 0.0) (void)cp_print(to, " to %s", cp_day_words((int32_t)event->amount, day));
}

static void say_condition(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  char day[16];
  say_text(to, cp_label_clause(labels, event->object));
  if (event->to == 1) {
    (void)cp_print(to, ": condition met; the act follows on %s",
                   cp_day_words((int32_t)event->amount, day));
  } else {
    (void)cp_print(to, ": condition met; %s",
                   event->to == 0 ? "the act does not follow" : "the act is left to the facts");
  }
}

// "non-tariff: [x] listing-april is down: 2 of 5".
static void say_tick(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_model *model = labels->model;
  const int32_t clause = event->object;
  say_text(to, cp_label_clause(labels, clause));
  (void)cp_print(to, ": [%c] ", event->to != 0 ? 'x' : ' ');
  say_text(to, cp_label_measure(labels, event->part));
  const int32_t n_target =
      model->clause_target_first[clause + 1] - model->clause_target_first[clause];
  (void)cp_print(to, " is %s: %.0f of %d", event->to != 0 ? "down" : "up again", event->amount,
                 (int)n_target);
}

static void say_no_effect(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  say_text(to, cp_label_measure(labels, event->object));
  (void)cp_print(to, ": %s changes nothing, ", cp_word_act_name(event->to));
  if (event->from == 0) {
    (void)cp_print(to, "its state has it already or does not allow it");
  } else {
    (void)cp_print(to, "overruled by its exception ");
    say_text(to, cp_label_clause(labels, event->part));
  }
}

static void say_deadline(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  static const char *const what[] = {"stands", "is extended", "is renegotiated"};
  char day[16];
  say_text(to, cp_label_clause(labels, event->object));
  (void)cp_print(to, ": the deadline %s%s", event->cause == CP_CAUSE_DRAW ? "was missed and " : "",
                 WORD(what, event->to));
  if (event->to != 0) (void)cp_print(to, " to %s", cp_day_words((int32_t)event->amount, day));
}

static void say_step(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  static const char *const what[] = {"begins", "ends settled", "ends unsettled"};
  char day[16];
  say_text(to, cp_label_clause(labels, event->object));
  (void)cp_print(to, ": the step ");
  say_text(to, cp_spec_name(labels->spec, CP_S_steps, event->part));
  (void)cp_print(to, " of its dispute %s", WORD(what, event->to));
  if (event->to == 0) (void)cp_print(to, ", to %s", cp_day_words((int32_t)event->amount, day));
}

static void say_notice(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  char day[16];
  say_text(to, cp_label_agreement(labels, event->object));
  (void)cp_print(to, ": its last day is %s", cp_day_words((int32_t)event->amount, day));
}

static void say_deadlock(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  say_text(to, cp_label_clause(labels, event->object));
  if (event->to == 0) {
    (void)cp_print(to, ": the deadlock is over");
    return;
  }
  (void)cp_print(to, ": deadlock, it waits for ");
  say_text(to, cp_label_clause(labels, event->part));
  (void)cp_print(to, ", which cannot be met before");
}

static void say_political(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  switch (event->kind) {
    case CP_EVENT_MEASURE:
      say_measure(labels, event, to);
      break;
    case CP_EVENT_RATE:
      say_text(to, cp_label_measure(labels, event->object));
      (void)cp_print(to, ": rate is now %.4g%%", 100 * event->amount);
      break;
    case CP_EVENT_AGREEMENT:
      say_change(to, cp_label_agreement(labels, event->object),
                 cp_word_agreement_state(event->from), cp_word_agreement_state(event->to));
      break;
    case CP_EVENT_CLAUSE:
      say_change(to, cp_label_clause(labels, event->object), cp_word_clause_state(event->from),
                 cp_word_clause_state(event->to));
      break;
    case CP_EVENT_READING:
      say_reading(labels, event, to);
      break;
    case CP_EVENT_STATEMENT:
      say_statement(labels, event, to);
      break;
    case CP_EVENT_CONDITION:
      say_condition(labels, event, to);
      break;
    case CP_EVENT_TICK:
      say_tick(labels, event, to);
      break;
    case CP_EVENT_NO_EFFECT:
      say_no_effect(labels, event, to);
      break;
    case CP_EVENT_DEADLINE:
      say_deadline(labels, event, to);
      break;
    case CP_EVENT_STEP:
      say_step(labels, event, to);
      break;
    case CP_EVENT_NOTICE:
      say_notice(labels, event, to);
      break;
    case CP_EVENT_DEADLOCK:
      say_deadlock(labels, event, to);
      break;
    default:
      (void)cp_print(to, "%s: not allowed in its state, on ", cp_word_act_name(event->to));
      say_object(to, labels, event->part, event->object);
  }
}

static const char *const lane_verb[] = {
    [CP_EVENT_FILE] = "filed",
    [CP_EVENT_ACCEPT] = "accepted",
    [CP_EVENT_REVIEW] = "review begins",
    [CP_EVENT_READY] = "reviewed",
    [CP_EVENT_APPROVE] = "approved",
    [CP_EVENT_REFUSE] = "refused",
    [CP_EVENT_RETURN] = "returned",
    [CP_EVENT_LAPSE] = "lapsed",
    [CP_EVENT_EXPIRE] = "licence ends with unused",
    [CP_EVENT_DECLARE] = "declared",
    [CP_EVENT_CHALLENGE] = "challenged and held",
    [CP_EVENT_RELEASE] = "released",
    [CP_EVENT_DEPART] = "departed",
    [CP_EVENT_ARRIVE] = "arrived",
    [CP_EVENT_DRAFT] = "asks the buyer for its papers for",
    [CP_EVENT_REFER] = "sent to other offices",
    [CP_EVENT_PAUSE] = "clock stopped",
    [CP_EVENT_ANSWER] = "answered",
    [CP_EVENT_ESCALATE] = "escalated",
    [CP_EVENT_CLOSE] = "returned for good",
    [CP_EVENT_WITHDRAW] = "withdrawn",
};

// For what an authority stopped the clock; a stop for papers that is answered does not say which it was.
static void say_stop(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const int32_t row = (int32_t)event->amount;
  if (row < 0 || row >= cp_spec_count(labels->spec, CP_S_stops)) return;
  (void)cp_print(to, ": %.*s", CP_TEXT_ARGUMENTS(cp_spec_name(labels->spec, CP_S_stops, row)));
}

static void say_licence(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  (void)cp_print(to, "licence is %s, with", cp_word_licence_state(event->to));
  cp_say_amount(labels, event->object, event->amount, to);
}

// What the desk's tables did not allow.
static void say_refused_step(const cp_event *event, const cp_sink *to) {
  if (event->kind == CP_EVENT_REFUSED_STEP) {
    (void)cp_print(to, "%s: not allowed while %s", cp_word_step(event->to),
                   cp_word_stage(event->from));
  } else {
    (void)cp_print(to, "licence, %s: not allowed while %s", cp_word_licence_step(event->to),
                   cp_word_licence_state(event->from));
  }
}

// Words of cp_consignment_stage and of cp_border_act (border/course.h), each in the order of its enum.
static const char *const customs_word[] = {
    "waiting",  "declared", "challenged", "identified", "queued", "inspected", "held",
    "released", "departed", "delivered",  "returned",   "seized", "given up"};
static const char *const act_word[] = {
    "declare", "clear", "challenge", "pick",      "open",  "answer",  "pass", "no answer",
    "find",    "stop",  "free",      "take back", "seize", "give up", "sail", "arrive"};

static void say_customs(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  char day[16];
  cp_say_lane(labels, event->object, to);
  cp_say_amount(labels, event->object, event->amount, to);
  (void)cp_print(to, " of %s: %s", cp_day_words(event->part, day), WORD(customs_word, event->from));
  if (event->kind == CP_EVENT_CUSTOMS)
    (void)cp_print(to, " -> %s", WORD(customs_word, event->to));
  else
    (void)cp_print(to, ", which allows no '%s'", WORD(act_word, event->to));
}

static void say_quota(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_model *model = labels->model;
  const int32_t first = model->measure_lane_first[event->object];
  say_text(to, cp_label_measure(labels, event->object));
  say_text(to, CP_TEXT(": in this period may leave"));
  if (first == model->measure_lane_first[event->object + 1]) return;
  cp_say_amount(labels, model->measure_lane[first], event->amount, to);
}

static void say_lane_event(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  cp_say_lane(labels, event->object, to);
  if (event->kind == CP_EVENT_CONTROL) {
    (void)cp_print(to, event->to != 0 ? ": needs a licence" : ": is free again");
    return;
  }
  if (cp_event_is_of_application(event)) cp_say_number(labels, event, to);
  (void)cp_print(to, " ");
  if (event->kind == CP_EVENT_OWN || event->kind == CP_EVENT_REPLACED) {
    cp_say_own(labels, event, to);
    return;
  }
  if (event->kind == CP_EVENT_LICENCE) {
    say_licence(labels, event, to);
    return;
  }
  if (event->kind == CP_EVENT_REFUSED_STEP || event->kind == CP_EVENT_REFUSED_LICENCE) {
    say_refused_step(event, to);
    return;
  }
  (void)cp_print(to, "%s", WORD(lane_verb, event->kind));
  const bool has_amount = event->kind == CP_EVENT_FILE || event->kind == CP_EVENT_APPROVE ||
                          event->kind == CP_EVENT_DRAFT ||
                          is_between(event, CP_EVENT_EXPIRE, CP_EVENT_ARRIVE);
  if (has_amount) cp_say_amount(labels, event->object, event->amount, to);
  if (event->kind == CP_EVENT_PAUSE || event->kind == CP_EVENT_ANSWER) say_stop(labels, event, to);
  if (event->kind == CP_EVENT_ESCALATE)
    (void)cp_print(to, " after %.0f days on its clock", event->amount);
}

// A stance that moves, and a class or an authority that is frozen.
static void say_desk(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  if (event->kind == CP_EVENT_STANCE) {
    say_change(to, cp_label_class(labels, event->object), cp_word_stance(event->from),
               cp_word_stance(event->to));
    return;
  }
  say_object(to, labels, event->part, event->object);
  say_text(to, event->to != 0 ? CP_TEXT(": frozen, nothing of it is served")
                              : CP_TEXT(": served again"));
}

// A user starts to qualify an alternative, or may use it: which, of what kind, and for what.
static void say_turn(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_model *model = labels->model;
  const int32_t option = model->alternative_option[event->object];
  const int32_t input = model->alternative_input[event->object];
  say_text(to, cp_label_firm(labels, model->input_firm[input]));
  say_text(to, event->kind == CP_EVENT_QUALIFY ? CP_TEXT(": starts to qualify ")
                                               : CP_TEXT(": may use "));
  say_text(to, cp_spec_name(labels->spec, CP_S_alternatives, option));
  (void)cp_print(to, " (%s) for ", cp_word_alternative_kind(model->option_kind[option]));
  cp_say_needed(labels, input, to);
}

void cp_event_what(const cp_labels *labels, const cp_event *event, cp_line *line) {
  const cp_sink to = cp_line_sink(line);
  if (event->kind == CP_EVENT_CUSTOMS || event->kind == CP_EVENT_REFUSED_CUSTOMS) {
    say_customs(labels, event, &to);
  } else if (event->kind == CP_EVENT_QUOTA) {
    say_quota(labels, event, &to);
  } else if (cp_event_is_of_lane(event)) {
    say_lane_event(labels, event, &to);
  } else if (event->kind == CP_EVENT_STOP || event->kind == CP_EVENT_RESTART) {
    say_text(&to, cp_label_firm(labels, event->object));
    say_text(&to, event->kind == CP_EVENT_STOP ? CP_TEXT(": the line stands")
                                               : CP_TEXT(": the line runs again"));
  } else if (event->kind == CP_EVENT_QUALIFY || event->kind == CP_EVENT_SWITCH) {
    say_turn(labels, event, &to);
  } else if (event->kind == CP_EVENT_OWN_STOCK) {
    cp_say_own_stock(labels, event, &to);
  } else if (event->kind == CP_EVENT_STANCE || event->kind == CP_EVENT_FREEZE) {
    say_desk(labels, event, &to);
  } else {
    say_political(labels, event, &to);
  }
}

// --- why -----------------------------------------------------------------------------------------

static const char *const purpose_word[] = {
    [CP_PURPOSE_NEED] = "the month's need",
    [CP_PURPOSE_LOCAL] = "days at the local office",
    [CP_PURPOSE_REVIEW] = "the review",
    [CP_PURPOSE_WORK] = "the time that the review takes",
    [CP_PURPOSE_SIZE] = "the size of the application",
    [CP_PURPOSE_COUNT] = "how many are decided that day",
    [CP_PURPOSE_STREAM] = "the next application from outside",
    [CP_PURPOSE_CHALLENGE] = "whether customs challenge it",
    [CP_PURPOSE_EXTEND] = "whether it is extended",
    [CP_PURPOSE_ACT_CHANCE] = "whether the act follows",
    [CP_PURPOSE_ACT_DELAY] = "when the act follows",
    [CP_PURPOSE_PROSPECT] = "whether the prospect becomes an agreement",
    [CP_PURPOSE_CONFIRM] = "whether and when the other side confirms it",
    [CP_PURPOSE_FIGURE] = "what the figure is off by",
    [CP_PURPOSE_DISPUTE] = "whether a party states a breach while the readings differ",
    [CP_PURPOSE_SETTLE] = "whether the dispute is settled",
    [CP_PURPOSE_TAKE] = "whether its owner takes it",
    [CP_PURPOSE_EASE] = "whether its owner eases it",
    [CP_PURPOSE_WITHDRAW] = "whether a party withdraws",
    [CP_PURPOSE_PAPERS] = "days until the papers are there",
    [CP_PURPOSE_STOP] = "what stops its clock",
    [CP_PURPOSE_REFER] = "whether other offices are asked",
    [CP_PURPOSE_REFILE] = "whether it is filed again",
    [CP_PURPOSE_ESCALATED] = "how it is decided higher up",
    [CP_PURPOSE_STANCE] = "whether the stance moves",
    [CP_PURPOSE_CUSTOMS] = "what customs do with it",
};

// The timeline row behind a fact, -1 when there is none.
static int32_t row_of_fact(const cp_labels *labels, int32_t fact) {
  if (fact < 0 || fact >= labels->model->n_fact) return -1;
  return labels->model->fact_row[fact];
}

static void say_fact(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  if (event->kind == CP_EVENT_STATEMENT) {
    say_text(to, CP_TEXT("fact: a statement"));
    return;
  }
  const int32_t row = row_of_fact(labels, event->number);
  say_text(to, CP_TEXT("fact: "));
  if (row >= 0) say_text(to, cp_spec_text(labels->spec, CP_F_timeline_what, row));
}

// What the model's rule looked at.
static void say_rule(const cp_labels *labels, const cp_event *event, const cp_sink *to) {
  const cp_model *model = labels->model;
  switch (event->kind) {
    case CP_EVENT_QUALIFY:
      say_text(to, model->option_kind[model->alternative_option[event->object]] >= CP_DROP
                       ? CP_TEXT(": too little is on hand")
                       : CP_TEXT(": too little is on hand and probable"));
      break;
    case CP_EVENT_SWITCH:
      say_text(to, CP_TEXT(": its days of qualification are over"));
      break;
    case CP_EVENT_ESCALATE:
      say_text(to, CP_TEXT(": its limit in law is over"));
      break;
    case CP_EVENT_CLOSE:
      say_text(to, CP_TEXT(": no answer or new papers in time, or its last attempt"));
      break;
    case CP_EVENT_DRAFT:
    case CP_EVENT_FILE:
      if (event->object >= 0) say_text(to, CP_TEXT(": need that no licence or application covers"));
      break;
    case CP_EVENT_APPROVE:
    case CP_EVENT_REFUSE:
    case CP_EVENT_RETURN:
      say_text(to, CP_TEXT(": among those of its class that are ready longest"));
      break;
    default:
      break;
  }
}

// Why goods are held: words of the bits of cp_hold.
static void say_hold(int32_t hold, const cp_sink *to) {
  static const char *const reason[] = {"customs found it to be controlled, or had no answer",
                                       "a measure stops what has not departed",
                                       "its licence has ended", "its container"};
  const char *separator = "";
  for (size_t bit = 0; bit < sizeof reason / sizeof reason[0]; bit++) {
    if ((hold >> bit & 1) == 0) continue;
    (void)cp_print(to, "%s%s", separator, reason[bit]);
    separator = "; ";
  }
}

void cp_event_why(const cp_labels *labels, const cp_event *event, cp_line *line) {
  const cp_sink to = cp_line_sink(line);
  switch (event->cause) {
    case CP_CAUSE_FACT:
      say_fact(labels, event, &to);
      break;
    case CP_CAUSE_CLAUSE:
      say_text(&to, event->kind == CP_EVENT_CLAUSE   ? CP_TEXT("replaced by clause ")
                    : event->kind == CP_EVENT_NOTICE ? CP_TEXT("breach of clause ")
                                                     : CP_TEXT("effect of clause "));
      say_text(&to, cp_label_clause(labels, event->number));
      break;
    case CP_CAUSE_DATE:
      say_text(&to, CP_TEXT("its date is reached"));
      break;
    case CP_CAUSE_DRAW:
      (void)cp_print(&to, "drawn: %s", WORD(purpose_word, event->number));
      break;
    case CP_CAUSE_MEASURE:
      say_text(&to, CP_TEXT("under "));
      say_text(&to, cp_label_measure(labels, event->number));
      break;
    case CP_CAUSE_HOLD:
      say_hold(event->number, &to);
      break;
    case CP_CAUSE_OWN:
      cp_say_own_row(labels, event->number, &to);
      break;
    case CP_CAUSE_INPUT:
      say_text(&to, event->kind == CP_EVENT_RESTART ? CP_TEXT("parts reach again, scarcest is ")
                                                    : CP_TEXT("out of "));
      cp_say_needed(labels, event->number, &to);
      break;
    default:
      say_text(&to, CP_TEXT("rule"));
      say_rule(labels, event, &to);
  }
}

cp_text cp_event_source(const cp_labels *labels, const cp_event *event) {
  const cp_spec *spec = labels->spec;
  if (event->kind == CP_EVENT_STATEMENT && event->object >= 0 &&
      event->object < cp_spec_count(spec, CP_S_statements)) {
    return cp_spec_text(spec, CP_F_statements_source, event->object);
  }
  if (event->cause == CP_CAUSE_OWN) return cp_own_source(labels, event->number);
  const int32_t row = event->cause == CP_CAUSE_FACT ? row_of_fact(labels, event->number) : -1;
  return row < 0 ? CP_TEXT("") : cp_spec_text(spec, CP_F_timeline_source, row);
}
