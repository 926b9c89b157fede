// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What may be told about the machine beside a result. Nothing of it may ever reach a number.

#ifndef CP_BASE_OS_MACHINE_H
#define CP_BASE_OS_MACHINE_H

// The host's name, cut to what fits, with a zero byte; "unknown" when the system does not say.
// Returns `out`.
char *cp_machine_host(char out[65]);

// The most memory that this process held at any time, in bytes; 0 when the system does not say.
double cp_machine_peak_bytes(void);

#endif
