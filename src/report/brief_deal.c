// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on agreements: each on its rung with what was said, the legal act and what came of it;
// prospects and what is contested.
#include <string.h>

#include "report/brief_parts.h"
#include "report/words.h"

enum { RUNG_PROSPECT = 0, RUNG_TRUCE = 1, RUNG_COMPREHENSIVE = 4 };

// Day of the first act on an agreement, the announcement if there is one; CP_DAY_NONE when nothing
// happened by as_of.
static int32_t first_day(const cp_brief *brief, int32_t agreement) {
  const cp_model *model = brief->model;
  int32_t first = CP_DAY_NONE;
  for (int32_t fact = 0; fact < model->n_fact && model->fact_day[fact] <= brief->as_of; fact++) {
    const int32_t act = model->fact_act[fact];
    if (!cp_brief_fact_is_about(brief, fact, CP_OBJECT_AGREEMENT, agreement)) continue;
    if (cp_brief_is_word(act)) continue;
    if (first == CP_DAY_NONE || act == CP_ACT_ANNOUNCE) first = model->fact_day[fact];
    if (act == CP_ACT_ANNOUNCE) return first;
  }
  return first;
}

// "announced 26 Jun by White House; confirmed 27 Jun by ..."
static cp_text acts_on(cp_brief *brief, int32_t agreement) {
  const cp_model *model = brief->model;
  cp_text acts = CP_TEXT("");
  for (int32_t fact = 0; fact < model->n_fact && model->fact_day[fact] <= brief->as_of; fact++) {
    const int32_t act = model->fact_act[fact];
    if (!cp_brief_fact_is_about(brief, fact, CP_OBJECT_AGREEMENT, agreement)) continue;
    if (cp_brief_is_word(act) || act == CP_ACT_SIGN) continue;
    const cp_text day = cp_brief_day(brief, model->fact_day[fact]);
    const cp_text actor = cp_brief_actor(brief, cp_brief_fact(brief, CP_F_timeline_actor, fact));
    acts = cp_brief_join(
        brief, acts,
        cp_brief_print(brief, "%s " CP_TEXT_FORMAT " by " CP_TEXT_FORMAT, cp_word_act(act),
                       CP_TEXT_ARGUMENTS(day), CP_TEXT_ARGUMENTS(actor)));
  }
  return acts;
}

// The sources of those acts, each once.
static cp_text sources_of(cp_brief *brief, int32_t agreement) {
  const cp_model *model = brief->model;
  cp_text sources = CP_TEXT("");
  cp_text last = CP_TEXT("");
  for (int32_t fact = 0; fact < model->n_fact && model->fact_day[fact] <= brief->as_of; fact++) {
    const int32_t act = model->fact_act[fact];
    if (!cp_brief_fact_is_about(brief, fact, CP_OBJECT_AGREEMENT, agreement)) continue;
    if (cp_brief_is_word(act) || act == CP_ACT_SIGN) continue;
    const cp_text source = cp_brief_fact(brief, CP_F_timeline_source, fact);
    if (cp_text_equal(source, last)) continue;
    last = source;
    sources = cp_brief_print(brief, CP_TEXT_FORMAT "%s" CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(sources),
                             sources.size > 0 ? " " : "", CP_TEXT_ARGUMENTS(source));
  }
  return sources;
}

// One side's word on the day of signing is not a confirmation; a row whose actor is `both` is.
static void add_signing(cp_brief *brief, int32_t agreement) {
  const cp_model *model = brief->model;
  cp_text dates = CP_TEXT("");
  cp_text source = CP_TEXT("");
  int32_t day = CP_DAY_NONE;
  bool is_confirmed = false;
  for (int32_t fact = 0; fact < model->n_fact && model->fact_day[fact] <= brief->as_of; fact++) {
    const bool is_sign = model->fact_act[fact] == CP_ACT_SIGN;
    if (!is_sign || !cp_brief_fact_is_about(brief, fact, CP_OBJECT_AGREEMENT, agreement)) continue;
    const cp_text actor = cp_brief_fact(brief, CP_F_timeline_actor, fact);
    const cp_text on = cp_brief_day(brief, model->fact_day[fact]);
    const cp_text by = cp_brief_actor(brief, actor);
    is_confirmed = is_confirmed || cp_text_equal(actor, CP_TEXT("both"));
    day = model->fact_day[fact];
    source = cp_brief_fact(brief, CP_F_timeline_source, fact);
    dates = cp_brief_join(brief, dates,
                          cp_brief_print(brief, CP_TEXT_FORMAT " (" CP_TEXT_FORMAT ")",
                                         CP_TEXT_ARGUMENTS(on), CP_TEXT_ARGUMENTS(by)));
  }
  if (dates.size == 0) return;
  cp_page_item *item =
      cp_page_label(&brief->page, 1, "legal act",
                    cp_brief_print(brief, "signed " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(dates)));
  item->kind = "signing";
  item->state = is_confirmed ? CP_TEXT("CONFIRMED") : CP_TEXT("UNCONFIRMED");
  item->since = day;
  item->source = source;
}

static void add_text(cp_brief *brief, int32_t agreement) {
  const bool is_published = cp_spec_index(brief->spec, CP_F_agreements_published, agreement) == 1;
  cp_page_item *item = cp_page_label(&brief->page, 1, "text", CP_TEXT(""));
  item->kind = "text";
  item->state = is_published ? CP_TEXT("PUBLISHED") : CP_TEXT("NOT PUBLISHED");
  item->source = cp_spec_text(brief->spec, CP_F_agreements_source, agreement);
}

static cp_text named(cp_brief *brief, int32_t agreement) {
  const cp_text title = cp_spec_text(brief->spec, CP_F_agreements_title, agreement);
  const int32_t day = first_day(brief, agreement);
  if (day == CP_DAY_NONE) return title;
  const cp_text on = cp_brief_day(brief, day);
  return cp_brief_print(brief, CP_TEXT_FORMAT " (" CP_TEXT_FORMAT ")", CP_TEXT_ARGUMENTS(title),
                        CP_TEXT_ARGUMENTS(on));
}

static void add_chain(cp_brief *brief, int32_t agreement) {
  const int32_t what = cp_spec_index(brief->spec, CP_F_agreements_implements, agreement);
  const int32_t through = cp_spec_index(brief->spec, CP_F_agreements_through, agreement);
  if (what < 0) return;
  cp_text text = named(brief, what);
  if (through >= 0) {
    const cp_text way = named(brief, through);
    text = cp_brief_print(brief, CP_TEXT_FORMAT " through " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(text),
                          CP_TEXT_ARGUMENTS(way));
  }
  cp_page_label(&brief->page, 1, "carries out", text)->kind = "implements";
}

// What came of it: its clauses by state.
static void add_outcome(cp_brief *brief, int32_t agreement) {
  cp_text list = CP_TEXT("");
  for (int32_t state = CP_CLAUSE_SUPERSEDED; state >= CP_CLAUSE_DORMANT; state--) {
    int32_t n = 0;
    for (int32_t clause = 0; clause < brief->model->n_clause; clause++) {
      const bool is_its = brief->model->clause_agreement[clause] == agreement;
      n += is_its && brief->state->clause_state[clause] == state;
    }
    if (n == 0) continue;
    list = cp_brief_join(brief, list,
                         cp_brief_print(brief, "%d %s", (int)n, cp_word_clause_state(state)));
  }
  if (list.size > 0) cp_page_label(&brief->page, 1, "clauses", list)->kind = "clauses";
}

static bool is_announced_by_both(const cp_brief *brief, int32_t agreement) {
  const cp_model *model = brief->model;
  for (int32_t fact = 0; fact < model->n_fact && model->fact_day[fact] <= brief->as_of; fact++) {
    const bool is_announce = model->fact_act[fact] == CP_ACT_ANNOUNCE;
    if (!is_announce || !cp_brief_fact_is_about(brief, fact, CP_OBJECT_AGREEMENT, agreement))
      continue;
    const cp_text actor = cp_brief_fact(brief, CP_F_timeline_actor, fact);
    if (cp_text_equal(actor, CP_TEXT("both"))) return true;
  }
  return false;
}

// Since when and by whom it is confirmed, or who is still to do so: what both sides announced waits
// for no other side.
static cp_text confirmation_note(cp_brief *brief, int32_t agreement, cp_text actor) {
  if (brief->state->agreement_state[agreement] == CP_AGREEMENT_ENDED) {
    const cp_text since = cp_brief_day(brief, brief->state->agreement_since[agreement]);
    return cp_brief_print(brief, "since " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(since));
  }
  if (brief->state->agreement_state[agreement] != CP_AGREEMENT_CONFIRMED) {
    return is_announced_by_both(brief, agreement)
               ? CP_TEXT("announced by both sides; not yet confirmed")
               : CP_TEXT("by the other side");
  }
  const cp_text day = cp_brief_day(brief, brief->state->agreement_since[agreement]);
  return cp_brief_print(brief, "since " CP_TEXT_FORMAT " by " CP_TEXT_FORMAT,
                        CP_TEXT_ARGUMENTS(day), CP_TEXT_ARGUMENTS(actor));
}

static void add_agreement(cp_brief *brief, int32_t agreement) {
  const int32_t state = brief->state->agreement_state[agreement];
  const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_AGREEMENT, agreement);
  const cp_because why = cp_brief_because(brief, event);
  cp_page_item *item = cp_page_add(&brief->page, 0, "agreement");
  item->id = cp_spec_name(brief->spec, CP_S_agreements, agreement);
  item->title = cp_spec_text(brief->spec, CP_F_agreements_title, agreement);
  item->state = cp_text_of(cp_word_agreement_state(state));
  item->since = brief->state->agreement_since[agreement];
  item->cause = why.words;
  item->source = why.source;
  item->note = confirmation_note(brief, agreement, why.actor);
  const cp_text acts = acts_on(brief, agreement);
  if (acts.size > 0) {
    cp_page_item *said = cp_page_label(&brief->page, 1, "said", acts);
    said->kind = "said";
    said->source = sources_of(brief, agreement);
  }
  add_signing(brief, agreement);
  add_text(brief, agreement);
  add_chain(brief, agreement);
  cp_brief_future(brief, agreement);
  if (state == CP_AGREEMENT_ANNOUNCED || state == CP_AGREEMENT_SIGNED)
    cp_brief_confirmation(brief, CP_OBJECT_AGREEMENT, agreement,
                          brief->state->agreement_announced[agreement], 1);
  add_outcome(brief, agreement);
  const cp_text open = cp_spec_text(brief->spec, CP_F_agreements_open, agreement);
  if (open.size > 0) cp_page_label(&brief->page, 1, "open", open)->kind = "open";
  cp_brief_says(brief, CP_OBJECT_AGREEMENT, agreement, 1);
}

// The agreement with the latest first day before the given place in the order (day, then row); -1
// at the end.
static int32_t next_agreement(const cp_brief *brief, int32_t before_day, int32_t before_row) {
  int32_t best = -1;
  int32_t best_day = CP_DAY_NONE;
  for (int32_t agreement = 0; agreement < brief->model->n_agreement; agreement++) {
    const int32_t rung = brief->model->agreement_rung[agreement];
    const int32_t day = first_day(brief, agreement);
    if (day == CP_DAY_NONE || rung == RUNG_PROSPECT) continue;
    const bool is_left = day < before_day || (day == before_day && agreement < before_row);
    if (is_left && (best < 0 || day >= best_day)) {
      best = agreement;
      best_day = day;
    }
  }
  return best;
}

static void add_rows(cp_brief *brief, const char *topic, const char *kind, int32_t depth) {
  for (int32_t fact = 0; fact < brief->model->n_fact; fact++) {
    if (!cp_brief_fact_is_topic(brief, fact, topic)) continue;
    const cp_text words = cp_brief_row(brief, fact);
    cp_page_item *row = cp_page_add(&brief->page, depth, kind);
    row->is_label = true;
    row->title = cp_brief_day(brief, brief->model->fact_day[fact]);
    row->party = cp_brief_speaker(brief, fact);
    row->note = words;
    row->since = brief->model->fact_day[fact];
    row->source = cp_brief_fact(brief, CP_F_timeline_source, fact);
  }
}

static int32_t highest_rung(const cp_brief *brief) {
  int32_t highest = RUNG_PROSPECT;
  for (int32_t agreement = 0; agreement < brief->model->n_agreement; agreement++) {
    const int32_t rung = brief->model->agreement_rung[agreement];
    const int32_t state = brief->state->agreement_state[agreement];
    const bool is_there = state >= CP_AGREEMENT_ANNOUNCED && state <= CP_AGREEMENT_CONFIRMED;
    if (is_there && rung > highest) highest = rung;
  }
  return highest;
}

static void add_ladder(cp_brief *brief) {
  const int32_t reached = highest_rung(brief);
  cp_text ladder = CP_TEXT("");
  for (int32_t rung = RUNG_TRUCE; rung <= RUNG_COMPREHENSIVE; rung++) {
    ladder = cp_brief_print(brief, CP_TEXT_FORMAT "%s%s%s%s", CP_TEXT_ARGUMENTS(ladder),
                            rung > RUNG_TRUCE ? " > " : "", rung == reached ? "[" : "",
                            cp_word_rung(rung), rung == reached ? "]" : "");
  }
  cp_page_item *item = cp_page_add(&brief->page, 0, "ladder");
  item->title = ladder;
  item->state = reached == RUNG_PROSPECT ? CP_TEXT("NO DEAL") : cp_text_of("");
  if (reached != RUNG_PROSPECT) {
    item->note = cp_brief_print(brief, "on the rung of %s", cp_word_rung(reached));
  }
  add_rows(brief, "comprehensive", "comprehensive", 1);
}

void cp_brief_deal(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "deal", CP_TEXT("DEAL"));
  int32_t day = INT32_MAX;
  int32_t agreement = next_agreement(brief, day, 0);
  if (agreement < 0) {
    cp_page_item *item = cp_page_add(&brief->page, 0, "agreement");
    item->title = CP_TEXT("no agreement has been announced");
    item->state = CP_TEXT("NONE");
  }
  for (; agreement >= 0; agreement = next_agreement(brief, day, agreement)) {
    day = first_day(brief, agreement);
    add_agreement(brief, agreement);
  }
  add_ladder(brief);
  add_rows(brief, "talks", "talks", 0);
}

void cp_brief_elsewhere(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "elsewhere", CP_TEXT("ELSEWHERE AND CONTESTED"));
  const int32_t n_before = brief->page.n_item;
  for (int32_t agreement = 0; agreement < brief->model->n_agreement; agreement++) {
    const bool is_prospect = brief->model->agreement_rung[agreement] == RUNG_PROSPECT;
    const int32_t state = brief->state->agreement_state[agreement];
    if (!is_prospect || state == CP_AGREEMENT_NONE) continue;
    const cp_event *event = cp_ledger_last(brief->ledger, CP_EVENT_AGREEMENT, agreement);
    const cp_because why = cp_brief_because(brief, event);
    cp_page_item *item = cp_page_add(&brief->page, 0, "prospect");
    item->id = cp_spec_name(brief->spec, CP_S_agreements, agreement);
    item->title = cp_spec_text(brief->spec, CP_F_agreements_title, agreement);
    item->state = cp_text_of(cp_word_agreement_state(state));
    item->since = brief->state->agreement_since[agreement];
    item->cause = why.words;
    item->source = why.source;
    item->note = acts_on(brief, agreement);
    cp_brief_future(brief, agreement);
  }
  add_rows(brief, "contested", "contested", 0);
  if (brief->page.n_item > n_before) return;
  cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("nothing known");
}
