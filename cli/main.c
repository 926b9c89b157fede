// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The program: a table of commands, their help, and the way to them. Everything it does goes
// through chokepoint.h.
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "talk.h"

static const command_row commands[] = {
    {"brief", "SCENARIO", 1, "where everything stands on a day: said, legal act, observed",
     "Facts only, no simulation and no chance.",
     "chokepoint brief scenarios/rare-earth-pact-2025 --as-of 2025-05-31\n"
     "chokepoint brief scenarios/rare-earth-pact-2025 --sources | less\n",
     brief_options, run_brief},
    {"run", "SCENARIO", 1, "simulate, store the results, print the answer",
     "Results do not depend on threads, order or restarts. Ctrl-C keeps what is finished (exit "
     "code 3).",
     "chokepoint run scenarios/rare-earth-pact-2025\n"
     "chokepoint run scenarios/rare-earth-pact-2025 -n 200 --set demand.surge=1.2 -o slow.db\n"
     "chokepoint run scenarios/rare-earth-pact-2025 --resume rare-earth-pact-2025.db\n"
     "chokepoint run scenarios/rare-earth-pact-2025 --profile\n",
     run_options, run_run},
    {"check", "SCENARIO", 1, "all errors of a scenario at once, with file, line and advice",
     "Exit code 2 when there is an error.",
     "chokepoint check scenarios/rare-earth-pact-2025\n"
     "chokepoint check my-scenario --json | jq .messages\n",
     check_options, run_check},
    {"trace", "SCENARIO", 1, "the story of one replica: what happened, and why",
     "Without a filter: measures, agreements, clauses, readings, statements and stops.",
     "chokepoint trace scenarios/rare-earth-pact-2025 --replica 17 --sources\n"
     "chokepoint trace my-scenario -k 3 --lane northern-magnets:southern-cars\n"
     "chokepoint trace my-scenario -k 3 --firm southern-cars --why\n",
     trace_options, run_trace},
    {"balance", "SCENARIO", 1, "published tonnages that do not fit each other, made to fit",
     "Weighted least squares within the stated uncertainties; every sum closes. No simulation.\n"
     "Exit code 1 when a figure had to move by more than --within standard deviations.",
     "chokepoint balance scenarios/rare-earth-pact-2025 --sources | less\n"
     "chokepoint balance my-scenario --within 2 --json | jq .figures\n",
     balance_options, run_balance},
    {"stock", "SCENARIO", 1, "how much of a good a firm should hold, by risk and by cost",
     "Runs without more stock, then with more of it until the level is bracketed, then the proof "
     "with another seed.\nExit code 1 when no level holds or the proof does not bear it out.",
     "chokepoint stock scenarios/rare-earth-pact-2025 --firm ford-chicago --good ndfeb-dy --risk "
     "5%\n"
     "chokepoint stock scenarios/rare-earth-pact-2025 --firm gm-us --good ndfeb-dy --margin 8000\n"
     "chokepoint stock scenarios/rare-earth-pact-2025 --firm ford-chicago --good ndfeb-dy --part "
     "eps-motor --risk 5%\n"
     "chokepoint stock my-scenario --firm cars --good magnet -n 500 --risk 5% --json\n",
     stock_options, run_stock},
    {"compare", "SCENARIO", 1, "a scenario beside itself with some values changed, paired",
     "Runs all of them on the same random numbers: differences with their standard errors, and "
     "what\nindependent runs would have given.",
     "chokepoint compare scenarios/rare-earth-pact-2025 --with slow-desk.yaml\n"
     "chokepoint compare my-scenario --with a.yaml --with b.yaml -n 500 -o runs && chokepoint "
     "report runs/*.db\n",
     compare_options, run_compare},
    {"levers", "SCENARIO", 1, "what each lever of the scenario does alone, ranked",
     "The scenario's section `levers` names them. Each is pulled alone, on the same random "
     "numbers.",
     "chokepoint levers scenarios/rare-earth-pact-2025\n"
     "chokepoint levers scenarios/rare-earth-pact-2025 --by economy_net -n 500 --into "
     "rare-earth-pact-2025.db\n",
     levers_options, run_levers},
    {"economy run", "DIR", 1, "one economy and what befalls it, step by step, as CSV tables",
     "DIR holds params.csv, sectors.csv, events.csv and more (docs/economy.md); the input-output\n"
     "table lies beside it. Writes a new folder, whole or not at all.",
     "chokepoint economy run studies/strike -o strike-results\n"
     "chokepoint economy run studies/strike -o stockout --rule stockout --no-lag\n",
     economy_run_options, run_economy_run},
    {"economy bench", "", 0, "how fast the economy is here, against reading its table once",
     "A synthetic table; prints seconds per step and per replica-step, memory and bandwidth.",
     "chokepoint economy bench --regions 49 --sectors 163 --replicas 1,8\n"
     "chokepoint economy bench --replicas 8 --threads 2 --steps 20\n",
     economy_bench_options, run_economy_bench},
    {"economy import", "FORMAT PATH", 2, "a published input-output table, checked, into one file",
     "FORMAT is bea-summary, bea-detail, wiod2013 or csv; docs/economy-tables.md says what PATH\n"
     "holds for each. Exit code 2, and nothing written, when the table is wrong.",
     "chokepoint economy import bea-summary tables/us_bea_summary_2023 -o us-2023.table --print\n"
     "chokepoint economy import wiod2013 tables/wiod2013_2011_11reg_13sec.csv -o world-2011.table\n"
     "chokepoint economy import bea-summary tables/us_bea_summary_2023 --aggregate groups.csv "
     "--csv us-2023\n"
     "chokepoint economy import csv us-2023 -o us-2023.table\n",
     economy_import_options, run_economy_import},
    {"economy show", "FILE", 1, "what an imported table holds, and how far it is from balance",
     NULL,
     "chokepoint economy show us-2023.table\n"
     "chokepoint economy show us-2023.table --json | jq .rows\n",
     economy_show_options, run_economy_show},
    {"certificate", "FILE.db", 1, "what is needed to defend and repeat a run, as JSON",
     "Hash of the inputs, seed, replicas, version, content hash, audit, Monte-Carlo errors.",
     "chokepoint certificate rare-earth-pact-2025.db\n", certificate_options, run_certificate},
    {"export", "FILE.db", 1, "series as tidy CSV",
     "Columns date,entity,level,value; with --observed origin,month,destination,level,value;\n"
     "with --drivers outcome,parameter,rho,error,low_third,high_third,told; with --switches\n"
     "user,part,alternative,kind,started,started_on,used,used_on,units,low,high,days.",
     "chokepoint export rare-earth-pact-2025.db\n"
     "chokepoint export rare-earth-pact-2025.db --series shipped --entity united_states\n"
     "chokepoint export rare-earth-pact-2025.db --series pressure --paths > pressure.csv\n"
     "chokepoint export rare-earth-pact-2025.db --observed > forecast.csv\n"
     "chokepoint export rare-earth-pact-2025.db --drivers | grep yes$\n"
     "chokepoint export rare-earth-pact-2025.db --switches | grep ^ford-chicago,\n",
     export_options, run_export},
    {"report", "FILE.db...", -1,
     "the page: one HTML file that answers, shows and lets you ask again",
     "Works from disk without a network; the engine is inside. Several files stand side by side: "
     "the\nothers are compared with the first.",
     "chokepoint report rare-earth-pact-2025.db\n"
     "chokepoint report base.db slow.db -o compared.html\n"
     "chokepoint report rare-earth-pact-2025.db --json | jq .runs[0].certificate\n",
     report_options, run_report},
    {"compile", "SCENARIO", 1, "the model as one file, for the WebAssembly engine",
     "One block of arrays without pointers; the module in build/*/chokepoint.wasm takes it as it "
     "is.",
     "chokepoint compile scenarios/rare-earth-pact-2025 -o model.bin\n", compile_options,
     run_compile},
    {"new", "FOLDER", 1, "write a small commented scenario to start from", NULL,
     "chokepoint new my-scenario\n", new_options, run_new},
    {"schema", "", 0, "the JSON Schema of scenario files, or their reference page",
     "Editors complete and check scenario.yaml with it.",
     "chokepoint schema > chokepoint.schema.json\n"
     "chokepoint schema --reference | less\n",
     schema_options, run_schema},
};

enum { N_COMMAND = sizeof commands / sizeof commands[0], NEAR = 4 };

static void print_usage(FILE *to) {
  fprintf(to,
          "chokepoint: an executable model of a trade regime in critical minerals\n\n"
          "Usage: chokepoint COMMAND [OPTION]... [OPERAND]\n\n");
  for (int32_t at = 0; at < N_COMMAND; at++) {
    fprintf(to, "  %-14s %s\n", commands[at].name, commands[at].summary);
  }
  fprintf(to,
          "  %-14s %s\n  %-14s %s\n\n"
          "chokepoint COMMAND --help tells about its options, with examples.\n"
          "Exit codes: 0 good, 1 the answer is no, 2 bad usage or input, 3 ran but incomplete.\n",
          "help", "this text, or that of a command", "version", "the version of the program");
}

static void print_option(const option_row *row) {
  char left[64];
  char letter[8] = "    ";
  if (row->letter) snprintf(letter, sizeof letter, "-%c, ", row->letter);
  snprintf(left, sizeof left, "%s--%s%s%s", letter, row->name, row->value ? " " : "",
           row->value ? row->value : "");
  printf("  %-28s %s\n", left, row->help);
}

static void print_help(const command_row *command) {
  printf("chokepoint %s: %s\n\nUsage: chokepoint %s [OPTION]... %s\n", command->name,
         command->summary, command->name, command->operands);
  if (command->details) printf("%s\n", command->details);
  printf("\n");
  for (const option_row *row = command->option; row->name; row++) print_option(row);
  printf("\nExamples:\n");
  for (const char *line = command->examples; *line; line = strchr(line, '\n') + 1) {
    printf("  %.*s\n", (int)(strchr(line, '\n') - line), line);
  }
}

static const command_row *find_command(const char *name) {
  for (int32_t at = 0; at < N_COMMAND; at++) {
    if (strcmp(commands[at].name, name) == 0) return &commands[at];
  }
  return NULL;
}

// Commands of two words: a row "economy run". NULL when the two are none.
static const command_row *find_pair(const char *first, const char *second) {
  const size_t size = strlen(first);
  for (int32_t at = 0; second && at < N_COMMAND; at++) {
    const char *name = commands[at].name;
    if (strncmp(name, first, size) != 0 || name[size] != ' ') continue;
    if (strcmp(name + size + 1, second) == 0) return &commands[at];
  }
  return NULL;
}

// `first` alone is no command but the beginning of some: say which there are.
static bool list_pairs(const char *first, FILE *to) {
  const size_t size = strlen(first);
  bool is_first_of_some = false;
  for (int32_t at = 0; at < N_COMMAND; at++) {
    const command_row *row = &commands[at];
    if (strncmp(row->name, first, size) != 0 || row->name[size] != ' ') continue;
    if (!is_first_of_some) fprintf(to, "chokepoint %s: expected one of\n", first);
    is_first_of_some = true;
    fprintf(to, "  %-14s %s\n", row->name, row->summary);
  }
  if (is_first_of_some) fprintf(to, "Try 'chokepoint %s WORD --help'.\n", first);
  return is_first_of_some;
}

static int refuse_command(const char *name) {
  const char *near = NULL;
  int32_t best = NEAR;
  for (int32_t at = 0; at < N_COMMAND; at++) {
    const int32_t distance = word_distance(name, commands[at].name);
    if (distance >= best) continue;
    best = distance;
    near = commands[at].name;
  }
  fprintf(stderr, "chokepoint: there is no command '%s'", name);
  if (near) fprintf(stderr, "; did you mean '%s'?", near);
  fprintf(stderr, "\nTry 'chokepoint help'.\n");
  return EXIT_BAD;
}

static int help(const char *topic, const char *second) {
  if (!topic) {
    print_usage(stdout);
    return EXIT_GOOD;
  }
  const command_row *pair = find_pair(topic, second);
  const command_row *command = pair ? pair : find_command(topic);
  if (!command && list_pairs(topic, stdout)) return EXIT_GOOD;
  if (!command) return refuse_command(topic);
  print_help(command);
  return EXIT_GOOD;
}

static int run_command(const char *name, int n_word, char *const *word) {
  const command_row *pair = n_word > 0 ? find_pair(name, word[0]) : NULL;
  const command_row *command = pair ? pair : find_command(name);
  if (!command && list_pairs(name, stderr)) return EXIT_BAD;
  if (!command) return refuse_command(name);
  if (pair) n_word--, word++;
  arguments given;
  const int status = read_arguments(command, n_word, word, &given);
  if (status != EXIT_GOOD) return status;
  if (option_flag(&given, "help")) {
    print_help(command);
    return EXIT_GOOD;
  }
  return command->run(&given);
}

static int choose(int n_word, char *const *word) {
  if (n_word < 2) {
    print_usage(stderr);
    return EXIT_BAD;
  }
  const char *name = word[1];
  if (strcmp(name, "version") == 0 || strcmp(name, "--version") == 0) {
    printf("chokepoint %s, numbers epoch %d\n", cp_version(), cp_numbers_epoch());
    return EXIT_GOOD;
  }
  if (strcmp(name, "help") == 0)
    return help(n_word > 2 ? word[2] : NULL, n_word > 3 ? word[3] : NULL);
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return help(NULL, NULL);
  return run_command(name, n_word - 2, word + 2);
}

int main(int n_word, char **word) {
  // a reader that goes away (| head) shows itself as a failed write
  signal(SIGPIPE, SIG_IGN);
  return end_output(choose(n_word, word));
}
