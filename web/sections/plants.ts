// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// For whom: cover by destination over time, what parts lack at which plant, which plants stop or slip, what users turn to.
import { scaleUtc } from "d3-scale";
import { timeAxis } from "../charts/axes";
import { barChart } from "../charts/bars";
import { heat } from "../charts/heat";
import { Run } from "../data";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { firmName, goodName, regionLabel, regionName, startOf, View } from "../view";
import { capital, date, day, number, often, percent, plain } from "../words";

function coverStrip(view: View): Figure | null {
  const run = view.base,
    series = run.series.cover;
  if (!series || series.about.entities.length === 0) return null;
  const median = run.levels.indexOf(0.5),
    places = series.about.dates.map((_, at) => at).filter((at) => day(series.about.dates[at]!) >= startOf(run));
  if (places.length < 2) return null;
  const rows = series.about.entities
    .map((id, entity) => ({ id, cover: series.values[entity]![median]! }))
    .filter((row) => row.cover.some((value) => value > 0));
  const most = Math.max(...rows.flatMap((row) => places.map((at) => row.cover[at]!)));
  const lowest = rows
    .map((row) => ({
      id: row.id,
      at: places.reduce((best, at) => (row.cover[at]! < row.cover[best]! ? at : best), places[0]!),
      row,
    }))
    .sort((a, b) => a.row.cover[a.at]! - b.row.cover[b.at]!)[0];
  if (!lowest) return null;
  const title = `Cover is lowest in ${regionName(run, lowest.id)}: ${number(lowest.row.cover[lowest.at]!)} days of use in the week of ${date(series.about.dates[lowest.at]!)}`;
  const dates = places.map((at) => day(series.about.dates[at]!));
  return {
    title,
    measure:
      "days of cover of headline goods by destination and week, median; from empty (pale) to the most that any has",
    table: {
      columns: ["destination", ...places.map((at) => series.about.dates[at]!)],
      rows: rows.map((row) => [regionName(run, row.id), ...places.map((at) => row.cover[at]!)]),
    },
    draw: (width) =>
      heat(
        width,
        title,
        rows.map((row) => capital(regionLabel(run, row.id))),
        places.map(String),
        rows.flatMap((row, at) =>
          places.map((place, column) => ({
            row: at,
            column,
            share: row.cover[place]! / most,
            words: `${regionName(run, row.id)}, ${date(dates[column]!)}: ${number(row.cover[place]!)} days`,
          })),
        ),
        "cell",
        (left, right, bottom) =>
          timeAxis(
            scaleUtc()
              .domain([dates[0]!, dates.at(-1)!])
              .range([left, right]) as never,
            bottom,
            right - left,
          ),
      ),
  };
}

// Days of use that no stock and no alternative gave, by plant and part: the mean over replicas.
function lacking(run: Run): { plant: string; part: string; days: number }[] {
  const missing = run.outcomes.missing;
  if (!missing) return [];
  const sums = new Map<string, { plant: string; part: string; days: number }>();
  missing.entities.forEach((name, at) => {
    const pieces = name.split("@")[0]!.split(":"),
      plant = pieces[0]!,
      part = pieces.length > 2 ? pieces[1]! : (pieces[1] ?? "");
    const key = `${plant}:${part}`,
      one = sums.get(key) ?? { plant, part, days: 0 };
    one.days += missing.values[at]![3]!;
    sums.set(key, one);
  });
  return [...sums.values()].filter((one) => one.days >= 0.05);
}

function partsStrip(view: View): Figure | null {
  const run = view.base,
    all = lacking(run);
  if (all.length === 0) return null;
  const score = (key: "plant" | "part") => {
    const sums = new Map<string, number>();
    for (const one of all) sums.set(one[key], (sums.get(one[key]) ?? 0) + one.days);
    return [...sums.entries()].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  };
  const plants = score("plant").slice(0, 28),
    parts = score("part").slice(0, 22),
    most = Math.max(...all.map((one) => one.days));
  const worst = [...all].sort((a, b) => b.days - a.days)[0]!;
  const title = `What lacks most: ${goodName(run, worst.part)} at ${firmName(run, worst.plant)}, ${number(worst.days)} days of use`;
  return {
    title,
    measure:
      "days of use since the first control that neither stock nor an alternative gave, by plant and part, mean over replicas",
    table: {
      columns: ["plant", "part", "days"],
      rows: [...all].sort((a, b) => b.days - a.days).map((one) => [firmName(run, one.plant), one.part, one.days]),
    },
    draw: (width) =>
      heat(
        width,
        title,
        plants.map((id) => firmName(run, id)),
        parts.slice(0, width < 620 ? 10 : 22).map(plain),
        all
          .filter((one) => plants.includes(one.plant) && parts.slice(0, width < 620 ? 10 : 22).includes(one.part))
          .map((one) => ({
            row: plants.indexOf(one.plant),
            column: parts.indexOf(one.part),
            share: Math.sqrt(one.days / most),
            words: `${firmName(run, one.plant)}, ${plain(one.part)}: ${number(one.days)} days`,
          })),
        "cell-lack",
      ),
  };
}

function stops(view: View): Figure | null {
  const run = view.base,
    first = run.outcomes.first_stop,
    lost = run.outcomes.lost_units,
    net = run.outcomes.recovered_units;
  if (!first) return null;
  const other = view.other?.outcomes.first_stop;
  const rows = first.entities
    .map((id, at) => ({ id, share: first.values[at]![4]!, at, two: other?.values[other.entities.indexOf(id)]?.[4] }))
    .filter((row) => row.share > 0 || (row.two ?? 0) > 0)
    .sort((a, b) => b.share - a.share);
  if (rows.length === 0)
    return {
      title: "No plant stands in any replica",
      measure: "",
      table: { columns: ["plant"], rows: [] },
      draw: () => document.createElement("div"),
    };
  const top = rows.slice(0, 24),
    leader = rows[0]!;
  const half = rows.filter((row) => row.share > 0.5).length;
  const title = `At ${firmName(run, leader.id)} a line stands ${often(leader.share)}; at ${half} ${half === 1 ? "user" : "users"} one does in more than half of the replicas`;
  return {
    title,
    measure: "share of replicas in which a line stands since the control began, by plant",
    table: {
      columns: ["plant", "share that stands", "units lost, mean", "units recovered, mean"],
      rows: rows.map((row) => [
        firmName(run, row.id),
        row.share,
        lost?.values[row.at]?.[3] ?? null,
        net?.values[row.at]?.[3] ?? null,
      ]),
    },
    note: "Stops before the as_of day are simulated too; what is known of them is in the brief.",
    draw: (width) =>
      barChart(
        width,
        title,
        top.map((row) => ({
          name: firmName(run, row.id),
          parts: [{ value: row.share, cls: "fill-2", words: percent(row.share) }],
          two: row.two,
          words: percent(row.share),
        })),
        { most: 1 },
      ),
  };
}

function slips(view: View): Figure | null {
  const run = view.base,
    late = (run.summary.late ?? []).filter((one) => one.days_of_plan > 0.5);
  if (late.length === 0) return null;
  const rows = late.slice(0, 20),
    worst = rows[0]!;
  const title = `Aerospace and defence do not stop, they slip: ${firmName(run, worst.firm)} ends ${number(worst.days_of_plan)} days of its plan behind`;
  return {
    title,
    measure: "deliveries wanted and late on the last day, in days of the firm's plan, median",
    table: {
      columns: ["firm", "use", "late at the end", "10 %", "90 %", "days of plan"],
      rows: late.map((one) => [
        firmName(run, one.firm),
        one.military ? "military" : "civil",
        one.late_end.median,
        one.late_end.low,
        one.late_end.high,
        one.days_of_plan,
      ]),
    },
    draw: (width) =>
      barChart(
        width,
        title,
        rows.map((one) => ({
          name: `${firmName(run, one.firm)} (${one.military ? "military" : "civil"})`,
          parts: [
            {
              value: one.days_of_plan,
              cls: one.military ? "fill-3" : "fill-2",
              words: `${number(one.late_end.median)} units late`,
            },
          ],
          words: `${number(one.days_of_plan)} days`,
        })),
      ),
  };
}

function turns(view: View): Figure | null {
  const run = view.base,
    all = [...(run.summary.switches ?? [])]
      .filter((one) => one.days_of_output > 0.05)
      .sort((a, b) => b.days_of_output - a.days_of_output);
  if (all.length === 0) return null;
  const kinds = new Map<string, number>();
  for (const one of all) kinds.set(one.kind, (kinds.get(one.kind) ?? 0) + one.days_of_output);
  const top = [...kinds.entries()].sort((a, b) => b[1] - a[1])[0]!;
  const title = `What helps most is to ${({ supplier: "buy from another supplier", thrift: "use less", drop: "drop a feature", park: "build now and finish later", assembly: "buy assemblies", route: "go through a third country", substitute: "use another material" } as Record<string, string>)[top[0]] ?? plain(top[0])}`;
  return {
    title,
    measure:
      "days of the user's normal output made by the help of each alternative, mean over replicas; the twenty that help most",
    table: {
      columns: ["user", "part", "alternative", "kind", "share that uses it", "used on, median", "days of output"],
      rows: all.map((one) => [
        firmName(run, one.user),
        one.part,
        one.alternative,
        one.kind,
        one.used.share,
        one.used_on,
        one.days_of_output,
      ]),
    },
    draw: (width) =>
      barChart(
        width,
        title,
        all.slice(0, 20).map((one) => ({
          name: `${plain(one.alternative)} at ${firmName(run, one.user)}`,
          parts: [
            {
              value: one.days_of_output,
              cls: "fill-2",
              words: `${one.kind}, used in ${percent(one.used.share)} of replicas`,
            },
          ],
          words: `${number(one.days_of_output)} days, ${percent(one.used.share)}`,
        })),
      ),
  };
}

function back(view: View): Figure | null {
  const run = view.base,
    all = run.summary.cover.filter((one) => one.short.share > 0);
  if (all.length === 0) return null;
  const late = all.filter((one) => one.not_back && one.not_back.share >= 0.5).length;
  const title = `${all.length} users run short in some replica; ${late} of them are not back at their target cover by ${date(run.summary.until)} in at least half of those`;
  const rows = [...all]
    .sort((a, b) => (b.not_back?.share ?? 0) * b.short.share - (a.not_back?.share ?? 0) * a.short.share)
    .slice(0, 26);
  return {
    title,
    measure:
      "share of replicas in which an essential input falls below half of its target cover; the mark and the number: and is not back at nine tenths by the end. Those that most often are not, first",
    table: {
      columns: ["user", "region", "short", "short since, median", "not back", "back since, median"],
      rows: all.map((one) => [
        firmName(run, one.firm),
        one.region,
        one.short.share,
        one.short_since,
        one.not_back?.share ?? null,
        one.back_since,
      ]),
    },
    draw: (width) =>
      barChart(
        width,
        title,
        rows.map((one) => ({
          name: firmName(run, one.firm),
          parts: [{ value: one.short.share, cls: "fill-1", words: `short in ${percent(one.short.share)}` }],
          mark: one.not_back
            ? {
                value: one.short.share * one.not_back.share,
                words: `not back in ${percent(one.not_back.share)} of them`,
              }
            : undefined,
          words: `${percent(one.short.share * (one.not_back?.share ?? 0))} not back`,
        })),
        { most: 1, row: width < 560 ? 38 : 20 },
      ),
  };
}

export function plants(view: View): Section {
  return new Builder("plants", "Days of cover, and who stops", view)
    .figure("cover", coverStrip)
    .figure("parts", partsStrip, "No part lacks at any plant in any replica.")
    .figure("stops", stops)
    .figure("recovery", back)
    .figure("slips", slips)
    .figure("alternatives", turns, "Nobody turns to an alternative.")
    .done();
}
