// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The tables of a file of results; docs/results.md tells what they hold. `run` holds one row: the certificate. `machine` alone may differ
// between two runs of the same inputs. Nothing is stored twice: what a replica gave is in `record` (its series, packed) and in the tables of
// outcomes (outcomes.c), and the views `quantile` and `outcome` show as rows what is stored in fewer bytes.
#ifndef CP_STORE_TABLES_H
#define CP_STORE_TABLES_H

enum {
  CP_STORE_APPLICATION = 0x43504B50,  // "CPKP" in the head of the file
  CP_STORE_FORMAT = 2  // raised when a table changes so that other programs cannot read it
};

// Statements that drop the tables of an earlier run, of this format or an older one; what users added stays.
#define CP_STORE_DROP                                                                           \
  "SELECT group_concat('DROP ' || type || ' ' || name, ';') FROM sqlite_master"                 \
  " WHERE type IN ('table', 'view')"                                                            \
  " AND (name IN ('run', 'scenario', 'series', 'place', 'band', 'quantile', 'outcome', 'path'," \
  "   'clause', 'headline', 'driver', 'switch', 'lever', 'replica', 'record', 'machine')"       \
  "   OR name GLOB 'outcome_*')"

#define CP_STORE_TABLES                                                                           \
  "CREATE TABLE run("                                                                             \
  "  name TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL,"                               \
  "  inputs_hash TEXT NOT NULL, seed TEXT NOT NULL, chances INTEGER NOT NULL,"                    \
  "  replicas_asked INTEGER NOT NULL, replicas INTEGER NOT NULL,"                                 \
  "  version TEXT NOT NULL, numbers_epoch INTEGER NOT NULL, content_hash TEXT NOT NULL,"          \
  "  audit TEXT NOT NULL, first_day TEXT NOT NULL, as_of TEXT NOT NULL, until TEXT NOT NULL,"     \
  "  facts_used INTEGER NOT NULL, facts_late INTEGER NOT NULL, assumed INTEGER NOT NULL,"         \
  "  points INTEGER NOT NULL, record INTEGER NOT NULL, observed_until TEXT NOT NULL);"            \
  "CREATE TABLE scenario(kind TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL);"            \
  "CREATE TABLE series(name TEXT PRIMARY KEY, unit TEXT NOT NULL, meaning TEXT NOT NULL,"         \
  "  entities INTEGER NOT NULL, dates INTEGER NOT NULL, step TEXT NOT NULL) WITHOUT ROWID;"       \
  "CREATE TABLE place(series TEXT NOT NULL, entity TEXT NOT NULL, at INTEGER NOT NULL,"           \
  "  PRIMARY KEY(series, entity, at)) WITHOUT ROWID;"                                             \
  "CREATE TABLE band(series TEXT NOT NULL, entity TEXT NOT NULL, date TEXT NOT NULL,"             \
  "  p025 REAL NOT NULL, p05 REAL NOT NULL, p10 REAL NOT NULL, p25 REAL NOT NULL,"                \
  "  p50 REAL NOT NULL, p75 REAL NOT NULL, p90 REAL NOT NULL, p95 REAL NOT NULL,"                 \
  "  p975 REAL NOT NULL,"                                                                         \
  "  PRIMARY KEY(series, entity, date)) WITHOUT ROWID;"                                           \
  "CREATE VIEW quantile(series, entity, date, level, value) AS"                                   \
  "  SELECT series, entity, date, 0.025, p025 FROM band UNION ALL"                                \
  "  SELECT series, entity, date, 0.05, p05 FROM band UNION ALL"                                  \
  "  SELECT series, entity, date, 0.1, p10 FROM band UNION ALL"                                   \
  "  SELECT series, entity, date, 0.25, p25 FROM band UNION ALL"                                  \
  "  SELECT series, entity, date, 0.5, p50 FROM band UNION ALL"                                   \
  "  SELECT series, entity, date, 0.75, p75 FROM band UNION ALL"                                  \
  "  SELECT series, entity, date, 0.9, p90 FROM band UNION ALL"                                   \
  "  SELECT series, entity, date, 0.95, p95 FROM band UNION ALL"                                  \
  "  SELECT series, entity, date, 0.975, p975 FROM band;"                                         \
  "CREATE TABLE outcome_name(name TEXT NOT NULL, entity TEXT NOT NULL, place INTEGER NOT NULL,"   \
  "  unit TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY(name, entity, place)) WITHOUT ROWID;" \
  "CREATE TABLE clause(clause TEXT PRIMARY KEY, title TEXT NOT NULL, party TEXT NOT NULL,"        \
  "  state TEXT NOT NULL, met REAL, act REAL, both REAL, basis TEXT NOT NULL) WITHOUT ROWID;"     \
  "CREATE TABLE headline(name TEXT NOT NULL, entity TEXT NOT NULL, date TEXT NOT NULL,"           \
  "  unit TEXT NOT NULL, value REAL NOT NULL, low REAL, high REAL, error REAL NOT NULL,"          \
  "  PRIMARY KEY(name, entity, date)) WITHOUT ROWID;"                                             \
  "CREATE TABLE driver(outcome TEXT NOT NULL, parameter TEXT NOT NULL, rho REAL NOT NULL,"        \
  "  error REAL NOT NULL, low_third REAL NOT NULL, high_third REAL NOT NULL,"                     \
  "  is_told INTEGER NOT NULL, PRIMARY KEY(outcome, parameter)) WITHOUT ROWID;"                   \
  "CREATE TABLE switch(user TEXT NOT NULL, part TEXT NOT NULL, alternative TEXT NOT NULL,"        \
  "  kind TEXT NOT NULL, started REAL NOT NULL, started_on TEXT NOT NULL, used REAL NOT NULL,"    \
  "  used_on TEXT NOT NULL, units REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,"          \
  "  days REAL NOT NULL, PRIMARY KEY(user, part, alternative)) WITHOUT ROWID;"                    \
  "CREATE TABLE replica(replica INTEGER PRIMARY KEY, digest BLOB NOT NULL);"                      \
  "CREATE TABLE record(replica INTEGER PRIMARY KEY, series BLOB NOT NULL);"                       \
  "CREATE TABLE machine(started TEXT NOT NULL, ended TEXT, seconds REAL, threads INTEGER NOT "    \
  "NULL,"                                                                                         \
  "  host TEXT NOT NULL);"

#endif
