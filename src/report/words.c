// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The table of words.
#include "report/words.h"

#define COUNT(table)          ((int32_t)(sizeof(table) / sizeof((table)[0])))
#define LOOK_UP(table, index) ((index) >= 0 && (index) < COUNT(table) ? (table)[index] : "?")

static const char *const measure_states[] = {
    [CP_MEASURE_NONE] = "NOT TAKEN",    [CP_MEASURE_ANNOUNCED] = "ANNOUNCED",
    [CP_MEASURE_IN_FORCE] = "IN FORCE", [CP_MEASURE_SUSPENDED] = "SUSPENDED",
    [CP_MEASURE_LIFTED] = "LIFTED",     [CP_MEASURE_ENDED] = "ENDED",
};

// one side's word, signed or not, is not a confirmation
static const char *const agreement_states[] = {
    [CP_AGREEMENT_NONE] = "NONE",
    [CP_AGREEMENT_HINTED] = "UNCONFIRMED",
    [CP_AGREEMENT_ANNOUNCED] = "UNCONFIRMED",
    [CP_AGREEMENT_SIGNED] = "UNCONFIRMED",
    [CP_AGREEMENT_CONFIRMED] = "CONFIRMED",
    [CP_AGREEMENT_ENDED] = "ENDED",
};

static const char *const clause_states[] = {
    [CP_CLAUSE_DORMANT] = "DORMANT",       [CP_CLAUSE_WAITING] = "WAITS",
    [CP_CLAUSE_IN_FORCE] = "IN FORCE",     [CP_CLAUSE_AT_RISK] = "AT RISK",
    [CP_CLAUSE_DISPUTED] = "DISPUTED",     [CP_CLAUSE_FULFILLED] = "FULFILLED",
    [CP_CLAUSE_BREACHED] = "BREACHED",     [CP_CLAUSE_EXPIRED] = "EXPIRED",
    [CP_CLAUSE_REPAIRING] = "TO REPAIR",   [CP_CLAUSE_TERMINATED] = "TERMINATED",
    [CP_CLAUSE_SUPERSEDED] = "SUPERSEDED",
};

static const char *const measure_kinds[] = {
    [CP_TARIFF] = "tariff",
    [CP_BAN] = "ban",
    [CP_QUOTA] = "quota",
    [CP_LICENCE_REQUIREMENT] = "licence required",
    [CP_LISTING] = "listing",
    [CP_PERMISSION] = "permission",
    [CP_PRIORITY] = "priority",
    [CP_TECH_CONTROL] = "technology control",
    [CP_OTHER_MEASURE] = "other measure",
    [CP_GENERAL_LICENCE] = "general licence",
};

// order of agreements.rung in fields.inc
static const char *const rungs[] = {"prospect", "truce", "framework", "understanding",
                                    "comprehensive deal"};

// order of statements.modality in fields.inc
static const char *const modalities[] = {"announces", "claims", "promises", "threatens",
                                         "is silent"};

static const char *const alternative_kinds[] = {
    [CP_GRADE] = "grade",   [CP_SUPPLIER] = "supplier", [CP_ASSEMBLY] = "assembly",
    [CP_ROUTE] = "route",   [CP_RECYCLED] = "recycled", [CP_REDESIGN] = "redesign",
    [CP_THRIFT] = "thrift", [CP_DROP] = "drop",         [CP_PARK] = "park",
};

static const char *const acts[] = {
    [CP_ACT_ANNOUNCE] = "announced", [CP_ACT_ENTER] = "entered into force",
    [CP_ACT_SET] = "rate set",       [CP_ACT_SUSPEND] = "suspended",
    [CP_ACT_RESTORE] = "restored",   [CP_ACT_EXTEND] = "extended",
    [CP_ACT_LIFT] = "lifted",        [CP_ACT_HINT] = "hinted",
    [CP_ACT_SIGN] = "signed",        [CP_ACT_CONFIRM] = "confirmed",
    [CP_ACT_DOUBT] = "doubted",      [CP_ACT_DISPUTE] = "disputed",
    [CP_ACT_SETTLE] = "settled",     [CP_ACT_SAY] = "said",
    [CP_ACT_REPORT] = "reported",    [CP_ACT_WITHDRAW] = "withdrawn",
};

static const char *const act_names[] = {
    [CP_ACT_ANNOUNCE] = "announce", [CP_ACT_ENTER] = "enter",     [CP_ACT_SET] = "set",
    [CP_ACT_SUSPEND] = "suspend",   [CP_ACT_RESTORE] = "restore", [CP_ACT_EXTEND] = "extend",
    [CP_ACT_LIFT] = "lift",         [CP_ACT_HINT] = "hint",       [CP_ACT_SIGN] = "sign",
    [CP_ACT_CONFIRM] = "confirm",   [CP_ACT_DOUBT] = "doubt",     [CP_ACT_DISPUTE] = "dispute",
    [CP_ACT_SETTLE] = "settle",     [CP_ACT_SAY] = "say",         [CP_ACT_REPORT] = "report",
    [CP_ACT_WITHDRAW] = "withdraw",
};

// order of readings.series in fields.inc
static const char *const reading_series[] = {"shipped", "approved", "granted", "licensed"};

// order of odds in fields.inc
static const char *const bases[] = {"fitted", "sourced", "judgement"};

static const char *const stances[] = {"closed", "trickle", "managed", "open"};

static const char *const stages[] = {
    [CP_STAGE_FREE] = "not drafted",
    [CP_STAGE_PAPERS] = "drafted",
    [CP_STAGE_LOCAL] = "at the local office",
    [CP_STAGE_QUEUE] = "in the queue",
    [CP_STAGE_REVIEW] = "in review",
    [CP_STAGE_REFERRED] = "before other offices",
    [CP_STAGE_STOPPED] = "its clock is stopped",
    [CP_STAGE_ESCALATED] = "escalated",
    [CP_STAGE_READY] = "waiting for a decision",
    [CP_STAGE_RETURNED] = "returned",
    [CP_STAGE_APPROVED] = "approved",
    [CP_STAGE_REFUSED] = "refused",
    [CP_STAGE_CLOSED] = "returned for good",
    [CP_STAGE_WITHDRAWN] = "withdrawn",
    [CP_STAGE_LAPSED] = "lapsed",
};

static const char *const steps[] = {
    [CP_STEP_DRAFT] = "draft",     [CP_STEP_FILE] = "file",         [CP_STEP_ACCEPT] = "accept",
    [CP_STEP_TAKE] = "take",       [CP_STEP_REFER] = "refer",       [CP_STEP_STOP] = "stop",
    [CP_STEP_RESUME] = "resume",   [CP_STEP_ESCALATE] = "escalate", [CP_STEP_FINISH] = "finish",
    [CP_STEP_RETURN] = "return",   [CP_STEP_APPROVE] = "approve",   [CP_STEP_REFUSE] = "refuse",
    [CP_STEP_CLOSE] = "close",     [CP_STEP_WITHDRAW] = "withdraw", [CP_STEP_LAPSE] = "lapse",
    [CP_STEP_REPLACE] = "replace",
};

static const char *const licence_states[] = {
    [CP_LICENCE_NONE] = "not issued",     [CP_LICENCE_ISSUED] = "in force",
    [CP_LICENCE_SUSPENDED] = "suspended", [CP_LICENCE_EXHAUSTED] = "used up",
    [CP_LICENCE_EXPIRED] = "expired",     [CP_LICENCE_REVOKED] = "revoked",
    [CP_LICENCE_CANCELLED] = "cancelled",
};

static const char *const licence_steps[] = {
    [CP_LICENCE_ISSUE] = "issue",   [CP_LICENCE_DRAW] = "draw",
    [CP_LICENCE_USE_UP] = "use up", [CP_LICENCE_SUSPEND] = "suspend",
    [CP_LICENCE_RESUME] = "resume", [CP_LICENCE_EXPIRE] = "expire",
    [CP_LICENCE_REVOKE] = "revoke", [CP_LICENCE_CANCEL] = "cancel",
};

static const char *const causes[] = {
    [CP_CAUSE_RULE] = "by a rule of the model",
    [CP_CAUSE_FACT] = "by a dated fact",
    [CP_CAUSE_CLAUSE] = "by an effect of a clause",
    [CP_CAUSE_DATE] = "by a date reached",
    [CP_CAUSE_DRAW] = "by a draw",
    [CP_CAUSE_MEASURE] = "by a measure",
    [CP_CAUSE_INPUT] = "by an input that ran out",
    [CP_CAUSE_HOLD] = "by what holds goods at the port",
};

const char *cp_word_measure_state(int32_t state) { return LOOK_UP(measure_states, state); }

const char *cp_word_agreement_state(int32_t state) { return LOOK_UP(agreement_states, state); }

const char *cp_word_clause_state(int32_t state) { return LOOK_UP(clause_states, state); }

const char *cp_word_measure_kind(int32_t kind) { return LOOK_UP(measure_kinds, kind); }

const char *cp_word_rung(int32_t rung) { return LOOK_UP(rungs, rung); }

const char *cp_word_modality(int32_t modality) { return LOOK_UP(modalities, modality); }

const char *cp_word_alternative_kind(int32_t kind) { return LOOK_UP(alternative_kinds, kind); }

const char *cp_word_act(int32_t act) { return LOOK_UP(acts, act); }

const char *cp_word_act_name(int32_t act) { return LOOK_UP(act_names, act); }

const char *cp_word_stance(int32_t stance) { return LOOK_UP(stances, stance); }

const char *cp_word_stage(int32_t stage) { return LOOK_UP(stages, stage); }

const char *cp_word_step(int32_t step) { return LOOK_UP(steps, step); }

const char *cp_word_licence_state(int32_t state) { return LOOK_UP(licence_states, state); }

const char *cp_word_licence_step(int32_t step) { return LOOK_UP(licence_steps, step); }

const char *cp_word_cause(int32_t cause) { return LOOK_UP(causes, cause); }

const char *cp_word_series(int32_t series) { return LOOK_UP(reading_series, series); }

const char *cp_word_basis(int32_t basis) { return LOOK_UP(bases, basis); }
