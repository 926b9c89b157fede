# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

"""The presets of scenarios/studies run as cases; a cut of zero changes nothing; a cut lasts as long as it says; what the docs tell is what the
program makes (some rows: run_studies_slow.py takes all); and the committed grid rises with cut and duration and falls with substitution."""

import csv
import math
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.environ.get("CP_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("CP_PROGRAM", "")
TOOL = os.path.join(ROOT, "tools", "study_grid")
PRESETS = ("usgs-gallium-germanium", "usgs-one-element", "imf-80-cut")
NUMBER = r"(runs down|[\d,.]+)"


def run_case(folder, preset, *options, rule="stockout"):
    """{sector: outputs by day}, {sector: capacities by day}"""
    subprocess.run([sys.executable, TOOL, "--case", preset, "-o", folder, *options], check=True)
    to = os.path.join(folder, "out")
    subprocess.run([PROGRAM, "economy", "run", os.path.join(folder, "case"), "-o", to, "--rule", rule, "-t", "1"], check=True)
    found = []
    for name in ("out_production_realised.csv", "out_production_capacity.csv"):
        with open(os.path.join(to, name), newline="", encoding="utf-8") as file:
            table = list(csv.reader(file))
        found.append({label.split("/")[1]: [float(row[column]) for row in table[1:]] for column, label in enumerate(table[0]) if column})
    return found


def value(text):
    return math.inf if text == "runs down" else float(text.replace(",", ""))


def committed_grid():
    """{(preset, substitution, cut, days): (middle, low, high)} of docs/studies.md."""
    with open(os.path.join(ROOT, "docs", "studies.md"), encoding="utf-8") as file:
        text = file.read()
    block = text[text.index("<!-- grid: made"):text.index("<!-- end of grid -->")].split("\n")
    days = [int(cell) for cell in re.findall(r"(\d+) days", block[1])]
    grid = {}
    for line in block[3:-1]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        key = cells[0], int(cells[1].split()[0]), int(cells[2].split()[0])
        for day, cell in zip(days, cells[3:]):
            grid[(*key, day)] = tuple(map(value, re.fullmatch(rf"{NUMBER} \[{NUMBER} \.\. {NUMBER}\]", cell).groups()))
    return grid


class Studies(unittest.TestCase):
    def test_presets_run_by_both_rules_and_lose(self):
        for preset in PRESETS:
            for rule in ("stockout", "ario"):
                with tempfile.TemporaryDirectory() as folder:
                    made, _ = run_case(folder, preset, rule=rule)
                    self.assertEqual(len(made), 20)
                    self.assertLess(sum(outputs[30] for outputs in made.values()), 0.9999 * sum(outputs[0] for outputs in made.values()), preset)

    def test_a_cut_of_zero_and_full_substitution_change_nothing(self):
        for options in (("--cut", "0"), ("--substitution", "1")):
            for rule in ("stockout", "ario"):
                with tempfile.TemporaryDirectory() as folder:
                    made, _ = run_case(folder, "imf-80-cut", "--days", "30", *options, rule=rule)
                    for sector, outputs in made.items():
                        self.assertLess(max(abs(output / outputs[0] - 1) for output in outputs), 1e-12, sector)

    def test_the_loss_of_capacity_is_cut_times_share_times_what_stays_for_the_days_told(self):
        with tempfile.TemporaryDirectory() as folder:
            made, capacity = run_case(folder, "imf-80-cut", "--cut", "0.5", "--substitution", "0.2", "--days", "40")
        lost = 0.5 * 0.65 * (1 - 0.2)
        normal = made["motor-vehicles"][0]
        self.assertAlmostEqual(min(capacity["motor-vehicles"]) / normal, 1 - lost, places=9)
        self.assertEqual(sum(day < (1 - lost / 2) * normal for day in capacity["motor-vehicles"]), 40)
        self.assertGreaterEqual(min(capacity["government"]), made["government"][0] * (1 - 1e-12))

    def test_the_docs_tell_what_the_program_makes(self):
        done = subprocess.run([sys.executable, TOOL, PROGRAM, "--check", "--sample"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_grid_rises_with_cut_and_duration_and_falls_with_substitution(self):
        grid = committed_grid()
        self.assertEqual(len(grid), 3 * 3 * 4 * 4)
        axes = [sorted({key[axis] for key in grid}) for axis in range(4)]
        for key, cell in grid.items():
            self.assertLessEqual(cell[1], cell[0], key)
            self.assertLessEqual(cell[0], cell[2], key)
            for axis, sign in ((1, -1), (2, 1), (3, 1)):
                at = axes[axis].index(key[axis])
                if at + 1 == len(axes[axis]):
                    continue
                next_cell = grid[key[:axis] + (axes[axis][at + 1],) + key[axis + 1:]]
                for one, other in zip(cell, next_cell):
                    # what runs down stays down
                    self.assertTrue(sign * (other - one) > 0 or one == other == math.inf, (key, axis, one, other))

    def test_wrong_options_are_refused(self):
        for options, told in ((("--cut", "2"), "from 0 to 1"), (("--days", "1"), "more than 2"), (("--element", "tin"), "gallium, germanium")):
            with tempfile.TemporaryDirectory() as folder:
                done = subprocess.run([sys.executable, TOOL, "--case", "usgs-gallium-germanium", "-o", os.path.join(folder, "x"), *options],
                                      capture_output=True, text=True, check=False)
                self.assertNotEqual(done.returncode, 0)
                self.assertIn(told, done.stderr)
                self.assertFalse(os.path.exists(os.path.join(folder, "x")))


if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        print(f"run_studies: no program at CP_PROGRAM='{PROGRAM}'", file=sys.stderr)
        sys.exit(77)
    unittest.main(verbosity=2)
