// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// chokepoint: an executable model of a trade regime in critical minerals. This is the whole public
// interface; the program `chokepoint` uses nothing else. A run from a folder to a file of results:
//
//   static int32_t to_screen(void *context, const char *text, size_t size) {
//     (void)context;
//     return fwrite(text, 1, size, stdout) == size ? 0 : 1;
//   }
//
//   int main(void) {
//     cp_scenario *scenario = NULL;
//     cp_result *result = NULL;
//     cp_status status = cp_scenario_open("scenarios/my-own", NULL, NULL, 0, &scenario);
//     cp_scenario_print_messages(scenario, CP_OUTPUT_TEXT, to_screen, NULL);
//     if (status == CP_OK) {
//       cp_run_options options = cp_run_options_default(scenario);
//       options.store = "answer.db";
//       status = cp_run(scenario, &options, &result);
//       cp_result_print_summary(result, CP_OUTPUT_TEXT, to_screen, NULL);
//       cp_result_close(result);
//     }
//     cp_scenario_close(scenario);
//     return status == CP_OK ? 0 : 1;
//   }
//
// Rules that hold everywhere:
//   * Objects are opaque. What a function hands out through its last parameter belongs to the
//     caller, who closes it; closing NULL does nothing. Objects stay independent of each other
//     unless a function says otherwise, so several threads may work at once, each on objects of
//     its own.
//   * Text handed out as `const char *` ends with a zero byte, is UTF-8 and lives as long as the
//     object it came from.
//   * Days are whole numbers counted from 1970-01-01; dates in texts are YYYY-MM-DD. Quantities are
//     in the unit that is named beside them.
//   * The same scenario, settings and seed give the same numbers on every machine and with any
//     number of threads.

#ifndef CHOKEPOINT_H
#define CHOKEPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CP_API __attribute__((visibility("default")))
#else
#define CP_API
#endif

// --- outcomes of calls ---------------------------------------------------------------------------

// What became of a call. The guard lets files inside the library, which have the same table,
// include this header too.
#ifndef CP_BASE_STATUS_H
typedef enum cp_status {
  CP_OK = 0,         // all went well
  CP_NO_MEMORY = 1,  // memory ran out
  CP_BAD_INPUT =
      2,           // the scenario or a name in a question is wrong; the object's messages say what
  CP_BAD_USE = 3,  // a function was called with an argument that its comment forbids
  CP_NOT_FOUND = 4,    // something named does not exist
  CP_IO = 5,           // the system refused to read or write, or a writer asked to stop
  CP_OVERFLOW = 6,     // a number or size is too large
  CP_FULL = 7,         // a fixed-size store is full
  CP_STOPPED = 8,      // the work was stopped on request; what was finished is kept
  CP_BAD_VERSION = 9,  // the file comes from another version
  CP_AUDIT = 10,       // a balance does not add up: a defect of the model
  CP_EXISTS = 11       // that name is taken
} cp_status;
#endif

// What a status means, and what to do about it: lower-case sentences without a stop. Never NULL;
// they live for ever.
CP_API const char *cp_error_text(cp_status status);
CP_API const char *cp_error_advice(cp_status status);

// The library's version ("0.1.0"), and the epoch of its numbers: within one epoch the same inputs
// give the same results.
CP_API const char *cp_version(void);
CP_API int32_t cp_numbers_epoch(void);

// --- where texts go ------------------------------------------------------------------------------

// Receives text piece by piece: `size` bytes at `text`, valid during the call, not ended by a zero
// byte. `context` is what the caller gave along with the writer. Return 0 to go on, anything else
// to stop: the printing function then gives CP_IO.
typedef int32_t (*cp_writer)(void *context, const char *text, size_t size);

// For people, or one JSON document for machines.
typedef enum cp_output { CP_OUTPUT_TEXT = 0, CP_OUTPUT_JSON = 1 } cp_output;

// --- scenarios -----------------------------------------------------------------------------------

// A scenario that was read and checked: what is known on one day.
typedef struct cp_scenario cp_scenario;

// Read the scenario in `folder` (scenario.yaml and CSV tables).
//   as_of      "YYYY-MM-DD": rows known later are left out; NULL takes the scenario's own day
//   setting    n_setting texts "section.field=value" or "section.row.field=value" that replace
//              values of the scenario, later ones win; may be NULL when n_setting is 0
//   scenario   receives the object, also when the answer is CP_BAD_INPUT, CP_NOT_FOUND or CP_IO: it
//              then holds the messages, and nothing else can be asked of it. NULL only when the
//              answer is CP_NO_MEMORY or CP_BAD_USE.
CP_API cp_status cp_scenario_open(const char *folder, const char *as_of, const char *const *setting,
                                  int32_t n_setting, cp_scenario **scenario);

CP_API void cp_scenario_close(cp_scenario *scenario);

// How many errors and warnings the reader and the checker found.
CP_API int32_t cp_scenario_count_errors(const cp_scenario *scenario);
CP_API int32_t cp_scenario_count_warnings(const cp_scenario *scenario);

// Every message, in the order of files and lines: "file:line:column: what, expected, hint", or as
// JSON.
CP_API cp_status cp_scenario_print_messages(const cp_scenario *scenario, cp_output form,
                                            cp_writer writer, void *context);

// Why the last call on this scenario failed, in words; empty when it did not.
CP_API const char *cp_scenario_complaint(const cp_scenario *scenario);

// The scenario's name (that of its folder) and the SHA-256, in hexadecimal, of all its inputs and
// settings.
CP_API const char *cp_scenario_name(const cp_scenario *scenario);
CP_API const char *cp_scenario_hash(const cp_scenario *scenario);

// Write the compiled model into a file, whole or not at all: one block of arrays without pointers,
// which is all that the engine needs. The WebAssembly engine takes it as it is and gives the same
// numbers. CP_BAD_USE unless the scenario is good.
CP_API cp_status cp_scenario_compile(cp_scenario *scenario, const char *path);

// What a brief shows besides the facts; added up.
enum { CP_BRIEF_SOURCES = 1, CP_BRIEF_ASSUMED = 2 };

// The brief: where everything stands on the scenario's as_of day, from dated facts alone, without
// simulation or chance. `show` is a sum of CP_BRIEF_SOURCES (a source under each line) and
// CP_BRIEF_ASSUMED (the list of assumed values).
CP_API cp_status cp_scenario_print_brief(cp_scenario *scenario, uint32_t show, cp_output form,
                                         cp_writer writer, void *context);

// The mass balance: the scenario's published tonnages, fitted by weighted least squares within their
// stated uncertainties so that all identities close, and what that changed. Simulates nothing.
//   within     standard deviations that a figure may move, above 0
//   show       CP_BRIEF_SOURCES: a source under each figure
//   n_beyond   receives how many figures moved by more; never NULL
// CP_NOT_FOUND when the scenario has no tonnages that are known on its as_of day, CP_FULL when the fit
// does not settle; the complaint says so.
CP_API cp_status cp_scenario_print_balance(cp_scenario *scenario, double within, uint32_t show,
                                           cp_output form, cp_writer writer, void *context,
                                           int32_t *n_beyond);

// --- runs ----------------------------------------------------------------------------------------

// Called between two replicas, on the thread that called cp_run: `done` of `total` replicas are
// finished. Return 0 to go on, anything else to stop: cp_run then answers CP_STOPPED and the result
// holds the finished replicas.
typedef int32_t (*cp_progress)(void *context, int32_t done, int32_t total);

typedef struct cp_run_options {
  int32_t replicas;   // how many simulations, at least 1
  int32_t threads;    // 0: one for each core
  uint64_t seed;      // of all random draws
  const char *store;  // file to write while running, for a later resume; or NULL
  bool is_resuming;   // take the replicas that `store` holds, of the same inputs and seed
  bool is_forced;  // empty `store` also of a run that is not finished, or of one of more replicas
  cp_progress progress;  // NULL: nobody is told
  void *context;         // handed to `progress`
} cp_run_options;

// As many replicas as the scenario asks for, all cores, seed 1, no file.
CP_API cp_run_options cp_run_options_default(const cp_scenario *scenario);

// To go on with the run in a file: `store`, `is_resuming`, and the seed and the number of replicas
// that the file's run had. When the file cannot be read these two stay, and cp_run says why.
CP_API cp_status cp_run_options_resume(const char *path, cp_run_options *options);

// What a run found out: every series and outcome of every replica.
typedef struct cp_result cp_result;

// Simulate. `result` receives an object also when the answer is CP_STOPPED (it holds the finished
// replicas), or CP_FULL or CP_AUDIT (a replica failed: cp_result_complaint names replica and day),
// or when the file cannot be written or resumed. CP_EXISTS when the file holds a run that is not
// finished, unless the options resume or force it, or one of more replicas, unless they force it. The result uses the scenario: close the result
// first.
CP_API cp_status cp_run(cp_scenario *scenario, const cp_run_options *options, cp_result **result);

CP_API void cp_result_close(cp_result *result);

// A run read back from the file that it wrote: its scenario as it was then, and all finished replicas; good for
// every question to a result. `result` receives an object also on failure (NULL only when the answer is CP_NO_MEMORY or
// CP_BAD_USE), which then holds the complaint. CP_BAD_VERSION when another format of files, CP_BAD_INPUT when it holds no
// finished replica, or when this version reads its inputs otherwise.
CP_API cp_status cp_result_open(const char *path, cp_result **result);

// Why the run did not go through, in words; empty when it did.
CP_API const char *cp_result_complaint(const cp_result *result);

// Replicas that are finished, and those of them that came from the file that was resumed.
CP_API int32_t cp_result_replicas(const cp_result *result);
CP_API int32_t cp_result_resumed(const cp_result *result);

// Did the balances of goods and licences add up in every finished replica? "clean", or what was
// wrong; empty when no replica is finished.
CP_API const char *cp_result_audit(const cp_result *result);

// SHA-256, in hexadecimal, of all series and outcomes of the finished replicas: it does not depend
// on threads, order or restarts.
CP_API const char *cp_result_hash(const cp_result *result);

// The answer in a page: medians and bands, odds of clauses, balances, Monte-Carlo errors.
CP_API cp_status cp_result_print_summary(const cp_result *result, cp_output form, cp_writer writer,
                                         void *context);

// What is needed to defend and to repeat the run, as JSON.
CP_API cp_status cp_result_print_certificate(const cp_result *result, cp_writer writer,
                                             void *context);

// Write the result into a file of its own (SQLite); a file of an earlier run is replaced, any other
// file is refused.
CP_API cp_status cp_result_save(cp_result *result, const char *path);

// One series: a value per entity and date in every replica. The texts live as long as the result.
typedef struct cp_series_view {
  const char *name;
  const char *unit;
  const char *meaning;
  int32_t n_entity;  // destinations, firms, ...: 1 when there is one for the whole scenario
  int32_t n_date;
} cp_series_view;

CP_API int32_t cp_result_count_series(const cp_result *result);
CP_API cp_status cp_result_series(const cp_result *result, int32_t series, cp_series_view *view);

// The name of an entity of a series ("" when there is one for the whole scenario), and the first
// day of one of its dates.
CP_API const char *cp_result_entity(const cp_result *result, int32_t series, int32_t entity);
CP_API int32_t cp_result_day(const cp_result *result, int32_t series, int32_t date);

// One value per finished replica, in the order of replicas and in the series' unit: `value` has
// room for cp_result_replicas(result) numbers and belongs to the caller.
CP_API cp_status cp_result_read(const cp_result *result, int32_t series, int32_t entity,
                                int32_t date, double *value);

// --- runs beside each other ----------------------------------------------------------------------

// A scenario with some of its values changed, for a run beside it.
typedef struct cp_variant cp_variant;

// The changes in a YAML file (`overrides:` with lines PATH: value) on the scenario as it was opened. `variant` receives an object
// also when the answer is CP_BAD_INPUT, which then holds the messages; NULL only when it is CP_NO_MEMORY or CP_BAD_USE.
CP_API cp_status cp_variant_open(const cp_scenario *scenario, const char *path,
                                 cp_variant **variant);

// How many levers the scenario has, and the scenario with one of them pulled.
CP_API int32_t cp_scenario_count_levers(const cp_scenario *scenario);
CP_API cp_status cp_variant_pull(const cp_scenario *scenario, int32_t lever, cp_variant **variant);

CP_API void cp_variant_close(cp_variant *variant);
CP_API const char *cp_variant_name(const cp_variant *variant);
CP_API cp_status cp_variant_print_messages(const cp_variant *variant, cp_writer writer,
                                           void *context);

// Its scenario, which it owns; NULL unless it is good.
CP_API cp_scenario *cp_variant_scenario(cp_variant *variant);

// Results of a scenario and of its variants, made with the same seed, against the first of them: means, paired differences with their
// standard errors, and those of independent runs. `variant` [n_result - 1] names them. CP_BAD_INPUT when they are not alike.
CP_API cp_status cp_results_compare(cp_result *const *result, int32_t n_result,
                                    cp_variant *const *variant, cp_output form, cp_writer writer,
                                    void *context);

// The same as a list, what helps most by one measure first. CP_NOT_FOUND when there is no measure of that name.
CP_API cp_status cp_results_rank(cp_result *const *result, int32_t n_result,
                                 cp_variant *const *variant, const char *by, cp_output form,
                                 cp_writer writer, void *context);

// Is there a measure of that name? And the names of all of them, separated by commas.
CP_API bool cp_measure_is_known(const char *name);
CP_API cp_status cp_measures_print(cp_writer writer, void *context);

// Keep the levers' ranking, a JSON document, in a file of results, for its page.
CP_API cp_status cp_database_keep_levers(const char *path, const char *json);

// --- the page ------------------------------------------------------------------------------------

// Was the library built with the page? If not, cp_report_write answers CP_NOT_FOUND.
CP_API bool cp_report_is_built(void);

// Write the page of a run into one HTML file, whole or not at all: brief, answer, figures, sources and certificate, with the
// numbers behind them and the engine inside. Several results stand side by side, the first as what the others are compared
// with. Each must have a finished replica. The complaint of the first result says what failed.
CP_API cp_status cp_report_write(cp_result *const *result, int32_t n_result, const char *path);

// The numbers behind the page, as the JSON document that it holds.
CP_API cp_status cp_report_print_data(cp_result *const *result, int32_t n_result, cp_writer writer,
                                      void *context);

// --- files of results ----------------------------------------------------------------------------

typedef struct cp_database cp_database;

// Open a file that a run wrote, for reading; CP_BAD_VERSION when that was a version with another format of files. `database` receives an object also on failure (NULL
// only when the answer is CP_NO_MEMORY or CP_BAD_USE), which then holds the complaint.
CP_API cp_status cp_database_open(const char *path, cp_database **database);

CP_API void cp_database_close(cp_database *database);
CP_API const char *cp_database_complaint(const cp_database *database);

// The certificate of the run in the file, as JSON.
CP_API cp_status cp_database_print_certificate(cp_database *database, cp_writer writer,
                                               void *context);

// The series in the file: CSV `series,unit,entities,dates,meaning`.
CP_API cp_status cp_database_print_series(cp_database *database, cp_writer writer, void *context);

// One series as tidy CSV `date,entity,level,value`; level is a share of 1, value in the series'
// unit. `entity` NULL: all. CP_NOT_FOUND when there is no such series or entity; the complaint
// names near ones.
CP_API cp_status cp_database_export(cp_database *database, const char *series, const char *entity,
                                    cp_writer writer, void *context);

// The same series in every replica, exactly: CSV `replica,date,entity,value`.
CP_API cp_status cp_database_export_paths(cp_database *database, const char *series,
                                          const char *entity, cp_writer writer, void *context);

// What drives the answer: CSV `outcome,parameter,rho,error,low_third,high_third,told`, by outcome and
// the strongest first: Spearman's rank correlation of the outcome with each range of the scenario,
// its standard error, the median outcome in the lower and in the upper third of the range, and
// whether that is more than chance explains. No row when the run had fewer than 50 replicas.
CP_API cp_status cp_database_export_drivers(cp_database *database, cp_writer writer, void *context);

// What users turn to: CSV `user,part,alternative,kind,started,started_on,used,used_on,units,low,high,days`,
// by user and what helps most first, of every alternative that its user began to qualify in some
// replica. `started` and `used` are shares of replicas, beside the median day of those in which it
// was (empty: in none); `units` is the median of the units made by its help to the end of the run
// with its 80% band; `days` is their mean in days of the user's normal output. `part` is the good
// where the user has no parts of it.
CP_API cp_status cp_database_export_switches(cp_database *database, cp_writer writer,
                                             void *context);

// What customs will publish: CSV `origin,month,destination,level,value` with tonnes by month at
// levels 0.005, 0.010 .. 0.995. `origin` is the end of the last month that was published in full on
// the run's as_of day.
CP_API cp_status cp_database_export_observed(cp_database *database, cp_writer writer,
                                             void *context);

// --- one replica by hand -------------------------------------------------------------------------

// One replica, stepped day by day by the caller. It uses the scenario: end it before closing the
// scenario.
typedef struct cp_simulation cp_simulation;

// Start replica number `replica` of the run with this seed, on the eve of the scenario's first day.
CP_API cp_status cp_simulation_begin(const cp_scenario *scenario, uint64_t seed, uint32_t replica,
                                     cp_simulation **simulation);

CP_API void cp_simulation_end(cp_simulation *simulation);

// Simulate one day. CP_STOPPED when the scenario's last day is over; CP_FULL or CP_AUDIT on a
// fault.
CP_API cp_status cp_simulation_step(cp_simulation *simulation);

// The day that was simulated last.
CP_API int32_t cp_simulation_day(const cp_simulation *simulation);

// A 64-bit hash of the whole state: equal states have equal hashes on every machine.
CP_API uint64_t cp_simulation_hash(const cp_simulation *simulation);

// An array of the model, of the replica's parameters or of its state: rows x columns, row by row.
typedef struct cp_array {
  const char *name;     // as asked
  const char *type;     // "double", "int32_t", "uint32_t", "uint64_t", or the name of a record
  const char *unit;     // "" for a pure number
  const char *meaning;  // in a line
  const char *rows_of;  // what the rows are: "n_lane", "n_firm", "1", ...
  int32_t n_row;
  int32_t n_column;
  size_t size;  // bytes of one element
  const void *
      data;  // n_row x n_column elements, valid until cp_simulation_end; they change with each step
} cp_array;

// Look at an array by name, e.g. "stock" or "licence_left"; CP_NOT_FOUND when there is none of that
// name.
CP_API cp_status cp_simulation_read(const cp_simulation *simulation, const char *name,
                                    cp_array *array);

// How many arrays there are, and the one with that number, in the order of the program's table.
CP_API int32_t cp_simulation_count_arrays(const cp_simulation *simulation);
CP_API cp_status cp_simulation_array(const cp_simulation *simulation, int32_t number,
                                     cp_array *array);

// The name of row `row` of arrays whose rows_of is `rows_of` ("n_firm": a firm; "n_lane":
// supplier:buyer:good; ...), or an empty text when such rows have no names. Lives as long as the
// simulation.
CP_API const char *cp_simulation_name(cp_simulation *simulation, const char *rows_of, int32_t row);

// --- why -----------------------------------------------------------------------------------------

typedef struct cp_trace_options {
  uint64_t seed;
  uint32_t replica;
  const char *lane;         // "supplier:buyer" or "supplier:buyer:good": all that is on those lanes
  const char *application;  // "supplier:buyer:good#number" or "stream#number", as it is told
  const char *consignment;  // "supplier:buyer:good@YYYY-MM-DD": what was declared on that day
  const char *clause;       // a clause with its readings and the measures that it names
  const char *measure;      // a measure, and the lanes that it binds
  const char *
      firm;  // stops of a firm, controls and licences on its lanes; with is_everything its goods, too
  const char *until;   // "YYYY-MM-DD": the last day told; NULL: the scenario's last
  bool is_everything;  // every event there is, not only measures, deals and stops
  bool is_sourced;     // with the source of each fact
  bool is_why;  // instead of the story: the last change by `until` of the one thing named above
                // (of a firm its first stop), and what led to it, cause by cause
} cp_trace_options;

// Seed 1, replica 0, no filter.
CP_API cp_trace_options cp_trace_options_default(void);

// Run one replica again and tell its story as it happens: date, what, why. Filters narrow it down;
// without one, measures, agreements, clauses, readings, statements and stops are told. CP_NOT_FOUND
// when a filter names nothing.
CP_API cp_status cp_scenario_print_trace(cp_scenario *scenario, const cp_trace_options *options,
                                         cp_output form, cp_writer writer, void *context);

// --- how much to hold ----------------------------------------------------------------------------

typedef struct cp_stock_options {
  const char *firm;  // who holds it
  const char *good;  // what it uses
  const char *part;  // NULL: all the firm's parts of the good; else this one alone
  int32_t replicas;  // of the first run and of the proof, at least 1; a round takes half of them
  int32_t rounds;    // runs with more stock at most, 1 .. 20
  int32_t most;      // days of extra stock: no level beyond is tried, at least 1
  int32_t threads;   // 0: one for each core
  uint64_t seed;     // of the first run and the rounds; the proof takes the next
  double carry;      // cost of holding: a share of the value and year
  double margin;     // USD lost per kg or piece not made; negative: the firm's value added, or an
                     // assumed fifth of the product's price
  double risk;       // share of replicas that may lack the good; negative: the cheapest level
  cp_progress progress;  // NULL: nobody is told; all runs are counted together
  void *context;         // handed to `progress`
} cp_stock_options;

// The scenario's replicas, 160 at most, 6 rounds up to 730 days, all cores, seed 1, 20 % a year, no
// margin, no risk.
CP_API cp_stock_options cp_stock_options_default(const cp_scenario *scenario);

// Stock against risk and against cost for one good that one firm uses. A run without more stock gives
// the textbook's levels; rounds of runs with the cover raised and the same random numbers bracket the
// level that leaves the risk, or the cheapest; the proof is a run at that level with another seed.
// `holds` tells whether there is such a level and the proof is at most three standard errors worse
// than what was promised. CP_NOT_FOUND when firm, good or part is unknown or the one does not use the
// other (the complaint names near ones); CP_STOPPED when `progress` asked for it, with nothing printed.
CP_API cp_status cp_scenario_print_stock(cp_scenario *scenario, const cp_stock_options *options,
                                         cp_output form, cp_writer writer, void *context,
                                         bool *holds);

// What a day of a replica costs: microseconds by phase, bytes of the arrays that each phase reads and writes, and the sizes that both depend
// on. `replicas` of them are simulated, twice each, on one thread; times differ from call to call, nothing else does.
CP_API cp_status cp_scenario_print_profile(cp_scenario *scenario, uint64_t seed, int32_t replicas,
                                           cp_output form, cp_writer writer, void *context);

// --- the economy ---------------------------------------------------------------------------------

// How a case is run (docs/economy.md).
typedef struct cp_economy_options {
  int32_t n_thread;  // threads, from 1; 0: all cores. They change no bit of the results
  bool
      is_stockout;  // an input holds production back when its stock is out, by criticality; else as in
                    // ARIO, when it is below a share of the stock aimed at
  bool is_immediate;  // a loss of capacity is felt on its first day, not a step later
  int32_t width;  // 0: the widest vectors that the processor has; 1: the plain ones. No bit changes
} cp_economy_options;

// Run the case in `folder` and write its results, CSV tables, into the new folder `into`: all of it or
// nothing. What is wrong with the input goes to the writer as "file:line:column: what; expected; hint"
// and gives CP_BAD_INPUT; CP_EXISTS when `into` is there already; CP_NOT_FOUND and CP_IO when it cannot
// be made. `options` may be NULL.
CP_API cp_status cp_economy_run_case(const char *folder, const char *into,
                                     const cp_economy_options *options, cp_writer writer,
                                     void *context);

// What is measured on a synthetic table of that size.
typedef struct cp_economy_bench {
  int32_t n_region, n_sector, n_replica, n_step, n_thread, width;
  double
      seconds_table;  // out: reading the table's bytes once, median over steps, on as many threads
  double seconds_step;   // out: one step of all replicas, median
  double seconds_ratio;  // out: median of step over reading, paired
  double bytes_table;    // out
  double bytes_peak;     // out: largest memory of the process so far
  int32_t n_redo;        // out: passes done twice because a switch turned
  bool is_wide;          // out: whether the wide vectors were used
  uint64_t digest;       // out: of what the first replica makes on the last day; hangs on sizes and
                         // steps alone, not on replicas, threads, vectors or machine
} cp_economy_bench;

// Fill in the measurements. CP_OVERFLOW and CP_NO_MEMORY when the sizes are too large.
CP_API cp_status cp_economy_measure(cp_economy_bench *bench);

// --- input-output tables -------------------------------------------------------------------------

// A national or multi-regional input-output table with labels, unit, year and source.
typedef struct cp_economy_table cp_economy_table;

typedef struct cp_economy_import_options {
  const char *format;  // "bea-summary", "bea-detail", "wiod2013" or "csv" (docs/economy-tables.md)
  const char *path;    // what that format wants: a folder, a file or what file names begin with
  const char *aggregate;  // CSV file `of,code,group` of what is put together; NULL: as it is
  const char *unit;       // NULL: as the files say, else MUSD
  const char *source;     // NULL: as the files say, else the format's publisher
  int32_t year;           // 0: as the files or their names say
  double within;          // share by which a sum may be off; negative: the format's own
} cp_economy_import_options;

// Nothing put together, all as the files say. `format` and `path` are still to be given.
CP_API cp_economy_import_options cp_economy_import_options_default(void);

// Read and check a published table. `table` receives an object also when the answer is CP_BAD_INPUT:
// it then holds the messages, and nothing else can be asked of it. NULL only when the answer is
// CP_NO_MEMORY or CP_BAD_USE.
CP_API cp_status cp_economy_import(const cp_economy_import_options *options,
                                   cp_economy_table **table);

// Open a file that cp_economy_table_save wrote. CP_BAD_INPUT when it is none or was damaged,
// CP_BAD_VERSION, CP_NOT_FOUND, CP_IO; the complaint says so. NULL as above.
CP_API cp_status cp_economy_table_open(const char *path, cp_economy_table **table);

CP_API void cp_economy_table_close(cp_economy_table *table);

// Why the last call on this table failed, in words; empty when it did not.
CP_API const char *cp_economy_table_complaint(const cp_economy_table *table);

// What is wrong with the files, by file and line: "file:line:column: what, expected, hint".
CP_API cp_status cp_economy_table_print_messages(const cp_economy_table *table, cp_writer writer,
                                                 void *context);

// A page: labels, sums, largest industries, worst rows and columns of the balance.
CP_API cp_status cp_economy_table_print(const cp_economy_table *table, cp_output form,
                                        cp_writer writer, void *context);

// Write the table into one file, whole or not at all; or into a folder as CSV tables that the format
// "csv" reads to the same numbers, each file whole or not at all.
CP_API cp_status cp_economy_table_save(cp_economy_table *table, const char *path);
CP_API cp_status cp_economy_table_save_csv(cp_economy_table *table, const char *folder);

// --- help for authors of scenarios ---------------------------------------------------------------

// The JSON Schema of scenario.yaml, and the reference page of all sections and fields as Markdown.
CP_API cp_status cp_schema_print(cp_writer writer, void *context);
CP_API cp_status cp_reference_print(cp_writer writer, void *context);

// Write a small commented scenario that runs into a new folder. CP_EXISTS when the folder is there
// already.
CP_API cp_status cp_starter_write(const char *folder);

#ifdef __cplusplus
}
#endif

#endif
