// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Asks the system for its name, and for what this process took of it.
#define _DEFAULT_SOURCE
#include "base/os/machine.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

char *cp_machine_host(char out[65]) {
  if (gethostname(out, 65) != 0) strcpy(out, "unknown");
  out[64] = 0;
  return out;
}

double cp_machine_peak_bytes(void) {
  struct rusage usage;
  // Linux counts in KiB
  return getrusage(RUSAGE_SELF, &usage) == 0 ? 1024.0 * (double)usage.ru_maxrss : 0.0;
}
