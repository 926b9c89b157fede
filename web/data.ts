// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the file holds, as src/report/html_data.c writes it, and how it is unpacked.

export interface Band {
  median: number;
  low: number;
  high: number;
  error: number;
}
export interface Odds {
  share: number;
  error: number;
}

export interface About {
  unit: string;
  meaning: string;
  per: string;
  step: "month" | "week";
  how: "sum" | "last";
  offset: number;
  dates: string[];
  entities: string[];
  parts: number[][]; // entities of the record that an entity adds up
}
// values[entity][level][date]; behind the levels come the means
export interface Series {
  about: About;
  values: number[][][];
}

// values[entity] = low, median and high of 80 %, mean, share of replicas above 0
export interface Outcome {
  unit: string;
  meaning: string;
  per: string;
  offset: number;
  entities: string[];
  values: number[][];
}

export interface Item {
  kind: string;
  id?: string;
  title?: string;
  party?: string;
  state?: string;
  note?: string;
  cause?: string;
  source?: string;
  since?: string;
  until?: string;
  done?: boolean;
  value?: number;
  items?: Item[];
}
export interface Assumed {
  section: string;
  row: string;
  field: string;
  value: string;
  source?: string;
}
// Cells as written; lists of YAML are arrays, which only `listOf` in view.ts reads.
export type Row = Record<string, string>;

export interface ClauseSummary {
  clause: string;
  title: string;
  party: string;
  state: string;
  deadline: string | null;
  basis: string;
  has_reading: boolean;
  met: Odds | null;
  act: Odds | null;
  both: Odds | null;
  met_by_end?: Odds | null;
  holds?: Odds | null;
  breached?: Odds | null;
  deadlock?: Odds | null;
  readings?: { reading: string; party: string; basis: string; at_least: number; met: Odds | null; both: Odds | null }[];
}

export interface Summary {
  headline: string;
  answer: {
    headline_baseline: number;
    world_baseline: number;
    share_of_baseline: { month: string; headline: Band; world: Band }[];
    back_at_90_percent: { by_end_of: number; odds: Odds }[];
    never_back: Odds | null;
    over_5_percent_lost: Odds | null;
    firms: { firm: string; stood: Odds; first_to_stand_next: Odds }[];
  };
  observed: {
    from: string;
    to: string;
    destination: string;
    observed: number;
    simulated: Band;
    inside: boolean;
    recent: boolean;
  }[];
  recent: number;
  recent_inside: number;
  line_weeks_lost_before: Band | null;
  line_weeks_lost_after: Band | null;
  control: string | null;
  losses: Record<string, Band | number | null>;
  clauses: ClauseSummary[];
  classes: {
    class: string;
    filed: number;
    approved: number;
    pending: number;
    tonnes_asked: number;
    tonnes_granted: number;
    tonnes_pending: number;
    days: Record<string, number> | null;
  }[];
  days_of_goods: (Record<string, number> & { class?: string; destination?: string })[];
  cover: {
    firm: string;
    region: string;
    short: Odds;
    short_since: string | null;
    not_back: Odds | null;
    back_since: string | null;
  }[];
  economy?: {
    sectors: Sector[];
    direct_musd: Band;
    gross_musd: Band;
    made_later_musd: Band;
    net_musd: Band;
    at_stake_musd: number;
    final_demand_lost_musd: Band;
  };
  costs?: {
    controls: {
      measure: string;
      owner: string;
      sales_lost_usd: Band;
      sales_net_usd: Band;
      users_value_lost_usd: Band;
      users_value_net_usd: Band;
    }[];
  };
  drivers?: {
    ranges: number;
    too_few_replicas: boolean;
    outcomes: { outcome: string; unit: string; varies: boolean; told: number; strongest: Driver[] }[];
  };
  watch?: {
    published: boolean;
    figures: number;
    lag_days: number;
    too_few_replicas: boolean;
    threshold_errors: number;
    questions: Question[];
  };
  switches?: Switch[];
  late?: { firm: string; region: string; military: boolean; late_end: Band; days_of_plan: number }[];
  stop_any?: Odds | null;
  first_stop_days?: Band | null;
  permission_ends?: string | null;
  expired_by_then?: Band | null;
  expired?: Band | null;
  approvals_published?: {
    date: string;
    group: string;
    filed: number | null;
    approved: number | null;
    share: number | null;
  }[];
}
export interface Sector {
  sector: string;
  direct_musd: Band;
  gross_musd: Band;
  made_later_musd: Band;
  net_musd: Band;
  at_stake_musd: number;
}
export interface Driver {
  parameter: string;
  meaning: string;
  rho: number;
  error: number;
  low_third: number;
  high_third: number;
}
export interface Question {
  question: "over_5_percent_lost" | "back_at_90_percent" | "clause_met";
  clause?: string;
  by: string | null;
  odds: Odds | null;
  tripwires: {
    destination: string;
    month: string;
    due: string;
    threshold_tonnes: number;
    above: Odds;
    not_above: Odds;
    difference: number;
    error: number;
  }[];
}
export interface Switch {
  user: string;
  part: string;
  alternative: string;
  kind: string;
  started: Odds;
  started_on: string | null;
  used: Odds;
  used_on: string | null;
  units: Band;
  days_of_output: number;
}

export interface Run {
  file: string;
  record_length: number;
  certificate: Record<string, unknown>;
  summary: Summary & {
    scenario: string;
    title: string;
    as_of: string;
    until: string;
    first_day: string;
    replicas: number;
    replicas_asked: number;
    state: string;
    content_hash: string;
    inputs_hash: string;
    seed: string;
    version: string;
    numbers_epoch: number;
    audit: string;
    chances: number;
    assumed: number;
    facts_used: number;
    facts_left_out: number;
    observed_until: string | null;
  };
  brief: { sections: { id: string; title: string; items: Item[] }[] };
  inputs: Record<string, Row[]>;
  assumed: Assumed[];
  lanes: [string, string, string, number, boolean][]; // supplier, buyer, good, normal quantity a day, is it an alternative's
  levels: number[];
  series: Record<string, Series>;
  outcomes: Record<string, Outcome>;
  digests: string[];
}

export interface Lever {
  name: string;
  title: string;
  effects: {
    outcome: string;
    unit: string;
    meaning: string;
    base_mean: number;
    difference: number;
    error: number;
    verdict: string;
  }[];
}
export interface Control {
  id: string;
  title: string;
  group: string;
  set: string[];
  step: number;
  problem?: string;
  unit: string;
  written: string;
  type: "number" | "date" | "choice";
  value: number;
  low: number;
  high: number;
  factor: number;
  assumed: boolean;
  source?: string;
  choices?: string[];
  places?: { offset: number; kind: "f64" | "i32" }[];
  ranges?: { shape: number; mode: number }[];
}
export interface Page {
  format: number;
  runs: Run[];
  levers?: { by: string; levers: Lever[] } | null;
  controls?: Control[];
}

export async function unpack(id: string): Promise<Uint8Array | null> {
  const text = document.getElementById(id)?.textContent?.trim() ?? "";
  return text === "" ? null : unpackText(text);
}

// gzip in base64, as cp_gzip_text and pack.mjs make it.
export async function unpackText(text: string): Promise<Uint8Array> {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function readPage(): Promise<Page> {
  const bytes = await unpack("cp-data");
  if (!bytes) throw new Error("this page holds no results; make it again: chokepoint report FILE.db");
  const page = JSON.parse(new TextDecoder().decode(bytes)) as Page;
  if (page.format !== 1)
    throw new Error(`this page's data have format ${page.format}, its program reads 1; make it again with one version`);
  return page;
}
