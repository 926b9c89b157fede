// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Evenly spread points of the unit interval, one sequence for each name. A sequence is Sobol's first dimension (van der Corput's), its
// index shuffled and its value scrambled by Owen's nested uniform permutations with keys of the name (Laine and Karras 2011; Burley, "Practical
// hash-based Owen scrambling", JCGT 9(4), 2020, section 3 and "padding"). Names share nothing, so adding one shifts no other.

#ifndef CP_NUM_STRATIFIED_H
#define CP_NUM_STRATIFIED_H

#include <stdint.h>

// Point `index` of the sequence of `entity`, as a fraction of 2^32. Any 2^k points from a multiple of 2^k on have exactly one in each
// interval of length 2^-k.
uint32_t cp_stratified(uint64_t seed, uint32_t entity, uint32_t index);

#endif
