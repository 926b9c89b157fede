// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The pass for every processor, WebAssembly included: vectors of two.

#define SWEEP_LANES 2
#define SWEEP_TARGET
#define SWEEP_NAME cp_sweep_base

#include "economy/sweep_body.h"
