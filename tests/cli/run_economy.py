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


if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        print(f"run_economy: no program at CP_PROGRAM='{PROGRAM}'", file=sys.stderr)
        sys.exit(77)
    if not os.path.isdir(CASES):
        print("run_economy: skipped, the reference cases are not there (../shared/data/ario)")
        sys.exit(77)
    unittest.main()
