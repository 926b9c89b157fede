// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Two kinds of checks. CP_ASSERT is for what only a programmer can break: it traps when the build
// defines CP_ASSERTS (or CP_DEBUG_CHECKS) and otherwise costs nothing and evaluates nothing.
// CP_CHECK is for the public border, in every build: it returns the status from the calling
// function.

#ifndef CP_BASE_CHECK_H
#define CP_BASE_CHECK_H

#include "base/status.h"

#if defined(CP_DEBUG_CHECKS) || defined(CP_ASSERTS)
#define CP_ASSERT(claim) ((claim) ? (void)0 : __builtin_trap())
#else
#define CP_ASSERT(claim) ((void)sizeof((claim) ? 1 : 0))
#endif

#define CP_CHECK(claim, status)    \
  do {                             \
    if (!(claim)) return (status); \
  } while (0)

#endif
