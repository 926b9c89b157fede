// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What will be looked at soon is asked for now, so that the memory brings it near meanwhile. gcc takes a function that does nothing but ask for
// one without effect and drops its calls: such a function is declared CP_ONLY_ASKS (tools/check_objects fetches).
#ifndef CP_BASE_FETCH_H
#define CP_BASE_FETCH_H

#define CP_ONLY_ASKS __attribute__((always_inline)) static inline

// To be read, and to be written.
CP_ONLY_ASKS void cp_fetch(const void *at) { __builtin_prefetch(at); }
CP_ONLY_ASKS void cp_fetch_to_write(const void *at) { __builtin_prefetch(at, 1); }

#endif
