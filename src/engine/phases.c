// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The day, phase by phase, as docs/model.md tells it. Goods that arrive today are usable today; a licence granted today can ship
// today; clauses are judged on what has been published by yesterday.
#include "border/border.h"
#include "chain/chain.h"
#include "deal/deal.h"
#include "desk/desk.h"
#include "engine/engine.h"

const cp_phase cp_phases[] = {
    {"deal", cp_deal_day, "facts, readings, dates", "measures, statements, agreements, clauses"},
    {"controls", cp_border_controls, "measures",
     "lane_control, heading_since, threat_since, deadline, tariff"},
    {"expire", cp_desk_expire, "licences, permissions", "licence_left, lane_class"},
    {"arrive", cp_chain_arrive, "arriving", "stock, coming"},
    {"turn", cp_chain_turn, "expected", "alternative_state, alternative_share"},
    {"plan", cp_chain_plan, "need_factor, stock, arriving, backlog, book, shelf",
     "plan, week_plan, week_goal, missing_total"},
    {"order", cp_chain_order, "stock, coming, chance, lane_control, threat_since, tariff",
     "book, coming, expected, waiting, shelf"},
    {"make", cp_chain_make, "plan, stock", "stock, shelf, scrap_shelf, made, week_made"},
    {"file", cp_desk_file, "lane_control, pending, licensed_total", "applications"},
    {"review", cp_desk_review, "applications, reviewers", "applications"},
    {"decide", cp_desk_decide, "applications, stances", "licences, licence_left"},
    {"offer", cp_chain_offer, "shelf, book", "waiting, shelf, book"},
    {"ship", cp_border_ship, "waiting, licence_left, lane_control", "at_port, arriving, shipped"},
    {"week", cp_chain_week, "week_plan, week_made, stock",
     "weeks_lost, first_stop, lost_total, recovered_total, backlog, cover_back"},
    {"outlook", cp_chain_outlook, "approved, live, expected",
     "chance, price_inside, price_outside"},
    {"publish", cp_deal_publish, "departed_total, approved, filed", "readings, tension"},
};
const int32_t cp_n_phase = sizeof cp_phases / sizeof cp_phases[0];
