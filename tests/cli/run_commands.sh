#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The program's commands, case by case. A case is a folder of tests/cli/commands with
#   cmd           shell lines, run in an empty folder where `chokepoint` is the program and $CP_SOURCE the checkout
#   expect.out    what they print, expect.err what they say, expect.code how they end
# Seconds are replaced by `N s` before comparing.
#
#   run_commands.sh [--accept] [CASE]...     --accept writes down what comes out instead of comparing
set -u
source_folder=$(cd "${CP_SOURCE:-$(dirname "${BASH_SOURCE[0]}")/../..}" && pwd)
program=${CP_PROGRAM:-$source_folder/build/test/chokepoint}
cases=$source_folder/tests/cli/commands
is_accepting=no
if [[ ${1:-} == --accept ]]; then
  is_accepting=yes
  shift
fi
if [[ ! -x $program ]]; then
  printf 'no program at %s\n' "$program"
  exit 77
fi
if [[ $# -eq 0 ]]; then
  cd "$cases" || exit 1
  set -- *
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/chokepoint"
export PATH=$work/bin:$PATH CP_SOURCE=$source_folder NO_COLOR=1 LC_ALL=C

# what differs from run to run without being a result
plain() { sed -E 's/, [0-9]+\.[0-9] s /, N s /' "$1"; }

failed=0
for name in "$@"; do
  folder=$cases/$name
  rm -rf "$work/here"
  mkdir "$work/here"
  (cd "$work/here" && bash "$folder/cmd" >"$work/out" 2>"$work/err" </dev/null)
  printf '%d\n' $? >"$work/code"
  for part in out err code; do
    plain "$work/$part" >"$work/$part.plain"
    if [[ $is_accepting == yes ]]; then
      cp "$work/$part.plain" "$folder/expect.$part"
    elif ! diff -u --label "expected $part" --label "found $part" "$folder/expect.$part" "$work/$part.plain"; then
      printf '%s: expect.%s differs; see it with: tests/cli/run_commands.sh %s\n' "$name" "$part" "$name"
      failed=$((failed + 1))
    fi
  done
done
printf '%d cases, %d differences\n' $# $failed
[[ $failed -eq 0 ]]
