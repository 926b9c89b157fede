// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The tables of a file of results. `run` holds one row: the certificate. `machine` alone may differ
// between two runs of the same inputs. Outcomes that are days since 1970 carry their date as text.
#ifndef CP_STORE_TABLES_H
#define CP_STORE_TABLES_H

enum {
  CP_STORE_APPLICATION = 0x43504B50,  // "CPKP" in the head of the file
  CP_STORE_FORMAT = 1  // raised when a table changes so that older programs cannot read it
};

// Tables of an earlier run go in the same transaction in which the new ones come.
#define CP_STORE_DROP                                                                           \
  "DROP VIEW IF EXISTS outcome;"                                                                \
  "DROP TABLE IF EXISTS run; DROP TABLE IF EXISTS scenario; DROP TABLE IF EXISTS series;"       \
  "DROP TABLE IF EXISTS quantile; DROP TABLE IF EXISTS outcome_name;"                           \
  "DROP TABLE IF EXISTS outcome_value; DROP TABLE IF EXISTS path; DROP TABLE IF EXISTS clause;" \
  "DROP TABLE IF EXISTS headline; DROP TABLE IF EXISTS replica; DROP TABLE IF EXISTS machine;"  \
  "DROP TABLE IF EXISTS driver; DROP TABLE IF EXISTS switch;"

#define CP_STORE_TABLES                                                                            \
  "CREATE TABLE run("                                                                              \
  "  name TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL,"                                \
  "  inputs_hash TEXT NOT NULL, seed TEXT NOT NULL, chances INTEGER NOT NULL,"                     \
  "  replicas_asked INTEGER NOT NULL, replicas INTEGER NOT NULL,"                                  \
  "  version TEXT NOT NULL, numbers_epoch INTEGER NOT NULL, content_hash TEXT NOT NULL,"           \
  "  audit TEXT NOT NULL, first_day TEXT NOT NULL, as_of TEXT NOT NULL, until TEXT NOT NULL,"      \
  "  facts_used INTEGER NOT NULL, facts_late INTEGER NOT NULL, assumed INTEGER NOT NULL,"          \
  "  points INTEGER NOT NULL, record INTEGER NOT NULL, observed_until TEXT NOT NULL);"             \
  "CREATE TABLE scenario(kind TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL);"             \
  "CREATE TABLE series(name TEXT PRIMARY KEY, unit TEXT NOT NULL, meaning TEXT NOT NULL,"          \
  "  entities INTEGER NOT NULL, dates INTEGER NOT NULL, step TEXT NOT NULL) WITHOUT ROWID;"        \
  "CREATE TABLE quantile(series TEXT NOT NULL, entity TEXT NOT NULL, date TEXT NOT NULL,"          \
  "  level REAL NOT NULL, value REAL NOT NULL,"                                                    \
  "  PRIMARY KEY(series, entity, date, level)) WITHOUT ROWID;"                                     \
  "CREATE TABLE outcome_name(outcome INTEGER PRIMARY KEY, name TEXT NOT NULL,"                     \
  "  entity TEXT NOT NULL, unit TEXT NOT NULL, meaning TEXT NOT NULL);"                            \
  "CREATE TABLE outcome_value(outcome INTEGER NOT NULL, replica INTEGER NOT NULL, value NOT NULL," \
  "  PRIMARY KEY(outcome, replica)) WITHOUT ROWID;"                                                \
  "CREATE VIEW outcome(replica, name, entity, value, date) AS"                                     \
  "  SELECT replica, name, entity, value,"                                                         \
  "    CASE WHEN unit = 'day' AND value >= 0"                                                      \
  "      THEN date('1970-01-01', CAST(value AS INTEGER) || ' days') END"                           \
  "  FROM outcome_value JOIN outcome_name USING(outcome);"                                         \
  "CREATE TABLE path(series TEXT NOT NULL, entity TEXT NOT NULL, replica INTEGER NOT NULL,"        \
  "  value BLOB NOT NULL, PRIMARY KEY(series, entity, replica));"                                  \
  "CREATE TABLE clause(clause TEXT PRIMARY KEY, title TEXT NOT NULL, party TEXT NOT NULL,"         \
  "  state TEXT NOT NULL, met REAL, act REAL, both REAL, basis TEXT NOT NULL) WITHOUT ROWID;"      \
  "CREATE TABLE headline(name TEXT NOT NULL, entity TEXT NOT NULL, date TEXT NOT NULL,"            \
  "  unit TEXT NOT NULL, value REAL NOT NULL, low REAL, high REAL, error REAL NOT NULL,"           \
  "  PRIMARY KEY(name, entity, date)) WITHOUT ROWID;"                                              \
  "CREATE TABLE driver(outcome TEXT NOT NULL, parameter TEXT NOT NULL, rho REAL NOT NULL,"         \
  "  error REAL NOT NULL, low_third REAL NOT NULL, high_third REAL NOT NULL,"                      \
  "  is_told INTEGER NOT NULL, PRIMARY KEY(outcome, parameter)) WITHOUT ROWID;"                    \
  "CREATE TABLE switch(user TEXT NOT NULL, part TEXT NOT NULL, alternative TEXT NOT NULL,"         \
  "  kind TEXT NOT NULL, started REAL NOT NULL, started_on TEXT NOT NULL, used REAL NOT NULL,"     \
  "  used_on TEXT NOT NULL, units REAL NOT NULL, low REAL NOT NULL, high REAL NOT NULL,"           \
  "  days REAL NOT NULL, PRIMARY KEY(user, part, alternative)) WITHOUT ROWID;"                     \
  "CREATE TABLE replica(replica INTEGER PRIMARY KEY, digest BLOB NOT NULL, record BLOB NOT NULL);" \
  "CREATE TABLE machine(started TEXT NOT NULL, ended TEXT, seconds REAL, threads INTEGER NOT "     \
  "NULL,"                                                                                          \
  "  host TEXT NOT NULL);"

#endif
