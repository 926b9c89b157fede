// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The monotonic clock, for timing and progress. No time may ever reach a result.

#ifndef CP_BASE_OS_CLOCK_H
#define CP_BASE_OS_CLOCK_H

// Seconds since some fixed moment.
double cp_clock_seconds(void);

#endif
