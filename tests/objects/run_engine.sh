#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The engine calls nothing outside, multiplies and adds in two steps also where the processor could fuse them, asks for what it will
# look at soon, every external symbol bears the prefix, and the shared library exports the public header and no more.
set -u
check="$CP_SOURCE/tools/check_objects"
if [[ -n ${CP_SANITIZE:-} ]]; then
  echo "skipped: sanitizers add calls of their own"
  exit 77
fi
failed=0
"$check" imports "$CP_BUILD/libchokepoint_engine.a" || failed=1
"$check" fused "$CP_BUILD/libchokepoint.a" || failed=1
if [[ -e $CP_BUILD/libchokepoint_engine_avx2.a ]]; then
  "$check" fused "$CP_BUILD/libchokepoint_engine_avx2.a" || failed=1
fi
mapfile -t asking < <(grep -rl --include='*.c' 'cp_fetch' "$CP_SOURCE/src")
"$check" fetches "$CP_BUILD/libchokepoint_engine.a" "${asking[@]}" || failed=1
"$check" names "$CP_BUILD/libchokepoint.a" || failed=1
if [[ -e $CP_SOURCE/include/chokepoint.h ]]; then
  "$check" exports "$CP_BUILD/libchokepoint.so" "$CP_SOURCE/include/chokepoint.h" || failed=1
fi
exit $failed
