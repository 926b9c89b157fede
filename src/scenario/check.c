// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What a single cell cannot tell, part by part.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

void cp_check_all(const cp_check *check) { (void)check; }
