// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From what a run starts where firms state their own today: who, of which evening, and how many rows of each kind.
#include "model/own.h"
#include "report/summary_ask.h"
#include "report/summary_put.h"
#include "report/summary_say.h"

static const struct {
  const char *one, *more;
} kinds[] = {[CP_OWN_APPLICATION] = {"application", "applications"},
             [CP_OWN_LICENCE] = {"licence", "licences"},
             [CP_OWN_SHIPMENT] = {"shipment", "shipments"},
             [CP_OWN_STOCK] = {"stock", "stocks"}};

enum { N_KIND = sizeof kinds / sizeof kinds[0] };
_Static_assert((int)N_KIND == (int)CP_SUMMARY_OWN_KINDS, "a count of each kind");

cp_status cp_summary_fill_own(cp_inquiry *ask) {
  const cp_model *model = ask->model;
  cp_summary *summary = ask->summary;
  summary->own = CP_ARENA_ARRAY(ask->arena, cp_summary_own, model->n_own + 1);
  if (!summary->own) return CP_NO_MEMORY;
  for (int32_t own = 0; own < model->n_own; own++) {
    if (own == 0 || model->own_firm[own] != model->own_firm[own - 1])
      summary->own[summary->n_own++] =
          (cp_summary_own){.firm = cp_label_firm(ask->catalog->labels, model->own_firm[own]),
                           .day = model->own_day[own]};
    // a row that says that there is none is no application, licence or shipment
    summary->own[summary->n_own - 1].count[model->own_kind[own]] +=
        model->own_quantity[own] > 0.0 || model->own_kind[own] == CP_OWN_STOCK;
  }
  return CP_OK;
}

void cp_summary_say_own(cp_printer *page) {
  for (int32_t at = 0; at < page->summary->n_own; at++) {
    const cp_summary_own *row = &page->summary->own[at];
    char day[16];
    CP_SAY(page, "starts from what %.*s states for %s: ", CP_TEXT_ARGUMENTS(row->firm),
           cp_day_words(row->day, day));
    const char *separator = "";
    for (int32_t kind = 0; kind < N_KIND; kind++) {
      if (row->count[kind] == 0) continue;
      CP_SAY(page, "%s%d %s", separator, (int)row->count[kind],
             row->count[kind] == 1 ? kinds[kind].one : kinds[kind].more);
      separator = ", ";
    }
    CP_SAY(page, "%s\n", separator[0] ? "" : "nothing");
  }
}

void cp_summary_put_own(cp_json *json, const cp_summary *summary) {
  if (summary->n_own == 0) return;
  cp_json_key(json, "my_today");
  cp_json_array(json);
  for (int32_t at = 0; at < summary->n_own; at++) {
    const cp_summary_own *row = &summary->own[at];
    cp_json_object(json);
    put_text(json, "firm", row->firm);
    put_day(json, "date", row->day);
    for (int32_t kind = 0; kind < N_KIND; kind++)
      put_whole(json, kinds[kind].more, row->count[kind]);
    cp_json_close(json);
  }
  cp_json_close(json);
}
