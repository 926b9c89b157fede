// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Records of replicas made a run as the page shows it. Bands are sorted only when a figure asks for them. Definitions are those of
// src/report/summary*.c: tests/wasm/run_records.mjs holds both against each other, number by number.
import { Band, ClauseSummary, Odds, Outcome, Run, Series, Summary } from "../data";
import { day } from "../words";

export function quantile(sorted: ArrayLike<number>, level: number): number {
  const n = sorted.length,
    share = Math.min(1, Math.max(0, level)),
    place = share * (n - 1),
    below = Math.floor(place);
  if (n === 0) return 0;
  return below >= n - 1 ? sorted[n - 1]! : sorted[below]! + (place - below) * (sorted[below + 1]! - sorted[below]!);
}

export function bandOf(values: number[] | Float64Array): Band {
  const sorted = Float64Array.from(values).sort(),
    n = sorted.length,
    step = n > 1 ? Math.sqrt(0.25 / n) : 0;
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.1),
    high: quantile(sorted, 0.9),
    error: n > 1 ? (quantile(sorted, 0.5 + step) - quantile(sorted, 0.5 - step)) / 2 : 0,
  };
}

const odds = (count: number, of: number): Odds | null =>
  of <= 0 ? null : { share: count / of, error: Math.sqrt(((count / of) * (1 - count / of)) / of) };

// One value of a series in a record; entities that are sums add up their parts.
export function valueOf(record: Float64Array, series: Series, entity: number, date: number): number {
  const { offset, dates, parts } = series.about;
  return parts[entity]!.reduce((sum, part) => sum + record[offset + part * dates.length + date]!, 0);
}

// Totals of line-weeks after the month of as_of: lost and all.
function weeksAfter(base: Run, record: Float64Array): [number, number] {
  const lost = base.series.line_weeks_lost!,
    all = base.series.line_weeks!,
    entity = lost.about.entities.indexOf(base.summary.headline);
  if (entity < 0) return [0, 0];
  const asOf = base.summary.as_of.slice(0, 7),
    now = lost.about.dates.findIndex((one) => one.slice(0, 7) === asOf);
  let lostSum = 0,
    sum = 0;
  for (let date = now + 1; date < lost.about.dates.length; date++) {
    lostSum += valueOf(record, lost, entity, date);
    sum += valueOf(record, all, entity, date);
  }
  return [lostSum, sum];
}

const lastDay = (base: Run): number => day(base.summary.until).getTime() / 86400000;

function clauseOf(base: Run, records: Float64Array[], one: ClauseSummary): ClauseSummary {
  const { met_on, acted_on, breaches, locked_on } = base.outcomes,
    entity = met_on!.entities.indexOf(one.clause);
  if (entity < 0) return one;
  const limit = one.deadline ? day(one.deadline).getTime() / 86400000 : lastDay(base);
  let met = 0,
    acted = 0,
    breached = 0,
    locked = 0,
    end = 0;
  for (const record of records) {
    const when = record[met_on!.offset + entity]!,
      is = when >= 0 && when <= limit;
    met += Number(is);
    end += Number(when >= 0);
    acted += Number(is && record[acted_on!.offset + entity]! >= 0);
    breached += Number(record[breaches!.offset + entity]! > 0);
    locked += Number(record[locked_on!.offset + entity]! >= 0);
  }
  const n = records.length;
  const readings = one.readings?.map((reading) => {
    const read = base.outcomes.read_on!,
      place = read.entities.indexOf(reading.reading);
    const count = records.filter((record) => {
      const when = record[read.offset + place]!;
      return when >= 0 && when <= limit;
    }).length;
    return { ...reading, met: odds(count, n), both: null };
  });
  return {
    ...one,
    met: odds(met, n),
    met_by_end: odds(end, n),
    act: one.act || one.both ? odds(acted, met) : null,
    both: one.both ? odds(acted, n) : null,
    breached: odds(breached, n),
    deadlock: odds(locked, n),
    readings,
  };
}

// The numbers of the answer in one replica, by their names: what is paired.
export function numbersOf(base: Run, record: Float64Array): Record<string, number> {
  const out: Record<string, number> = {},
    shipped = base.series.shipped,
    when =
      base.summary.answer.share_of_baseline.find((one) => one.month.endsWith("-12")) ??
      base.summary.answer.share_of_baseline.at(-1);
  if (shipped && when) {
    const date = shipped.about.dates.findIndex((one) => one.startsWith(when.month)),
      entity = shipped.about.entities.indexOf(base.summary.headline);
    if (date >= 0 && entity >= 0) out.shipped = valueOf(record, shipped, entity, date);
  }
  const [lost, all] = weeksAfter(base, record);
  if (all > 0) {
    out.lost = lost / all;
    out.much = Number(lost > 0.05 * all);
  }
  const clause =
    base.summary.clauses.find((one) => one.both !== null && one.has_reading) ??
    base.summary.clauses.find((one) => one.has_reading) ??
    base.summary.clauses[0];
  if (clause && base.outcomes.met_on) {
    const entity = base.outcomes.met_on.entities.indexOf(clause.clause),
      limit = clause.deadline ? day(clause.deadline).getTime() / 86400000 : lastDay(base);
    const met = record[base.outcomes.met_on.offset + entity]!,
      is = met >= 0 && met <= limit;
    out.clause = Number(is && (!clause.both || record[base.outcomes.acted_on!.offset + entity]! >= 0));
  }
  const { economy_gross: gross, economy_later: later } = base.outcomes;
  if (base.summary.economy && gross && later)
    out.net =
      1000 * gross.entities.reduce((sum, _, at) => sum + record[gross.offset + at]! - record[later.offset + at]!, 0);
  return out;
}

function summaryOf(base: Run, records: Float64Array[]): Run["summary"] {
  const old = base.summary,
    shipped = base.series.shipped,
    n = records.length;
  const entity = (id: string) => shipped?.about.entities.indexOf(id) ?? -1;
  const share = (id: string, month: string, whole: number): Band => {
    const date = shipped!.about.dates.findIndex((one) => one.startsWith(month));
    return bandOf(records.map((record) => valueOf(record, shipped!, entity(id), date) / whole));
  };
  const weeks = records.map((record) => weeksAfter(base, record)),
    much = weeks.filter(([lost, all]) => lost > 0.05 * all).length;
  const answer: Summary["answer"] = {
    ...old.answer,
    over_5_percent_lost: odds(much, n),
    back_at_90_percent: [],
    never_back: null,
    share_of_baseline: old.answer.share_of_baseline.map((one) => ({
      month: one.month,
      headline: entity(old.headline) >= 0 ? share(old.headline, one.month, old.answer.headline_baseline) : one.headline,
      world: entity("world") >= 0 ? share("world", one.month, old.answer.world_baseline) : one.world,
    })),
  };
  const outcome = (name: string, place: number, by = 1): Band =>
    bandOf(records.map((record) => record[base.outcomes[name]!.offset + place]! * by));
  const { economy_gross: gross, economy_later: later, economy_direct: direct } = base.outcomes;
  const total = (record: Float64Array, one: Outcome): number =>
    one.entities.reduce((sum, _, at) => sum + record[one.offset + at]!, 0);
  const whole = (one: Outcome): Band => bandOf(records.map((record) => total(record, one) / 1000));
  const economy =
    old.economy && gross && later && direct
      ? {
          ...old.economy,
          sectors: old.economy.sectors.map((one) => {
            const place = gross.entities.indexOf(one.sector);
            return {
              ...one,
              direct_musd: outcome("economy_direct", place, 1e-3),
              gross_musd: outcome("economy_gross", place, 1e-3),
              made_later_musd: outcome("economy_later", place, 1e-3),
              net_musd: bandOf(
                records.map((record) => (record[gross.offset + place]! - record[later.offset + place]!) / 1000),
              ),
            };
          }),
          direct_musd: whole(direct),
          gross_musd: whole(gross),
          made_later_musd: whole(later),
          net_musd: bandOf(records.map((record) => (total(record, gross) - total(record, later)) / 1000)),
          final_demand_lost_musd: outcome("economy_unserved", 0, 1e-3),
        }
      : undefined;
  const costs = old.costs && {
    controls: old.costs.controls.map((one) => {
      const place = base.outcomes.sales_lost!.entities.indexOf(one.measure);
      return {
        ...one,
        sales_lost_usd: outcome("sales_lost", place),
        sales_net_usd: outcome("sales_net", place),
        users_value_lost_usd: outcome("users_lost", place),
        users_value_net_usd: outcome("users_net", place),
      };
    }),
  };
  // what is not made anew from the records is left out: the file's numbers must not stand under another run's name
  const without = {
    losses: { vehicle_makers: old.losses.vehicle_makers ?? null },
    cover: [],
    classes: [],
    days_of_goods: [],
    late: [],
    switches: [],
    watch: undefined,
    recent: 0,
    recent_inside: 0,
    line_weeks_lost_before: null,
    stop_any: null,
    first_stop_days: null,
    expired: null,
    expired_by_then: null,
  };
  return {
    ...old,
    ...without,
    replicas: n,
    replicas_asked: n,
    answer,
    economy,
    costs,
    clauses: old.clauses.map((one) => clauseOf(base, records, one)),
    drivers: undefined,
    line_weeks_lost_after: old.line_weeks_lost_after
      ? bandOf(weeks.map(([lost, all]) => (all > 0 ? lost / all : 0)))
      : null,
    observed: [],
  };
}

// A property that is computed when it is first asked for.
function lazily<T extends object, V>(target: T, name: string | number, make: () => V): void {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      const value = make();
      Object.defineProperty(target, name, { value, enumerable: true });
      return value;
    },
  });
}

function bandsOf(base: Run, records: Float64Array[], series: Series, entity: number): number[][] {
  const { dates } = series.about,
    out = [...base.levels.map(() => new Array<number>(dates.length)), new Array<number>(dates.length)],
    values = new Float64Array(records.length);
  for (let date = 0; date < dates.length; date++) {
    for (let at = 0; at < records.length; at++) values[at] = valueOf(records[at]!, series, entity, date);
    out[base.levels.length]![date] = values.reduce((sum, value) => sum + value, 0) / records.length;
    values.sort();
    base.levels.forEach((level, place) => {
      out[place]![date] = quantile(values, level);
    });
  }
  return out;
}

export function runOf(base: Run, records: Float64Array[]): Run {
  const series: Run["series"] = {},
    outcomes: Run["outcomes"] = {};
  for (const [name, one] of Object.entries(base.series)) {
    const values: number[][][] = [];
    one.about.entities.forEach((_, entity) => lazily(values, entity, () => bandsOf(base, records, one, entity)));
    series[name] = { about: one.about, values };
  }
  for (const [name, one] of Object.entries(base.outcomes))
    lazily(outcomes, name, () => ({
      ...one,
      values: one.entities.map((_, entity) => {
        const values = Float64Array.from(records, (record) => record[one.offset + entity]!).sort(),
          n = values.length;
        return [
          quantile(values, 0.1),
          quantile(values, 0.5),
          quantile(values, 0.9),
          values.reduce((sum, value) => sum + value, 0) / n,
          values.filter((value) => value > 0).length / n,
        ];
      }),
    }));
  return { ...base, series, outcomes, summary: summaryOf(base, records) };
}
