// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The numbers of the answer, from the summary of a file or from the records of a run in the page: one list of definitions for both.
import { Run } from "./data";
import { clauseName, controller, hasMakers, regionName } from "./view";
import { capital, dollars, month, number, percent } from "./words";

export interface Headline {
  id: string;
  title: string;
  value: number;
  low: number | null;
  high: number | null;
  error: number;
  format: (value: number) => string;
  judged: boolean;
  note: string;
}

// The last month that the answer names.
export function horizon(run: Run): string | null {
  const share = run.summary.answer.share_of_baseline;
  const end = share.filter((one) => one.month.endsWith("-12"))[0] ?? share[share.length - 1];
  return end?.month ?? null;
}

// The clause on which the other side's act depends, else the first that a party measures.
export function mainClause(run: Run) {
  const clauses = run.summary.clauses;
  return (
    clauses.find((one) => one.both !== null && one.has_reading) ??
    clauses.find((one) => one.has_reading) ??
    clauses[0] ??
    null
  );
}

const tonnes = (value: number): string => `${number(value)} t`;

export function headlines(run: Run): Headline[] {
  const out: Headline[] = [],
    summary = run.summary,
    to = regionName(run, summary.headline),
    from = regionName(run, controller(run));
  const when = horizon(run);
  const shipped = when ? summary.answer.share_of_baseline.find((one) => one.month === when) : undefined;
  const base = summary.answer.headline_baseline;
  if (shipped && when && base > 0)
    out.push({
      id: "shipped",
      title: `shipments from ${from} to ${to}, ${month(when)}`,
      value: shipped.headline.median * base,
      low: shipped.headline.low * base,
      high: shipped.headline.high * base,
      error: shipped.headline.error * base,
      format: tonnes,
      judged: false,
      note: `${percent(shipped.headline.median)} of the ${tonnes(base)} a month before the control`,
    });
  const lost = summary.line_weeks_lost_after;
  if (lost && hasMakers(run))
    out.push({
      id: "lost",
      title: `of vehicle line-weeks lost from here on, ${to}`,
      value: lost.median,
      low: lost.low,
      high: lost.high,
      error: lost.error,
      format: (value) => percent(value),
      judged: false,
      note: summary.line_weeks_lost_before
        ? `${percent(summary.line_weeks_lost_before.median)} since the control until here`
        : "",
    });
  const much = summary.answer.over_5_percent_lost;
  if (much && hasMakers(run))
    out.push({
      id: "much",
      title: "odds that more than 5\u202f% of them are lost",
      value: much.share,
      low: null,
      high: null,
      error: much.error,
      format: (value) => percent(value),
      judged: false,
      note: "the share of replicas in which that happens",
    });
  const clause = mainClause(run);
  const odds = clause?.both ?? clause?.met ?? null;
  if (clause && odds)
    out.push({
      id: "clause",
      title: clause.both
        ? `odds that “${clauseName(run, clause.clause)}” is met and answered`
        : `odds that “${clauseName(run, clause.clause)}” is met`,
      value: odds.share,
      low: null,
      high: null,
      error: odds.error,
      format: (value) => percent(value),
      judged: clause.basis === "judgement",
      note:
        clause.act && clause.met
          ? `met ${percent(clause.met.share)} × act ${percent(clause.act.share)} (${clause.basis})`
          : `odds: ${clause.basis}`,
    });
  const economy = summary.economy,
    net = economy?.net_musd;
  if (economy && net)
    out.push({
      id: "net",
      title: `value added lost, net, all sectors`,
      value: net.median * 1e6,
      low: net.low * 1e6,
      high: net.high * 1e6,
      error: net.error * 1e6,
      format: dollars,
      judged: false,
      note: `${percent(net.median / economy.at_stake_musd)} of all that is at stake, ${dollars(economy.at_stake_musd * 1e6)}`,
    });
  else {
    const value = summary.losses?.value_net_usd;
    if (value && typeof value === "object")
      out.push({
        id: "net",
        title: `value added lost by vehicle makers, net, ${to}`,
        value: value.median,
        low: value.low,
        high: value.high,
        error: value.error,
        format: dollars,
        judged: false,
        note: "after what is made later",
      });
  }
  return out;
}

// The answer in a sentence that these numbers make true.
export function sentence(run: Run): string {
  const summary = run.summary,
    to = regionName(run, summary.headline),
    from = regionName(run, controller(run)),
    parts: string[] = [];
  const share = summary.answer.share_of_baseline,
    first = share[0],
    when = horizon(run),
    last = share.find((one) => one.month === when);
  if (first && last && summary.answer.headline_baseline > 0) {
    const goes = (value: number) =>
      value >= 1 ? "above" : value >= 0.9 ? "about" : value >= 0.5 ? "below" : "far below";
    parts.push(
      first === last
        ? `shipments from ${from} to ${to} run at ${percent(first.headline.median)} of their earlier level in ${month(first.month)}`
        : `shipments from ${from} to ${to} are ${goes(first.headline.median)} their earlier level in ${month(first.month)} (${percent(first.headline.median)}) and ${goes(last.headline.median)} it in ${month(last.month)} (${percent(last.headline.median)})`,
    );
  }
  const lost = summary.line_weeks_lost_after,
    much = summary.answer.over_5_percent_lost;
  if (lost && hasMakers(run))
    parts.push(
      `half of the replicas lose less than ${percent(lost.median)} of the vehicle line-weeks to come${much ? `, ${much.share > 0 ? percent(much.share) : "none"} of them more than 5\u202f%` : ""}`,
    );
  const clause = mainClause(run);
  if (clause?.met) parts.push(`“${clauseName(run, clause.clause)}” is met in ${percent(clause.met.share)} of them`);
  return parts.length > 0
    ? `${capital(parts.join("; "))}.`
    : "The run has no figures for a sentence; see the sections below.";
}
