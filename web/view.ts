// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What figures are drawn from: one run, or two of which the second is compared with the first.
import { Row, Run, Series } from "./data";
import { day, inSentence, plain } from "./words";

export interface View {
  base: Run;
  other: Run | null;
  otherName: string;
}

export interface Fan {
  dates: Date[];
  median: number[];
  bands: { level: number; low: number[]; high: number[] }[];
  mean: number[];
  unit: string;
}

export const levelsShown = [0.95, 0.8, 0.5];

function at(run: Run, series: Series, entity: number, level: number): number[] {
  const place = run.levels.findIndex((one) => Math.abs(one - level) < 1e-9);
  return series.values[entity]![place]!;
}

// The bands of one entity, or null where the run has no such series.
export function fan(run: Run, name: string, entity: string): Fan | null {
  const series = run.series[name];
  const number = series?.about.entities.indexOf(entity) ?? -1;
  if (!series || number < 0) return null;
  return {
    dates: series.about.dates.map(day),
    median: at(run, series, number, 0.5),
    bands: levelsShown.map((level) => ({
      level,
      low: at(run, series, number, (1 - level) / 2),
      high: at(run, series, number, (1 + level) / 2),
    })),
    mean: series.values[number]![run.levels.length]!,
    unit: series.about.unit,
  };
}

export const fanTable = (one: Fan, label: (at: Date) => string) => ({
  columns: [
    "date",
    "median",
    ...one.bands.flatMap((band) => [`${band.level * 100} % low`, `${band.level * 100} % high`]),
    "mean",
  ],
  rows: one.dates.map((at, place) => [
    label(at),
    one.median[place]!,
    ...one.bands.flatMap((band) => [band.low[place]!, band.high[place]!]),
    one.mean[place]!,
  ]),
});

const named = (run: Run, section: string, key: string, id: string): string | undefined => {
  const row = run.inputs[section]?.find((one) => one[key] === id);
  return row?.name ?? row?.title;
};
// A region in a sentence, and as a label.
export const regionName = (run: Run, id: string): string => inSentence(regionLabel(run, id));
export const regionLabel = (run: Run, id: string): string =>
  named(run, "regions", "region", id)?.split(";")[0] ?? { world: "the world", eu27: "the EU (27)" }[id] ?? plain(id);
// A table's cell writes a comma as a semicolon.
export const firmName = (run: Run, id: string): string =>
  named(run, "firms", "firm", id)?.replaceAll(";", ",") ?? plain(id);
export const goodName = (run: Run, id: string): string => named(run, "goods", "good", id) ?? plain(id);
export const measureName = (run: Run, id: string): string => named(run, "measures", "measure", id) ?? plain(id);
export const className = (run: Run, id: string): string => named(run, "classes", "class", id) ?? plain(id);
export const clauseName = (run: Run, id: string): string => named(run, "clauses", "clause", id) ?? plain(id);

// A value of the scenario by its path, "table.row.field", as a label: the field, and whose it is.
export function rangeName(run: Run, path: string): string {
  const parts = path.split("."),
    field = plain(parts.at(-1)!),
    row = parts.slice(1, -1).join(".");
  // the column that names a row of the table
  const key = { firms: "firm", classes: "class", regions: "region", measures: "measure", clauses: "clause" }[parts[0]!];
  const whose = named(run, parts[0]!, key ?? parts[0]!.replace(/ies$/, "y"), row);
  return `${field}, ${whose?.split(";")[0] ?? (row === "" ? plain(parts[0]!) : row.split(":").map(plain).join(", "))}`;
}

// The licence requirement on the headline goods: the one that entered on the day of the control.
export function mainControl(run: Run): Row | null {
  const entered = new Set(
    (run.inputs.timeline ?? [])
      .filter((one) => one.act === "enter" && one.date === run.summary.control)
      .map((one) => one.object),
  );
  const all = (run.inputs.measures ?? []).filter(
    (one) => one.kind === "licence_requirement" || one.kind === "ban" || one.kind === "quota",
  );
  return all.find((one) => entered.has(one.measure)) ?? all.find((one) => one.by !== run.summary.headline) ?? null;
}

// A cell that is a list, however it was written.
export function listOf(row: Row | undefined, field: string): string[] {
  const cell: unknown = row?.[field];
  return Array.isArray(cell) ? cell.map(String) : typeof cell === "string" ? cell.split(/[;\s]+/).filter(Boolean) : [];
}

// The first day that charts show: three months before the control, or the run's first.
export function startOf(run: Run): Date {
  const first = day(run.summary.first_day);
  if (!run.summary.control) return first;
  const control = day(run.summary.control),
    start = new Date(Date.UTC(control.getUTCFullYear(), control.getUTCMonth() - 3, 1));
  return start > first ? start : first;
}

// The controlling region, and whether anybody who builds vehicles is among the users there.
export const controller = (run: Run): string => run.inputs.scenario?.[0]?.headline_from ?? mainControl(run)?.by ?? "";
export const hasMakers = (run: Run): boolean => Number(run.summary.losses?.vehicle_makers ?? 0) > 0;

export const asOf = (run: Run): Date => day(run.summary.as_of);
// First place of a series at or after a day.
export const placeOf = (dates: Date[], when: Date): number => dates.findIndex((one) => one >= when);
