// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The scenario that `new` writes: small, commented, complete enough to check, brief, run and trace.
// Each file is a list of lines, so that it can be read here as it will be read there.
#include "api/objects.h"

#include "base/check.h"
#include "base/os/file.h"

typedef struct starter_file {
  const char *name;
  const char *const *line;  // ended by NULL
} starter_file;

static const char *const scenario_lines[] = {
    "# A small scenario to start from: one exporter of magnets, two users, a control, a deal. "
    "Every name and number is made up.",
    "# Change it, add to it, then:   chokepoint check .     chokepoint brief .     chokepoint run "
    ". -n 200",
    "# A value is a number with its unit, or a range:  MIDDLE [LOW .. HIGH SHAPE] UNIT  (5 % and "
    "95 % points; shapes: lognormal, normal,",
    "# logitnormal, triangle, uniform). Fields that no source gives are named under `assumed`. "
    "chokepoint schema --reference tells",
    "# about every section and field.",
    "",
    "scenario:",
    "  title: A small trade regime",
    "  story: The north puts magnets under export licences; the south answers with a duty; a deal "
    "is struck and waits for delivery.",
    "  start: 2025-01-01        # spin-up begins here",
    "  as_of: 2025-06-30        # rows known later are left out; results begin here",
    "  until: 2025-12-31",
    "  replicas: 200",
    "  headline_good: magnet    # what the summary counts, by month and destination",
    "  headline_from: north",
    "  headline_to: south",
    "  base_from: 2025-01-01    # the baseline of clauses and of pressure",
    "  base_until: 2025-03-31",
    "",
    "demand:",
    "  hoarding: 15 [5 .. 40] days      # extra cover that buyers want while the control is on",
    "  first_book: 60 [30 .. 120] days  # need for which exporters file at first",
    "",
    "calendars:",
    "  north: {rest: [sat, sun]}   # holidays and make-up days are rows of holidays.csv",
    "  south: {rest: [sat, sun]}",
    "",
    "regions:",
    "  north:",
    "    name: The North",
    "    calendar: north",
    "  south:",
    "    name: The South",
    "    calendar: south",
    "    report: yes               # a destination of the results",
    "    sums: [world]             # sums of destinations to which it belongs",
    "    controlled: 60 [40 .. 80 triangle] %",
    "    assumed: [controlled]",
    "  east:",
    "    name: The East",
    "    calendar: south",
    "    report: yes",
    "    sums: [world]",
    "    controlled: 50 [30 .. 70 triangle] %",
    "    assumed: [controlled]",
    "",
    "goods:",
    "  magnet:",
    "    name: magnets with dysprosium",
    "    unit: g",
    "    hs: \"850511\"",
    "    content: Nd 29 %; Dy 2 %",
    "    assumed: [content]",
    "  car:",
    "    name: cars",
    "    unit: piece",
    "",
    "firms:",
    "  northern-magnets:",
    "    name: magnet makers of the North",
    "    region: north",
    "    stage: magnet",
    "    makes: magnet",
    "  southern-cars:",
    "    name: carmakers of the South",
    "    region: south",
    "    stage: final",
    "    use: automotive",
    "    makes: car",
    "    plan: 20000 piece/day",
    "    lines: 40",
    "    class: south",
    "    assumed: [plan, lines]",
    "  eastern-cars:",
    "    name: carmakers of the East",
    "    region: east",
    "    stage: final",
    "    use: automotive",
    "    makes: car",
    "    plan: 10000 piece/day",
    "    lines: 20",
    "    class: east",
    "    assumed: [plan, lines]",
    "",
    "# The office that decides on licences, and how it treats groups of applicants.",
    "authorities:",
    "  ministry:",
    "    name: Ministry of Trade of the North",
    "    region: north",
    "    calendar: north",
    "    limit: 45 working days",
    "    bunch: 30 [10 .. 60 logitnormal] %     # reviews that end at the limit",
    "    local_median: 10 working days",
    "    local_p90: 15 working days",
    "    capacity: 20 [8 .. 50] 1/working day",
    "    validity: 12 months",
    "    granted: 90 %",
    "    size_median: 3000 kg",
    "    assumed: [bunch, local_median, local_p90, capacity, granted, size_median]",
    "",
    "classes:",
    "  south:",
    "    authority: ministry",
    "    weight: 0.5 [0.2 .. 1]",
    "    stance: managed",
    "    review_median: 30 [20 .. 40] working days",
    "    review_p90: 50 [45 .. 70 triangle] working days",
    "    managed: 6 [2 .. 15] %/working day",
    "    assumed: [weight, review_median, review_p90, managed]",
    "  east:",
    "    authority: ministry",
    "    weight: 1",
    "    stance: managed",
    "    review_median: 25 [15 .. 35] working days",
    "    review_p90: 45 [40 .. 60 triangle] working days",
    "    managed: 15 [5 .. 30] %/working day",
    "    assumed: [weight, review_median, review_p90, managed]",
    "",
    "customs:",
    "  northern-customs:",
    "    region: north",
    "    onset: 9 [4 .. 20] days   # unlicensed goods fade away over so many days",
    "    assumed: [onset]",
    "",
    "# What was done; when it binds is in timeline.csv.",
    "measures:",
    "  magnet-control:",
    "    title: export licences for magnets with dysprosium",
    "    kind: licence_requirement",
    "    by: north",
    "    contains: [Dy]",
    "    authority: ministry",
    "    source: made up",
    "    known_from: 2025-04-01",
    "  southern-duty:",
    "    title: duty on all goods of the North",
    "    kind: tariff",
    "    by: south",
    "    on: north",
    "    rate: 25 %",
    "    extend_chance: 70 [40 .. 90 triangle] %",
    "    source: made up",
    "    assumed: [extend_chance]",
    "    known_from: 2025-05-01",
    "",
    "agreements:",
    "  magnets-for-duties:",
    "    title: the South takes its duty down once magnets flow",
    "    parties: [north, south]",
    "    rung: framework",
    "    open: no date for the South's part",
    "    source: made up",
    "    known_from: 2025-06-15",
    "",
    "clauses:",
    "  deliver:",
    "    title: magnets flow to the South at 80 % of the baseline",
    "    agreement: magnets-for-duties",
    "    party: north",
    "    to: south",
    "    mode: keep",
    "    goal: reading",
    "    deadline: 2025-10-31",
    "    met_lift: [southern-duty]",
    "    act_chance: 80 [50 .. 95 triangle] %",
    "    act_median: 10 days",
    "    act_p90: 30 days",
    "    source: made up",
    "    assumed: [act_chance, act_median, act_p90]",
    "    known_from: 2025-06-15",
    "",
    "readings:",
    "  southern-customs:",
    "    clause: deliver",
    "    party: south",
    "    series: shipped",
    "    from: north",
    "    to: south",
    "    lag: 35 days",
    "    at_least: 80 %",
    NULL,
};

static const char *const inputs_lines[] = {
    "firm,good,need,cover,source,assumed",
    "southern-cars,magnet,1.5 kg/piece,30 [20 .. 60] days,made up,need; cover",
    "eastern-cars,magnet,1.5 kg/piece,30 [20 .. 60] days,made up,need; cover",
    NULL,
};

static const char *const lanes_lines[] = {
    "supplier,buyer,good,share,transit,dispatch,dwell,source,assumed",
    "northern-magnets,southern-cars,magnet,100 %,30 days,7 days,5 days,made up,transit; dispatch; "
    "dwell",
    "northern-magnets,eastern-cars,magnet,100 %,6 days,7 days,3 days,made up,transit; dispatch; "
    "dwell",
    NULL,
};

static const char *const timeline_lines[] = {
    "date,actor,act,object,until,what,source,known_from",
    "2025-04-01,north,enter,magnet-control,,exports of magnets with dysprosium need a licence,made "
    "up,2025-04-01",
    "2025-05-01,south,enter,southern-duty,,duty of 25 % on all goods of the North,made "
    "up,2025-05-01",
    "2025-06-15,both,announce,magnets-for-duties,,framework announced by both,made up,2025-06-15",
    NULL,
};

static const char *const statements_lines[] = {
    "date,speaker,party,claim,about,modality,condition,confirmed_by,confirmed_on,source,known_from",
    "2025-06-15,minister of the South,south,the duty comes down once magnets "
    "flow,deliver,promise,magnets flow,,,made up,2025-06-15",
    NULL,
};

static const char *const observations_lines[] = {
    "series,period,destination,tonnes,source,known_from",
    "shipped,2025-03,south,910 t,made up,2025-04-20",
    "shipped,2025-05,south,240 t,made up,2025-06-20",
    NULL,
};

static const char *const readme_lines[] = {
    "# A small trade regime",
    "",
    "A scenario to start from. The north puts exports of magnets under licence, the south answers",
    "with a duty on all goods of the north, and both announce a deal that waits for delivery.",
    "Every name and number is made up: what a run says here is about no country.",
    "",
    "* `scenario.yaml`: the regions, firms, goods, measures, agreements and ranges",
    "* `inputs.csv`: what each firm needs for one piece of its output",
    "* `lanes.csv`: who supplies whom, and how long it takes",
    "* `timeline.csv`: acts with their dates and the day since when they are known",
    "* `statements.csv`: what was said, which is not yet what was done",
    "* `observations.csv`: what customs published",
    "",
    "Replace what is made up, with a source for each fact and `assumed` for what no source gives:",
    "",
    "    chokepoint check .",
    "    chokepoint brief . --sources",
    "    chokepoint run . -n 200",
    "    chokepoint trace . --replica 0",
    "",
    "`chokepoint schema --reference` tells about every section and field. Then write here what the",
    "scenario is about, what it leaves out, and what its results must not be used for.",
    NULL,
};

static const starter_file files[] = {
    {"scenario.yaml", scenario_lines},    {"inputs.csv", inputs_lines},
    {"lanes.csv", lanes_lines},           {"timeline.csv", timeline_lines},
    {"statements.csv", statements_lines}, {"observations.csv", observations_lines},
    {"README.md", readme_lines},
};

static cp_status write_file(const char *folder, const starter_file *file, cp_arena *arena) {
  size_t size = 0;
  for (int32_t at = 0; file->line[at]; at++) size += (size_t)cp_text_of(file->line[at]).size + 1;
  char *text = cp_arena_take(arena, size);
  char *path = cp_path_join(arena, cp_text_of(folder), cp_text_of(file->name));
  if (!text || !path) return CP_NO_MEMORY;
  char *end = text;
  for (int32_t at = 0; file->line[at]; at++) {
    for (const char *from = file->line[at]; *from; from++) *end++ = *from;
    *end++ = '\n';
  }
  return cp_file_write(path, text, size);
}

cp_status cp_starter_write(const char *folder) {
  CP_CHECK(folder && folder[0], CP_BAD_USE);
  if (cp_file_exists(folder) || cp_folder_exists(folder)) return CP_EXISTS;
  cp_arena arena;
  (void)cp_object_begin(&arena, 0);
  cp_status status = cp_folder_make(folder);
  for (size_t at = 0; at < sizeof files / sizeof files[0]; at++) {
    if (status == CP_OK) status = write_file(folder, &files[at], &arena);
  }
  cp_arena_end(&arena);
  return status;
}
