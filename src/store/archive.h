// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Reading a file of results: the certificate, the tables, and the replicas for a run that goes on.
#ifndef CP_STORE_ARCHIVE_H
#define CP_STORE_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "store/store.h"

typedef struct cp_archive cp_archive;

// CP_NOT_FOUND when there is no such file, CP_BAD_INPUT when it is none of ours or damaged,
// CP_BAD_VERSION when its format is not this program's; its certificate may be readable all the same. `archive` receives an object also on failure,
// for its error; it lives in the arena, but must be ended.
cp_status cp_archive_begin(const char *path, cp_arena *arena, cp_archive **archive);
void cp_archive_end(cp_archive *archive);

// Is it a database without any table? A run that was killed in its first moments leaves one.
bool cp_archive_is_blank(cp_archive *archive);
const char *cp_archive_error(const cp_archive *archive);

// The certificate, its texts copied into the arena.
cp_status cp_archive_certificate(cp_archive *archive, cp_certificate *certificate);

// Calls `take` with every row in the order of the tables' keys, until it answers something else
// than CP_OK.
typedef cp_status (*cp_take_headline)(void *context, const cp_headline *headline);
typedef cp_status (*cp_take_series)(void *context, const cp_store_series *series);
typedef cp_status (*cp_take_quantile)(void *context, cp_text entity, cp_text date, double level,
                                      double value);
typedef cp_status (*cp_take_path)(void *context, int32_t replica, cp_text entity,
                                  const double *value, int32_t n);
typedef cp_status (*cp_take_replica)(void *context, int32_t replica, const double *record);
typedef cp_status (*cp_take_name)(void *context, cp_text name);
typedef cp_status (*cp_take_driver)(void *context, const cp_store_driver *driver);
typedef cp_status (*cp_take_switch)(void *context, const cp_store_switch *told);
typedef cp_status (*cp_take_input)(void *context, cp_text kind, cp_text name, cp_text text);

cp_status cp_archive_headlines(cp_archive *archive, cp_take_headline take, void *context);
cp_status cp_archive_series(cp_archive *archive, cp_take_series take, void *context);

// By outcome, the strongest first.
cp_status cp_archive_drivers(cp_archive *archive, cp_take_driver take, void *context);

// By user, what helps most first.
cp_status cp_archive_switches(cp_archive *archive, cp_take_switch take, void *context);

// Inputs as they were written (cp_store_put_input).
cp_status cp_archive_inputs(cp_archive *archive, cp_take_input take, void *context);

// Quantiles of a series; of one entity, or of all when `entity` has no bytes at all (at NULL).
cp_status cp_archive_quantiles(cp_archive *archive, cp_text series, cp_text entity,
                               cp_take_quantile take, void *context);

// The entities of a series in the order of their names.
cp_status cp_archive_entities(cp_archive *archive, cp_text series, cp_take_name take,
                              void *context);

// The values of a series in each replica, by replica and in it by the names of entities; of one entity, or of all when `entity` has no
// bytes at all.
cp_status cp_archive_paths(cp_archive *archive, cp_text series, cp_text entity, cp_take_path take,
                           void *context);

// Finished replicas; a record whose SHA-256 is not the one stored beside it is left out.
cp_status cp_archive_replicas(cp_archive *archive, const cp_store_layout *layout,
                              cp_take_replica take, void *context);

#endif
