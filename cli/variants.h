// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Runs of a scenario and of its variants on the same random numbers, for compare and levers.
#ifndef CP_CLI_VARIANTS_H
#define CP_CLI_VARIANTS_H

#include "command.h"
#include "talk.h"

enum { MOST_VARIANTS = 63 };

typedef struct variants {
  cp_scenario *scenario;
  cp_variant *variant[MOST_VARIANTS];
  cp_result *result[MOST_VARIANTS + 1];
  int32_t n;  // variants
} variants;

// Simulate the scenario and all variants, in files of `folder` when it is not NULL. EXIT_GOOD, EXIT_BAD, EXIT_INCOMPLETE.
int run_variants(const arguments *given, variants *all, const char *folder);

// One variant that could not be opened: says why.
int complain_variant(const arguments *given, const cp_variant *variant, cp_status status);

void close_variants(variants *all);

#endif
