# SPDX-FileCopyrightText: 2026 the chokepoint authors
# SPDX-License-Identifier: Apache-2.0

"""The brief of the default scenario on nine days: exact text, key states of the JSON, and that it is computed from rows.

  run_brief.py            compare with tests/cli/brief/<date>.txt
  run_brief.py --accept   write those files anew

The counts of the head line change with every row of the scenario, so the texts leave them out.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.environ.get("CP_SOURCE") or os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("CP_PROGRAM", "")
SCENARIO = os.path.join(ROOT, "scenarios", "rare-earth-pact-2025")
GOLDEN = os.path.join(ROOT, "tests", "cli", "brief")
DATES = ["2025-04-03", "2025-04-05", "2025-05-13", "2025-05-31", "2025-06-06", "2025-06-26", "2025-06-27", "2025-07-05",
         "2025-09-01"]


def run(date, *options, scenario=SCENARIO):
    done = subprocess.run([PROGRAM, "brief", scenario, "--as-of", date, "--quiet", *options],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"brief ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def text_of(date, *options):
    return re.sub(r"facts used .*", "facts used ...", run(date, *options), count=1)


class Brief:
    """The JSON of a brief, with look-ups by kind and id."""

    def __init__(self, date, scenario=SCENARIO):
        self.page = json.loads(run(date, "--json", scenario=scenario))
        self.items = []
        for section in self.page["sections"]:
            self.walk(section["items"], section["id"], None)

    def walk(self, items, section, parent):
        for item in items:
            item["section"] = section
            item["parent"] = parent
            self.items.append(item)
            self.walk(item.get("items", []), section, item)

    def all(self, kind, **fields):
        return [item for item in self.items
                if item["kind"] == kind and all(item.get(key) == value for key, value in fields.items())]

    def one(self, kind, name=None):
        found = self.all(kind) if name is None else self.all(kind, id=name)
        if len(found) != 1:
            raise AssertionError(f"{len(found)} items of kind {kind}, id {name}; expected one")
        return found[0]

    def state(self, kind, name=None):
        return self.one(kind, name)["state"]

    def target(self, clause, measure):
        found = [item for item in self.all("target", id=measure) if item["parent"]["id"] == clause]
        if len(found) != 1:
            raise AssertionError(f"clause {clause} names {measure} {len(found)} times")
        return found[0]


class Edited:
    """A copy of the scenario in which rows of one table were dropped or changed."""

    def __init__(self, table, keep=None, change=None):
        self.folder = tempfile.mkdtemp()
        self.path = os.path.join(self.folder, "edited")
        shutil.copytree(SCENARIO, self.path)
        # what it includes lies beside it
        shutil.copytree(os.path.join(os.path.dirname(SCENARIO), "regimes"),
                        os.path.join(os.path.dirname(self.path), "regimes"))
        name = os.path.join(self.path, table)
        with open(name, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        left = [row for row in rows if keep is None or keep(row)]
        touched = len(rows) - len(left)
        for row in left:
            before = dict(row)
            if change:
                change(row)
            touched += row != before
        if touched == 0:
            raise AssertionError(f"no row of {table} was touched")
        with open(name, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(left)

    def __enter__(self):
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.folder)


def without(act, name):
    """The scenario without the acts of one kind on one object."""
    return Edited("timeline.csv", lambda row: not (row["act"] == act and row["object"] == name))


class Text(unittest.TestCase):
    maxDiff = None

    def test_is_as_accepted(self):
        for date in DATES:
            with self.subTest(date):
                with open(os.path.join(GOLDEN, date + ".txt"), encoding="utf-8") as file:
                    self.assertEqual(file.read(), text_of(date), "after a wanted change: run_brief.py --accept")

    def test_fits_120_columns(self):
        for date in DATES:
            for line in run(date, "--sources").splitlines():
                if not line.lstrip().startswith("source: http"):
                    self.assertLessEqual(len(line), 120, line)

    def test_sources_add_lines_and_change_none(self):
        plain = run("2025-06-27").splitlines()
        sourced = run("2025-06-27", "--sources").splitlines()
        self.assertGreater(len(sourced), len(plain) + 50)
        left = iter(sourced)
        self.assertTrue(all(line in left for line in plain))

    def test_takes_less_than_a_second(self):
        if os.environ.get("CP_SANITIZE"):
            self.skipTest("sanitizers are slow")
        start = time.monotonic()
        run("2025-06-27")
        self.assertLess(time.monotonic() - start, 1.0)


class States(unittest.TestCase):
    def test_before_any_control(self):
        brief = Brief("2025-04-03")
        self.assertEqual(brief.state("agreement"), "NONE")
        self.assertEqual(brief.all("clause"), [])
        self.assertEqual(brief.all("measure", id="announcement-18"), [])
        self.assertEqual(brief.state("measure", "us-fentanyl"), "IN FORCE")
        self.assertEqual(brief.one("measure", "us-fentanyl")["rate"], 0.2)
        self.assertEqual(brief.state("measure", "us-reciprocal-24"), "ANNOUNCED")
        self.assertIsNone(brief.page["pressure"])

    def test_the_day_after_the_control(self):
        brief = Brief("2025-04-05")
        rule = brief.one("measure", "announcement-18")
        self.assertEqual((rule["state"], rule["since"]), ("IN FORCE", "2025-04-04"))
        self.assertEqual(brief.one("measure", "cn-control-list-april-4")["count"], 16)
        self.assertEqual(brief.state("measure", "us-reciprocal-base"), "IN FORCE")
        self.assertEqual(brief.state("measure", "cn-tariff-24"), "ANNOUNCED")
        # 45 working days with China's holidays and make-up days
        self.assertIn("2025-06-11", [item["until"] for item in brief.all("clock")])

    def test_announced_and_not_yet_binding(self):
        brief = Brief("2025-05-13")
        self.assertEqual(brief.state("agreement", "geneva"), "CONFIRMED")
        for clause in ("geneva-us-tariffs", "geneva-cn-tariffs", "geneva-cn-non-tariff"):
            self.assertEqual(brief.state("clause", clause), "WAITS")
        self.assertEqual(brief.one("measure", "us-reciprocal-91")["rate"], 0.91)

    def test_geneva_disputed(self):
        brief = Brief("2025-05-31")
        tariffs = brief.one("clause", "geneva-us-tariffs")
        self.assertEqual((tariffs["state"], tariffs["since"]), ("FULFILLED", "2025-05-14"))
        other = brief.one("clause", "geneva-cn-non-tariff")
        self.assertEqual((other["state"], other["since"]), ("DISPUTED", "2025-05-30"))
        for measure, since in (("us-eda", "2025-05-23"), ("us-ethane", "2025-05-23"), ("us-engines", "2025-05-28")):
            item = brief.one("measure", measure)
            self.assertEqual((item["state"], item["since"]), ("IN FORCE", since))
        self.assertEqual(brief.state("measure", "us-visas"), "ANNOUNCED")
        # licences of 2 June are known from 6 June on
        self.assertEqual(brief.all("permission"), [])

    def test_permissions_end_on_a_date(self):
        item = Brief("2025-06-06").one("permission", "big-three")
        self.assertEqual((item["state"], item["since"], item["until"]), ("IN FORCE", "2025-06-02", "2025-12-02"))
        users = [line["note"] for line in item["items"] if line["kind"] == "users"][0]
        for maker in ("Ford", "GM", "Stellantis"):
            self.assertIn(maker, users)

    def test_the_understanding_is_unconfirmed_for_a_day(self):
        brief = Brief("2025-06-26")
        self.assertEqual(brief.state("agreement", "understanding"), "UNCONFIRMED")
        self.assertEqual(brief.state("signing"), "UNCONFIRMED")
        self.assertEqual(brief.state("prospect", "india-arrangement"), "UNCONFIRMED")
        spoken = brief.all("statement", party="White House official")
        self.assertEqual([item["state"] for item in spoken], ["UNCONFIRMED"])
        self.assertEqual([item["state"] for item in brief.all("statement", party="Chinese embassy")], ["NO ANSWER"])

    def test_the_story_section_by_section(self):
        brief = Brief("2025-06-27")
        deal = brief.one("agreement", "understanding")
        self.assertEqual((deal["state"], deal["since"]), ("CONFIRMED", "2025-06-27"))
        self.assertIn("Chinese commerce ministry", deal["note"])
        self.assertEqual(brief.state("signing"), "UNCONFIRMED")
        self.assertEqual(brief.state("prospect", "india-arrangement"), "UNCONFIRMED")
        self.assertIn("[understanding]", brief.one("ladder")["title"])
        self.assertIn("out of reach", brief.one("comprehensive")["note"])
        self.assertIn("semiconductors", brief.one("contested")["note"])
        clause = brief.one("clause", "geneva-cn-non-tariff")
        self.assertEqual((clause["state"], clause["since"], clause["until"]),
                         ("DISPUTED", "2025-05-30", "2025-08-11"))
        for measure, count in (("cn-control-list-april-4", 16), ("cn-control-list-april-9", 12),
                               ("cn-unreliable-april-4", 11), ("cn-unreliable-april-9", 6)):
            target = brief.target("geneva-cn-non-tariff", measure)
            self.assertTrue(target["done"])
            self.assertEqual((target["state"], target["until"], target["count"]), ("SUSPENDED", "2025-08-11", count))
        self.assertFalse(brief.target("geneva-cn-non-tariff", "announcement-18")["done"])
        self.assertEqual(brief.state("clause", "us-countermeasures-down"), "WAITS")
        for measure in ("us-eda", "us-ethane", "us-engines"):
            item = brief.one("measure", measure)
            self.assertEqual(item["state"], "IN FORCE")
            lifts = [line["note"] for line in item["items"] if line["kind"] == "lifted_by"]
            self.assertEqual(lifts, ["once met: rare earths delivered (China)"])
        secretary = brief.all("statement", party="US commerce secretary")[0]
        self.assertIn("once China delivers", " ".join(item["note"] for item in secretary["items"]))
        self.assertEqual(brief.state("reading", "deliver-us"), "NOT MET")
        self.assertIn("national-security", " ".join(item["note"] for item in brief.all("report")))
        self.assertEqual([item["share"] for item in brief.all("approval", id="EU auto suppliers (CLEPA)")], [0.25])
        self.assertEqual(brief.one("shipments", "united_states")["tonnes"], 46.4)
        self.assertAlmostEqual(brief.page["tension"], 0.64, places=2)
        self.assertGreater(brief.page["pressure"], 0.7)

    def test_curbs_lifted(self):
        brief = Brief("2025-07-05")
        for measure, since in (("us-eda", "2025-07-02"), ("us-ethane", "2025-07-02"), ("us-engines", "2025-07-03")):
            item = brief.one("measure", measure)
            self.assertEqual((item["state"], item["since"]), ("LIFTED", since))
        clause = brief.one("clause", "us-countermeasures-down")
        self.assertEqual((clause["state"], clause["since"]), ("FULFILLED", "2025-07-03"))
        clause = brief.one("clause", "geneva-cn-non-tariff")
        self.assertEqual((clause["state"], clause["since"]), ("AT RISK", "2025-06-28"))
        self.assertLess(brief.page["tension"], Brief("2025-06-27").page["tension"])

    def test_what_came_down_early_is_told_as_that(self):
        brief = Brief("2025-07-05")
        deliver = brief.one("clause", "deliver")
        early = [line["note"] for line in deliver["items"] if line["kind"] == "down_early"]
        self.assertEqual(early, ["before its condition was met: chip-design software, ethane, "
                                 "jet-engine parts and technology for COMAC"])
        self.assertEqual([line for line in deliver["items"] if line["kind"] == "effects"], [])
        self.assertTrue(brief.one("clause", "us-countermeasures-down")["note"].endswith("waits for was met"))
        # the other fulfilled clauses waited for nothing
        self.assertEqual(sum("before what it waits" in item.get("note", "") for item in brief.all("clause")), 1)
        self.assertEqual(Brief("2025-06-27").all("down_early"), [])
        # a list of which one is down: the others still come down when it is met
        half = Brief("2025-07-02").one("clause", "deliver")["items"]
        self.assertIn("jet-engine", [line["note"] for line in half if line["kind"] == "effects"][0])
        self.assertNotIn("ethane", [line["note"] for line in half if line["kind"] == "effects"][0])
        self.assertNotIn("jet-engine", [line["note"] for line in half if line["kind"] == "down_early"][0])

    def test_no_row_says_what_a_date_did_after_the_last_row(self):
        text = run("2025-09-01")
        self.assertIn("no row known after 20 Jul 2025 (43 days)\n", text)
        brief = Brief("2025-09-01")
        self.assertEqual(brief.page["last_known"], "2025-07-20")
        clause = brief.one("clause", "geneva-cn-non-tariff")
        self.assertEqual((clause["state"], clause["unless_extended"]), ("BREACHED", 1))
        for item in brief.all("measure"):
            is_by_date = item.get("since") == "2025-08-12"
            self.assertEqual("unless extended: no row says" in item["note"], is_by_date, item)
            self.assertEqual(item.get("unless_extended", 0), int(is_by_date), item)
        self.assertEqual(sum(item.get("since") == "2025-08-12" for item in brief.all("measure")), 6)
        for date in DATES[:-1]:
            self.assertNotIn("no row", run(date))
            self.assertFalse([item for item in Brief(date).items if "unless_extended" in item])
        # the line comes with the fifteenth day
        self.assertNotIn("no row known", run("2025-08-03"))
        self.assertIn("no row known", run("2025-08-04"))

    def test_the_clock_is_told_once_its_rule_is_known(self):
        self.assertEqual(Brief("2025-04-03").all("clock"), [])
        self.assertIn("for a file accepted on 4 Apr", Brief("2025-04-05").one("clock")["note"])

    def test_a_refusal_is_told_as_one(self):
        item = Brief("2025-06-27").one("approval", "Sona Comstar (India)")
        self.assertEqual((item["state"], item["refused"], item["filed"]), ("REFUSED 1 OF 1", 1, 1))
        item = Brief("2025-07-05").one("approval", "Indian importers endorsed by New Delhi")
        self.assertEqual(item["state"], "0 OF 30")

    def test_a_baseline_names_its_months(self):
        brief = Brief("2025-06-27")
        months = {item["id"]: item.get("baseline_months") for item in brief.all("shipments")}
        self.assertEqual((months["world"], months["united_states"], months["india"], months["vietnam"]), (7, 5, 1, 1))
        self.assertIn("(1 month)", brief.one("shipments", "india")["note"])

    def test_what_nobody_said_would_lift_a_measure(self):
        def lifts(date, measure):
            return [line["note"] for line in Brief(date).one("measure", measure)["items"]
                    if line["kind"] == "lifted_by"]

        self.assertEqual(lifts("2025-05-31", "us-visas"), ["nothing said"])
        self.assertEqual(lifts("2025-06-06", "us-eda"), ["nothing said"])
        self.assertTrue(lifts("2025-06-27", "us-visas")[0].startswith("nothing said of a condition"))
        self.assertTrue(lifts("2025-06-27", "announcement-18")[0].endswith("unclear whether it counts"))

    def test_a_silence_is_overtaken_by_the_confirmation(self):
        self.assertEqual(Brief("2025-06-26").all("overtaken"), [])
        item = Brief("2025-06-27").one("overtaken")
        self.assertEqual(item["parent"]["party"], "Chinese embassy")
        self.assertEqual(item["since"], "2025-06-27")
        self.assertIn("Chinese commerce ministry", item["note"])
        with without("confirm", "understanding") as path:
            self.assertEqual(Brief("2025-06-27", path).all("overtaken"), [])

    def test_nothing_is_dated_after_the_day_and_no_act_is_refused(self):
        for date in DATES:
            brief = Brief(date)
            self.assertTrue(all(item.get("since", date) <= date for item in brief.items))
            self.assertEqual(brief.all("refused"), [])

    def test_every_state_has_a_source(self):
        for date in DATES:
            for item in Brief(date).items:
                if item["kind"] in ("measure", "target", "statement", "permission", "prospect", "approval", "effect",
                                    "clause", "report", "reading", "shipments", "contested"):
                    self.assertTrue(item.get("source"), item)


class Computed(unittest.TestCase):
    """Deleting a row changes the state that rests on it."""

    def test_without_the_confirmation(self):
        with without("confirm", "understanding") as path:
            self.assertEqual(Brief("2025-06-27", path).state("agreement", "understanding"), "UNCONFIRMED")

    def test_what_both_announced_waits_for_no_other_side(self):
        brief = Brief("2025-06-11")
        london = brief.one("agreement", "london")
        self.assertEqual((london["state"], london["note"]),
                         ("UNCONFIRMED", "announced by both sides; not yet confirmed"))

        # one side's announcement waits for the other's word
        def announce_alone(row):
            if row["object"] == "london" and row["act"] == "announce":
                row["actor"] = "united_states"

        with Edited("timeline.csv", change=announce_alone) as path:
            self.assertEqual(Brief("2025-06-11", path).one("agreement", "london")["note"], "by the other side")

    def test_without_the_announcement_of_geneva(self):
        with Edited("timeline.csv", lambda row: row["object"] != "geneva") as path:
            brief = Brief("2025-05-20", path)
            self.assertEqual(brief.state("agreement"), "NONE")
            self.assertEqual(brief.state("clause", "geneva-us-tariffs"), "DORMANT")

    def test_without_the_permission(self):
        with without("enter", "big-three") as path:
            self.assertEqual(Brief("2025-06-27", path).all("permission"), [])

    def test_without_announcement_18(self):
        with without("enter", "announcement-18") as path:
            brief = Brief("2025-05-20", path)
            self.assertEqual(brief.all("measure", id="announcement-18"), [])
            self.assertEqual(brief.state("clause", "geneva-cn-non-tariff"), "FULFILLED")
            self.assertIsNone(brief.page["pressure"])

    def test_without_a_suspension(self):
        with without("suspend", "cn-unreliable-april-9") as path:
            brief = Brief("2025-06-27", path)
            self.assertEqual(brief.target("geneva-cn-non-tariff", "cn-unreliable-april-9")["state"], "IN FORCE")

    def test_without_the_dispute(self):
        with without("dispute", "geneva-cn-non-tariff") as path:
            self.assertEqual(Brief("2025-05-31", path).state("clause", "geneva-cn-non-tariff"), "AT RISK")
            # and what cannot be settled is refused, not swallowed
            refused = Brief("2025-06-27", path).one("refused")
            self.assertEqual((refused["section"], refused["id"]), ("not_taken", "geneva-cn-non-tariff"))

    def test_what_is_lifted_twice_is_named_with_its_row(self):
        def lift_again(row):
            if row["object"] == "london" and row["act"] == "say":
                row.update(act="lift", object="us-reciprocal-91", topic="", what="comes down again")

        with Edited("timeline.csv", change=lift_again) as path:
            with open(os.path.join(path, "timeline.csv"), encoding="utf-8") as file:
                line = 1 + [",comes down again," in line for line in file].index(True)
            self.assertEqual(Brief("2025-06-27", path).one("refused")["note"],
                             f"timeline.csv:{line}, lift us-reciprocal-91: comes down again")
            self.assertIn("NOT TAKEN: acts that the state of their object does not allow",
                          run("2025-06-27", scenario=path))

    def test_without_the_settling(self):
        with without("settle", "geneva-cn-non-tariff") as path:
            self.assertEqual(Brief("2025-07-05", path).state("clause", "geneva-cn-non-tariff"), "DISPUTED")

    def test_without_a_countermeasure(self):
        with without("enter", "us-eda") as path:
            brief = Brief("2025-06-27", path)
            self.assertEqual(brief.all("measure", id="us-eda"), [])
            self.assertEqual(brief.all("target", id="us-eda"), [])

    def test_without_the_lifting(self):
        with without("lift", "us-engines") as path:
            brief = Brief("2025-07-05", path)
            self.assertEqual(brief.state("measure", "us-engines"), "IN FORCE")
            self.assertEqual(brief.state("clause", "us-countermeasures-down"), "WAITS")

    def test_without_the_hint(self):
        with without("hint", "india-arrangement") as path:
            self.assertEqual(Brief("2025-06-27", path).all("prospect"), [])

    def test_without_the_signing(self):
        with without("sign", "understanding") as path:
            self.assertEqual(Brief("2025-06-27", path).all("signing"), [])

    def test_with_a_signing_by_both(self):
        def both(row):
            if row["act"] == "sign":
                row["actor"] = "both"

        with Edited("timeline.csv", change=both) as path:
            self.assertEqual(Brief("2025-06-27", path).state("signing"), "CONFIRMED")

    def test_without_a_confirmation_of_a_statement(self):
        def unconfirm(row):
            if row["speaker"] == "White House official":
                row["confirmed_by"] = row["confirmed_on"] = ""

        with Edited("statements.csv", change=unconfirm) as path:
            spoken = Brief("2025-06-27", path).all("statement", party="White House official")
            self.assertEqual([item["state"] for item in spoken], ["UNCONFIRMED"])

    def test_without_the_last_month(self):
        with Edited("observations.csv", lambda row: row["period"] != "2025-05") as path:
            brief = Brief("2025-06-27", path)
            self.assertEqual(brief.one("shipments", "world")["tonnes"], 2627)
            self.assertLess(brief.page["pressure"], 0.6)

    def test_without_a_report(self):
        with Edited("timeline.csv", lambda row: "national-security" not in row["what"]) as path:
            reports = " ".join(item["note"] for item in Brief("2025-06-27", path).all("report"))
            self.assertNotIn("national-security", reports)

    def test_a_report_is_not_put_into_the_mouth_of_a_government(self):
        # what the press says about a party has no speaker; the same row as a party's own words has one
        def told(brief):
            return [item for item in brief.items if "samarium licence" in item.get("note", "")
                    and item["section"] == "desk"]

        item, = told(Brief("2025-06-27"))
        self.assertNotIn("party", item)
        self.assertTrue(item["note"].startswith("reported: "))

        def own_words(row):
            if "samarium licence" in row["what"]:
                row["act"] = "say"

        with Edited("timeline.csv", change=own_words) as path:
            item, = told(Brief("2025-06-27", path))
            self.assertEqual(item["party"], "China")
            self.assertTrue(item["note"].startswith("China: "))

    def test_only_named_speakers_say_something(self):
        # a country or both sides say nothing themselves: their ministers, ministries and firms do
        with open(os.path.join(SCENARIO, "timeline.csv"), newline="", encoding="utf-8") as file:
            speakers = {row["actor"] for row in csv.DictReader(file) if row["act"] == "say"}
        self.assertFalse(speakers & {"china", "united_states", "both"}, speakers)

    def test_without_a_count(self):
        with Edited("approvals.csv", lambda row: "CLEPA" not in row["group"]) as path:
            self.assertEqual(Brief("2025-06-27", path).all("approval", id="EU auto suppliers (CLEPA)"), [])


def accept():
    os.makedirs(GOLDEN, exist_ok=True)
    for date in DATES:
        with open(os.path.join(GOLDEN, date + ".txt"), "w", encoding="utf-8") as file:
            file.write(text_of(date))


if __name__ == "__main__":
    if not os.access(PROGRAM, os.X_OK):
        print(f"run_brief: no program at CP_PROGRAM={PROGRAM!r}")
        sys.exit(77)
    if "--accept" in sys.argv:
        accept()
        sys.exit(0)
    unittest.main(verbosity=1)
