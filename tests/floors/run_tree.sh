#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# Every include of the tree obeys src/floors.txt.
exec python3 "${CP_SOURCE:-.}/tools/check_floors" "${CP_SOURCE:-.}"
