// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What commands share: writing to standard output, opening a scenario with its messages, the end of
// the program.
#ifndef CP_CLI_TALK_H
#define CP_CLI_TALK_H

#include "chokepoint.h"
#include "command.h"

// Writers over standard output and standard error; the first stops when nobody reads any more.
int32_t to_output(void *context, const char *text, size_t size);
int32_t to_talk(void *context, const char *text, size_t size);

// A line to standard error, after what standard output still holds: both may be one file.
void talk(const char *format, ...) __attribute__((format(printf, 1, 2)));

// Flushes standard output; `code` unless it could not be written, which is said. A reader that went
// away is no failure.
int end_output(int code);

cp_output form_of(const arguments *given);

// Opens the scenario of the first operand with --as-of, --until and --set, and prints its messages
// to standard error: all of them, or errors only. EXIT_GOOD, or EXIT_BAD with *scenario NULL.
int open_scenario(const arguments *given, bool with_warnings, cp_scenario **scenario);

// --replicas, --threads and --seed; what is not given stays. EXIT_GOOD, or EXIT_BAD after saying what is wrong.
int read_run_options(const arguments *given, cp_run_options *options);

// Says what failed and what to do about it; gives the code with which to end.
int complain_status(const char *command, cp_status status, const char *complaint);

#endif
