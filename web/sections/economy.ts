// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What it costs: sectors gross, recovered and net, and what each control costs its owner and the other side.
import { barChart } from "../charts/bars";
import { Figure } from "../figure";
import { Builder, Section } from "../section";
import { firmName, measureName, regionName, View } from "../view";
import { capital, dollars, number, percent, plain } from "../words";

function sectors(view: View): Figure | null {
  const run = view.base,
    economy = run.summary.economy;
  if (!economy || economy.sectors.length === 0) return null;
  const names = new Map((run.inputs.sectors ?? []).map((one) => [one.sector!, one.name ?? one.sector!]));
  const rows = economy.sectors.filter((one) => one.gross_musd.high > 0).slice(0, 14),
    others = view.other?.summary.economy?.sectors;
  if (rows.length === 0) return null;
  const share = economy.net_musd.median / economy.at_stake_musd;
  const title = `Stops cost all sectors ${dollars(economy.net_musd.median * 1e6)} of value added, net, ${percent(share)} of what is at stake (80 %: ${dollars(economy.net_musd.low * 1e6)} to ${dollars(economy.net_musd.high * 1e6)})`;
  return {
    title,
    measure:
      "value added that a sector makes less than normally from the as_of day on, millions of dollars: gross as the bar, net as the stroke; the thin line is the 80 % band of the gross loss",
    table: {
      columns: [
        "sector",
        "direct, m$",
        "gross, m$",
        "made later, m$",
        "net, m$",
        "net 10 %",
        "net 90 %",
        "at stake, m$",
      ],
      rows: economy.sectors.map((one) => [
        names.get(one.sector) ?? one.sector,
        one.direct_musd.median,
        one.gross_musd.median,
        one.made_later_musd.median,
        one.net_musd.median,
        one.net_musd.low,
        one.net_musd.high,
        one.at_stake_musd,
      ]),
    },
    note: `All value added at stake until ${run.summary.until}: ${dollars(economy.at_stake_musd * 1e6)}. Final demand that nobody serves, now or later: ${dollars(economy.final_demand_lost_musd.median * 1e6)}. Medians of parts do not add up to the median of the whole.`,
    draw: (width) =>
      barChart(
        width,
        title,
        rows.map((one) => ({
          name: capital(names.get(one.sector) ?? plain(one.sector)),
          parts: [{ value: one.gross_musd.median, cls: "fill-2", words: `gross ${number(one.gross_musd.median)} m$` }],
          low: one.gross_musd.low,
          high: one.gross_musd.high,
          mark: { value: Math.max(0, one.net_musd.median), words: `net ${number(one.net_musd.median)} m$` },
          two: others?.find((two) => two.sector === one.sector)?.gross_musd.median,
          words: `${number(one.gross_musd.median)} gross, ${number(one.net_musd.median)} net`,
        })),
        { most: Math.max(...rows.map((one) => Math.min(one.gross_musd.high, rows[0]!.gross_musd.median * 4))) },
      ),
  };
}

function makers(view: View): Figure | null {
  const run = view.base,
    gross = run.outcomes.value_lost,
    net = run.outcomes.value_net;
  if (!gross || !net) return null;
  const rows = gross.entities
    .map((id, at) => ({ id, gross: gross.values[at]![3]!, net: net.values[at]![3]! }))
    .filter((row) => row.gross > 1e5)
    .sort((a, b) => b.gross - a.gross)
    .slice(0, 16);
  if (rows.length === 0) return null;
  const title = `On average over replicas ${dollars(rows[0]!.gross)} of value added is lost at ${firmName(run, rows[0]!.id)}, more than anywhere, and ${dollars(Math.max(0, rows[0]!.net))} after what is made later`;
  return {
    title,
    measure:
      "value added of units lost by final firms from the as_of day on, mean over replicas: gross as the bar, net as the stroke",
    table: {
      columns: ["firm", "gross, $", "net, $"],
      rows: rows.map((row) => [firmName(run, row.id), row.gross, row.net]),
    },
    note: "Means, which lie above the medians of the other figures where a few replicas lose much. Units are counted firm by firm; the sectors above net what a week's stops and make-up of all their firms come to, so the two do not add up to the same.",
    draw: (width) =>
      barChart(
        width,
        title,
        rows.map((row) => ({
          name: firmName(run, row.id),
          parts: [{ value: row.gross, cls: "fill-2", words: `gross ${dollars(row.gross)}` }],
          mark: { value: Math.max(0, row.net), words: `net ${dollars(row.net)}` },
          words: `${dollars(row.gross)}, net ${dollars(row.net)}`,
        })),
      ),
  };
}

function controls(view: View): Figure | null {
  const run = view.base,
    all = run.summary.costs?.controls ?? [];
  if (all.length === 0) return null;
  const two = (one: (typeof all)[number]) =>
    view.other?.summary.costs?.controls.find((other) => other.measure === one.measure);
  const rows = all.filter((one) => one.sales_lost_usd.high + one.users_value_lost_usd.high > 0);
  if (rows.length === 0) return null;
  const worst = [...rows].sort((a, b) => b.users_value_lost_usd.median - a.users_value_lost_usd.median)[0]!;
  const title = `${capital(measureName(run, worst.measure))} cost the other side's users most: ${dollars(worst.users_value_lost_usd.median)} gross in the middle of the replicas; the owner's exporters are up to ${dollars(worst.sales_lost_usd.median)} behind`;
  return {
    title,
    measure:
      "each control from its first day on: sales of its owner's exporters behind normal (dark), value added lost by final firms (light); medians, dollars",
    table: {
      columns: ["control", "owner", "sales behind, at most, $", "at the end, $", "users lose, gross, $", "net, $"],
      rows: all.map((one) => [
        measureName(run, one.measure),
        regionName(run, one.owner),
        one.sales_lost_usd.median,
        one.sales_net_usd.median,
        one.users_value_lost_usd.median,
        one.users_value_net_usd.median,
      ]),
    },
    draw: (width) =>
      barChart(
        width,
        title,
        rows.flatMap((one) => [
          {
            name: `${capital(measureName(run, one.measure))}`,
            parts: [{ value: one.sales_lost_usd.median, cls: "fill-3", words: "sales behind" }],
            two: two(one)?.sales_lost_usd.median,
            words: `${dollars(one.sales_lost_usd.median)} of sales`,
          },
          {
            name: "  users",
            parts: [{ value: one.users_value_lost_usd.median, cls: "fill-1", words: "value added lost" }],
            two: two(one)?.users_value_lost_usd.median,
            words: `${dollars(one.users_value_lost_usd.median)} lost`,
          },
        ]),
      ),
  };
}

export function economy(view: View): Section {
  return new Builder("economy", "What it costs", view)
    .figure("sectors", sectors, "The scenario has no economy behind its firms; what its final firms lose is below.")
    .figure("makers", makers)
    .figure("controls", controls, "No control of goods costs anybody anything in this run.")
    .done();
}
