# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

# The standard error that `compare` prints is honest: over many seeds, mean differences spread no more than it says (less, since replicas take the scenario's
# ranges in strata while the error counts them as independent), and it is smaller than that of two independent runs. Run by ctest with CP_PROGRAM set.
import json, os, statistics, subprocess, sys, tempfile

PROGRAM = os.environ["CP_PROGRAM"]
SEEDS, REPLICAS = 40, 24
MEASURES = ["shipments", "shipments_all", "units_gross", "pressure"]
failed = 0

with tempfile.TemporaryDirectory() as work:
    scenario, change = os.path.join(work, "s"), os.path.join(work, "more.yaml")
    subprocess.run([PROGRAM, "new", scenario, "-q"], check=True)
    with open(change, "w") as file:
        file.write("overrides:\n  demand.hoarding: 30 days\n")
    found = {name: [] for name in MEASURES}
    for seed in range(1, SEEDS + 1):
        done = subprocess.run([PROGRAM, "compare", scenario, "--with", change, "-n", str(REPLICAS), "--seed", str(seed), "-q", "--json"], capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stderr)
            sys.exit(1)
        for one in json.loads(done.stdout)["compared"][0]["differences"]:
            if one["outcome"] in found:
                found[one["outcome"]].append((one["difference"], one["error"], one["unpaired_error"]))

for name, rows in found.items():
    spread = statistics.stdev(row[0] for row in rows)
    printed = statistics.mean(row[1] for row in rows)
    unpaired = statistics.mean(row[2] for row in rows)
    # the standard deviation of 40 normal numbers is itself known to 11 %
    holds = 0 < spread < 1.3 * printed and printed < 0.9 * unpaired
    failed += not holds
    print(f"{'holds' if holds else 'FAILED'} {name}: spread over seeds {spread:.4g}, printed error {printed:.4g}, of independent runs {unpaired:.4g}")

sys.exit(1 if failed else 0)
