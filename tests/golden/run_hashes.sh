#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The content hashes of hashes.csv hold with every compiler, level of optimisation and number of threads. A moved hash is a decision:
# say so in the changelog under Numbers, then  tests/golden/run_hashes.sh --accept  with CP_PROGRAM set.
set -euo pipefail
root=${CP_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
table=$root/tests/golden/hashes.csv
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

hash_of() {  # hash_of SCENARIO REPLICAS THREADS
  "$CP_PROGRAM" run "$root/$1" -n "$2" --threads "$3" --seed 7 --quiet --no-report --force -o "$work/run.db" >/dev/null
  "$CP_PROGRAM" certificate "$work/run.db" | sed -n 's/.*"content_hash": "\([0-9a-f]*\)".*/\1/p'
}

if [[ ${1:-} == --accept ]]; then
  while IFS=, read -r scenario replicas hash; do
    [[ $scenario == scenario ]] || hash=$(hash_of "$scenario" "$replicas" 2)
    echo "$scenario,$replicas,$hash"
  done <"$table" >"$work/table"
  mv "$work/table" "$table"
  exit 0
fi
passed=0 failed=0
while IFS=, read -r scenario replicas hash; do
  [[ $scenario != scenario ]] || continue
  for threads in 1 2 2; do
    found=$(hash_of "$scenario" "$replicas" "$threads")
    if [[ $found == "$hash" ]]; then passed=$((passed + 1)); continue; fi
    failed=$((failed + 1))
    echo "$scenario, $replicas replicas, $threads threads: expected $hash, found $found"
  done
done <"$table"
echo "$passed hashes hold, $failed do not"
[[ $failed -eq 0 ]]
