// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Measures and clauses over time, and the odds of each clause against what it takes.
import { barChart } from "../charts/bars";
import { gantt, Lane } from "../charts/gantt";
import { Run } from "../data";
import { h } from "../dom";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { asOf, clauseName, regionName, startOf, View } from "../view";
import { capital, date, day, percent } from "../words";

const words: Record<string, string> = {
  enter: "in force",
  set: "in force",
  restore: "in force again",
  extend: "extended",
  suspend: "suspended",
};

// Weeks in which something holds, as shares of replicas: those after the as_of day.
function shares(run: Run, series: string, entity: string): Lane["shares"] {
  const found = run.series[series],
    number = found?.about.entities.indexOf(entity) ?? -1;
  if (!found || number < 0) return [];
  const mean = found.values[number]![run.levels.length]!,
    dates = found.about.dates.map(day);
  const out: Lane["shares"] = [];
  dates.forEach((from, place) => {
    const to = dates[place + 1] ?? new Date(from.getTime() + 7 * 86400000),
      share = mean[place]!,
      last = out.at(-1);
    if (to <= asOf(run)) return;
    if (last && Math.abs(last.share - share) < 0.01) last.to = to;
    else out.push({ from: from < asOf(run) ? asOf(run) : from, to, share });
  });
  return out;
}

// Spans of a measure by its dated acts.
function spans(run: Run, id: string): Lane["spans"] {
  const out: Lane["spans"] = [];
  let open: { from: Date; words: string; hatched: boolean } | null = null;
  const close = (to: Date) => {
    if (open && to > open.from) out.push({ ...open, to, words: `${open.words}, ${date(open.from)} to ${date(to)}` });
    open = null;
  };
  for (const row of (run.inputs.timeline ?? []).filter(
    (one) => one.object === id && one.date && day(one.date) <= asOf(run),
  )) {
    const at = day(row.date!);
    if (row.act === "enter" || row.act === "set" || row.act === "restore") {
      close(at);
      open = { from: at, words: words[row.act]!, hatched: false };
    }
    if (row.act === "suspend") {
      close(at);
      open = { from: at, words: "suspended", hatched: true };
    }
    if (row.act === "lift" || row.act === "expire") close(at);
  }
  close(asOf(run));
  return out;
}

function timeline(view: View): Figure | null {
  const run = view.base,
    measures = run.inputs.measures ?? [];
  if (measures.length === 0) return null;
  const marks = (id: string): Lane["marks"] =>
    (run.inputs.timeline ?? [])
      .filter((one) => one.object === id && one.date)
      .map((one) => ({
        at: day(one.date!),
        words: `${date(one.date!)}: ${one.what ?? one.act ?? ""}`,
        shape: "event" as const,
      }));
  const lanes: Lane[] = measures.map((one) => ({
    name: one.title ?? one.measure!,
    group: `measures of ${regionName(run, one.by ?? "")}`,
    cls: one.kind === "permission" || one.kind === "general_licence" ? "span-permission" : "span-measure",
    spans: spans(run, one.measure!),
    shares: shares(run, "in_force", one.measure!),
    marks: marks(one.measure!),
  }));
  lanes.sort((a, b) => a.group!.localeCompare(b.group!));
  for (const one of run.inputs.clauses ?? [])
    lanes.push({
      name: clauseName(run, one.clause!),
      group: "clauses: met",
      cls: "span-clause",
      spans: [],
      shares: shares(run, "clause_met", one.clause!),
      marks: [
        ...marks(one.clause!),
        ...(one.deadline
          ? [{ at: day(one.deadline), words: `deadline ${date(one.deadline)}`, shape: "deadline" as const }]
          : []),
      ],
    });
  const last = run.series.in_force?.about.dates.at(-1) ?? run.summary.until,
    to = day(run.summary.until < last ? last : run.summary.until);
  const from = startOf(run);
  const binding = measures.filter((one) => one.kind !== "permission" && one.kind !== "priority");
  const down = binding.filter((one) => {
    const all = shares(run, "in_force", one.measure!);
    return all.length > 1 && all[0]!.share > 0.9 && all.at(-1)!.share < 0.5;
  }).length;
  const now = binding.filter((one) => (shares(run, "in_force", one.measure!)[0]?.share ?? 0) > 0.9).length;
  const title =
    down > 0
      ? `Of ${now} measures in force, ${down} ${down === 1 ? "is" : "are"} down by the end in more than half of the replicas`
      : `${now === 1 ? "One measure is" : `${now} measures are`} in force; none is down by the end in more than half of the replicas`;
  return {
    title,
    measure:
      "left of the line: dated acts; right of it: the darker, the larger the share of replicas in which the measure is in force or the clause met. Hatched: suspended. Dots: acts and statements; upright strokes: deadlines",
    table: {
      columns: ["what", "group", "share of replicas now", "at the end"],
      rows: lanes.map((one) => [
        one.name,
        one.group ?? "",
        one.shares[0]?.share ?? null,
        one.shares.at(-1)?.share ?? null,
      ]),
    },
    draw: (width) => gantt(width, title, lanes, from, to, asOf(run)),
  };
}

function odds(view: View): Figure | null {
  const run = view.base,
    clauses = run.summary.clauses;
  if (clauses.length === 0) return null;
  const bars = clauses.flatMap((one) => {
    const other = view.other?.summary.clauses.find((two) => two.clause === one.clause);
    const judged = one.basis === "judgement";
    const rows = [
      {
        name: `${capital(clauseName(run, one.clause))}: met`,
        value: one.met_by_end ?? one.met,
        two: (other?.met_by_end ?? other?.met)?.share,
        dashed: false,
      },
    ];
    for (const reading of one.readings ?? [])
      rows.push({
        name: `  as ${regionName(run, reading.party)} reads it, at least ${percent(reading.at_least)}`,
        value: reading.met,
        two: undefined,
        dashed: reading.basis === "judgement",
      });
    if (one.both)
      rows.push({ name: "  … and the other side acts", value: one.both, two: other?.both?.share, dashed: judged });
    return rows
      .filter((row) => row.value !== null)
      .map((row) => ({
        name: row.name,
        parts: [
          {
            value: row.value!.share,
            cls: "fill-2",
            words: `${percent(row.value!.share)} ± ${percent(row.value!.error)}`,
          },
        ],
        two: row.two,
        dashed: row.dashed,
        words: `${percent(row.value!.share)} ± ${percent(row.value!.error)}`,
      }));
  });
  const best = clauses.filter((one) => one.both).sort((a, b) => b.both!.share - a.both!.share)[0];
  const title = best
    ? `“${clauseName(run, best.clause)}” is met and answered in ${percent(best.both!.share)} of replicas; condition and act are told apart`
    : "How often each clause is met";
  return {
    title,
    measure: "share of replicas by the end of the run; dashed: rests on judgement",
    table: {
      columns: ["clause", "party", "basis", "met", "error", "act", "both", "breached", "deadlocked"],
      rows: clauses.map((one) => [
        clauseName(run, one.clause),
        one.party,
        one.basis,
        (one.met_by_end ?? one.met)?.share ?? null,
        (one.met_by_end ?? one.met)?.error ?? null,
        one.act?.share ?? null,
        one.both?.share ?? null,
        one.breached?.share ?? null,
        one.deadlock?.share ?? null,
      ]),
    },
    draw: (width) => barChart(width, title, bars, { most: 1 }),
  };
}

export function clauses(view: View): Section {
  const run = view.base,
    builder = new Builder("clauses", "Clauses that wait for each other", view);
  builder
    .figure("timeline", timeline, "The scenario has no measures.")
    .figure("odds", odds, "Facts have settled every clause, or the scenario has none.");
  const locked = run.summary.clauses.filter((one) => (one.deadlock?.share ?? 0) > 0);
  builder.add(
    h(
      "p",
      { class: locked.length > 0 ? "warning" : "grey" },
      locked.length > 0
        ? `Deadlock: ${locked.map((one) => `“${clauseName(run, one.clause)}” waits for a clause that cannot be met before it in ${percent(one.deadlock!.share)} of replicas`).join("; ")}.`
        : "No clause waits in a circle in any replica: no deadlock.",
    ),
  );
  return builder.done();
}
