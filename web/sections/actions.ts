// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What to do: levers, ranked; and what drives the answer among all ranges of the scenario.
import { scaleLinear } from "d3-scale";
import { barChart } from "../charts/bars";
import { fitted } from "../charts/axes";
import { drawing, h, s } from "../dom";
import { Driver, Page } from "../data";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { rangeName, View } from "../view";
import { capital, dollars, number, percent, plain } from "../words";

const outcomeWords: Record<string, string> = {
  line_weeks_lost_after: "line-weeks lost from here on",
  line_weeks_lost_before: "line-weeks lost until here",
  first_stop: "days until the first stop",
  shipped_last_quarter: "shipments in the last quarter",
};

function tornado(view: View, outcome: string): Figure | null {
  const found = view.base.summary.drivers?.outcomes.find((one) => one.outcome === outcome);
  if (!found || !found.varies || found.strongest.length === 0) return null;
  const rows = found.strongest.slice(0, 10),
    words = outcomeWords[outcome] ?? plain(outcome),
    lead = rows[0]!;
  const name = (one: Driver) => rangeName(view.base, one.parameter);
  const title = `What drives ${words} most is ${name(lead)} (rank correlation ${lead.rho.toFixed(2).replace("-", "−")})`;
  const share = found.unit === "share",
    shown = (value: number) => (share ? percent(value) : number(value));
  return {
    title,
    measure: `Spearman's rank correlation with each range of the scenario; beside it the median outcome${share ? "" : `, ${found.unit},`} in the range's lower and upper third. Only what chance does not explain`,
    table: {
      columns: ["parameter", "what it is", "rho", "error", "lower third", "upper third"],
      rows: found.strongest.map((one) => [
        one.parameter,
        one.meaning,
        one.rho,
        one.error,
        one.low_third,
        one.high_third,
      ]),
    },
    note: rows
      .slice(0, 3)
      .map((one) => `${capital(name(one))}: ${one.meaning}.`)
      .join(" "),
    draw: (width) => {
      const left = Math.min(330, width * 0.42),
        right = width - (width < 560 ? 118 : 150),
        row = 24,
        x = scaleLinear().domain([-1, 1]).range([left, right]);
      return drawing(
        width,
        rows.length * row + 12,
        title,
        s("line", { x1: x(0), x2: x(0), y1: 0, y2: rows.length * row, class: "base-line" }),
        ...rows.flatMap((one, at) => [
          fitted(name(one), left - 12, { x: left - 8, y: at * row + 16, "text-anchor": "end" }),
          s(
            "rect",
            {
              x: x(Math.min(0, one.rho)),
              y: at * row + 5,
              width: Math.abs(x(one.rho) - x(0)),
              height: 13,
              class: one.rho > 0 ? "fill-2" : "fill-3",
            },
            s("title", {}, `rho ${one.rho.toFixed(3)} ± ${one.error.toFixed(3)}`),
          ),
          s(
            "text",
            { x: right + 8, y: at * row + 16, class: "value" },
            `${shown(one.low_third)} → ${shown(one.high_third)}`,
          ),
        ]),
      );
    },
  };
}

function ranked(page: Page): Figure | null {
  const levers = page.levers;
  if (!levers || levers.levers.length === 0) return null;
  const rows = levers.levers.flatMap((one) =>
    one.effects.filter((effect) => effect.outcome === levers.by).map((effect) => ({ ...one, effect })),
  );
  if (rows.length === 0) return null;
  const shown = (unit: string, value: number): string =>
    unit === "share" ? percent(value) : unit === "USD" ? dollars(value) : `${number(value)} ${unit}`;
  const first = rows.find((row) => row.effect.verdict === "better") ?? rows[0]!,
    signed = (effect: (typeof rows)[number]["effect"]): string =>
      `${effect.difference > 0 && !shown(effect.unit, effect.difference).startsWith("<") ? "+" : ""}${shown(effect.unit, effect.difference)} ± ${shown(effect.unit, effect.error)}`;
  const title =
    first.effect.verdict === "better"
      ? `What helps most beyond chance: ${first.title} (${signed(first.effect)})`
      : "No lever helps by more than chance explains at this number of replicas";
  return {
    title,
    measure: `${first.effect.meaning}: mean difference when each lever alone is pulled, on the same random numbers, with its standard error`,
    table: {
      columns: ["lever", "outcome", "unit", "mean without", "difference", "standard error", "verdict"],
      rows: levers.levers.flatMap((one) =>
        one.effects.map((effect) => [
          one.title,
          effect.outcome,
          effect.unit,
          effect.base_mean,
          effect.difference,
          effect.error,
          effect.verdict,
        ]),
      ),
    },
    draw: (width) =>
      barChart(
        width,
        title,
        rows.map((one) => ({
          name: one.title,
          parts: [
            {
              value: Math.abs(one.effect.difference),
              cls: one.effect.verdict === "worse" ? "fill-out" : one.effect.verdict === "better" ? "fill-2" : "fill-1",
              words: one.effect.verdict,
            },
          ],
          low: Math.max(0, Math.abs(one.effect.difference) - one.effect.error),
          high: Math.abs(one.effect.difference) + one.effect.error,
          words: signed(one.effect),
        })),
      ),
  };
}

export function actions(view: View, page: Page): Section {
  const builder = new Builder("levers", "What moves the answer", view),
    drivers = view.base.summary.drivers;
  builder.figure("levers-ranked", () => ranked(page));
  if (!page.levers)
    builder.add(
      h(
        "p",
        { class: "missing" },
        "Levers are not in this file; rank them with ",
        h("code", {}, `chokepoint levers SCENARIO --into ${view.base.file || "FILE.db"}`),
        " and make the page again.",
      ),
    );
  for (const one of drivers?.outcomes ?? [])
    builder.figure(`driver-${one.outcome}`, (now) => tornado(now, one.outcome));
  if (!drivers || drivers.too_few_replicas)
    builder.add(h("p", { class: "missing" }, "Too few replicas to tell what drives the answer: it takes 50."));
  else if (drivers.outcomes.every((one) => one.strongest.length === 0))
    builder.add(
      h(
        "p",
        { class: "missing" },
        `None of ${number(drivers.ranges)} ranges moves an outcome by more than chance explains at this number of replicas.`,
      ),
    );
  return builder.done();
}
