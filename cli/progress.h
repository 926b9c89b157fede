// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A bar on standard error while replicas run, and the end that Ctrl-C asks for: between two replicas.
#ifndef CP_CLI_PROGRESS_H
#define CP_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct progress_bar {
  bool is_shown;  // wanted, and standard error is a terminal
  double began;
  double shown;  // when it was drawn last
} progress_bar;

// From here on the first Ctrl-C stops the run and the second the program.
progress_bar progress_begin(bool is_wanted);

// A cp_progress; its context is the bar.
int32_t progress_show(void *bar, int32_t done, int32_t total);

// Wipes the bar away.
void progress_end(const progress_bar *bar);

#endif
