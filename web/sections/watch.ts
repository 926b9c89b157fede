// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Trip-wires: which figures will be published next, and which odds they would move.
import { endsChart } from "../charts/ends";
import { Question, Run } from "../data";
import { h } from "../dom";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { clauseName, regionLabel, regionName, View } from "../view";
import { capital, date, month, number, percent } from "../words";

const thin = "\u202f";

function asked(run: Run, one: Question): string {
  const by = one.by ? `by ${date(one.by)}` : "by the end of the run";
  if (one.question === "over_5_percent_lost")
    return `more than 5${thin}% of vehicle line-weeks in ${regionName(run, run.summary.headline)} are lost after ${date(run.summary.as_of)}`;
  if (one.question === "back_at_90_percent")
    return `shipments to ${regionName(run, run.summary.headline)} reach 90${thin}% of the baseline month ${by}`;
  return `“${clauseName(run, one.clause!)}” is met ${by}`;
}

const isSure = (one: Question): boolean => one.odds !== null && (one.odds.share <= 0 || one.odds.share >= 1);

function figure(view: View, place: number): Figure | null {
  const run = view.base,
    about = run.summary.watch,
    one = about?.questions[place];
  const lead = one?.tripwires[0];
  if (!about || !one || !one.odds || !lead) return null;
  const odds = one.odds.share,
    way = (to: number): string => `${to > odds ? "rise" : "fall"} to ${percent(to)}`;
  const title = `If the figure for ${month(lead.month)} to ${regionName(run, lead.destination)}, expected about ${date(lead.due)}, lies above ${number(lead.threshold_tonnes)}${thin}t, the odds that ${asked(run, one)}, now ${percent(odds)}, ${way(lead.above.share)}; if not, they ${way(lead.not_above.share)}`;
  return {
    title,
    measure: `share of replicas, by whether what customs will publish lies above the replicas' median or not; the strongest figure of each destination, and only what chance does not explain (${about.threshold_errors.toFixed(1)} standard errors). Destinations move together`,
    table: {
      columns: [
        "destination",
        "month",
        "expected about",
        "median, t",
        "odds now",
        "odds above",
        "odds not above",
        "difference",
        "standard error",
      ],
      rows: one.tripwires.map((wire) => [
        regionLabel(run, wire.destination),
        month(wire.month),
        date(wire.due),
        wire.threshold_tonnes,
        odds,
        wire.above.share,
        wire.not_above.share,
        wire.difference,
        wire.error,
      ]),
    },
    draw: (width) =>
      endsChart(
        width,
        title,
        one.tripwires.map((wire) => ({
          name: `${capital(regionLabel(run, wire.destination))}, ${month(wire.month)}`,
          above: wire.above.share,
          below: wire.not_above.share,
          words: `${number(wire.threshold_tonnes)}${thin}t`,
        })),
        odds,
      ),
  };
}

function missing(view: View): string | null {
  const about = view.base.summary.watch;
  if (!about) return "This file does not tell what to watch: its page was made by another version of the program.";
  if (!about.published) return "The scenario has no published figures, so none is waited for.";
  if (about.figures === 0) return "No figure of a destination that customs lately told is due before the run ends.";
  return about.too_few_replicas ? "Too few replicas to tell what a coming figure would move: it takes 50." : null;
}

export function watch(view: View): Section {
  const builder = new Builder("watch", "What to watch", view),
    questions = view.base.summary.watch?.questions ?? [],
    why = missing(view);
  questions.forEach((_, place) => builder.figure(`watch-${place}`, (now) => figure(now, place)));
  const still = questions.filter((one) => one.odds && one.tripwires.length === 0);
  if (!why && still.length > 0)
    builder.add(
      h(
        "ul",
        { class: "note" },
        ...still.map((one) =>
          h(
            "li",
            {},
            isSure(one)
              ? `That ${asked(view.base, one)} is so in ${one.odds!.share > 0 ? "every" : "no"} replica.`
              : `No figure that comes in time moves by more than chance the odds that ${asked(view.base, one)}: ${percent(one.odds!.share)}.`,
          ),
        ),
      ),
    );
  if (why) builder.add(h("p", { class: "missing" }, why));
  return builder.done();
}
