// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The format of scenarios for others: a JSON Schema of scenario.yaml, with which editors complete
// and check, and the reference page. Both are made from fields.inc.

#ifndef CP_SCENARIO_SCHEMA_H
#define CP_SCENARIO_SCHEMA_H

#include "base/sink.h"
#include "base/status.h"

// JSON Schema, draft 2020-12.
cp_status cp_schema_json(const cp_sink *sink);

// docs/reference/scenario.md.
cp_status cp_schema_reference(const cp_sink *sink);

#endif
