// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Asks the system for its name.
#define _POSIX_C_SOURCE 200809L
#include "base/os/machine.h"

#include <string.h>
#include <unistd.h>

char *cp_machine_host(char out[65]) {
  if (gethostname(out, 65) != 0) strcpy(out, "unknown");
  out[64] = 0;
  return out;
}
