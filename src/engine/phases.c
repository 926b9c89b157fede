// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The day, phase by phase, as docs/model.md tells it. Goods that arrive today are usable today; a licence granted today can ship
// today; clauses are judged on what has been published by yesterday. What a phase reads and writes are arrays of arrays.inc by name: `reads`
// lists all that it looks at, `writes` those of the state that it may change (tests/unit/engine/test_phases.c).
#include "border/border.h"
#include "chain/chain.h"
#include "deal/deal.h"
#include "desk/desk.h"
#include "engine/engine.h"

const cp_phase cp_phases[] = {
    {"deal", cp_deal_day,
     "first_day, as_of, measure_kind, measure_by, measure_on, measure_validity, "
     "measure_extend_by, measure_rate, measure_hash, measure_part_first, measure_part, "
     "measure_ease_act, mover, agreement_amends, agreement_builds_on, agreement_until, "
     "agreement_notice, agreement_hash, clause_agreement, clause_party, clause_to, "
     "clause_is_kept, clause_goal, clause_at_most, clause_after, clause_starts, "
     "clause_deadline, clause_grace, clause_extend_by, clause_renegotiate_by, "
     "clause_renegotiate_to, clause_repair_within, clause_suspend_for, clause_breach_ends, "
     "clause_escalate, clause_replaces, clause_exception_of, clause_order, may_lock, "
     "step_days, step_next, clause_hash, clause_target_first, target_measure, "
     "target_is_unclear, clause_effect_first, effect_when, effect_act, effect_measure, "
     "reading_clause, reading_party, reading_series, reading_window, reading_lag, "
     "reading_publish_day, reading_hash, reading_base, reading_observed, fact_day, "
     "fact_act, fact_kind, fact_object, fact_rate, fact_until, statement_day, "
     "statement_confirmed, statement_kind, statement_object, confirm_kind, confirm_object, "
     "confirm_chance, confirm_hash, confirm_days, measure_extend_chance, measure_take, "
     "measure_take_tension, measure_take_breach, measure_ease, measure_ease_tension, "
     "measure_ease_breach, agreement_hazard, agreement_withdraw, clause_act_chance, "
     "clause_extend_chance, clause_renegotiate_chance, clause_dispute, step_settle, "
     "reading_at_least, reading_noise, act_days, reading_off, day, replica, seed, "
     "measure_state, measure_since, measure_until, measure_now, measure_saved_state, "
     "measure_saved_rate, measure_saved_until, measure_depth, measure_outer_until, "
     "measure_held_by, measure_set_on, measure_set_by, measure_set_act, measure_first, "
     "agreement_state, agreement_since, agreement_announced, agreement_ends, "
     "agreement_is_left, clause_state, clause_since, clause_met, clause_holds, "
     "clause_doubt, clause_decides, clause_down, clause_act_on, clause_acted, "
     "clause_breaches, clause_settles, clause_until, clause_factor, clause_slipped, "
     "clause_repair_until, clause_step, clause_step_until, clause_due, clause_fired, "
     "clause_broke, clause_repairs, clause_unsettled, clause_locked, clause_first_locked, "
     "clause_blocker, target_is_down, statement_state, confirm_on, reading_sum, "
     "reading_now, reading_is_met, reading_first, deal_refused, tension",
     "measure_state, measure_since, measure_until, measure_now, measure_saved_state, "
     "measure_saved_rate, measure_saved_until, measure_depth, measure_outer_until, "
     "measure_held_by, measure_set_on, measure_set_by, measure_set_act, measure_first, "
     "agreement_state, agreement_since, agreement_announced, agreement_ends, "
     "agreement_is_left, clause_state, clause_since, clause_met, clause_holds, "
     "clause_doubt, clause_decides, clause_down, clause_act_on, clause_acted, "
     "clause_breaches, clause_settles, clause_until, clause_factor, clause_slipped, "
     "clause_repair_until, clause_step, clause_step_until, clause_due, clause_fired, "
     "clause_broke, clause_repairs, clause_unsettled, clause_locked, clause_first_locked, "
     "clause_blocker, target_is_down, statement_state, confirm_on, reading_sum, "
     "reading_now, reading_is_met, reading_first, deal_refused"},
    {"controls", cp_border_controls,
     "good_heading, input_good, input_gate_first, input_gate, lane_input, lane_gate, "
     "gate_lane, gate_customs, gate_share, measure_kind, measure_lane_first, measure_lane, "
     "statement_day, statement_is_threat, statement_is_hope, statement_order, "
     "statement_lane_first, statement_lane, statement_kind, statement_object, trust, "
     "trust_unconfirmed, postpone, "
     "postpone_above, day, statement_state, statement_seen, hope, input_hope, measure_seen, "
     "rate_seen, until_seen, has_border, threat_since, "
     "deadline, tariff, input_threat, input_deadline, next_deadline, input_postponed, "
     "input_bound, gate_control, gate_bound, drawn_before, control_since, control_first, "
     "heading_since, drawn_total, measure_state, measure_since, measure_until, measure_now, "
     "measure_transition, book, waiting, bound_on, exempt, exempt_used, has_quota, quota_since, "
     "first_day, month_of, input_firm, input_source, firm_is_final, firm_region, good_price, "
     "need_factor, need_level, lane_most, account, account_over, account_first, "
     "sales_expected",
     "bound_on, exempt, exempt_used, has_quota, quota_since, statement_seen, hope, input_hope, "
     "measure_seen, rate_seen, until_seen, has_border, "
     "threat_since, deadline, tariff, "
     "input_threat, input_deadline, next_deadline, input_postponed, input_bound, "
     "gate_control, gate_bound, drawn_before, control_since, control_first, heading_since, "
     "account, account_over, account_first, sales_expected"},
    {"expire", cp_desk_expire,
     "first_day, as_of, last_day, month_of, calendar_prefix, calendar_nth, firm_class, "
     "input_firm, lane_input, lane_gate, gate_lane, lane_hash, authority_calendar, "
     "authority_limit, authority_slot, authority_class, authority_counts, "
     "authority_clause, class_follows, class_mover, class_authority, stream_hash, "
     "measure_kind, measure_class, measure_validity, measure_suspends, "
     "measure_lane_first, measure_lane, fact_day, fact_act, fact_kind, fact_object, "
     "fact_until, fact_stance, authority_bunch, authority_overrun, authority_tighten, "
     "authority_loosen, authority_tighten_power, authority_loosen_power, authority_met, "
     "authority_breached, authority_tight, class_review_median, need_level, review_days, "
     "lane_most, day, replica, seed, fault, gate_control, application, track, "
     "application_free, application_used, application_due, application_due_last, "
     "limit_first, class_frozen, class_stance_now, class_stance_saved, freeze_until, "
     "gate_listed, gate_general, general_left, permission_seen, queue_first, queue_last, "
     "ready_first, ready_last, queue_count, ready_count, filed, approved, refused, "
     "lapsed, live, drafts, closed, withdrawn, dropped, ended, spell_days, desk_refused, "
     "filed_asked, pending_asked, cohort_filed, gate_class, gate_validity, pending, "
     "licence_left, licence_first, licence, licence_free, licence_used, suspended_first, "
     "suspended_left, expired_total, forfeit_total, revoked_total, general_total, "
     "licensed_total, measure_state, measure_until, clause_state, clause_holds, tension",
     "fault, application, track, application_free, application_due, "
     "application_due_last, limit_first, class_frozen, class_stance_now, "
     "class_stance_saved, freeze_until, gate_listed, gate_general, general_left, "
     "permission_seen, queue_first, queue_last, ready_first, ready_last, queue_count, "
     "ready_count, filed, approved, refused, lapsed, live, drafts, closed, withdrawn, "
     "dropped, ended, spell_days, desk_refused, filed_asked, pending_asked, "
     "cohort_filed, gate_class, gate_validity, pending, licence_left, licence_first, "
     "licence, licence_free, licence_used, suspended_first, suspended_left, "
     "expired_total, forfeit_total, revoked_total, general_total, licensed_total"},
    {"arrive", cp_chain_arrive,
     "firm_input, firm_lane, input_lane_first, lane_input, lane_gate, day, stock, coming, "
     "arrived_total, under_way, arriving",
     "stock, coming, arrived_total, under_way, arriving"},
    {"turn", cp_chain_turn,
     "alternative_option, alternative_input, alternative_kind, option_known, may_turn, "
     "option_ramp, option_share, qualify_days, alternative_below, day, stock, expected, "
     "input_turned, alternative_state, alternative_since, alternative_started, "
     "alternative_share, input_alternative, input_need, need_now",
     "input_turned, alternative_state, alternative_since, alternative_started, "
     "alternative_share, need_now"},
    {"plan", cp_chain_plan,
     "first_day, month_of, calendar_prefix, region_calendar, region_work, firm_region, "
     "firm_is_final, firm_shifts, firm_opens, firm_input, firm_lane, firm_scrap_lane, "
     "input_firm, input_is_essential, input_end, input_alternative, input_lane_first, "
     "input_lane, alternative_option, alternative_input, alternative_source, "
     "alternative_kind, lane_input, lane_dispatch, surge, order_life, order_days, "
     "firm_order_phase, overtime, remix, shelf_limit, firm_capacity, firm_plan, firm_ramp, "
     "input_need, input_share, option_yard, need_factor, input_variant, firm_rate, lane_most, "
     "lane_limit, lane_usual, day, shelf, plan, plan_carry, scrap_shelf, week_plan, "
     "week_goal, week_made, backlog, week_short, stock, coming, missing_total, input_turned, "
     "alternative_share, alternative_carry, parked, book, waiting, cancel_carry, arriving, "
     "control_first, need_now",
     "shelf, plan, plan_carry, scrap_shelf, week_plan, week_goal, week_made, "
     "week_short, coming, missing_total, book, waiting, cancel_carry, arriving"},
    {"order", cp_chain_order,
     "first_day, month_of, region_closure, home_region, firm_region, firm_is_final, "
     "firm_input, firm_lane, input_firm, input_good, input_end, input_source, "
     "input_lane_first, input_lane, place_share, input_opens, input_gate_first, input_gate, "
     "alternative_option, alternative_input, lane_route, lane_supplier, lane_input, "
     "lane_gate, gate_lane, gate_opens, measure_kind, hoarding, hoard_over, order_over, "
     "order_days, firm_order_phase, forward, forward_over, input_need, input_cover, "
     "option_per, option_cost, need_level, need_factor, route_days, input_rate, input_lead, "
     "day, stock, coming, expected, order_carry, input_turned, alternative_share, book, "
     "waiting, at_port, under_way, chance, price_inside, price_outside, has_border, "
     "input_threat, input_hope, input_deadline, input_postponed, input_bound, gate_control, held, "
     "gate_class, licence_left, need_now, exempt, exempt_used",
     "coming, expected, order_carry, book"},
    {"make", cp_chain_make,
     "firm_is_final, firm_region, firm_input, firm_lane, region_work, input_firm, "
     "input_is_essential, input_end, input_alternative, input_lane_first, input_lane, "
     "alternative_option, alternative_input, alternative_source, alternative_kind, remix, "
     "firm_scrap_rate, input_need, input_share, option_yard, input_variant, firm_rate, day, "
     "shelf, plan, made, made_total, scrap_shelf, scrap_carry, scrap_total, week_plan, "
     "week_made, week_short, extra_cost, stock, use_carry, share_carry, used_total, "
     "missing_total, left_out_total, input_turned, alternative_first, alternative_share, "
     "alternative_carry, alternative_saved, parked, arriving, control_first, need_now, "
     "alternative_extra",
     "shelf, made, made_total, scrap_shelf, scrap_carry, scrap_total, week_made, week_short, "
     "extra_cost, stock, use_carry, share_carry, used_total, missing_total, left_out_total, "
     "alternative_first, alternative_carry, alternative_saved, parked, arriving"},
    {"file", cp_desk_file,
     "first_day, month_of, calendar_prefix, calendar_nth, input_source, lane_input, "
     "lane_gate, gate_lane, lane_hash, authority_calendar, authority_limit, "
     "authority_starts, authority_counts, authority_at_limit, class_authority, "
     "stream_class, stream_calendar, stream_work, stream_hash, measure_kind, "
     "measure_authority, first_book, book_over, patience, authority_local_median, "
     "authority_papers_median, authority_renew, stream_rate, need_level, local_days, "
     "papers_days, sizes, lane_most, day, replica, seed, fault, alternative_state, "
     "gate_control, drawn_before, control_since, application, track, application_free, "
     "application_used, application_due, application_due_last, limit_first, gate_listed, "
     "gate_general, stream_next, stream_ordinal, filed, filings, live, drafts, "
     "desk_refused, filings_asked, filed_asked, pending_asked, cohort_filed, gate_class, "
     "gate_ordinal, next_size, pending, licence_left, licence_first, licence, "
     "drawn_total",
     "fault, application, track, application_free, application_used, application_due, "
     "application_due_last, limit_first, stream_next, stream_ordinal, filed, filings, "
     "live, drafts, desk_refused, filings_asked, filed_asked, pending_asked, "
     "cohort_filed, gate_ordinal, next_size, pending"},
    {"review", cp_desk_review,
     "first_day, month_of, calendar_prefix, calendar_nth, lane_input, lane_gate, "
     "gate_lane, gate_share, lane_hash, authority_calendar, authority_limit, "
     "authority_slot, authority_class, authority_validity, authority_work_shape, "
     "authority_starts, authority_counts, authority_at_limit, authority_service, "
     "authority_window, authority_uses, authority_grants, authority_stop, "
     "authority_span, stop_row, stop_when, stop_limit, span_from, span_until, "
     "class_authority, stream_hash, authority_bunch, authority_overrun, "
     "authority_local_median, authority_work, authority_work_spread, authority_granted, "
     "authority_refile_share, authority_refer, authority_escalated, stop_chance, "
     "span_reviewers, class_weight, class_review_median, need_level, local_days, "
     "refer_days, refile_days, stop_days, review_days, lane_most, day, replica, seed, "
     "fault, stock, gate_control, control_since, application, track, application_free, "
     "application_due, application_due_last, limit_first, class_frozen, gate_listed, "
     "queue_first, queue_last, ready_first, ready_last, queue_count, ready_count, "
     "class_served, authority_clock, slot_free, filed, filings, approved, refused, "
     "lapsed, live, drafts, closed, withdrawn, dropped, ended, spell_days, desk_refused, "
     "granted_total, filings_asked, filed_asked, pending_asked, cohort_filed, "
     "cohort_approved, wait_ticks, wait_count, gate_validity, pending, licence_left, "
     "licence_first, licence, licence_free, licence_used, suspended_first, "
     "suspended_left, expired_total, forfeit_total, revoked_total, licensed_total",
     "fault, application, track, application_free, application_due, "
     "application_due_last, limit_first, queue_first, queue_last, ready_first, "
     "ready_last, queue_count, ready_count, class_served, authority_clock, slot_free, "
     "filed, filings, approved, refused, lapsed, live, drafts, closed, withdrawn, "
     "dropped, ended, spell_days, desk_refused, granted_total, filings_asked, "
     "filed_asked, pending_asked, cohort_filed, cohort_approved, wait_ticks, wait_count, "
     "pending, licence_left, licence_first, licence, licence_free, licence_used, "
     "forfeit_total, revoked_total, licensed_total"},
    {"decide", cp_desk_decide,
     "first_day, month_of, calendar_prefix, calendar_nth, lane_input, lane_gate, "
     "gate_lane, gate_share, lane_hash, authority_calendar, authority_limit, "
     "authority_class, authority_validity, authority_counts, authority_at_limit, "
     "authority_service, authority_attempts, authority_window, authority_uses, "
     "authority_grants, authority_stop, authority_span, stop_row, stop_when, stop_limit, "
     "span_from, span_until, class_authority, class_hash, stream_hash, "
     "authority_capacity, authority_granted, authority_refile_share, "
     "authority_escalation, span_decisions, class_weight, class_closed, class_trickle, "
     "class_managed, class_open, class_returned, class_refused, need_level, refile_days, "
     "stop_days, lane_most, day, replica, seed, fault, stock, gate_control, application, "
     "track, application_free, application_due, application_due_last, limit_first, "
     "escalated, class_frozen, class_stance_now, gate_listed, queue_first, queue_last, "
     "ready_first, ready_last, queue_count, ready_count, decision_wish, decision_load, "
     "decision_served, decision_clock, decision_credit, approved, refused, returned, "
     "lapsed, live, drafts, closed, withdrawn, dropped, ended, spell_days, desk_refused, "
     "granted_total, pending_asked, cohort_approved, gate_validity, pending, "
     "licence_left, licence_first, licence, licence_free, licence_used, suspended_first, "
     "suspended_left, expired_total, forfeit_total, revoked_total, licensed_total",
     "fault, application, track, application_free, application_due, "
     "application_due_last, limit_first, escalated, queue_first, queue_last, "
     "ready_first, ready_last, queue_count, ready_count, decision_wish, decision_load, "
     "decision_served, decision_clock, decision_credit, approved, refused, returned, "
     "lapsed, live, drafts, closed, withdrawn, dropped, ended, spell_days, desk_refused, "
     "granted_total, pending_asked, cohort_approved, pending, licence_left, "
     "licence_first, licence, licence_free, licence_used, suspended_left, forfeit_total, "
     "revoked_total, licensed_total"},
    {"offer", cp_chain_offer,
     "firm_input, firm_lane, firm_scrap_lane, input_lane_first, lane_dispatch, surge, "
     "shelf_limit, lane_most, lane_limit, day, shelf, scrap_shelf, book, waiting",
     "shelf, scrap_shelf, book, waiting"},
    {"ship", cp_border_ship,
     "first_day, month_of, calendar_prefix, calendar_nth, region_calendar, good_heading, "
     "firm_region, firm_input, firm_lane, input_firm, input_good, input_lane_first, lane_route, "
     "lane_supplier, lane_input, lane_gate, firm_gate, gate_lane, gate_destination, "
     "gate_is_headline, gate_customs, gate_dwell, lane_dispatch, lane_hash, measure_kind, "
     "measure_transition, measure_period, measure_amount, measure_carries, measure_lane_first, "
     "measure_lane, customs_region, customs_answer, customs_inspects, customs_places, "
     "customs_licence, surge, expedite_below, record_memory, region_challenge, input_cover, "
     "customs_challenge, customs_hold, customs_leaves, customs_answers, customs_found, "
     "customs_taken_back, customs_seized, customs_give_up, customs_inspected, customs_mismatch, "
     "customs_together, unlicensed, challenged, identify_days, inspect_days, route_days, "
     "route_air_days, has_air, input_rate, lane_most, lane_usual, day, replica, seed, fault, "
     "stock, coming, book, waiting, ration_carry, departed_total, flown_total, next_turn, "
     "last_dispatch, at_port, under_way, arriving, shipped, gate_control, control_since, "
     "control_first, heading_since, bound_on, consignment, consignment_free, consignment_used, "
     "consignment_first, held, gone_total, stuffed, stuffed_before, stuffed_last, "
     "inspection_first, inspection_last, "
     "inspection_busy, held_first, held_last, border_refused, exempt, exempt_used, reserved, "
     "reservation, reservation_free, reservation_used, has_quota, quota_since, quota_period, "
     "quota_may, quota_at_port, quota_departed, waited, class_departed, class_days, "
     "destination_departed, destination_days, gate_class, licence_left, licence_first, licence, "
     "licence_free, expired_total, drawn_total, measure_state, desk_refused, suspended_first, "
     "suspended_left, forfeit_total, revoked_total, gate_listed, measure_suspends, "
     "good_price, has_border, account, account_first, sales_expected, sales_carry, "
     "sales_behind, sales_lost",
     "fault, coming, book, waiting, ration_carry, departed_total, flown_total, next_turn, "
     "last_dispatch, at_port, under_way, arriving, shipped, consignment, consignment_free, "
     "consignment_used, consignment_first, held, gone_total, stuffed, stuffed_before, "
     "stuffed_last, inspection_first, "
     "inspection_last, inspection_busy, held_first, held_last, border_refused, exempt_used, "
     "reserved, reservation, reservation_free, reservation_used, quota_since, quota_period, "
     "quota_may, quota_at_port, quota_departed, waited, class_departed, class_days, "
     "destination_departed, destination_days, licence_left, licence_first, licence, "
     "licence_free, expired_total, drawn_total, desk_refused, suspended_first, suspended_left, "
     "forfeit_total, revoked_total, sales_carry, sales_behind, sales_lost"},
    {"week", cp_chain_week,
     "first_day, firm_is_final, firm_slips, firm_input, firm_sector, firm_weight, "
     "input_is_essential, input_end, kept, input_cover, input_rate, day, sector_loss, week_plan, "
     "week_made, week_loss, weeks, weeks_lost, "
     "lost_total, recovered_total, backlog, kept_carry, most_backlog, week_short, is_down, "
     "first_stop, cover_short, cover_back, stock, control_first, input_lane_first, "
     "input_lane, place_share, lane_supplier, input_gate_first, input_gate, firm_value, "
     "order_days, input_lead, account, account_over, account_first, cause, cause_owed, "
     "caused, uncaused",
     "sector_loss, week_loss, weeks, weeks_lost, lost_total, recovered_total, backlog, kept_carry, "
     "most_backlog, is_down, first_stop, cover_short, cover_back, cause, cause_owed, "
     "caused, uncaused"},
    {"outlook", cp_chain_outlook,
     "home_region, firm_region, input_firm, input_good, input_source, record_memory, "
     "price_power, price_over, input_cover, input_rate, input_lead, price_table, day, "
     "expected, approved_seen, record_approved, record_waited, chance, price_inside, "
     "price_outside, market_probable, market_wanted, approved, live",
     "approved_seen, record_approved, record_waited, chance, price_inside, price_outside, "
     "market_probable, market_wanted"},
    {"own goods", cp_chain_own,
     "firm_input, input_lane_first, input_lane, lane_input, lane_gate, own_day, own_kind, "
     "own_firm, own_input, own_lane, own_quantity, own_departed, own_eta, own_row, day, own_next, "
     "stock, stock_given, coming, under_way, under_way_given, arriving",
     "stock, stock_given, coming, under_way, under_way_given, arriving"},
    {"own desk", cp_desk_own,
     "first_day, month_of, calendar_prefix, calendar_nth, firm_input, input_firm, "
     "input_lane_first, input_lane, lane_input, lane_gate, gate_lane, lane_hash, "
     "authority_calendar, authority_limit, authority_starts, authority_counts, "
     "authority_at_limit, authority_window, authority_uses, authority_stop, stop_row, stop_when, "
     "stop_limit, class_authority, measure_suspends, own_day, own_kind, own_firm, own_lane, "
     "own_quantity, own_stage, own_filed, own_accepted, own_valid_to, own_ordinal, own_row, "
     "first_book, book_over, patience, authority_bunch, authority_overrun, authority_renew, "
     "authority_refile_share, stop_chance, need_level, local_days, refile_days, stop_days, "
     "review_days, lane_most, day, replica, seed, own_next, fault, gate_control, drawn_before, "
     "control_since, application, track, application_free, application_used, application_due, "
     "application_due_last, limit_first, gate_listed, queue_first, queue_last, ready_first, "
     "ready_last, queue_count, ready_count, filed, live, drafts, dropped, refused, closed, ended, "
     "spell_days, desk_refused, filed_asked, pending_asked, cohort_filed, gate_class, pending, "
     "licence_left, licence_first, licence, licence_free, licence_used, suspended_first, "
     "suspended_left, licensed_total, licence_given, revoked_total, drawn_total",
     "own_next, fault, drawn_before, application, track, application_free, application_used, "
     "application_due, application_due_last, limit_first, queue_first, queue_last, ready_first, "
     "ready_last, queue_count, ready_count, filed, live, drafts, refused, ended, spell_days, "
     "filed_asked, pending_asked, cohort_filed, pending, licence_left, licence_first, licence, "
     "licence_free, licence_used, suspended_first, suspended_left, licensed_total, licence_given, "
     "revoked_total"},
    {"publish", cp_deal_publish,
     "firm_class, input_firm, lane_input, lane_gate, measure_kind, measure_weight, "
     "reading_series, reading_lane_first, reading_lane, day, departed_total, filed, "
     "approved, gate_class, licence_left, licensed_total, measure_state, measure_first, "
     "reading_sum, tension",
     "reading_sum, tension"},
};
const int32_t cp_n_phase = sizeof cp_phases / sizeof cp_phases[0];
