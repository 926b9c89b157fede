// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where the reader's files come from: the scenario's folder, or the files that a run has kept. `path` is the path on disk, `shown` the
// path as seen from the scenario's folder.
#ifndef CP_SCENARIO_FILES_H
#define CP_SCENARIO_FILES_H

#include "scenario/draft.h"

cp_status cp_draft_fetch(const cp_draft *draft, cp_text path, cp_text shown, cp_text *content);

bool cp_draft_has_folder(const cp_draft *draft, cp_text path, cp_text shown);

// Names of the files in a folder, sorted by bytes.
cp_status cp_draft_list(const cp_draft *draft, cp_text path, cp_text shown, cp_text **names,
                        int32_t *n_name);

#endif
