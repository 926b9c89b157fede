# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

"""`economy run` against the reference trajectories of ARIO, which lie beside the project and are never part of it: every entry within 1e-9 of
the largest magnitude in its file (overproduction 1e-12), rebuilding by its rounding more. Numbers do not depend on threads or vectors. Without
the reference cases the test is skipped; tests/unit/economy holds the kernel against closed forms."""

import csv
import math
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.environ.get("CP_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("CP_PROGRAM", "")
CASES = os.path.join(os.path.dirname(ROOT), "shared", "data", "ario")
TABLES = os.path.join(os.path.dirname(ROOT), "shared", "data", "io")
STUDY = os.path.join(ROOT, "scenarios", "studies", "us-2023")
SCENARIO = os.path.join(ROOT, "scenarios", "rare-earth-pact-2025")

# rebuilding is rounded to 1e-7 of the table's unit, entry by entry (32), (38)
ROUNDED = {"out_rebuild_demand.csv", "out_rebuild_prod.csv", "out_productive_capital_to_recover.csv"}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def run(case, to, *options):
    done = subprocess.run([PROGRAM, "economy", "run", os.path.join(CASES, case), "-o", to, *options], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{case} ended with {done.returncode}:\n{done.stderr}")


class Reference(unittest.TestCase):
    def compare(self, name, wanted, found):
        self.assertEqual(wanted[0], found[0], name)
        self.assertEqual(len(wanted), len(found), name)
        keys = 2 if name == "out_inputs_stocks.csv" else 1
        numbers = [float(cell) for row in wanted[1:] for cell in row[keys:]]
        largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
        allowed = 1e-12 if name == "out_overproduction.csv" else 1e-9 * largest
        if name in ROUNDED:
            allowed += 2e-7 * len(wanted[0])
        worst = 0.0
        for one, other in zip(wanted[1:], found[1:]):
            self.assertEqual(one[:keys], other[:keys], name)
            for left, right in zip(map(float, one[keys:]), map(float, other[keys:])):
                if left != right:
                    worst = max(worst, abs(left - right))
        self.assertLessEqual(worst, allowed, name)
        return worst / largest if largest else worst

    def test_cases_are_met(self):
        for case in ("case1", "case2", "case3"):
            with tempfile.TemporaryDirectory() as folder:
                run(case, os.path.join(folder, "out"))
                files = sorted(name for name in os.listdir(os.path.join(CASES, case)) if name.startswith("out_"))
                self.assertEqual(len(files), 11)
                worst = max(self.compare(name, read(os.path.join(CASES, case, name)),
                                         read(os.path.join(folder, "out", name))) for name in files)
                print(f"{case}: off by {worst:.1e} of the largest magnitude at most")

    def test_threads_and_vectors_change_no_digit(self):
        with tempfile.TemporaryDirectory() as folder:
            for number, options in enumerate((["-t", "1"], ["-t", "2"], ["-t", "1", "--plain"])):
                run("case3", os.path.join(folder, str(number)), *options)
            for name in os.listdir(os.path.join(folder, "0")):
                first = read(os.path.join(folder, "0", name))
                self.assertEqual(first, read(os.path.join(folder, "1", name)))
                self.assertEqual(first, read(os.path.join(folder, "2", name)))


def flows_of(folder):
    """Flows by (supplier, user) of a folder written by `--csv`; one region."""
    rows = read(os.path.join(folder, "Z.csv"))
    users = [label.split("/")[1] for label in rows[0][2:]]
    return {(row[1], user): float(cell) for row in rows[1:] for user, cell in zip(users, row[2:])}


@unittest.skipUnless(os.path.isdir(TABLES), "the published tables are not there (../shared/data/io)")
class Published(unittest.TestCase):
    def load(self, folder, *options):
        done = subprocess.run([PROGRAM, "economy", "import", "bea-summary", os.path.join(TABLES, "us_bea_summary_2023"), "--csv",
                               folder, *options], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_coefficients_are_the_published_ones(self):
        with tempfile.TemporaryDirectory() as place:
            folder = os.path.join(place, "us")
            self.load(folder)
            flows = flows_of(folder)
            output = {row[1]: float(row[2]) for row in read(os.path.join(folder, "x.csv"))[1:]}
            rows = read(os.path.join(TABLES, "us_bea_summary_2023_direct_ixi_domestic.csv"))
            self.assertEqual(len(rows), 72)
            for row in rows[1:]:
                for user, cell in zip(rows[0][1:], row[1:]):
                    found = flows[(row[0], user)] / output[user]
                    self.assertLess(abs(found - float(cell)), 1e-6 + 1e-5 * abs(float(cell)), (row[0], user))

    def test_the_scenario_has_the_same_economy(self):
        with tempfile.TemporaryDirectory() as place:
            folder = os.path.join(place, "us")
            self.load(folder, "--aggregate", os.path.join(STUDY, "groups.csv"))
            flows = flows_of(folder)
            self.assertEqual(flows, flows_of(STUDY))
        rows = read(os.path.join(SCENARIO, "flows.csv"))
        told = {(row[0], row[1]): float(row[2].split()[0]) for row in rows[1:]}
        for pair, flow in flows.items():
            self.assertLess(abs(flow - told.get(pair, 0.0)), 2.0, pair)


if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        print(f"run_economy: no program at CP_PROGRAM='{PROGRAM}'", file=sys.stderr)
        sys.exit(77)
    if not os.path.isdir(CASES):
        print("run_economy: skipped, the reference cases are not there (../shared/data/ario)")
        sys.exit(77)
    unittest.main()
