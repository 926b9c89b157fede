// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The draw layer: what one replica takes from the ranges, and the tables made of it.
#ifndef CP_MODEL_DRAW_H
#define CP_MODEL_DRAW_H

#include "model/model.h"

// Fills the draw block of a replica: central image, then every range at its quantile, then the tables. Replica r belongs to
// point r / chances of the parameter space; draws of chance differ between replicas, parameters between points.
void cp_draw_begin(const cp_model *model, uint64_t seed, uint32_t replica, uint32_t chances,
                   cp_draw *draw);

// Of the same draw only firm_plan, firm_value and what need makes of them (growth, region_noise, need_level, need_factor): for those who ask
// what a replica had planned. The rest of the block is as in the middle of the ranges, its other tables are not made.
void cp_draw_plans(const cp_model *model, uint64_t seed, uint32_t replica, uint32_t chances,
                   cp_draw *draw);

// What one range gives at a point of the parameter space: the value that cp_draw_begin writes.
double cp_draw_range(const cp_model *model, uint64_t seed, uint32_t point, int32_t range);

// The draw block with every range at its middle: what the scenario says without uncertainty (used by the ledger).
void cp_draw_central(const cp_model *model, cp_draw *draw);

// The same with every range at its 99.99% point: the largest flows that the scenario allows for.
void cp_draw_largest(const cp_model *model, cp_draw *draw);

// Quantile table of whole days, lognormal by median and ninth decile; CP_TABLE cells.
void cp_draw_days(const cp_model *model, double median, double p90, int32_t *table);

#endif
