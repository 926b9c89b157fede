#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0
#
# Runs `chokepoint check` on the minimal scenario with one thing changed, folder by folder, and compares what it says.
#
#   broken/NAME/  exit 2, nothing on stdout, expect.txt on stderr      good/NAME/  exit 0, expect.txt on stderr
#
# In a folder:  FILE        takes the place of the minimal scenario's file, or is added
#               FILE.sed    changes it by a sed script that must change something
#               FILE.add    is added at its end
#               remove.txt  names files to take away       arguments.txt  one argument a line, in place of the folder
#
# ./run.sh [--accept] [NAME...]     --accept writes expect.txt anew: read what it says.

set -u
here=$(cd "$(dirname "$0")" && pwd)
program=${CP_PROGRAM:-$here/../../build/test/chokepoint}
accept=no
if [ "${1:-}" = --accept ]; then
  accept=yes
  shift
fi
if [ ! -x "$program" ]; then
  echo "no program at $program: build it, or set CP_PROGRAM"
  exit 77
fi
program=$(realpath "$program")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n_case=0
n_bad=0

# Makes the scenario of a case in $work/case/scenario.
compose() {
  local folder=$1 file name
  rm -rf "$work/case"
  mkdir "$work/case"
  cp -R "$here/minimal" "$work/case/scenario"
  find "$folder" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | while read -r file; do
    name=$(basename "$file")
    case $name in
      expect.txt | remove.txt | arguments.txt) ;;
      *.add) cat "$file" >>"$work/case/scenario/${name%.add}" ;;
      *.sed)
        name=${name%.sed}
        sed -f "$file" "$work/case/scenario/$name" >"$work/changed"
        if cmp -s "$work/changed" "$work/case/scenario/$name"; then
          echo "${folder#"$here"/}/$name.sed changes nothing"
          touch "$work/case/wrong"
        fi
        cp "$work/changed" "$work/case/scenario/$name"
        ;;
      *) cp -RP "$file" "$work/case/scenario/" ;;
    esac
  done
  if [ -f "$folder/remove.txt" ]; then
    while read -r name; do rm "$work/case/scenario/$name"; done <"$folder/remove.txt"
  fi
  [ ! -e "$work/case/wrong" ]
}

run_case() {
  local folder=$1 wanted=$2 name status
  local arguments=(scenario)
  name=${folder#"$here"/}
  compose "$folder" || return 1
  if [ -f "$folder/arguments.txt" ]; then mapfile -t arguments <"$folder/arguments.txt"; fi
  (cd "$work/case" && "$program" check "${arguments[@]}" >"$work/out" 2>"$work/err")
  status=$?
  if [ $accept = yes ] && [ $status = "$wanted" ]; then cp "$work/err" "$folder/expect.txt"; fi
  if [ $status != "$wanted" ]; then
    echo "$name: exit $status, expected $wanted"
    cat "$work/err"
    return 1
  fi
  if [ "$wanted" = 2 ] && [ -s "$work/out" ]; then
    echo "$name: text on stdout:"
    cat "$work/out"
    return 1
  fi
  if ! diff -u "$folder/expect.txt" "$work/err"; then
    echo "$name: other messages than in expect.txt (run tests/cli/run.sh --accept $(basename "$name") if they are right)"
    return 1
  fi
}

for kind in broken good; do
  wanted=2
  if [ $kind = good ]; then wanted=0; fi
  for folder in "$here/$kind"/*/; do
    folder=${folder%/}
    if [ $# -gt 0 ] && [[ " $* " != *" $(basename "$folder") "* ]]; then continue; fi
    n_case=$((n_case + 1))
    run_case "$folder" $wanted || n_bad=$((n_bad + 1))
  done
done
echo "$n_case cases, $n_bad failed"
[ $n_case -gt 0 ] && [ $n_bad = 0 ]
