// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The page's data; see html_data.h.
#include "report/html_data.h"

#include <string.h>

#include "base/date.h"
#include "base/os/json.h"
#include "base/os/print.h"
#include "base/sort.h"
#include "ensemble/quantile.h"
#include "report/bands.h"
#include "report/brief.h"
#include "scenario/fields.h"

enum { FORMAT = 1 };

// What one document is made with.
typedef struct writer {
  const cp_sink *sink;  // escapes
  const cp_html_run *run;
  cp_band_room room;
  cp_arena *arena;
} writer;

// --- what no element may see ---------------------------------------------------------------------

static cp_status put_escaped(void *context, const char *text, size_t size) {
  const cp_sink *behind = context;
  size_t from = 0;
  for (size_t at = 0; at < size; at++) {
    if (text[at] != '<') continue;
    if (at > from) CP_TRY(behind->put(behind->context, text + from, at - from));
    CP_TRY(behind->put(behind->context, "\\u003c", 6));
    from = at + 1;
  }
  return size > from ? behind->put(behind->context, text + from, size - from) : CP_OK;
}

// --- inputs --------------------------------------------------------------------------------------

// Sections that figures are drawn from.
static const cp_section shown_sections[] = {
    CP_S_scenario,   CP_S_regions,    CP_S_goods,       CP_S_firms,        CP_S_classes,
    CP_S_measures,   CP_S_agreements, CP_S_clauses,     CP_S_readings,     CP_S_timeline,
    CP_S_statements, CP_S_sectors,    CP_S_authorities, CP_S_observations, CP_S_approvals};

// As its author wrote it; of a list in YAML its words.
static void put_written(cp_json *json, const cp_cell *cell) {
  if (cell->text.size > 0 || !cell->word) {
    cp_json_text(json, cell->text);
    return;
  }
  cp_json_array(json);
  for (int32_t at = 0; at < cell->n_item; at++) cp_json_text(json, cell->word[at]);
  cp_json_close(json);
}

static void put_row(cp_json *json, const cp_spec *spec, int32_t section, int32_t row) {
  const cp_section_info *about = cp_section_at(section);
  cp_json_object(json);
  for (int32_t place = 0; place < cp_section_width(section); place++) {
    const int32_t field = about->first_field + place;
    const cp_cell *cell = cp_spec_cell(spec, (cp_field)field, row);
    if (cell->is_missing || !cell->is_given) continue;
    cp_json_key_text(json, cp_field_at(field)->name);
    put_written(json, cell);
  }
  cp_json_close(json);
}

// Rows as their author wrote them.
static cp_status put_inputs(const writer *to) {
  cp_json json = cp_json_begin(to->sink);
  cp_json_object(&json);
  for (size_t at = 0; at < sizeof shown_sections / sizeof shown_sections[0]; at++) {
    const int32_t section = shown_sections[at];
    cp_json_key_text(&json, cp_section_at(section)->name);
    cp_json_array(&json);
    for (int32_t row = 0; row < cp_spec_count(to->run->spec, (cp_section)section); row++)
      put_row(&json, to->run->spec, section, row);
    cp_json_close(&json);
  }
  cp_json_close(&json);
  return cp_json_end(&json);
}

static void put_value(cp_json *json, const cp_spec *spec, int32_t section, int32_t row,
                      int32_t field, const cp_cell *cell) {
  cp_json_object(json);
  cp_json_key(json, "section");
  cp_json_text(json, cp_section_at(section)->name);
  cp_json_key(json, "row");
  cp_json_text(json, cp_spec_name(spec, (cp_section)section, row));
  cp_json_key(json, "field");
  cp_json_text(json, cp_field_at(field)->name);
  cp_json_key(json, "value");
  cp_json_text(json, cell->text);
  if (cell->source.size > 0) {
    cp_json_key(json, "source");
    cp_json_text(json, cell->source);
  }
  cp_json_close(json);
}

// Every value that no source gives, as `brief --assumed` lists them.
static cp_status put_assumed(const writer *to) {
  cp_json json = cp_json_begin(to->sink);
  cp_json_array(&json);
  for (int32_t section = 0; section < CP_N_SECTION; section++) {
    const cp_section_info *about = cp_section_at(section);
    for (int32_t row = 0; row < cp_spec_count(to->run->spec, (cp_section)section); row++) {
      for (int32_t place = 0; place < cp_section_width(section); place++) {
        const int32_t field = about->first_field + place;
        const cp_cell *cell = cp_spec_cell(to->run->spec, (cp_field)field, row);
        if (!cell->is_missing && cell->is_assumed)
          put_value(&json, to->run->spec, section, row, field, cell);
      }
    }
  }
  cp_json_close(&json);
  return cp_json_end(&json);
}

// Trade lanes with their normal quantity a day, in the good's base unit, with every range at its middle.
static cp_status put_lanes(const writer *to) {
  const cp_html_run *run = to->run;
  const cp_labels *labels = run->catalog->labels;
  cp_json json = cp_json_begin(to->sink);
  cp_json_array(&json);
  for (int32_t lane = 0; lane < run->model->n_lane; lane++) {
    const int32_t input = run->model->lane_input[lane];
    cp_json_array(&json);
    cp_json_text(&json, cp_label_firm(labels, run->model->lane_supplier[lane]));
    cp_json_text(&json, cp_label_firm(labels, cp_lane_buyer(run->model, lane)));
    cp_json_text(&json, cp_label_good(labels, run->model->input_good[input]));
    cp_json_number(&json, run->ledger->draw.lane_most[lane]);
    cp_json_flag(&json, run->model->input_source[input] >= 0);
    cp_json_close(&json);
  }
  cp_json_close(&json);
  return cp_json_end(&json);
}

// --- results -------------------------------------------------------------------------------------

// Seven digits are more than the Monte-Carlo error of any number here.
static cp_status put_number(const writer *to, double value, const char *behind) {
  return cp_print(to->sink, "%.7g%s", value + 0.0, behind);
}

// A table of the levels, then the means, by date.
typedef struct band_table {
  double *cell;
  int32_t n_date;
} band_table;

static cp_status keep_band(void *context, int32_t date, const double quantile[CP_STORE_N_LEVEL],
                           double mean) {
  const band_table *to = context;
  for (int32_t level = 0; level < CP_STORE_N_LEVEL; level++)
    to->cell[level * to->n_date + date] = quantile[level];
  to->cell[CP_STORE_N_LEVEL * to->n_date + date] = mean;
  return CP_OK;
}

// An array per level, and one of means.
static cp_status put_bands(const writer *to, int32_t series, int32_t entity) {
  const cp_catalog *catalog = to->run->catalog;
  enum { N = CP_STORE_N_LEVEL + 1 };
  band_table table = {.n_date = catalog->series[series].series.n_date};
  table.cell = cp_arena_take_array(to->arena, sizeof(double) * N, table.n_date);
  if (!table.cell) return CP_NO_MEMORY;
  CP_TRY(cp_bands_each(catalog, to->run->ensemble, series, entity, &to->room, keep_band, &table));
  for (int32_t level = 0; level < N; level++) {
    CP_TRY(cp_print(to->sink, level == 0 ? "[[" : ",["));
    for (int32_t date = 0; date < table.n_date; date++) {
      const char *behind = date + 1 < table.n_date ? "," : "]";
      CP_TRY(put_number(to, table.cell[level * table.n_date + date], behind));
    }
  }
  return cp_print(to->sink, "]");
}

static cp_status put_series_head(const writer *to, int32_t series) {
  const cp_catalog_series *at = &to->run->catalog->series[series];
  char day[11];
  cp_json json = cp_json_begin(to->sink);
  cp_json_object(&json);
  cp_json_key(&json, "unit");
  cp_json_string(&json, at->series.unit);
  cp_json_key(&json, "meaning");
  cp_json_string(&json, at->series.meaning);
  cp_json_key(&json, "per");
  cp_json_string(&json, cp_per_name(at->series.per));
  cp_json_key(&json, "step");
  cp_json_string(&json, at->series.every == CP_EVERY_MONTH ? "month" : "week");
  cp_json_key(&json, "how");
  cp_json_string(&json, at->series.how == CP_SUM ? "sum" : "last");
  cp_json_key(&json, "offset");
  cp_json_whole(&json, at->series.offset);
  cp_json_key(&json, "dates");
  cp_json_array(&json);
  for (int32_t date = 0; date < at->series.n_date; date++)
    cp_json_string(&json, cp_day_format(cp_catalog_day(to->run->catalog, series, date), day));
  cp_json_close(&json);
  cp_json_key(&json, "entities");
  cp_json_array(&json);
  for (int32_t entity = 0; entity < at->n_entity; entity++)
    cp_json_text(&json, at->entity[entity].name);
  cp_json_close(&json);
  cp_json_key(&json, "parts");
  cp_json_array(&json);
  for (int32_t entity = 0; entity < at->n_entity; entity++) {
    cp_json_array(&json);
    for (int32_t part = 0; part < at->entity[entity].n_part; part++)
      cp_json_whole(&json, at->entity[entity].part[part]);
    cp_json_close(&json);
  }
  cp_json_close(&json);
  cp_json_close(&json);
  return cp_json_end(&json);
}

static cp_status put_series(const writer *to) {
  CP_TRY(cp_print(to->sink, "{"));
  for (int32_t series = 0; series < CP_N_SERIES; series++) {
    const cp_catalog_series *at = &to->run->catalog->series[series];
    CP_TRY(cp_print(to->sink, "%s\"%s\":{\"about\":", series == 0 ? "" : ",", at->series.name));
    CP_TRY(put_series_head(to, series));
    CP_TRY(cp_print(to->sink, ",\"values\":["));
    for (int32_t entity = 0; entity < at->n_entity; entity++) {
      if (entity > 0) CP_TRY(cp_print(to->sink, ","));
      CP_TRY(put_bands(to, series, entity));
    }
    CP_TRY(cp_print(to->sink, "]}"));
  }
  return cp_print(to->sink, "}");
}

// One value of each finished replica.
static int32_t gather_outcome(const writer *to, const cp_outcome *outcome, int32_t entity) {
  const cp_ensemble *ensemble = to->run->ensemble;
  int32_t n = 0;
  for (int32_t replica = 0; replica < ensemble->n_replica; replica++) {
    if (!cp_ensemble_is_done(ensemble, replica)) continue;
    to->room.value[n++] = cp_ensemble_record(ensemble, replica)[outcome->offset + entity];
  }
  return n;
}

static void put_outcome(const writer *to, cp_json *json, const cp_outcome *outcome) {
  static const double levels[] = {0.1, 0.5, 0.9};
  cp_json_object(json);
  cp_json_key(json, "unit");
  cp_json_string(json, outcome->unit);
  cp_json_key(json, "meaning");
  cp_json_string(json, outcome->meaning);
  cp_json_key(json, "per");
  cp_json_string(json, cp_per_name(outcome->per));
  cp_json_key(json, "offset");
  cp_json_whole(json, outcome->offset);
  cp_json_key(json, "entities");
  cp_json_array(json);
  for (int32_t entity = 0; entity < outcome->n_entity; entity++)
    cp_json_text(json, cp_label_entity(to->run->catalog->labels, outcome->per, entity));
  cp_json_close(json);
  // low, median and high of 80 %, mean, share of replicas with a value above 0
  cp_json_key(json, "values");
  cp_json_array(json);
  for (int32_t entity = 0; entity < outcome->n_entity; entity++) {
    const int32_t n = gather_outcome(to, outcome, entity);
    double positive = 0.0;
    for (int32_t at = 0; at < n; at++) positive += to->room.value[at] > 0.0;
    const double mean = cp_mean(to->room.value, n);
    cp_sort_numbers(to->room.value, n, to->room.scratch);
    cp_json_array(json);
    for (size_t level = 0; level < sizeof levels / sizeof levels[0]; level++)
      cp_json_number(json, cp_quantile(to->room.value, n, levels[level]));
    cp_json_number(json, mean);
    cp_json_number(json, positive / n);
    cp_json_close(json);
  }
  cp_json_close(json);
  cp_json_close(json);
}

// Alternatives are told by the summary's switches, which say more.
static cp_status put_outcomes(const writer *to) {
  cp_json json = cp_json_begin(to->sink);
  cp_json_object(&json);
  for (int32_t which = 0; which < CP_N_OUTCOME; which++) {
    const cp_outcome *outcome = &to->run->catalog->outcome[which];
    if (outcome->per == CP_PER_ALTERNATIVE || which == CP_OUTCOME_state_hash) continue;
    cp_json_key(&json, outcome->name);
    put_outcome(to, &json, outcome);
  }
  cp_json_close(&json);
  return cp_json_end(&json);
}

static cp_status put_digests(const writer *to) {
  const cp_ensemble *ensemble = to->run->ensemble;
  cp_json json = cp_json_begin(to->sink);
  cp_json_array(&json);
  for (int32_t replica = 0; replica < ensemble->n_replica && replica < CP_HTML_DIGESTS; replica++) {
    char hex[65] = "";
    if (cp_ensemble_is_done(ensemble, replica)) {
      for (int32_t byte = 0; byte < 32; byte++) {
        const uint8_t value = ensemble->digest[replica].byte[byte];
        hex[2 * byte] = "0123456789abcdef"[value >> 4];
        hex[2 * byte + 1] = "0123456789abcdef"[value & 15];
      }
      hex[64] = 0;
    }
    cp_json_string(&json, hex);
  }
  cp_json_close(&json);
  return cp_json_end(&json);
}

// --- the document --------------------------------------------------------------------------------

static cp_status put_certificate(const writer *to) {
  const cp_summary *summary = to->run->summary;
  return cp_certificate_print(&summary->certificate, summary->headline, summary->n_headline,
                              to->sink);
}

static cp_status put_summary(const writer *to) {
  return cp_summary_print_json(to->run->summary, to->sink);
}

static cp_status put_brief(const writer *to) {
  return cp_brief_json(to->run->spec, to->run->ledger, 1u, to->arena, to->sink);
}

static cp_status put_levels(const writer *to) {
  for (int32_t level = 0; level < CP_STORE_N_LEVEL; level++)
    CP_TRY(cp_print(to->sink, "%s%g", level == 0 ? "[" : ",", cp_store_level[level]));
  return cp_print(to->sink, "]");
}

typedef struct part {
  const char *name;
  cp_status (*put)(const writer *to);
} part;

static const part parts[] = {
    {"certificate", put_certificate}, {"summary", put_summary}, {"brief", put_brief},
    {"inputs", put_inputs},           {"assumed", put_assumed}, {"lanes", put_lanes},
    {"levels", put_levels},           {"series", put_series},   {"outcomes", put_outcomes},
    {"digests", put_digests}};

static cp_status put_run(const writer *to) {
  cp_json json = cp_json_begin(to->sink);
  CP_TRY(cp_print(to->sink, "{\"record_length\":%d,\"file\":", cp_record_length(to->run->model)));
  cp_json_string(&json, to->run->file);
  CP_TRY(cp_json_end(&json));
  for (size_t at = 0; at < sizeof parts / sizeof parts[0]; at++) {
    CP_TRY(cp_print(to->sink, ",\"%s\":", parts[at].name));
    CP_TRY(parts[at].put(to));
  }
  return cp_print(to->sink, "}");
}

cp_status cp_html_data(const cp_html_run *run, int32_t n_run, cp_arena *arena,
                       const cp_sink *sink) {
  cp_sink behind = *sink;
  const cp_sink escaping = {.put = put_escaped, .context = &behind};
  CP_TRY(cp_print(sink, "{\"format\":%d,\"runs\":[", FORMAT));
  for (int32_t at = 0; at < n_run; at++) {
    writer to = {.sink = &escaping, .run = run + at, .arena = arena};
    CP_TRY(cp_bands_room(run[at].ensemble, arena, &to.room));
    if (at > 0) CP_TRY(cp_print(sink, ","));
    CP_TRY(put_run(&to));
  }
  CP_TRY(cp_print(sink, "],\"levers\":"));
  CP_TRY(cp_print(&escaping, "%.*s", run->levers.size > 0 ? run->levers.size : 4,
                  run->levers.size > 0 ? run->levers.at : "null"));
  CP_TRY(cp_print(sink, ",\"controls\":"));
  if (run->reading.folder) {
    CP_TRY(cp_controls_json(&run->reading, run->spec, run->model, arena, &escaping));
  } else {
    CP_TRY(cp_print(sink, "[]"));
  }
  return cp_print(sink, "}\n");
}
