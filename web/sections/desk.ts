// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The licence desk: its queue, what it approves in counts and in tonnes, where the days go, and when licences end.
import { barChart, Bar } from "../charts/bars";
import { fanChart } from "../charts/fan";
import { Run } from "../data";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { asOf, className, fan, Fan, fanTable, mainControl, startOf, View } from "../view";
import { capital, date, day, month, number, percent } from "../words";

const stages: [string, string, string][] = [
  ["papers", "papers", "ramp-1"],
  ["local_office", "the local office", "ramp-2"],
  ["returned", "waiting to be filed again", "ramp-9"],
  ["queue", "the queue", "ramp-3"],
  ["review", "review", "ramp-4"],
  ["referred", "other offices", "ramp-5"],
  ["clock_stopped", "clock stopped", "ramp-6"],
  ["escalated", "escalated", "ramp-7"],
  ["waiting_for_decision", "waiting for a decision", "ramp-8"],
];
const goodsStages: [string, string, string][] = [
  ["waiting_at_exporter", "at the exporter", "ramp-8"],
  ["port", "port", "ramp-2"],
  ["challenge", "challenged", "ramp-6"],
  ["inspection", "inspection", "ramp-5"],
  ["held", "held", "ramp-7"],
  ["sea", "at sea", "ramp-3"],
  ["air", "in the air", "ramp-1"],
];
// Medians of classes do not add up to the median of their sum; means do.
function total(run: Run, name: string): { dates: Date[]; mean: number[] } | null {
  const series = run.series[name];
  if (!series) return null;
  const dates = series.about.dates.map(day);
  return {
    dates,
    mean: dates.map((_, at) => series.values.reduce((sum, levels) => sum + levels[run.levels.length]![at]!, 0)),
  };
}

function flat(run: Run, name: string, unit: string): Fan | null {
  const sum = total(run, name);
  return sum
    ? {
        ...sum,
        median: sum.mean,
        bands: [0.95, 0.8, 0.5].map((level) => ({ level, low: sum.mean, high: sum.mean })),
        unit,
      }
    : null;
}

function queue(view: View): Figure | null {
  const run = view.base,
    one = flat(run, "pending", "applications");
  if (!one || one.mean.every((value) => value === 0)) return null;
  const two = view.other ? flat(view.other, "pending", "applications") : null;
  const now = one.dates.findIndex((at) => at >= asOf(run)),
    peak = one.mean.indexOf(Math.max(...one.mean));
  const title = `${number(one.mean[Math.max(0, now)]!)} applications lie on the desk in ${month(one.dates[Math.max(0, now)]!)}; the pile is highest in ${month(one.dates[peak]!)}, with ${number(one.mean[peak]!)}`;
  return {
    title,
    measure: "live applications of all classes at the end of the month, mean over replicas",
    table: { columns: ["month", "mean"], rows: one.dates.map((at, place) => [month(at), one.mean[place]!]) },
    draw: (width) =>
      fanChart(width, {
        label: title,
        one,
        two,
        twoName: view.otherName,
        asOf: asOf(run),
        from: startOf(run),
        height: 260,
        lineName: "mean",
      }),
  };
}

// Classes before the authority whose licences the headline goods need.
function ownClasses(run: Run): Run["summary"]["classes"] {
  const authority = mainControl(run)?.authority;
  const own = new Set((run.inputs.classes ?? []).filter((one) => one.authority === authority).map((one) => one.class));
  const all = run.summary.classes.filter((one) => one.filed > 0);
  return own.size > 0 ? all.filter((one) => own.has(one.class)) : all;
}

function approvals(view: View): Figure | null {
  const run = view.base,
    classes = ownClasses(run),
    all = run.summary.classes.filter((one) => one.filed > 0);
  if (classes.length === 0) return null;
  const counts = classes.reduce((sum, one) => sum + one.approved, 0) / classes.reduce((sum, one) => sum + one.filed, 0);
  const asked = classes.reduce((sum, one) => sum + one.tonnes_asked, 0),
    granted = classes.reduce((sum, one) => sum + one.tonnes_granted, 0);
  const title =
    asked > 0
      ? `${percent(counts)} of applications are approved, and ${percent(granted / asked)} of the tonnes asked for: counts are not tonnes, since a few applications carry most of the quantity`
      : `${percent(counts)} of applications are approved`;
  const bars: Bar[] = classes
    .sort((a, b) => b.filed - a.filed)
    .flatMap((one) => {
      const count = one.approved / one.filed,
        tonnes = one.tonnes_asked > 0 ? one.tonnes_granted / one.tonnes_asked : null;
      const rows: Bar[] = [
        {
          name: `${capital(className(run, one.class))}, applications`,
          parts: [{ value: count, cls: "fill-2", words: `${number(one.approved)} of ${number(one.filed)} approved` }],
          words: `${percent(count)} of ${number(one.filed)}`,
        },
      ];
      if (tonnes !== null)
        rows.push({
          name: "tonnes",
          parts: [
            {
              value: tonnes,
              cls: "fill-3",
              words: `${number(one.tonnes_granted)} of ${number(one.tonnes_asked)} t granted`,
            },
          ],
          words: `${percent(tonnes)} of ${number(one.tonnes_asked)} t`,
        });
      return rows;
    });
  return {
    title,
    measure:
      "share approved of what was filed over the whole run, by class, in counts and in tonnes; means over replicas",
    table: {
      columns: ["class", "filed", "approved", "pending at the end", "tonnes asked", "tonnes granted", "tonnes pending"],
      rows: all.map((one) => [
        className(run, one.class),
        one.filed,
        one.approved,
        one.pending,
        one.tonnes_asked,
        one.tonnes_granted,
        one.tonnes_pending,
      ]),
    },
    draw: (width) => barChart(width, title, bars, { most: 1, row: width < 560 ? 38 : 20 }),
  };
}

function stacked(
  rows: { name: string; days: (key: string) => number }[],
  parts: [string, string, string][],
  title: string,
  measure: string,
): Figure | null {
  const used = parts.filter(([key]) => rows.some((row) => row.days(key) >= 0.05));
  if (rows.length === 0 || used.length === 0) return null;
  const sum = (row: (typeof rows)[number]) => used.reduce((all, [key]) => all + row.days(key), 0);
  const bars: Bar[] = rows.map((row) => ({
    name: row.name,
    parts: used.map(([key, words, cls]) => ({
      value: row.days(key),
      cls,
      words: `${words}: ${number(row.days(key))} days`,
    })),
    words: `${number(sum(row))} days`,
  }));
  return {
    title,
    measure,
    table: {
      columns: ["", ...used.map(([, words]) => `${words}, days`), "all, days"],
      rows: rows.map((row) => [row.name, ...used.map(([key]) => row.days(key)), sum(row)]),
    },
    draw: (width) => barChart(width, title, bars, { legend: used.map(([, words, cls]) => [cls, words]) }),
  };
}

interface ClassDays {
  name: string;
  ended: number; // applications, mean over replicas
  days: (key: string) => number;
}

const daysByClass = (run: Run): ClassDays[] =>
  ownClasses(run)
    .filter((one) => one.days)
    .map((one) => ({
      name: capital(className(run, one.class)),
      ended: run.outcomes.ended?.values[run.outcomes.ended.entities.indexOf(one.class)]?.[3] ?? 0,
      days: (key: string) => Math.max(0, one.days![key] ?? 0),
    }));

// Of all applications before the authority that ended.
function meanDays(rows: ClassDays[]): { words: string; cls: string; days: number }[] {
  const ended = rows.reduce((sum, row) => sum + row.ended, 0);
  return stages.map(([key, words, cls]) => ({
    words,
    cls,
    days: rows.reduce((sum, row) => sum + row.days(key) * row.ended, 0) / Math.max(1e-9, ended),
  }));
}

// Each stage begins where the one before it ends.
function waterfall(view: View): Figure | null {
  const rows = daysByClass(view.base);
  if (rows.length === 0) return null;
  const mean = meanDays(rows).filter((one) => one.days >= 0.05),
    most = [...mean].sort((a, b) => b.days - a.days),
    all = mean.reduce((sum, one) => sum + one.days, 0);
  if (most.length < 2) return null;
  let done = 0;
  const bars: Bar[] = mean.map((one) => {
    const from = done;
    done += one.days;
    return {
      name: capital(one.words),
      from,
      parts: [{ value: one.days, cls: one.cls, words: `${one.words}: ${number(one.days)} days` }],
      words: `${number(one.days)} days`,
    };
  });
  bars.push({
    name: "All",
    parts: [{ value: all, cls: "fill-grey", words: `all: ${number(all)} days` }],
    words: `${number(all)} days`,
  });
  const title = `Of ${number(all)} days that an application takes, ${number(most[0]!.days)} go to ${most[0]!.words} and ${number(most[1]!.days)} to ${most[1]!.words}`;
  return {
    title,
    measure: "days by stage of applications that ended, one stage after the other, mean over applications and replicas",
    table: { columns: ["stage", "days"], rows: [...mean.map((one) => [one.words, one.days]), ["all", all]] },
    draw: (width) => barChart(width, title, bars),
  };
}

function classDays(view: View): Figure | null {
  const rows = daysByClass(view.base);
  if (rows.length === 0) return null;
  const whole = (row: ClassDays): number => stages.reduce((sum, [key]) => sum + row.days(key), 0),
    order = [...rows].sort((a, b) => whole(b) - whole(a));
  return stacked(
    rows,
    stages,
    rows.length > 1
      ? `Longest on the desk: ${order[0]!.name}, ${number(whole(order[0]!))} days; shortest: ${order.at(-1)!.name}, ${number(whole(order.at(-1)!))}`
      : `${rows[0]!.name}: ${number(whole(rows[0]!))} days`,
    "days by stage of applications that ended, by class, mean over replicas",
  );
}

function goodsDays(view: View): Figure | null {
  const rows = view.base.summary.days_of_goods
    .filter((one) => one.class !== undefined && (one.departed as number) > 0)
    .map((one) => ({
      name: capital(className(view.base, String(one.class))),
      days: (key: string) => Math.max(0, Number(one[key] ?? 0)),
    }));
  if (rows.length === 0) return null;
  const worst = [...rows].sort((a, b) => b.days("waiting_at_exporter") - a.days("waiting_at_exporter"))[0]!;
  return stacked(
    rows,
    goodsStages,
    `Goods wait longest at the exporter where licences are slowest: ${number(worst.days("waiting_at_exporter"))} days for ${worst.name}`,
    "days from readiness to arrival of consignments that departed since the first control, by class of the buyer, mean over replicas",
  );
}

function cliff(view: View): Figure | null {
  const run = view.base,
    one = fan(run, "expired", ""),
    summary = run.summary;
  if (!one || one.bands[0]!.high.every((value) => value <= 0)) return null;
  const two = view.other ? fan(view.other, "expired", "") : null,
    ends = summary.permission_ends,
    then = summary.expired_by_then;
  const title =
    ends && then && then.high < 0.5
      ? `Nothing ends unused before ${date(ends)}, when the first permissions end; by the end of the run up to ${number(summary.expired?.high ?? 0)} t do`
      : ends && then
        ? `By ${date(ends)}, when the first permissions end, ${number(then.median)} t of licences have ended unused (80 %: ${number(then.low)} to ${number(then.high)} t)`
        : "Licensed tonnes that end unused";
  return {
    title,
    measure: "licensed quantity of headline goods that ends unused, tonnes a month; median, bands of 50, 80 and 95 %",
    table: fanTable(one, month),
    draw: (width) =>
      fanChart(width, {
        label: title,
        one,
        two,
        twoName: view.otherName,
        asOf: asOf(run),
        from: startOf(run),
        height: 260,
      }),
  };
}

function licensed(view: View): Figure | null {
  const run = view.base,
    one = fan(run, "licensed", "");
  if (!one || one.bands[0]!.high.every((value) => value <= 0)) return null;
  const two = view.other ? fan(view.other, "licensed", "") : null,
    last = one.median.length - 1;
  const title = `Licences in force cover ${number(
    one.median[
      Math.max(
        0,
        one.dates.findIndex((at) => at >= asOf(run)),
      )
    ]!,
  )} t now and ${number(one.median[last]!)} t at the end`;
  return {
    title,
    measure: "unused quantity of licences in force for headline goods, tonnes; median, bands of 50, 80 and 95 %",
    table: fanTable(one, date),
    draw: (width) =>
      fanChart(width, {
        label: title,
        one,
        two,
        twoName: view.otherName,
        asOf: asOf(run),
        from: startOf(run),
        height: 260,
      }),
  };
}

// Licences that are in force now, by the month in which they end.
function ending(view: View): Figure | null {
  const run = view.base,
    one = fan(run, "ending", "");
  if (!one || one.bands[0]!.high.every((value) => value <= 0)) return null;
  const two = view.other ? fan(view.other, "ending", "") : null;
  const keep = one.dates
    .map((_, at) => at)
    .filter((at) => at >= one.dates.findIndex((when) => when > asOf(run)) - 1 && one.bands[0]!.high[at]! > 0);
  const sum = one.mean.reduce((all, value) => all + value, 0),
    top = keep.reduce((best, at) => (one.mean[at]! > one.mean[best]! ? at : best), keep[0] ?? 0);
  const title = `Of ${number(sum)} t that licences allow on ${date(run.summary.as_of)}, ${number(one.mean[top]!)} t end in ${month(one.dates[top]!)} unless they are used`;
  return {
    title,
    measure:
      "the expiry cliff: what licences in force on the as_of day still allow, by the month in which they end, tonnes of headline goods; mean as the bar, 80 % band as the line",
    table: { ...fanTable(one, month) },
    draw: (width) =>
      barChart(
        width,
        title,
        keep.map((at) => ({
          name: month(one.dates[at]!),
          parts: [{ value: one.mean[at]!, cls: "fill-2", words: `${number(one.mean[at]!)} t` }],
          low: one.bands[1]!.low[at]!,
          high: one.bands[1]!.high[at]!,
          two: two?.mean[at],
          words: `${number(one.mean[at]!)} t`,
        })),
      ),
  };
}

export function desk(view: View): Section {
  return new Builder("desk", "The licence desk", view)
    .figure("queue", queue, "No application is filed in this scenario.")
    .figure("approvals", approvals)
    .figure("days", waterfall)
    .figure("days-class", classDays)
    .figure("goods-days", goodsDays)
    .figure("licensed", licensed)
    .figure("ending", ending)
    .figure("expiry", cliff, "No licence ends unused in any replica.")
    .done();
}
