// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Shipments by destination: bands against published figures, and how often these lay inside.
import { fanChart, Dot } from "../charts/fan";
import { barChart } from "../charts/bars";
import { h } from "../dom";
import { Run } from "../data";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { asOf, fan, fanTable, regionLabel, regionName, startOf, View } from "../view";
import { capital, day, month, number, often, percent } from "../words";

function dots(run: Run, destination: string): Dot[] {
  return run.summary.observed
    .filter((one) => one.destination === destination && one.from === one.to)
    .map((one) => ({
      at: day(one.from),
      value: one.observed,
      words: `${month(one.from)}: published ${number(one.observed)} t, simulated ${number(one.simulated.low)} to ${number(one.simulated.high)} (80 %)`,
    }));
}

// The month from which on the median keeps to nine tenths of the baseline.
function backFrom(run: Run, destination: string, baseline: number): string | null {
  const one = fan(run, "shipped", destination);
  if (!one || baseline <= 0) return null;
  const first = one.dates.findIndex(
    (at, place) => at >= asOf(run) && one.median.slice(place).every((value) => value >= 0.9 * baseline),
  );
  return first < 0 ? null : month(one.dates[first]!);
}

function main(view: View, destination: string): Figure | null {
  const run = view.base,
    one = fan(run, "shipped", destination);
  if (!one) return null;
  const two = view.other ? fan(view.other, "shipped", destination) : null,
    to = regionName(run, destination);
  const baseline = destination === "world" ? run.summary.answer.world_baseline : run.summary.answer.headline_baseline;
  const back = backFrom(run, destination, baseline),
    never = run.summary.answer.never_back;
  const start = one.dates.findIndex((at) => at >= asOf(run)),
    last = one.median.length - 1;
  const title =
    baseline <= 0
      ? `Shipments to ${to}: ${start >= 0 ? `${number(one.median[start]!)} t in ${month(one.dates[start]!)}, ` : ""}${number(one.median[last]!)} t in ${month(one.dates[last]!)} in the middle of the replicas`
      : back
        ? `Shipments to ${to} reach nine tenths of their earlier level and keep to it from ${back} on in the middle of the replicas${never && destination !== "world" && never.share > 0 ? `, and never ${often(never.share)}` : ""}`
        : `Shipments to ${to} do not come back to nine tenths of their earlier level for good in the middle of the replicas`;
  return {
    title,
    measure: "headline goods that depart, tonnes a month; median, bands of 50, 80 and 95 %; dots: customs figures",
    table: { ...fanTable(one, month) },
    note: "The bands do not hold months in which customs revise their figures later.",
    draw: (width) =>
      fanChart(width, {
        label: title,
        one,
        two,
        twoName: view.otherName,
        dots: dots(run, destination),
        reference: baseline > 0 ? { value: baseline, words: `before the control: ${number(baseline)} t` } : null,
        asOf: asOf(run),
        from: startOf(run),
      }),
  };
}

function small(view: View, destination: string): Figure | null {
  const run = view.base,
    one = fan(run, "shipped", destination);
  if (!one || one.median.every((value) => value === 0)) return null;
  const two = view.other ? fan(view.other, "shipped", destination) : null;
  const start = one.dates.findIndex((at) => at >= asOf(run)),
    last = one.median.length - 1;
  const trend =
    start >= 0 && one.median[start]! > 0
      ? `${number(one.median[start]!)} t in ${month(one.dates[start]!)}, ${number(one.median[last]!)} t in ${month(one.dates[last]!)}`
      : "";
  return {
    title: `${capital(regionLabel(run, destination))}: ${trend || "shipments"}`,
    measure: "tonnes a month; median, bands of 50, 80 and 95 %",
    table: fanTable(one, month),
    draw: (width) =>
      fanChart(width, {
        label: `Shipments to ${regionName(run, destination)}`,
        one,
        two,
        dots: dots(run, destination),
        asOf: asOf(run),
        from: startOf(run),
        small: true,
      }),
  };
}

function record(view: View): Figure | null {
  const run = view.base,
    seen = run.summary.observed.filter((one) => one.from === one.to);
  if (seen.length === 0) return null;
  const inside = seen.filter((one) => one.inside).length;
  const title = `${inside} of ${seen.length} published months lie inside the model's 80 % band; of the last six months ${run.summary.recent_inside} of ${run.summary.recent}`;
  const rows = seen.filter((one) => one.recent).slice(0, 24);
  return {
    title,
    measure:
      "of the last six months: published figure (ink stroke) and 80 % band, both over the simulated median of the month; the table has all. These months were known when the scenario was made",
    table: {
      columns: ["month", "destination", "published t", "simulated median t", "10 % t", "90 % t", "inside"],
      rows: seen.map((one) => [
        one.from,
        one.destination,
        one.observed,
        one.simulated.median,
        one.simulated.low,
        one.simulated.high,
        one.inside ? "yes" : "no",
      ]),
    },
    note: "An 80 % band should hold about eight of ten; the same months served to set the ranges, so this is a fit and no forecast's record.",
    draw: (width) =>
      barChart(
        width,
        title,
        rows.map((one) => ({
          name: `${capital(regionLabel(run, one.destination))}, ${month(one.from)}`,
          parts: [
            { value: one.simulated.low / one.simulated.median, cls: "none", words: "" },
            {
              value: (one.simulated.high - one.simulated.low) / one.simulated.median,
              cls: one.inside ? "fill-1" : "fill-out",
              words: `80 %: ${number(one.simulated.low)} to ${number(one.simulated.high)} t`,
            },
          ],
          mark: { value: one.observed / one.simulated.median, words: `published: ${number(one.observed)} t` },
          words: `${number(one.observed)} t, ${one.inside ? "inside" : "outside"}`,
        })),
      ),
  };
}

export function shipments(view: View): Section {
  const run = view.base,
    headline = run.summary.headline,
    builder = new Builder("shipments", "When the goods come", view);
  const all = run.series.shipped?.about.entities ?? [];
  builder.figure("shipments-headline", (now) => main(now, headline), "The run has no destination that it reports on.");
  if (all.includes("world") && headline !== "world") builder.figure("shipments-world", (now) => main(now, "world"));
  const grid = h("div", { class: "multiples" });
  for (const one of all.filter((id) => id !== headline && id !== "world"))
    builder.figure(`shipments-${one}`, (now) => small(now, one), undefined, grid);
  if (grid.childElementCount > 0) builder.add(grid);
  builder.figure("record", record, "The scenario has no published figures to hold the model against.");
  const back = run.summary.answer.back_at_90_percent;
  if (back.length > 0)
    builder.add(
      h(
        "p",
        {},
        `Back at nine tenths of the earlier level: ${back.map((one) => `by the end of ${one.by_end_of} in ${percent(one.odds.share)} of replicas (± ${percent(one.odds.error)})`).join(", ")}.`,
      ),
    );
  return builder.done();
}
