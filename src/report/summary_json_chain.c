// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The part of the summary for machines that tells of the chain: losses, cover, slips, trade, prices, switches. Keys are stable: they
// may be added to, but keep their meaning.
#include "report/summary_put.h"

static void put_losses(cp_json *json, const cp_summary_losses *losses) {
  cp_json_key(json, "losses");
  cp_json_object(json);
  put_whole(json, "vehicle_makers", losses->n_maker);
  put_band(json, "units_lost", losses->lost);
  put_band(json, "units_recovered", losses->recovered);
  put_band(json, "units_net", losses->net);
  put_band(json, "share_lost", losses->lost_share);
  put_band(json, "share_recovered", losses->recovered_share);
  put_band(json, "share_net", losses->net_share);
  if (losses->has_value) {
    put_band(json, "value_lost_usd", losses->value_lost);
    put_band(json, "value_net_usd", losses->value_net);
    put_band(json, "value_planned_usd", losses->value_planned);
  }
  put_whole(json, "other_makers_with_value", losses->n_other);
  if (losses->n_other > 0) {
    put_band(json, "other_value_lost_usd", losses->other_lost);
    put_band(json, "other_value_net_usd", losses->other_net);
    put_band(json, "other_value_planned_usd", losses->other_planned);
  }
  put_band(json, "extra_cost_usd", losses->cost);
  put_band(json, "extra_cost_all_usd", losses->cost_all);
  cp_json_close(json);
}

// The median of a band of days; none when the share of replicas that have one is 0.
static void put_middle_day(cp_json *json, const char *key, cp_band day, double share) {
  put_day(json, key, share > 0 ? (int32_t)day.median : CP_DAY_NONE);
}

static void put_covers(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "cover");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_cover; place++) {
    const cp_summary_cover *cover = &summary->cover[place];
    cp_json_object(json);
    put_text(json, "firm", cover->firm);
    put_text(json, "region", cover->destination);
    put_odds(json, "short", cover->was_short);
    put_middle_day(json, "short_since", cover->short_day, cover->was_short.share);
    put_odds(json, "not_back", cover->not_back);
    put_middle_day(json, "back_since", cover->back_day, 1 - cover->not_back.share);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_slips(cp_json *json, const cp_summary *summary) {
  cp_json_key(json, "slips");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_slip; place++) {
    const cp_summary_slip *slip = &summary->slip[place];
    cp_json_object(json);
    put_text(json, "destination", slip->place);
    put_flag(json, "military", slip->is_military);
    put_band(json, "late_now", slip->now);
    put_band(json, "late_end", slip->end);
    cp_json_close(json);
  }
  cp_json_close(json);
  cp_json_key(json, "late");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_late; place++) {
    const cp_summary_late *late = &summary->late[place];
    cp_json_object(json);
    put_text(json, "firm", late->firm);
    put_text(json, "region", late->destination);
    put_flag(json, "military", late->is_military);
    put_band(json, "late_most", late->most);
    put_band(json, "late_end", late->end);
    put_number(json, "days_of_plan", late->days);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_trade(cp_json *json, const cp_summary *summary) {
  const cp_summary_trade *trade = &summary->trade;
  put_band(json, "exporters_before", trade->exporters_before);
  put_band(json, "exporters_now", trade->exporters_now);
  put_band(json, "exporters_end", trade->exporters_end);
  put_band(json, "flown_before", trade->flown_before);
  put_band(json, "flown_after", trade->flown_after);
  if (summary->has_world) {
    put_band(json, "flown_world_before", trade->flown_world_before);
    put_band(json, "flown_world_after", trade->flown_world_after);
  }
  cp_json_key(json, "prices");
  cp_json_array(json);
  for (int32_t place = 0; place < trade->n_price; place++) {
    const cp_summary_price *price = &trade->price[place];
    cp_json_object(json);
    put_text(json, "good", price->good);
    put_band(json, "outside_now", price->outside_now);
    put_band(json, "outside_end", price->outside_end);
    put_band(json, "inside_now", price->inside_now);
    put_band(json, "inside_end", price->inside_end);
    cp_json_close(json);
  }
  cp_json_close(json);
}

static void put_switches(cp_json *json, const cp_summary *summary) {
  put_flag(json, "users_may_turn", summary->may_turn);
  cp_json_key(json, "switches");
  cp_json_array(json);
  for (int32_t place = 0; place < summary->n_switch; place++) {
    const cp_summary_switch *told = &summary->switches[place];
    cp_json_object(json);
    put_text(json, "user", told->user);
    put_text(json, "part", told->part);
    put_text(json, "alternative", told->alternative);
    put_text(json, "kind", told->kind);
    put_odds(json, "started", told->started);
    put_middle_day(json, "started_on", told->started_day, told->started.share);
    put_odds(json, "used", told->used);
    put_middle_day(json, "used_on", told->used_day, told->used.share);
    put_band(json, "units", told->units);
    put_number(json, "days_of_output", told->days);
    cp_json_close(json);
  }
  cp_json_close(json);
}

void cp_summary_put_chain(cp_json *json, const cp_summary *summary) {
  put_losses(json, &summary->losses);
  put_covers(json, summary);
  put_slips(json, summary);
  put_trade(json, summary);
  put_switches(json, summary);
}
