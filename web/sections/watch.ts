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

function asked(run: Run, one: Question): string {
  const by = one.by ? `by ${date(one.by)}` : "by the end of the run";
  if (one.question === "over_5_percent_lost") return "more than 5 % of line-weeks are lost";
  if (one.question === "back_at_90_percent")
    return `shipments to ${regionName(run, run.summary.headline)} are back at 90 % ${by}`;
  return `“${clauseName(run, one.clause!)}” is met ${by}`;
}

function figure(view: View, place: number): Figure | null {
  const run = view.base,
    one = run.summary.watch?.questions[place];
  const lead = one?.tripwires[0];
  if (!one || !one.odds || !lead) return null;
  const odds = one.odds.share,
    way = (to: number): string => `${to > odds ? "rise" : "fall"} to ${percent(to)}`;
  const title = `If the figure for ${month(lead.month)} to ${regionName(run, lead.destination)}, expected about ${date(lead.due)}, lies above ${number(lead.threshold_tonnes)} t, the odds that ${asked(run, one)} ${way(lead.above.share)} from ${percent(odds)}; below, they ${way(lead.below.share)}`;
  return {
    title,
    measure:
      "share of replicas, by whether what customs will publish lies above or below what half of the replicas ship; only what chance does not explain (three standard errors). The line stands at the odds today",
    table: {
      columns: ["destination", "month", "expected about", "t", "above", "error", "below", "error of below"],
      rows: one.tripwires.map((wire) => [
        regionLabel(run, wire.destination),
        month(wire.month),
        date(wire.due),
        wire.threshold_tonnes,
        wire.above.share,
        wire.above.error,
        wire.below.share,
        wire.below.error,
      ]),
    },
    draw: (width) =>
      endsChart(
        width,
        title,
        one.tripwires.map((wire) => ({
          name: `${capital(regionLabel(run, wire.destination))}, ${month(wire.month)}`,
          above: wire.above.share,
          below: wire.below.share,
          words: `${number(wire.threshold_tonnes)} t`,
        })),
        odds,
      ),
  };
}

export function watch(view: View): Section {
  const builder = new Builder("watch", "What to watch", view),
    about = view.base.summary.watch;
  const questions = about?.questions ?? [];
  questions.forEach((_, place) => builder.figure(`watch-${place}`, (now) => figure(now, place)));
  const still = questions.filter((one) => one.odds && one.tripwires.length === 0);
  if (still.length > 0)
    builder.add(
      h(
        "p",
        { class: "note" },
        `No coming figure moves by more than chance the odds that ${still.map((one) => `${asked(view.base, one)} (${percent(one.odds!.share)})`).join("; nor that ")}.`,
      ),
    );
  if (!about || about.figures === 0)
    builder.add(h("p", { class: "missing" }, "The scenario has no published figures, so none is waited for."));
  else if (about.too_few_replicas)
    builder.add(h("p", { class: "missing" }, "Too few replicas to tell what a coming figure would move: it takes 50."));
  return builder.done();
}
