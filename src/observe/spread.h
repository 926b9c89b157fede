// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// From the losses of final firms to those of the economy; see spread.c and docs/economy.md.
#ifndef CP_OBSERVE_SPREAD_H
#define CP_OBSERVE_SPREAD_H

#include "observe/record.h"

// Writes the outcomes of all sectors of a replica that has ended. CP_BAD_INPUT when a stock of the economy runs below zero.
cp_status cp_spread_losses(const cp_engine *engine, double *record);

#endif
