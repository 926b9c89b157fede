// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Lanes against firms, inputs, parts and alternatives: who makes the good, who uses it, whether an input's shares
// add up to 100 %, and whether goods flow in one direction. All in time proportional to the rows.

#include <stddef.h>

#include "base/os/print.h"
#include "scenario/spec_parts.h"

// shares are written by hand: a hundredth of a percent is rounding
#define SHARE_SLACK 1e-4

// the last kind of alternatives.kind in fields.inc that is another source
enum { LAST_SOURCE = 5 };

static int32_t index_at(const cp_check *check, cp_field field, int32_t row) {
  return cp_spec_index(check->spec, field, row);
}

// --- uses by firm --------------------------------------------------------------------------------

// A good that a firm uses: by a row of inputs or parts, or by an alternative that brings it in another's place.
typedef struct use {
  cp_section section;  // inputs, parts or alternatives
  int32_t row;
  int32_t firm;
  int32_t good;
} use;

// Uses by their firm: first[firm] .. first[firm + 1] are places in `use`.
typedef struct uses_by_firm {
  int32_t *first;
  use *use;
  int32_t n_use;
} uses_by_firm;

// The good that an alternative brings: the one that it saves where it names no other; -1 when it is no other source.
static int32_t brought_good(const cp_check *check, int32_t row) {
  if (index_at(check, CP_F_alternatives_kind, row) > LAST_SOURCE) return -1;
  const int32_t with = index_at(check, CP_F_alternatives_with, row);
  return with >= 0 || cp_check_is_given(check, CP_F_alternatives_with, row)
             ? with
             : index_at(check, CP_F_alternatives_good, row);
}

static use use_at(const cp_check *check, int32_t at) {
  const int32_t n_input = cp_spec_count(check->spec, CP_S_inputs);
  const int32_t n_part = cp_spec_count(check->spec, CP_S_parts);
  if (at < n_input)
    return (use){CP_S_inputs, at, index_at(check, CP_F_inputs_firm, at),
                 index_at(check, CP_F_inputs_good, at)};
  at -= n_input;
  if (at < n_part)
    return (use){CP_S_parts, at, index_at(check, CP_F_parts_plant, at),
                 index_at(check, CP_F_parts_good, at)};
  at -= n_part;
  return (use){CP_S_alternatives, at, index_at(check, CP_F_alternatives_user, at),
               brought_good(check, at)};
}

static bool group_uses(const cp_check *check, uses_by_firm *group) {
  const int32_t n_firm = cp_spec_count(check->spec, CP_S_firms);
  group->n_use = cp_spec_count(check->spec, CP_S_inputs) + cp_spec_count(check->spec, CP_S_parts) +
                 cp_spec_count(check->spec, CP_S_alternatives);
  group->first = CP_ARENA_ARRAY(check->draft->arena, int32_t, (int64_t)n_firm + 2);
  group->use = CP_ARENA_ARRAY(check->draft->arena, use, (int64_t)group->n_use + 1);
  if (group->first == NULL || group->use == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return false;
  }
  for (int32_t at = 0; at < group->n_use; at++) {
    const int32_t firm = use_at(check, at).firm;
    if (firm >= 0) group->first[firm + 2]++;
  }
  for (int32_t firm = 0; firm < n_firm; firm++) group->first[firm + 2] += group->first[firm + 1];
  for (int32_t at = 0; at < group->n_use; at++) {
    const use one = use_at(check, at);
    if (one.firm >= 0) group->use[group->first[one.firm + 1]++] = one;
  }
  return true;
}

// The first use of a good by a firm, of an input of its own or of any; -1 when there is none.
static int32_t find_use(const uses_by_firm *group, int32_t firm, int32_t good, bool is_own) {
  for (int32_t place = group->first[firm]; place < group->first[firm + 1]; place++) {
    if (is_own && group->use[place].section == CP_S_alternatives) continue;
    if (group->use[place].good == good) return place;
  }
  return -1;
}

// --- lanes ---------------------------------------------------------------------------------------

// What a firm builds to a plan goes to customers outside the scenario.
static void check_seller(const cp_check *check, int32_t lane, int32_t supplier) {
  if (!cp_check_has(check, CP_F_firms_plan, supplier)) return;
  cp_check_fault(
      check, CP_F_lanes_supplier, lane,
      cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' builds to a plan and serves no lane",
                    CP_NAME(check, CP_S_firms, supplier)),
      CP_TEXT("a supplier that makes to order"),
      CP_TEXT("without its plan it makes what its lanes ask for"));
}

static void check_supplier(const cp_check *check, int32_t lane, int32_t supplier, int32_t good) {
  const int32_t made = index_at(check, CP_F_firms_makes, supplier);
  if (made < 0) return;
  if (made == good || index_at(check, CP_F_firms_scrap, supplier) == good) {
    check_seller(check, lane, supplier);
    return;
  }
  cp_check_fault(
      check, CP_F_lanes_supplier, lane,
      cp_text_print(check->draft->arena,
                    "'" CP_TEXT_FORMAT "' makes '" CP_TEXT_FORMAT "', not '" CP_TEXT_FORMAT "'",
                    CP_NAME(check, CP_S_firms, supplier), CP_NAME(check, CP_S_goods, made),
                    CP_NAME(check, CP_S_goods, good)),
      CP_TEXT("a supplier that makes the lane's good, or sheds it as scrap"), cp_no_text);
}

static bool has_broken_uses(const cp_check *check) {
  return check->draft->is_broken[CP_S_inputs] || check->draft->is_broken[CP_S_parts] ||
         check->draft->is_broken[CP_S_alternatives];
}

static bool serves_alternative(const cp_check *check, const uses_by_firm *group, int32_t lane) {
  const int32_t buyer = index_at(check, CP_F_lanes_buyer, lane);
  for (int32_t place = group->first[buyer]; place < group->first[buyer + 1]; place++) {
    const use *used = group->use + place;
    if (used->section != CP_S_alternatives) continue;
    if (used->good != index_at(check, CP_F_lanes_good, lane)) continue;
    const int32_t supplier = index_at(check, CP_F_alternatives_supplier, used->row);
    if (supplier < 0 || supplier == index_at(check, CP_F_lanes_supplier, lane)) return true;
  }
  return false;
}

// A lane of share 0 % that no alternative uses carries nothing.
static void check_spare(const cp_check *check, const uses_by_firm *group, int32_t lane) {
  const cp_cell *share = cp_spec_cell(check->spec, CP_F_lanes_share, lane);
  if (share->is_missing || share->number > 0.0 || has_broken_uses(check)) return;
  if (serves_alternative(check, group, lane)) return;
  cp_check_doubt(check, CP_F_lanes_share, lane,
                 CP_TEXT("a lane of share 0 % that no alternative uses carries nothing"),
                 CP_TEXT("a row of alternatives for its buyer, good and supplier"),
                 CP_TEXT("give it a share, or leave it out"));
}

// The place of the use that a lane feeds, one of the buyer's own where there is one; -1 when it feeds none.
static int32_t check_lane(const cp_check *check, const uses_by_firm *group, int32_t lane) {
  const int32_t supplier = index_at(check, CP_F_lanes_supplier, lane);
  const int32_t buyer = index_at(check, CP_F_lanes_buyer, lane);
  const int32_t good = index_at(check, CP_F_lanes_good, lane);
  if (supplier >= 0 && supplier == buyer) {
    cp_check_fault(check, CP_F_lanes_buyer, lane,
                   cp_text_print(check->draft->arena, "a lane from '" CP_TEXT_FORMAT "' to itself",
                                 CP_NAME(check, CP_S_firms, buyer)),
                   CP_TEXT("two firms"), cp_no_text);
  }
  if (good < 0) return -1;
  if (supplier >= 0) check_supplier(check, lane, supplier, good);
  if (buyer < 0) return -1;
  const int32_t own = find_use(group, buyer, good, true);
  const int32_t any = own >= 0 ? own : find_use(group, buyer, good, false);
  if (any < 0 && !has_broken_uses(check)) {
    cp_check_fault(
        check, CP_F_lanes_buyer, lane,
        cp_text_print(check->draft->arena, "'" CP_TEXT_FORMAT "' does not use '" CP_TEXT_FORMAT "'",
                      CP_NAME(check, CP_S_firms, buyer), CP_NAME(check, CP_S_goods, good)),
        CP_TEXT("a row of inputs or parts for the buyer and the good, or an alternative that "
                "brings it"),
        cp_no_text);
  }
  if (any >= 0) check_spare(check, group, lane);
  return any;
}

// What the lanes of a use and of a firm add up to.
typedef struct lane_sums {
  int32_t *n_lane;       // per use; of a good that a firm uses twice, at the first
  double *share;         // likewise
  bool *is_unknown;      // likewise: a lane's share was reported as wrong
  bool *has_late;        // likewise: one of its lanes is known later than as_of
  bool *has_stray;       // per firm: a lane brings it what it does not use
  bool has_stray_buyer;  // a lane to nobody, which may be meant for anybody
} lane_sums;

static bool begin_sums(const cp_check *check, int32_t n_use, lane_sums *sums) {
  cp_arena *arena = check->draft->arena;
  sums->n_lane = CP_ARENA_ARRAY(arena, int32_t, (int64_t)n_use + 1);
  sums->share = CP_ARENA_ARRAY(arena, double, (int64_t)n_use + 1);
  sums->is_unknown = CP_ARENA_ARRAY(arena, bool, (int64_t)n_use + 1);
  sums->has_late = CP_ARENA_ARRAY(arena, bool, (int64_t)n_use + 1);
  sums->has_stray = CP_ARENA_ARRAY(arena, bool, cp_spec_count(check->spec, CP_S_firms));
  sums->has_stray_buyer = check->draft->is_broken[CP_S_lanes];
  if (sums->n_lane != NULL && sums->share != NULL && sums->is_unknown != NULL &&
      sums->has_late != NULL && sums->has_stray != NULL) {
    return true;
  }
  check->draft->messages->status = CP_NO_MEMORY;
  return false;
}

static void add_lane(const cp_check *check, lane_sums *sums, int32_t lane, int32_t place) {
  if (place < 0) {
    const int32_t buyer = index_at(check, CP_F_lanes_buyer, lane);
    if (buyer < 0) sums->has_stray_buyer = true;
    if (buyer >= 0) sums->has_stray[buyer] = true;
    return;
  }
  sums->n_lane[place]++;
  sums->share[place] += cp_spec_number(check->spec, CP_F_lanes_share, lane);
  sums->is_unknown[place] |= !cp_check_has(check, CP_F_lanes_share, lane);
}

static void check_share(const cp_check *check, const use *used, const lane_sums *sums,
                        int32_t place) {
  const double share = sums->share[place];
  const cp_field field = used->section == CP_S_inputs ? CP_F_inputs_good : CP_F_parts_good;
  if (used->firm < 0 || used->good < 0) return;
  if (sums->n_lane[place] == 0) {
    cp_check_fault(check, field, used->row,
                   cp_text_print(check->draft->arena,
                                 "nobody ships '" CP_TEXT_FORMAT "' to '" CP_TEXT_FORMAT "'",
                                 CP_NAME(check, CP_S_goods, used->good),
                                 CP_NAME(check, CP_S_firms, used->firm)),
                   CP_TEXT("a lane for every input and part"),
                   CP_TEXT("add a row to lanes with this buyer and good"));
    return;
  }
  if (share > 1.0 - SHARE_SLACK && share < 1.0 + SHARE_SLACK) return;
  char words[32];
  const double rounded = (double)(int64_t)(share * 1e6 + 0.5) / 1e4;
  cp_check_fault(
      check, field, used->row,
      cp_text_print(check->draft->arena,
                    "lanes that bring '" CP_TEXT_FORMAT "' to '" CP_TEXT_FORMAT
                    "' have shares of %s %% together",
                    CP_NAME(check, CP_S_goods, used->good), CP_NAME(check, CP_S_firms, used->firm),
                    cp_number_format(rounded, words)),
      CP_TEXT("100 %"),
      sums->has_late[place] ? CP_TEXT("a lane that brings it is known later than as_of")
                            : cp_no_text);
}

// The row in the spec to which a late row of the draft refers, -1 when it has none there.
static int32_t target_of_late(const cp_check *check, cp_field field, const cp_row *row) {
  const cp_cell *cell = cp_draft_cell(check->draft, (int32_t)field, row);
  if (cell == NULL || cell->is_missing || cell->index < 0) return -1;
  return check->draft->section[cell->section].row[cell->index].number;
}

static void mark_late(const cp_check *check, const uses_by_firm *group, lane_sums *sums) {
  const cp_rows *lanes = &check->draft->section[CP_S_lanes];
  for (int32_t number = 0; number < lanes->n_row; number++) {
    const cp_row *lane = &lanes->row[number];
    const int32_t buyer = lane->is_late ? target_of_late(check, CP_F_lanes_buyer, lane) : -1;
    const int32_t good = lane->is_late ? target_of_late(check, CP_F_lanes_good, lane) : -1;
    const int32_t place = buyer < 0 || good < 0 ? -1 : find_use(group, buyer, good, true);
    if (place >= 0) sums->has_late[place] = true;
  }
}

static void check_lanes(const cp_check *check, const uses_by_firm *group) {
  lane_sums sums;
  if (!begin_sums(check, group->n_use, &sums)) return;
  for (int32_t lane = 0; lane < cp_spec_count(check->spec, CP_S_lanes); lane++) {
    add_lane(check, &sums, lane, check_lane(check, group, lane));
  }
  mark_late(check, group, &sums);
  for (int32_t firm = 0; firm < cp_spec_count(check->spec, CP_S_firms); firm++) {
    for (int32_t place = group->first[firm]; place < group->first[firm + 1]; place++) {
      const use *used = group->use + place;
      if (used->section == CP_S_alternatives || used->good < 0) continue;
      if (find_use(group, firm, used->good, true) != place) continue;
      // too little may be the fault of a lane that was reported
      const bool is_stray = sums.has_stray_buyer || sums.has_stray[firm];
      if (sums.is_unknown[place] || (is_stray && sums.share[place] < 1.0)) continue;
      check_share(check, used, &sums, place);
    }
  }
}

// --- circles -------------------------------------------------------------------------------------

// A firm's input made by another firm: the walk goes from buyers to suppliers, lane by lane.
typedef struct walk {
  int32_t *first;  // lanes by buyer: first[firm] .. first[firm + 1] are places in lane
  int32_t *lane;
  int32_t *next;   // per firm: place of the lane to follow next
  int32_t *stack;  // firms on the way
  int8_t *state;   // per firm: 0 new, 1 on the way, 2 done
  int32_t depth;
} walk;

static bool begin_walk(const cp_check *check, walk *way) {
  cp_arena *arena = check->draft->arena;
  const int32_t n_firm = cp_spec_count(check->spec, CP_S_firms);
  const int32_t n_lane = cp_spec_count(check->spec, CP_S_lanes);
  way->first = CP_ARENA_ARRAY(arena, int32_t, (int64_t)n_firm + 2);
  way->lane = CP_ARENA_ARRAY(arena, int32_t, n_lane);
  way->next = CP_ARENA_ARRAY(arena, int32_t, n_firm);
  way->stack = CP_ARENA_ARRAY(arena, int32_t, n_firm);
  way->state = CP_ARENA_ARRAY(arena, int8_t, n_firm);
  if (way->first == NULL || way->lane == NULL || way->next == NULL || way->stack == NULL ||
      way->state == NULL) {
    check->draft->messages->status = CP_NO_MEMORY;
    return false;
  }
  for (int32_t lane = 0; lane < n_lane; lane++) {
    const int32_t buyer = index_at(check, CP_F_lanes_buyer, lane);
    if (buyer >= 0) way->first[buyer + 2]++;
  }
  for (int32_t firm = 0; firm < n_firm; firm++) way->first[firm + 2] += way->first[firm + 1];
  for (int32_t lane = 0; lane < n_lane; lane++) {
    const int32_t buyer = index_at(check, CP_F_lanes_buyer, lane);
    if (buyer >= 0) way->lane[way->first[buyer + 1]++] = lane;
  }
  for (int32_t firm = 0; firm < n_firm; firm++) way->next[firm] = way->first[firm];
  return true;
}

static void report_circle(const cp_check *check, const walk *way, int32_t firm, int32_t lane) {
  cp_text_builder words = {.arena = check->draft->arena};
  const cp_sink sink = cp_sink_text(&words);
  int32_t start = way->depth - 1;
  while (way->stack[start] != firm) start--;
  cp_status status = cp_print(&sink, CP_TEXT_FORMAT, CP_NAME(check, CP_S_firms, firm));
  for (int32_t level = way->depth - 1; level >= start; level--) {
    if (status != CP_OK) break;
    status = cp_print(&sink, " -> " CP_TEXT_FORMAT, CP_NAME(check, CP_S_firms, way->stack[level]));
  }
  if (status != CP_OK) check->draft->messages->status = status;
  cp_check_fault(check, CP_F_lanes_supplier, lane,
                 cp_text_print(check->draft->arena, "lanes lead in a circle: " CP_TEXT_FORMAT,
                               CP_TEXT_ARGUMENTS(words.text)),
                 CP_TEXT("goods that are not needed to make themselves"), cp_no_text);
}

// Follows one lane up from the firm at the end of the way.
static void follow(const cp_check *check, walk *way, int32_t lane) {
  const int32_t supplier = index_at(check, CP_F_lanes_supplier, lane);
  const int32_t buyer = index_at(check, CP_F_lanes_buyer, lane);
  // a lane to itself, or of what its supplier does not make, was reported
  if (supplier < 0 || supplier == buyer) return;
  if (index_at(check, CP_F_firms_makes, supplier) != index_at(check, CP_F_lanes_good, lane)) return;
  if (way->state[supplier] == 1) report_circle(check, way, supplier, lane);
  if (way->state[supplier] != 0) return;
  way->state[supplier] = 1;
  way->stack[way->depth++] = supplier;
}

static void check_circles(const cp_check *check) {
  walk way = {.depth = 0};
  if (!begin_walk(check, &way)) return;
  for (int32_t start = 0; start < cp_spec_count(check->spec, CP_S_firms); start++) {
    if (way.state[start] != 0) continue;
    way.state[start] = 1;
    way.stack[way.depth++] = start;
    while (way.depth > 0) {
      const int32_t firm = way.stack[way.depth - 1];
      if (way.next[firm] < way.first[firm + 1]) {
        follow(check, &way, way.lane[way.next[firm]++]);
      } else {
        way.state[firm] = 2;
        way.depth--;
      }
    }
  }
}

void cp_check_chain(const cp_check *check) {
  uses_by_firm group;
  if (group_uses(check, &group)) check_lanes(check, &group);
  check_circles(check);
}
