// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The three layers of the program, made from arrays.inc:
//   cp_model  what the scenario fixes: one const block (the blob), shared by every thread, also the page's input;
//   cp_draw   this replica's parameters and their tables;
//   cp_state  what changes from day to day: one contiguous block, padding zeroed; its hash is the hash of the block.
// The structs below are views: counts and pointers into such blocks. Kernels take (const cp_model *, const cp_draw *, cp_state *).
#ifndef CP_MODEL_MODEL_H
#define CP_MODEL_MODEL_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "model/log.h"

enum {
  CP_TABLE = 512,            // cells of a quantile table
  CP_ONSET_DAYS = 256,       // after so many days under control nothing leaves unlicensed
  CP_CHALLENGE_DAYS = 1024,  // after so many days nothing is challenged
  CP_CAUSES = 2,             // measures by which a firm may still have lost units
  CP_SUSPENSIONS = 4,        // suspensions of a measure that can stand, one inside the other
  CP_READING_DAYS = 256,     // longest window plus lag of a reading, with room
  CP_AHEAD_DAYS = 30,        // how far buyers look ahead for their suppliers' holidays
  CP_ORDER_DAYS = 2,         // days from order to the supplier's shelf
  CP_USUAL_DAYS = 14,  // days beyond a dispatch period for which an order may wait in normal times
  CP_CHANCE_WEEKS = 32,  // how far buyers look ahead for licences
  CP_PRICE_STEP = 32,    // cells of the price table per unit of cover over target
  CP_PRICE_CELLS = 49,   // from 0 to 1.5 times the target
  CP_TICKS = 65536,      // ticks of a working day
  CP_WIDE = 65536,       // a network of more lanes is wide: no cache holds its arrays
  CP_LISTED = 64,        // lanes looked through before those found are worked on
  CP_BLOB_VERSION = 11
};

// Lanes with tables of what could be made anew: none of a wide network, whose memory is what is scarce.
#define CP_NARROW(n_lane) ((n_lane) > CP_WIDE ? 0 : (n_lane))

// End uses that results tell apart: vehicle makers' line-weeks, deliveries of defence. Places in the list of firms.use in fields.inc.
enum { CP_USE_AUTOMOTIVE = 1, CP_USE_DEFENCE = 3 };

typedef enum cp_measure_kind {  // order of fields.inc
  CP_TARIFF,
  CP_BAN,
  CP_QUOTA,
  CP_LICENCE_REQUIREMENT,
  CP_LISTING,
  CP_PERMISSION,
  CP_PRIORITY,
  CP_TECH_CONTROL,
  CP_OTHER_MEASURE,
  CP_GENERAL_LICENCE
} cp_measure_kind;

typedef enum cp_alternative_kind {  // order of alternatives.kind in fields.inc
  CP_GRADE,
  CP_SUPPLIER,
  CP_ASSEMBLY,
  CP_ROUTE,
  CP_RECYCLED,
  CP_REDESIGN,  // the last that is another source
  CP_THRIFT,
  CP_DROP,
  CP_PARK
} cp_alternative_kind;

typedef enum cp_alternative_state {
  CP_ALTERNATIVE_IDLE,
  CP_ALTERNATIVE_QUALIFYING,
  CP_ALTERNATIVE_OPEN
} cp_alternative_state;

typedef enum cp_act {  // order of timeline.act in fields.inc
  CP_ACT_ANNOUNCE,
  CP_ACT_ENTER,
  CP_ACT_SET,
  CP_ACT_SUSPEND,
  CP_ACT_RESTORE,
  CP_ACT_EXTEND,
  CP_ACT_LIFT,
  CP_ACT_HINT,
  CP_ACT_SIGN,
  CP_ACT_CONFIRM,
  CP_ACT_DOUBT,
  CP_ACT_DISPUTE,
  CP_ACT_SETTLE,
  CP_ACT_SAY,
  CP_ACT_REPORT,
  CP_ACT_WITHDRAW
} cp_act;

typedef enum cp_object_kind {
  CP_OBJECT_NONE,
  CP_OBJECT_MEASURE,
  CP_OBJECT_AGREEMENT,
  CP_OBJECT_CLAUSE,
  CP_OBJECT_AUTHORITY,
  CP_OBJECT_CLASS
} cp_object_kind;

typedef enum cp_measure_state {
  CP_MEASURE_NONE,
  CP_MEASURE_ANNOUNCED,
  CP_MEASURE_IN_FORCE,
  CP_MEASURE_SUSPENDED,
  CP_MEASURE_LIFTED,
  CP_MEASURE_ENDED
} cp_measure_state;

typedef enum cp_statement_state {
  CP_STATEMENT_NOT_MADE,
  CP_STATEMENT_MADE,
  CP_STATEMENT_CONFIRMED
} cp_statement_state;

typedef enum cp_agreement_state {
  CP_AGREEMENT_NONE,
  CP_AGREEMENT_HINTED,
  CP_AGREEMENT_ANNOUNCED,
  CP_AGREEMENT_SIGNED,
  CP_AGREEMENT_CONFIRMED,
  CP_AGREEMENT_ENDED
} cp_agreement_state;

typedef enum cp_clause_state {
  CP_CLAUSE_DORMANT,
  CP_CLAUSE_WAITING,
  CP_CLAUSE_IN_FORCE,
  CP_CLAUSE_AT_RISK,
  CP_CLAUSE_DISPUTED,
  CP_CLAUSE_FULFILLED,
  CP_CLAUSE_BREACHED,
  CP_CLAUSE_EXPIRED,
  CP_CLAUSE_REPAIRING,
  CP_CLAUSE_TERMINATED,
  CP_CLAUSE_SUPERSEDED
} cp_clause_state;

// Where an application is. From CP_STAGE_APPROVED on it has ended: its place is given back and only counted.
typedef enum cp_stage {
  CP_STAGE_FREE,
  CP_STAGE_PAPERS,     // drafted: the buyer's certificate and the courier
  CP_STAGE_LOCAL,      // filed
  CP_STAGE_QUEUE,      // accepted, waits for a reviewer
  CP_STAGE_REVIEW,     // in review
  CP_STAGE_REFERRED,   // before other offices
  CP_STAGE_STOPPED,    // waits for an answer: its clock is stopped
  CP_STAGE_ESCALATED,  // past its limit, decided higher up
  CP_STAGE_READY,      // reviewed, waits for a decision
  CP_STAGE_RETURNED,   // with the exporter
  CP_STAGE_APPROVED,
  CP_STAGE_REFUSED,
  CP_STAGE_CLOSED,  // returned for good
  CP_STAGE_WITHDRAWN,
  CP_STAGE_LAPSED,
  CP_N_STAGE,
  CP_N_SPELL = CP_STAGE_APPROVED - CP_STAGE_PAPERS  // stages in which days are spent
} cp_stage;

// What happens to an application: columns of desk/stages.c.
typedef enum cp_step {
  CP_STEP_DRAFT,
  CP_STEP_FILE,  // for the first time or again
  CP_STEP_ACCEPT,
  CP_STEP_TAKE,  // its review begins
  CP_STEP_REFER,
  CP_STEP_STOP,  // its clock
  CP_STEP_RESUME,
  CP_STEP_ESCALATE,
  CP_STEP_FINISH,  // its review
  CP_STEP_RETURN,
  CP_STEP_APPROVE,
  CP_STEP_REFUSE,
  CP_STEP_CLOSE,
  CP_STEP_WITHDRAW,
  CP_STEP_LAPSE,
  CP_STEP_REPLACE,  // its firm has said what it has on the desk, and this is not of it
  CP_N_STEP
} cp_step;

// From CP_LICENCE_EXHAUSTED on a licence has ended and its place is given back.
typedef enum cp_licence_state {
  CP_LICENCE_NONE,
  CP_LICENCE_ISSUED,
  CP_LICENCE_SUSPENDED,
  CP_LICENCE_EXHAUSTED,
  CP_LICENCE_EXPIRED,
  CP_LICENCE_REVOKED,
  CP_LICENCE_CANCELLED,
  CP_N_LICENCE_STATE
} cp_licence_state;

// What happens to a licence: columns of model/licence.h.
typedef enum cp_licence_step {
  CP_LICENCE_ISSUE,
  CP_LICENCE_DRAW,
  CP_LICENCE_USE_UP,
  CP_LICENCE_SUSPEND,
  CP_LICENCE_RESUME,
  CP_LICENCE_EXPIRE,
  CP_LICENCE_REVOKE,
  CP_LICENCE_CANCEL,
  CP_N_LICENCE_STEP
} cp_licence_step;

typedef struct cp_book {
  double open;  // ordered and not yet taken from the shelf
  double fill;  // smoothed share of what was ready that left
} cp_book;

typedef struct cp_application {
  double quantity;  // asked, in the good's base unit
  double arrived;   // instant of acceptance, in ticks of working time
  int32_t lane;     // -1: from a stream
  int32_t ordinal;  // with the lane (or stream) it names the application for its draws
  int32_t class;
  int32_t stage;       // cp_stage
  int32_t filed;       // day of first filing
  int32_t accepted;    // day of acceptance, -1 not yet
  int32_t due;         // day on which its stage ends
  int32_t review_due;  // first day on which it may be decided under the delay law
  int32_t next;        // next in its list, -1 end
  int32_t previous;    // the one before it; means nothing of the first
  uint32_t verdict;    // its draw for the decision, from acceptance on; 0: to be drawn then
  uint16_t attempts;   // times filed
  int16_t is_cohort;   // filed in the first four weeks of the control
} cp_application;

// What is rarely looked at of the application in the same place of the pool.
typedef struct cp_track {
  int32_t since;        // day on which its stage began
  int32_t clock_from;   // its clock counts the days after this one; -1: it does not run yet
  int32_t lost;         // days of the clock that stops have cost which are over
  int32_t lost_until;   // the last of them
  int32_t stop_from;    // the days after this one are lost to the stop that is open, -1 none is
  int32_t review_from;  // day on which its review began
  int32_t limit_day;    // day on which its clock is looked at, -1 none
  int32_t limit_next;   // next looked at on that day, -1 end
  int32_t limit_previous;
  uint32_t chances;          // of its review: are other offices asked, which stops come (delay.h)
  int16_t days[CP_N_SPELL];  // calendar days in each stage that is over
  int16_t review_days;       // working days that its review takes if nothing stops it
  int16_t before;            // stage in which its clock was stopped
  int8_t is_overdue;         // 1: nobody will answer the open stop for papers in time
  int8_t n_stop;             // stops of its review that come and are not over
} cp_track;

typedef struct cp_licence {
  double left;       // what it still allows
  double reserved;   // for consignments at the port: no longer left, not yet used
  int32_t valid_to;  // last day, inclusive
  int32_t id;        // ordinal of its application on the lane
  int32_t next;      // next by valid_to, then id; -1 end
  int16_t state;     // cp_licence_state
  int16_t uses;      // shipments that may still be made under it, 0: any number
} cp_licence;

// What a consignment has reserved on one licence.
typedef struct cp_reservation {
  double quantity;
  double spare;     // what the licence's last use leaves: nobody else may have it
  int32_t licence;  // its place
  int32_t next;     // of the same consignment, -1 end
  int32_t is_use;   // 1 if it is one of a number of uses
  int32_t padding;
} cp_reservation;

// Where a consignment is. The order is that of the table in border/course.c.
typedef enum cp_consignment_stage {
  CP_CONSIGNMENT_WAITING,   // at the exporter: no record, and what a free place is
  CP_CONSIGNMENT_DECLARED,  // customs have to say what becomes of it: never left like that overnight
  CP_CONSIGNMENT_CHALLENGED,  // does it need a licence? A question in writing, or held for some days
  CP_CONSIGNMENT_IDENTIFYING,  // answered, and what the goods are is being found out
  CP_CONSIGNMENT_QUEUED,       // to be inspected, waits for a place
  CP_CONSIGNMENT_INSPECTED,    // being inspected
  CP_CONSIGNMENT_HELD,         // may not leave: cp_hold says why
  CP_CONSIGNMENT_RELEASED,     // waits for its ship
  CP_CONSIGNMENT_DEPARTED,
  CP_CONSIGNMENT_DELIVERED,
  CP_CONSIGNMENT_RETURNED,  // back at the exporter
  CP_CONSIGNMENT_SEIZED,
  CP_CONSIGNMENT_ABANDONED
} cp_consignment_stage;

// Why a consignment is held: a bit each.
typedef enum cp_hold {
  CP_HOLD_FOUND = 1,    // customs found it to be controlled, or nobody answered
  CP_HOLD_MEASURE = 2,  // a measure stops what has not departed
  CP_HOLD_EXPIRED = 4,  // its licence ended before it departed
  CP_HOLD_MATE = 8      // another consignment in its container is not free
} cp_hold;

// What the days of a consignment are told apart by.
typedef enum cp_border_days {
  CP_DAYS_WAITING,  // at the exporter, for a licence or for room on the ship
  CP_DAYS_PORT,
  CP_DAYS_CHALLENGE,  // challenged and identified
  CP_DAYS_INSPECTION,
  CP_DAYS_HELD,
  CP_DAYS_SEA,
  CP_DAYS_AIR,
  CP_N_DAYS
} cp_border_days;

// A record between declaration and departure: in one list, by its stage.
typedef struct cp_consignment {
  double quantity;
  double licensed;      // of it under licences
  int32_t lane;         // with `declared` it names the consignment
  int32_t declared;     // day
  int32_t sails;        // day on which it departs if nothing is in the way
  int32_t due;          // day on which its stage ends, in the wheel
  int32_t since;        // day on which its stage began
  int32_t next;         // in its list, -1 end
  int32_t previous;     // -1 first
  int32_t mate;         // the next in its container, itself if alone
  int32_t reservation;  // its first, -1 none
  int16_t days[4];      // waiting, port, challenge, inspection; days held are what is left
  uint8_t stage;        // cp_consignment_stage
  uint8_t hold;         // cp_hold bits
  uint8_t is_stuffed;   // 1: others of the day may be put into its container
  uint8_t padding;
} cp_consignment;
_Static_assert(sizeof(cp_consignment) == 64, "a consignment fills a line of the cache");

// What final firms lost by one cause since the start: units, and their value added in cents.
typedef struct cp_caused {
  double units, value;            // not made in their week: gross
  double units_back, value_back;  // made later
} cp_caused;

// What waits on a lane longer than until its next turn, for the days that goods wait.
typedef struct cp_waited {
  double left;  // left behind on the last turn
  double days;  // times days, of what waits
} cp_waited;

#define CP_COUNT(name, meaning)                            int32_t name;
#define CP_CONST(type, name, rows, columns, unit, meaning) const type *name;
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
typedef struct cp_model {
#include "model/arrays.inc"
  const void *blob;
  size_t blob_bytes;
  size_t image_bytes;      // size of the parameters at its beginning
  size_t draw_bytes;       // size of a draw block
  size_t state_bytes;      // size of a state block
  const void *draw_image;  // central parameters, inside the blob
} cp_model;
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE

#define CP_COUNT(name, meaning)
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning) type *name;
#define CP_STATE(type, name, rows, columns, unit, meaning)
typedef struct cp_draw {
#include "model/arrays.inc"
  void *block;
} cp_draw;
#undef CP_DRAW
#undef CP_STATE

#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning) type *name;
typedef struct cp_state {
#include "model/arrays.inc"
  void *block;
  cp_event_log *log;           // where events are told, NULL for nobody; not part of the block
  const struct cp_crew *crew;  // who shares the work (model/crew.h), NULL for nobody; nor is this
} cp_state;
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE

// The counts alone, as the builder fills them.
#define CP_COUNT(name, meaning) int32_t name;
#define CP_CONST(type, name, rows, columns, unit, meaning)
#define CP_DRAW(type, name, rows, columns, unit, meaning)
#define CP_STATE(type, name, rows, columns, unit, meaning)
typedef struct cp_counts {
#include "model/arrays.inc"
} cp_counts;
#undef CP_COUNT
#undef CP_CONST
#undef CP_DRAW
#undef CP_STATE

// Bytes of a blob with these counts; lays out an all-zero blob in `blob` (cp_model_bytes long, 64-byte aligned) with its header.
size_t cp_model_bytes(const cp_counts *counts);
void cp_model_format(const cp_counts *counts, void *blob);

// Opens a blob: checks magic, version and size; fills the view. CP_BAD_VERSION when it is another format.
cp_status cp_model_open(const void *blob, size_t bytes, cp_model *model);

// Views of a draw block and a state block (draw_bytes and state_bytes long, 64-byte aligned).
void cp_draw_view(const cp_model *model, void *block, cp_draw *draw);
void cp_state_view(const cp_model *model, void *block, cp_event_log *log, cp_state *state);

#endif
