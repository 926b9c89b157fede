// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The answer of a run in a page: every number once, with its band and Monte-Carlo error, for the
// screen, for JSON and for the store.
#ifndef CP_REPORT_SUMMARY_H
#define CP_REPORT_SUMMARY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/sink.h"
#include "report/catalog.h"
#include "report/drivers.h"
#include "store/store.h"

enum {
  CP_SUMMARY_MONTHS = 7,     // months that the text tells one by one; quarters follow
  CP_SUMMARY_HORIZONS = 4,   // months of the answer
  CP_SUMMARY_YEARS = 4,      // years of the answer
  CP_SUMMARY_SPELLS = 9,     // stages in which applications spend days
  CP_SUMMARY_PRICES = 3,     // goods whose prices are told
  CP_SUMMARY_QUESTIONS = 6,  // most odds for which trip-wires are looked for
  CP_SUMMARY_TRIPWIRES = 4,  // most of them told of each
  CP_SUMMARY_DRIVERS = 10    // most drivers of an outcome that text and JSON tell
};

// A distribution over replicas. Levels 10 % and 90 % bound the 80 % band.
typedef struct cp_band {
  double median, low, high;
  double error;  // Monte-Carlo standard error of the median
} cp_band;

// A share of replicas.
typedef struct cp_odds {
  double share;  // negative: there is none
  double error;
} cp_odds;

typedef struct cp_summary_month {
  int32_t day;  // first of the month
  cp_band headline;
  cp_band world;
} cp_summary_month;

// The mean month of a quarter, or of what the run has of it.
typedef struct cp_summary_quarter {
  int32_t first_month, last_month;  // months since 1970-01
  cp_band headline;
  cp_band world;
} cp_summary_quarter;

// A published figure beside the simulated one.
typedef struct cp_summary_observed {
  cp_text destination;
  int32_t first_month, last_month;  // months since 1970-01
  double observed;
  cp_band simulated;
  bool is_recent;  // a single month among the last six that are published
  bool is_inside;  // of the 80 % band
} cp_summary_observed;

// How a party reads a clause, against its threshold; the other half of the odds is whether the act follows.
typedef struct cp_summary_reading {
  cp_text name, party, basis;  // basis: what the threshold rests on
  const char *series;
  double at_least, least_low, least_high;  // threshold: middle and the ends of its range
  cp_odds met;                             // by the clause's deadline, or the end of the run
  cp_odds both;      // times the odds of the act; negative where nothing follows
  cp_band last;      // its last figure, over replicas that have one
  int32_t n_figure;  // how many have one
} cp_summary_reading;

typedef struct cp_summary_clause {
  int32_t clause;
  cp_text name, title, party, basis;
  const char *state;  // on as_of
  int32_t deadline;   // CP_DAY_NONE: the end of the run
  cp_odds met, act, both;
  bool has_reading;     // somebody measures it
  cp_odds met_by_year;  // first met by the end of the year of as_of
  cp_odds met_by_end;   // by the end of the run
  cp_band met_day;      // over replicas in which it is met
  cp_odds holds;        // on the last day
  cp_odds breached;     // at least once
  cp_odds locked;       // waited in a deadlock on some day
  int32_t n_reading;
  cp_summary_reading *reading;
} cp_summary_clause;

// A firm of the headline destination that makes vehicles.
typedef struct cp_summary_firm {
  cp_text name;
  cp_odds stood;  // stood by as_of
  cp_odds first;  // is the first to stand after as_of, or one of them
} cp_summary_firm;

// Shipments of a month as a share of the baseline month.
typedef struct cp_summary_horizon {
  int32_t month;  // since 1970-01
  cp_band headline, world;
} cp_summary_horizon;

// The answer in five lines.
typedef struct cp_summary_answer {
  double headline_base, world_base;  // baseline month in tonnes; 0: no observation
  int32_t n_horizon;
  cp_summary_horizon horizon[CP_SUMMARY_HORIZONS];
  // first month from as_of on that reaches 90 % of the baseline month
  int32_t n_year, first_year;
  cp_odds back_by[CP_SUMMARY_YEARS];  // the end of each year
  cp_odds never_back;
  cp_odds lost_much;  // more than 5 % of line-weeks after as_of
  int32_t n_firm;
  cp_summary_firm *firm;  // those most often first
} cp_summary_answer;

// Applications of a class under the headline control that were filed in its first four weeks.
typedef struct cp_summary_class {
  cp_text name;
  cp_band approved;  // share of those filed, by as_of
} cp_summary_class;

// Applications of a class over the whole run, in counts and in tonnes, and days in each stage.
typedef struct cp_summary_spells {
  cp_text name;
  double filed, approved, pending;
  double asked, granted, asked_pending;
  double days[CP_SUMMARY_SPELLS];  // mean of those that ended; negative: none has
} cp_summary_spells;

// A firm that states its own today: how many rows of each cp_own_kind take effect.
enum { CP_SUMMARY_OWN_KINDS = 4 };
typedef struct cp_summary_own {
  cp_text firm;
  int32_t day;
  int32_t count[CP_SUMMARY_OWN_KINDS];
} cp_summary_own;

// Consignments across the border since the first control, by class of the buyer or by destination, and their days by cp_border_days: means over
// replicas, and over all that departed.
typedef struct cp_summary_days {
  cp_text name;
  bool is_class;
  double departed;
  double days[CP_N_DAYS];
} cp_summary_days;

// What stops cost a sector of the economy after as_of, in millions of USD of value added.
typedef struct cp_summary_sector {
  cp_text name;
  cp_band direct;   // not made by its final firms
  cp_band gross;    // made less than normally
  cp_band later;    // made beyond normal
  cp_band net;      // gross less later
  double at_stake;  // all that it makes to the end of the run
} cp_summary_sector;

// What a control of goods costs, in USD from its first day on: its owner's exporters, and final firms by its effect.
typedef struct cp_summary_cost {
  cp_text measure, owner;
  cp_band sales_lost, sales_net;  // behind normal sales: at most, and at the end
  cp_band users_lost, users_net;  // value added of units lost: gross, and less what was made later
} cp_summary_cost;

// A published count or share of approvals.
typedef struct cp_summary_approval {
  int32_t row, day;
  cp_text group;
  double filed, approved, share;  // negative: not told
} cp_summary_approval;

typedef struct cp_summary_stop {
  int32_t control_day;  // CP_DAY_NONE: no control on the headline goods
  cp_odds any;          // replicas in which a line stood by the end of the run
  cp_odds by_as_of;
  cp_band days;  // from the control to the first stop, over replicas with one
} cp_summary_stop;

// What vehicle makers of the headline destination lose after as_of, and what it costs. Shares are of the units that they planned.
typedef struct cp_summary_losses {
  int32_t n_maker;               // 0: nothing else is filled in
  cp_band lost, recovered, net;  // units; what is made later may have been lost before
  cp_band lost_share, recovered_share, net_share;
  bool has_value;                 // the scenario gives their value added
  cp_band value_lost, value_net;  // USD
  cp_band value_planned;          // all that is at stake
  int32_t n_other;                // other final firms there whose value added is given
  cp_band other_lost, other_net, other_planned;
  cp_band cost;      // of alternatives beyond the normal price of what they saved, in USD
  cp_band cost_all;  // of all final firms there
} cp_summary_losses;

// When a final firm's cover was short, and when it is back.
typedef struct cp_summary_cover {
  cp_text firm, destination;
  bool is_told;  // a vehicle maker of the headline destination
  cp_odds was_short;
  cp_odds not_back;  // by the end, of those that were short
  cp_band short_day;
  cp_band back_day;  // of those that are back
} cp_summary_cover;

// Deliveries of a use that slip: on the last day of the month of as_of and on the last day.
typedef struct cp_summary_slip {
  cp_text place;  // the headline destination, or the world
  bool is_military;
  cp_band now, end;
} cp_summary_slip;

// A final firm of the headline destination or elsewhere whose deliveries slip.
typedef struct cp_summary_late {
  cp_text firm, destination;
  bool is_military;
  cp_band most, end;
  double days;  // of its plan that the last day's median stands for
} cp_summary_late;

typedef struct cp_summary_price {
  cp_text good;
  cp_band outside_now, outside_end, inside_now, inside_end;
} cp_summary_price;

// What exporters hold and what flies, in tonnes of headline goods; the prices of goods under the headline control.
typedef struct cp_summary_trade {
  cp_band exporters_before;  // on the last Sunday before the control
  cp_band exporters_now, exporters_end;
  cp_band flown_before, flown_after;  // to the headline destination, as lost_before and lost_after
  cp_band flown_world_before, flown_world_after;
  int32_t n_price;
  cp_summary_price price[CP_SUMMARY_PRICES];
} cp_summary_trade;

// What a user turned to in some replica.
typedef struct cp_summary_switch {
  cp_text user, part, alternative, kind;  // no part: the good itself
  cp_odds started, used;
  cp_band started_day, used_day;  // of the replicas that start, use it
  cp_band units;                  // made by its help, of all replicas
  double days;                    // of the user's normal output that their mean stands for
  bool is_headline;               // of a vehicle maker of the headline destination
  bool is_vehicle;                // of any vehicle maker
} cp_summary_switch;

// A figure that customs will publish, and the odds when it lies above `threshold`, the replicas' median, or not above it.
typedef struct cp_summary_tripwire {
  cp_text destination;
  int32_t month;     // since 1970-01
  int32_t due;       // the day on which it is expected
  double threshold;  // tonnes
  cp_odds above, below;
  double difference, error;  // above less below; its standard error if the figure told nothing
} cp_summary_tripwire;

typedef enum cp_question_kind {
  CP_QUESTION_LOST,  // more than 5 % of line-weeks after as_of
  CP_QUESTION_BACK,  // headline shipments at 90 % of the baseline month
  CP_QUESTION_MET    // a clause that somebody measures
} cp_question_kind;

// Odds that figures to come may move.
typedef struct cp_summary_question {
  cp_question_kind kind;
  const cp_summary_clause *clause;  // NULL: another kind
  int32_t by;                       // last day that counts, CP_DAY_NONE: that of the run
  cp_odds odds;
  int32_t n_wire;
  cp_summary_tripwire wire[CP_SUMMARY_TRIPWIRES];  // the strongest first
} cp_summary_question;

// Outcomes whose drivers are looked for.
typedef enum cp_summary_driven {
  CP_DRIVEN_LOST_AFTER,
  CP_DRIVEN_LOST_BEFORE,
  CP_DRIVEN_FIRST_STOP,
  CP_DRIVEN_SHIPPED,
  CP_SUMMARY_DRIVEN
} cp_summary_driven;

typedef struct cp_summary_driven_words {
  const char *name, *unit, *words;
} cp_summary_driven_words;

extern const cp_summary_driven_words cp_summary_driven_of[CP_SUMMARY_DRIVEN];

typedef struct cp_summary {
  const cp_catalog *catalog;
  cp_certificate certificate;
  double seconds;  // of the run; negative: not told
  cp_summary_answer answer;
  cp_text headline_name;  // destination
  bool has_goods;         // some lane carries goods whose shipments are told
  bool has_world;
  int32_t n_month;
  cp_summary_month *month;  // from the month of as_of on
  int32_t n_quarter;
  cp_summary_quarter *quarter;  // after the first CP_SUMMARY_MONTHS
  int32_t n_observed;
  cp_summary_observed *observed;
  int32_t n_recent, n_inside;  // recent months, and those of them inside the band
  int32_t n_clause;
  cp_summary_clause *clause;  // those that facts have not settled by as_of
  // shares of line-weeks, from the control to as_of and from then on
  cp_band lost_before, lost_after;
  cp_summary_stop stop;
  cp_summary_losses losses;
  int32_t n_cover;
  cp_summary_cover *cover;  // final firms whose cover was short in some replica
  int32_t n_slip;
  cp_summary_slip *slip;
  int32_t n_late;
  cp_summary_late *late;  // those that are latest first
  cp_summary_trade trade;
  bool may_turn;          // users may turn to alternatives
  int32_t n_alternative;  // that the scenario has
  int32_t n_switch;
  cp_summary_switch *switches;       // by user, what helps most first
  cp_band pending_now, pending_end;  // before the headline control's authority
  bool has_desk;                     // that control names an authority
  int32_t n_class;
  cp_summary_class *class;
  int32_t n_own;
  cp_summary_own *own;  // firms that state their own today
  int32_t n_spells;
  cp_summary_spells *spells;  // classes in which anything was filed
  bool has_moving_stance;     // some authority's stances move after as_of
  int32_t n_days;
  cp_summary_days *days;  // classes first
  int32_t n_sector;
  cp_summary_sector *sector;  // the largest losses first
  cp_summary_sector all_sectors;
  cp_band unserved;  // final demand that is lost, millions of USD
  int32_t n_cost;
  cp_summary_cost *cost;                              // every control
  cp_band users_lost_otherwise, users_net_otherwise;  // that no control caused
  int32_t n_controlled_good, n_good_without_price;
  int32_t n_final_firm, n_firm_without_value;
  int32_t n_approval;
  cp_summary_approval *approval;
  int32_t cliff_day;      // licences under a permission first end; CP_DAY_NONE: none does
  cp_band cliff_expired;  // tonnes ended unused from as_of to that day's month
  cp_band expired;        // to the end of the run
  double most_expired;    // in any replica
  cp_band tension_now, tension_end, pressure_now, pressure_end;
  double goods_off, licences_off;
  double refused_acts;  // of the replica with the most
  bool
      has_watch;  // the scenario has published figures; their usual days from the end of the month:
  int32_t watch_lag;
  int32_t n_watched;  // figures to come that were looked at
  bool is_watch_too_few;
  double watch_threshold;  // errors that a trip-wire passes
  int32_t n_question;
  cp_summary_question question[CP_SUMMARY_QUESTIONS];
  cp_drivers drivers;   // of the outcomes cp_summary_driven
  double no_stop_days;  // first_stop of a replica in which no line stands
  int32_t n_headline;
  cp_headline *headline;
} cp_summary;

// At least one replica must be finished. Everything lies in the arena; the catalogue must outlive
// it.
cp_status cp_summary_build(const cp_catalog *catalog, const cp_ensemble *ensemble,
                           const cp_certificate *certificate, cp_arena *arena, cp_summary *summary);

cp_status cp_summary_print(const cp_summary *summary, const cp_sink *sink);
cp_status cp_summary_print_json(const cp_summary *summary, const cp_sink *sink);

// The certificate as JSON, with the errors of the headline numbers.
cp_status cp_certificate_print(const cp_certificate *certificate, const cp_headline *headline,
                               int32_t n_headline, const cp_sink *sink);

#endif
