// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where goods go: shipments on the map, and normal flows from mine to plant.
import { flows as sankeyChart, Link } from "../charts/flows";
import { Arc, map, middleOf, Spot } from "../charts/map";
import { Run } from "../data";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { asOf, controller, goodName, listOf, regionLabel, regionName, View } from "../view";
import { capital, day, number, percent } from "../words";

const codesOf = (run: Run, id: string): string[] =>
  listOf(
    run.inputs.regions?.find((one) => one.region === id),
    "countries",
  );

// Mean shipments of a destination in the twelve months before the first control and in those from as_of on.
function yearly(run: Run, id: string): { before: number; after: number } | null {
  const series = run.series.shipped,
    entity = series?.about.entities.indexOf(id) ?? -1;
  if (!series || entity < 0) return null;
  const median = series.values[entity]![run.levels.indexOf(0.5)]!,
    control = day(run.summary.control ?? run.summary.as_of);
  const dates = series.about.dates.map(day);
  const mean = (places: number[]) =>
    places.length > 0 ? places.reduce((sum, at) => sum + median[at]!, 0) / places.length : 0;
  return {
    before: mean(
      dates
        .map((_, at) => at)
        .filter((at) => dates[at]! < control && dates[at]!.getTime() > control.getTime() - 366 * 86400000),
    ),
    after: mean(dates.map((_, at) => at).filter((at) => dates[at]! >= asOf(run))),
  };
}

function world(view: View): Figure | null {
  const run = view.base,
    headline = controller(run);
  const from = middleOf(codesOf(run, headline));
  if (!from) return null;
  const rows = (run.series.shipped?.about.entities ?? []).flatMap((id) => {
    const to = middleOf(codesOf(run, id)),
      year = yearly(run, id);
    return to && year && year.before + year.after > 0
      ? [{ id, to, ...year, two: view.other ? yearly(view.other, id)?.after : undefined }]
      : [];
  });
  if (rows.length === 0) return null;
  const most = Math.max(...rows.map((row) => row.after)),
    sum = rows.reduce((all, row) => all + row.after, 0),
    top = [...rows].sort((a, b) => b.after - a.after)[0]!;
  const title = `The largest part of what ${regionName(run, headline)} ships from here on goes to ${regionName(run, top.id)}: ${number(top.after)} t a month of ${number(sum)} t on this map`;
  const change = (row: (typeof rows)[number]) =>
    row.before > 0 ? ` (${percent(row.after / row.before)} of before)` : "";
  return {
    title,
    measure: `headline goods from ${regionName(run, headline)}, mean of monthly medians from the as_of day on, tonnes a month; in brackets against the year before the first control`,
    table: {
      columns: [
        "destination",
        "t a month before",
        "t a month from here on",
        ...(view.other ? [`${view.otherName}, from here on`] : []),
      ],
      rows: rows.map((row) => [
        regionName(run, row.id),
        row.before,
        row.after,
        ...(view.other ? [row.two ?? null] : []),
      ]),
    },
    note: "Destinations that stand for several countries are drawn at the largest; those without a place are in the table of shipments alone.",
    draw: (width) =>
      map(
        width,
        title,
        rows.map(
          (row): Arc => ({
            from,
            to: row.to,
            share: row.after / most,
            words: `${regionName(run, row.id)}: ${number(row.after)} t a month${change(row)}`,
            controlled: true,
          }),
        ),
        [
          { at: from, name: regionName(run, headline), words: regionName(run, headline) },
          ...rows.map(
            (row): Spot => ({
              at: row.to,
              name: capital(regionLabel(run, row.id)),
              words: `${capital(regionLabel(run, row.id))} ${number(row.after)} t${change(row)}`,
            }),
          ),
        ],
      ),
  };
}

const stageWords: Record<string, string> = {
  source: "mine",
  material: "oxides and metal",
  magnet: "magnets",
  parts: "parts",
  final: "plants",
  recycler: "recyclers",
};

// Normal flows of mass, added up by stage and region; what final firms use is told by region.
function chain(view: View): Figure | null {
  const run = view.base,
    firms = new Map((run.inputs.firms ?? []).map((one) => [one.firm!, one]));
  const units = new Map((run.inputs.goods ?? []).map((one) => [one.good!, one.unit]));
  const sums = new Map<string, Link>(),
    names = new Map<string, string>();
  const node = (firm: string, good: string): string => {
    const one = firms.get(firm);
    const id =
      one?.stage === "final"
        ? `final:${one.region}`
        : `${one?.stage ?? "?"}:${one?.region ?? "?"}:${one?.makes ?? good}`;
    names.set(
      id,
      one?.stage === "final"
        ? `plants in ${regionName(run, one.region ?? "")}`
        : `${goodName(run, one?.makes ?? good)}, ${regionName(run, one?.region ?? "")}`,
    );
    return id;
  };
  const label = (id: string, narrow: boolean): string =>
    narrow && id.startsWith("final:") ? capital(regionLabel(run, id.slice(6))) : (names.get(id) ?? id);
  const from = controller(run);
  for (const [supplier, buyer, good, quantity, isAlternative] of run.lanes) {
    if (isAlternative || units.get(good) !== "g" || quantity <= 0) continue;
    const source = node(supplier, good),
      target = node(buyer, good);
    if (source === target) continue;
    const key = `${source}>${target}`,
      crosses = firms.get(supplier)?.region === from && firms.get(buyer)?.region !== from;
    const link = sums.get(key) ?? { source, target, value: 0, words: "", controlled: crosses };
    link.value += (quantity * 365) / 1e6;
    sums.set(key, link);
  }
  let links = [...sums.values()];
  // a chain goes one way: what leads back to an earlier stage is left out of the drawing and kept in the table
  const order = ["source", "recycler", "material", "magnet", "parts", "final"];
  const stage = (id: string) => order.indexOf(id.split(":")[0]!);
  const forward = links.filter((link) => stage(link.source) >= 0 && stage(link.target) > stage(link.source));
  const most = Math.max(0, ...forward.map((link) => link.value));
  links = forward.filter((link) => link.value >= most / 300);
  if (links.length === 0) return null;
  for (const link of links)
    link.words = `${names.get(link.source)} → ${names.get(link.target)}: ${number(link.value)} t a year`;
  const across = links.filter((link) => link.controlled).reduce((sum, link) => sum + link.value, 0);
  const title = `In a normal year ${number(across)} t cross the controlled border`;
  return {
    title,
    measure:
      "normal flows of goods counted by mass, from oxides to plants, tonnes a year; orange: across the controlled border",
    table: {
      columns: ["from", "to", "tonnes a year", "across the border"],
      rows: [...sums.values()]
        .sort((a, b) => b.value - a.value)
        .map((link) => [names.get(link.source)!, names.get(link.target)!, link.value, link.controlled ? "yes" : "no"]),
    },
    note: `Stages: ${[...new Set(links.flatMap((link) => [link.source, link.target]).map((id) => stageWords[id.split(":")[0]!] ?? id))].join(", ")}. Flows below a three-hundredth of the largest are in the table only.`,
    draw: (width) => sankeyChart(width, title, links, label, width < 620 ? 680 : 520),
  };
}

export function flows(view: View): Section {
  return new Builder("flows", "Where goods go", view)
    .figure("map", world, "The scenario's regions name no countries, so there is no map.")
    .figure("chain", chain, "The scenario has no flows counted by mass.")
    .done();
}
