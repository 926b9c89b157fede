// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The POSIX monotonic clock.

#define _POSIX_C_SOURCE 200809L

#include "base/os/clock.h"

#include <time.h>

double cp_clock_seconds(void) {
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}
