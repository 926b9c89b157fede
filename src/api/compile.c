// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The compiled model as a file: what the WebAssembly engine is given.
#include "api/objects.h"
#include "base/check.h"
#include "base/os/file.h"
#include "base/os/print.h"

cp_status cp_scenario_compile(cp_scenario *scenario, const char *path) {
  CP_CHECK(scenario && path && scenario->spec, CP_BAD_USE);
  const cp_status status = cp_file_write(path, scenario->model.blob, scenario->model.blob_bytes);
  if (status == CP_OK) return CP_OK;
  const cp_sink complaint = cp_complaint_begin(&scenario->complaint);
  cp_print(&complaint, "%s cannot be written", path);
  return status;
}
