// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// GNU style options: --name VALUE, --name=VALUE, -n VALUE, -nVALUE, unique beginnings of names,
// `--` before operands; options and operands in any order. A word that means nothing is answered
// with the nearest that does.
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

enum { LONGEST_WORD = 64, NEAR = 4 };

int32_t word_distance(const char *left, const char *right) {
  const size_t n_left = strlen(left), n_right = strlen(right);
  if (n_left > LONGEST_WORD || n_right > LONGEST_WORD) return LONGEST_WORD;
  int32_t before[LONGEST_WORD + 1], now[LONGEST_WORD + 1];
  for (size_t at = 0; at <= n_right; at++) before[at] = (int32_t)at;
  for (size_t row = 1; row <= n_left; row++) {
    now[0] = (int32_t)row;
    for (size_t at = 1; at <= n_right; at++) {
      const int32_t change = before[at - 1] + (left[row - 1] != right[at - 1]);
      const int32_t shift = (now[at - 1] < before[at] ? now[at - 1] : before[at]) + 1;
      now[at] = change < shift ? change : shift;
    }
    memcpy(before, now, sizeof now);
  }
  return before[n_right];
}

static int complain(const command_row *command, const char *what, const char *word) {
  fprintf(stderr, "chokepoint %s: %s '%s'\n", command->name, what, word);
  fprintf(stderr, "Try 'chokepoint %s --help'.\n", command->name);
  return EXIT_BAD;
}

static int complain_unknown(const command_row *command, const char *word, size_t size) {
  char name[LONGEST_WORD + 1];
  snprintf(name, sizeof name, "%.*s", (int)size, word);
  const char *near = NULL;
  int32_t best = NEAR;
  for (const option_row *row = command->option; row->name; row++) {
    const int32_t distance = word_distance(name, row->name);
    if (distance >= best) continue;
    best = distance;
    near = row->name;
  }
  fprintf(stderr, "chokepoint %s: there is no option --%s", command->name, name);
  if (near) fprintf(stderr, "; did you mean --%s?", near);
  fprintf(stderr, "\nTry 'chokepoint %s --help'.\n", command->name);
  return EXIT_BAD;
}

// The row whose name is the word, or begins with it when only one does; -1 none.
static int32_t find_long(const command_row *command, const char *word, size_t size) {
  int32_t found = -1, n_found = 0;
  for (int32_t at = 0; command->option[at].name; at++) {
    const char *name = command->option[at].name;
    if (strncmp(name, word, size) != 0) continue;
    if (strlen(name) == size) return at;
    found = at;
    n_found++;
  }
  return n_found == 1 ? found : -1;
}

static int32_t find_short(const command_row *command, char letter) {
  for (int32_t at = 0; command->option[at].name; at++) {
    if (command->option[at].letter == letter) return at;
  }
  return -1;
}

static int keep(arguments *given, int32_t at, const char *value) {
  const option_row *row = &given->command->option[at];
  if (row->kind == OPTION_LIST) {
    if (given->n_list == MOST_REPEATS) {
      return complain(given->command, "too many times the option", row->name);
    }
    given->list[given->n_list++] = value;
    return EXIT_GOOD;
  }
  if (given->value[at] && row->kind == OPTION_VALUE) {
    return complain(given->command, "given twice: the option", row->name);
  }
  given->value[at] = value;
  return EXIT_GOOD;
}

// The words that are still to read.
typedef struct reader {
  char *const *word;
  int n;
  int at;
} reader;

// An option with its value: behind "=", in the rest of the word, or in the next word.
static int take(arguments *given, reader *words, int32_t at, const char *inside) {
  const option_row *row = &given->command->option[at];
  if (row->kind == OPTION_FLAG) {
    if (inside) return complain(given->command, "no value is expected for the option", row->name);
    return keep(given, at, row->name);
  }
  if (inside) return keep(given, at, inside);
  if (words->at >= words->n) {
    return complain(given->command, "a value is missing for the option", row->name);
  }
  return keep(given, at, words->word[words->at++]);
}

static int take_long(arguments *given, reader *words, const char *word) {
  const char *equals = strchr(word, '=');
  const size_t size = equals ? (size_t)(equals - word) : strlen(word);
  const int32_t at = find_long(given->command, word, size);
  if (at < 0) return complain_unknown(given->command, word, size);
  return take(given, words, at, equals ? equals + 1 : NULL);
}

static int take_short(arguments *given, reader *words, const char *letters) {
  while (*letters) {
    const int32_t at = find_short(given->command, *letters);
    if (at < 0) {
      const char word[2] = {*letters, 0};
      return complain(given->command, "there is no option", word);
    }
    letters++;
    const bool is_flag = given->command->option[at].kind == OPTION_FLAG;
    const int status = take(given, words, at, is_flag || !*letters ? NULL : letters);
    if (status != EXIT_GOOD || !is_flag) return status;
  }
  return EXIT_GOOD;
}

static int take_operand(arguments *given, const char *word) {
  if (given->n_operand == MOST_OPERANDS || given->n_operand == given->command->n_operand) {
    return complain(given->command, "one operand too many:", word);
  }
  given->operand[given->n_operand++] = word;
  return EXIT_GOOD;
}

int read_arguments(const command_row *command, int n_word, char *const *word, arguments *given) {
  *given = (arguments){.command = command};
  reader words = {word, n_word, 0};
  bool is_over = false;
  while (words.at < words.n) {
    const char *now = words.word[words.at++];
    int status;
    if (!is_over && strcmp(now, "--") == 0) {
      is_over = true;
      continue;
    }
    if (!is_over && strncmp(now, "--", 2) == 0) {
      status = take_long(given, &words, now + 2);
    } else if (!is_over && now[0] == '-' && now[1]) {
      status = take_short(given, &words, now + 1);
    } else {
      status = take_operand(given, now);
    }
    if (status != EXIT_GOOD) return status;
  }
  const bool has_operands =
      command->n_operand < 0 ? given->n_operand > 0 : given->n_operand == command->n_operand;
  if (option_flag(given, "help") || has_operands) return EXIT_GOOD;
  fprintf(stderr, "chokepoint %s: expected %s\n", command->name, command->operands);
  fprintf(stderr, "Try 'chokepoint %s --help'.\n", command->name);
  return EXIT_BAD;
}

const char *option_text(const arguments *given, const char *name) {
  for (int32_t at = 0; given->command->option[at].name; at++) {
    if (strcmp(given->command->option[at].name, name) == 0) return given->value[at];
  }
  return NULL;
}

bool option_flag(const arguments *given, const char *name) {
  return option_text(given, name) != NULL;
}

// Only digits: strtoull alone would take spaces, signs and overflow.
static bool read_digits(const char *text, uint64_t *number) {
  char *end = NULL;
  if (*text == 0 || strspn(text, "0123456789") != strlen(text)) return false;
  errno = 0;
  *number = strtoull(text, &end, 10);
  return errno == 0;
}

int option_whole(const arguments *given, const char *name, int64_t least, int64_t most,
                 int64_t *number) {
  const char *text = option_text(given, name);
  if (!text) return EXIT_GOOD;
  uint64_t read = 0;
  if (read_digits(text, &read) && read >= (uint64_t)least && read <= (uint64_t)most) {
    *number = (int64_t)read;
    return EXIT_GOOD;
  }
  fprintf(stderr,
          "chokepoint %s: --%s is '%s'; expected a whole number from %" PRId64 " to %" PRId64 "\n",
          given->command->name, name, text, least, most);
  return EXIT_BAD;
}

int option_seed(const arguments *given, uint64_t *seed) {
  const char *text = option_text(given, "seed");
  if (!text || read_digits(text, seed)) return EXIT_GOOD;
  fprintf(stderr, "chokepoint %s: --seed is '%s'; expected a whole number below 2^64\n",
          given->command->name, text);
  return EXIT_BAD;
}
