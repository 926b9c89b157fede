// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The brief on who said what: statements by speaker, with the condition they name and whether the
// other side confirmed them.
#include "report/brief_parts.h"
#include "report/words.h"

enum { MODALITY_SILENCE = 4, STATEMENT_MADE = 1, STATEMENT_CONFIRMED = 2 };

// Is the statement itself the other side's confirmation: an act of confirming by this speaker on
// this day?
static bool is_confirmation(const cp_brief *brief, int32_t statement) {
  const cp_text speaker = cp_spec_text(brief->spec, CP_F_statements_speaker, statement);
  for (int32_t fact = 0; fact < brief->model->n_fact; fact++) {
    const bool is_that_day = brief->model->fact_day[fact] == brief->model->statement_day[statement];
    const bool is_confirm = brief->model->fact_act[fact] == CP_ACT_CONFIRM;
    if (!is_that_day || !is_confirm) continue;
    if (cp_text_equal(cp_brief_fact(brief, CP_F_timeline_actor, fact), speaker)) return true;
  }
  return false;
}

static cp_text state_word(const cp_brief *brief, int32_t statement) {
  if (cp_spec_index(brief->spec, CP_F_statements_modality, statement) == MODALITY_SILENCE) {
    return CP_TEXT("NO ANSWER");
  }
  if (brief->state->statement_state[statement] == STATEMENT_CONFIRMED) return CP_TEXT("CONFIRMED");
  return is_confirmation(brief, statement) ? CP_TEXT("CONFIRMS") : CP_TEXT("UNCONFIRMED");
}

// Does an actor speak for a party: as the party itself, or as its speaker in any statement?
static bool is_of_party(const cp_brief *brief, cp_text actor, cp_text party) {
  if (cp_text_equal(actor, party)) return true;
  for (int32_t statement = 0; statement < brief->model->n_statement; statement++) {
    const cp_text speaker = cp_spec_text(brief->spec, CP_F_statements_speaker, statement);
    const cp_text other = cp_spec_text(brief->spec, CP_F_statements_party, statement);
    if (cp_text_equal(speaker, actor) && cp_text_equal(other, party)) return true;
  }
  return false;
}

// A silence is over once the same party confirms the same thing.
static void add_overtaken(cp_brief *brief, int32_t statement) {
  const cp_model *model = brief->model;
  const cp_text party = cp_spec_text(brief->spec, CP_F_statements_party, statement);
  for (int32_t fact = 0; fact < model->n_fact && model->fact_day[fact] <= brief->as_of; fact++) {
    const bool is_later = model->fact_act[fact] == CP_ACT_CONFIRM &&
                          model->fact_day[fact] > model->statement_day[statement];
    const bool is_its =
        cp_brief_fact_is_about(brief, fact, (cp_object_kind)model->statement_kind[statement],
                               model->statement_object[statement]);
    const cp_text actor = cp_brief_fact(brief, CP_F_timeline_actor, fact);
    if (!is_later || !is_its || !is_of_party(brief, actor, party)) continue;
    const cp_text on = cp_brief_day(brief, model->fact_day[fact]);
    cp_page_item *item = cp_page_label(
        &brief->page, 2, "overtaken",
        cp_brief_print(brief, CP_TEXT_FORMAT " by the confirmation of " CP_TEXT_FORMAT,
                       CP_TEXT_ARGUMENTS(on), CP_TEXT_ARGUMENTS(actor)));
    item->kind = "overtaken";
    item->since = model->fact_day[fact];
    item->source = cp_brief_fact(brief, CP_F_timeline_source, fact);
    return;
  }
}

static void add_statement(cp_brief *brief, int32_t statement) {
  const cp_spec *spec = brief->spec;
  const int32_t modality = cp_spec_index(spec, CP_F_statements_modality, statement);
  const cp_text claim = cp_spec_text(spec, CP_F_statements_claim, statement);
  cp_page_item *item = cp_page_add(&brief->page, 1, "statement");
  item->id = cp_spec_text(spec, CP_F_statements_about, statement);
  item->party = cp_spec_text(spec, CP_F_statements_speaker, statement);
  item->is_label = true;
  item->title = cp_brief_day(brief, brief->model->statement_day[statement]);
  item->note = cp_brief_print(brief, "%s: " CP_TEXT_FORMAT, cp_word_modality(modality),
                              CP_TEXT_ARGUMENTS(claim));
  item->state = state_word(brief, statement);
  item->since = brief->model->statement_day[statement];
  item->source = cp_spec_text(spec, CP_F_statements_source, statement);
  if (brief->state->statement_state[statement] == STATEMENT_CONFIRMED) {
    const cp_text by = cp_spec_text(spec, CP_F_statements_confirmed_by, statement);
    const cp_text on = cp_brief_day(brief, brief->model->statement_confirmed[statement]);
    cp_page_label(&brief->page, 2, "confirmed",
                  cp_brief_print(brief, CP_TEXT_FORMAT " by " CP_TEXT_FORMAT, CP_TEXT_ARGUMENTS(on),
                                 CP_TEXT_ARGUMENTS(by)))
        ->kind = "confirmed";
  }
  if (brief->state->statement_state[statement] == STATEMENT_MADE)
    cp_brief_confirmation(brief, CP_OBJECT_NONE, statement, brief->model->statement_day[statement],
                          2);
  if (modality == MODALITY_SILENCE) add_overtaken(brief, statement);
  const cp_text condition = cp_spec_text(spec, CP_F_statements_condition, statement);
  if (condition.size > 0)
    cp_page_label(&brief->page, 2, "condition", condition)->kind = "condition";
}

static bool is_first_of(const cp_brief *brief, int32_t statement) {
  const cp_text speaker = cp_spec_text(brief->spec, CP_F_statements_speaker, statement);
  for (int32_t before = 0; before < statement; before++) {
    const bool is_made = brief->state->statement_state[before] > 0;
    const cp_text other = cp_spec_text(brief->spec, CP_F_statements_speaker, before);
    if (is_made && cp_text_equal(other, speaker)) return false;
  }
  return true;
}

void cp_brief_statements(cp_brief *brief) {
  cp_page_section_begin(&brief->page, "statements", CP_TEXT("WHO SAID WHAT"));
  const int32_t n_before = brief->page.n_item;
  for (int32_t first = 0; first < brief->model->n_statement; first++) {
    if (brief->state->statement_state[first] == 0 || !is_first_of(brief, first)) continue;
    const cp_text speaker = cp_spec_text(brief->spec, CP_F_statements_speaker, first);
    const cp_text party = cp_spec_text(brief->spec, CP_F_statements_party, first);
    cp_page_item *item = cp_page_add(&brief->page, 0, "speaker");
    item->title = speaker;
    item->party = cp_brief_actor(brief, party);
    for (int32_t statement = first; statement < brief->model->n_statement; statement++) {
      const cp_text other = cp_spec_text(brief->spec, CP_F_statements_speaker, statement);
      const bool is_made = brief->state->statement_state[statement] > 0;
      if (is_made && cp_text_equal(other, speaker)) add_statement(brief, statement);
    }
  }
  if (brief->page.n_item > n_before) return;
  cp_page_add(&brief->page, 0, "nothing")->title = CP_TEXT("nothing about a deal yet");
}
