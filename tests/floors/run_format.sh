#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# Every C file looks as .clang-format says. Skipped where clang-format 14 is missing: other versions format otherwise.
set -euo pipefail
cd "${CP_SOURCE:-$(dirname "$0")/../..}"
tool=$(command -v clang-format-14 || command -v clang-format || true)
[[ -n $tool && $("$tool" --version) == *' 14.'* ]] || { echo "skipped: clang-format 14 is not installed"; exit 77; }
find src cli include tests \( -name '*.c' -o -name '*.h' \) -print0 | xargs -0 "$tool" --dry-run -Werror
