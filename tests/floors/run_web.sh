#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The page's code is typed without a fault and laid out as web/.prettierrc.json says. Skipped where npm's packages for tests are missing.
set -euo pipefail
cd "${CP_SOURCE:-$(dirname "$0")/../..}/web"
tools=node_modules/.bin
[[ -x $tools/tsc && -x $tools/prettier ]] || { echo "skipped: no packages of the page were built (needs clang, lld and npm)"; exit 77; }
"$tools/tsc" --noEmit
"$tools/prettier" --config .prettierrc.json --check '**/*.ts' '*.mjs' '../tests/**/*.mjs'
