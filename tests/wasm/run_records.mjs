// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the page makes of records is what the program makes of them: series, outcomes and every number of the summary that a section shows of a run
// made in the page. The program's side is its file; the page's side is its own code over records of the WebAssembly engine. Run by ctest with CP_PROGRAM,
// CP_WASM_MODULE and CP_SOURCE set.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { CP_PROGRAM: program, CP_WASM_MODULE: modulePath, CP_SOURCE: source } = process.env;
const esbuildPath = join(source, "web/node_modules/esbuild");
if (!modulePath || !existsSync(modulePath) || !existsSync(esbuildPath)) {
  console.log("skipped: no WebAssembly module or no packages of the page were built (needs clang, lld and npm)");
  process.exit(77);
}
const folder = mkdtempSync(join(tmpdir(), "chokepoint-records-"));
const { buildSync } = createRequire(import.meta.url)(esbuildPath);
buildSync({
  stdin: {
    contents: 'export * from "./engine/engine"; export * from "./engine/records"; export * from "./answer";',
    resolveDir: join(source, "web"),
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: join(folder, "page.mjs"),
});
const { Engine, runOf, numbersOf, headlines } = await import(pathToFileURL(join(folder, "page.mjs")));

const quiet = { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 28 };
let failed = 0,
  compared = 0;

// Equal to the seven digits that the file has; walks objects and arrays.
function same(what, expected, found) {
  if (typeof expected === "number" && typeof found === "number") {
    compared++;
    if (Math.abs(expected - found) <= 2e-6 * Math.max(1, Math.abs(expected))) return;
  } else if (expected !== null && typeof expected === "object" && found !== null && typeof found === "object") {
    for (const key of Object.keys(expected)) same(`${what}.${key}`, expected[key], found[key]);
    return;
  } else if (expected === found) return;
  failed++;
  if (failed <= 20)
    console.log(`${what}: the program has ${JSON.stringify(expected)}, the page ${JSON.stringify(found)}`);
}

// A run by the program, and the same replicas by the engine of the page.
async function runBoth(scenario, replicas) {
  const database = join(folder, "run.db");
  execFileSync(
    program,
    [
      "run",
      join(source, scenario),
      "-n",
      String(replicas),
      "--seed",
      "3",
      "-q",
      "--no-report",
      "--force",
      "-o",
      database,
    ],
    quiet,
  );
  const native = JSON.parse(execFileSync(program, ["report", database, "--json"], quiet)).runs[0];
  execFileSync(program, ["compile", join(source, scenario), "-q", "-o", join(folder, "model.bin")], quiet);
  const model = new Uint8Array(readFileSync(join(folder, "model.bin")));
  const engine = new Engine(await WebAssembly.compile(readFileSync(modulePath)), model.length, model);
  const records = Array.from(
    { length: replicas },
    (_, replica) => engine.run(3n, replica, native.summary.chances).record,
  );

  return { native, records };
}

async function hold(scenario, replicas) {
  const { native, records } = await runBoth(scenario, replicas);

  // a file of another run in the hands of the page: whatever it takes from there instead of from its records shows
  const stranger = structuredClone(native);
  const spoil = (value) => {
    for (const key of Object.keys(value)) {
      if (
        typeof value[key] === "number" &&
        ![
          "at_least",
          "at_least_low",
          "at_least_high",
          "headline_baseline",
          "world_baseline",
          "at_stake_musd",
          "chances",
        ].includes(key)
      )
        value[key] += 1234.5;
      else if (value[key] !== null && typeof value[key] === "object") spoil(value[key]);
    }
  };
  for (const key of ["line_weeks_lost_after", "line_weeks_lost_before", "economy", "costs"])
    if (stranger.summary[key]) spoil(stranger.summary[key]);
  spoil(stranger.summary.clauses);
  spoil(stranger.summary.answer);
  if (native.summary.losses.vehicle_makers > 0)
    spoil(stranger.summary.losses), (stranger.summary.losses.vehicle_makers = native.summary.losses.vehicle_makers);
  for (const one of Object.values(stranger.series))
    one.values = one.values.map((levels) => levels.map((dates) => dates.map(() => -1)));
  for (const one of Object.values(stranger.outcomes)) one.values = one.values.map((row) => row.map(() => -1));

  const made = runOf(stranger, records);
  for (const name of Object.keys(native.series))
    same(`${scenario} series ${name}`, native.series[name].values, made.series[name].values);
  for (const name of Object.keys(native.outcomes))
    same(`${scenario} outcome ${name}`, native.outcomes[name].values, made.outcomes[name].values);
  const { summary } = native;
  same("share_of_baseline", summary.answer.share_of_baseline, made.summary.answer.share_of_baseline);
  same("over_5_percent_lost", summary.answer.over_5_percent_lost, made.summary.answer.over_5_percent_lost);
  same("line_weeks_lost_after", summary.line_weeks_lost_after, made.summary.line_weeks_lost_after);
  for (const [at, clause] of summary.clauses.entries()) {
    for (const key of ["met", "act", "both", "breached", "deadlock", "met_by_end"])
      same(`clause ${clause.clause}.${key}`, clause[key], made.summary.clauses[at][key]);
    for (const [place, reading] of clause.readings.entries())
      same(`reading ${reading.reading}.met`, reading.met, made.summary.clauses[at].readings[place].met);
  }
  if (summary.economy) same("economy", summary.economy, made.summary.economy);
  same("costs", summary.costs.controls, made.summary.costs.controls);
  same(
    "losses keep the count of makers alone",
    { vehicle_makers: native.summary.losses.vehicle_makers ?? null },
    made.summary.losses,
  );
  same("no other loss of the file", 1, Object.keys(made.summary.losses).length);
  for (const key of ["cover", "classes", "late", "switches"])
    same(`${key} is left out`, 0, Object.keys(made.summary[key]).length);

  // the answer's numbers, from the summary and replica by replica
  const shown = headlines(native),
    own = headlines(made);
  same(
    "numbers of the answer",
    shown
      .filter((one) => one.id !== "net" || summary.economy)
      .map((one) => [one.id, one.value, one.low, one.high, one.error]),
    own.map((one) => [one.id, one.value, one.low, one.high, one.error]),
  );
  const rows = records.map((record) => numbersOf(native, record));
  for (const one of shown.filter((card) => ["much", "clause"].includes(card.id)))
    same(`paired ${one.id}`, one.value, rows.reduce((sum, row) => sum + row[one.id], 0) / replicas);
  const middle = (id) => {
    const sorted = rows.map((row) => row[id]).sort((a, b) => a - b);
    return (sorted[Math.floor((replicas - 1) / 2)] + sorted[Math.ceil((replicas - 1) / 2)]) / 2;
  };
  for (const one of shown.filter(
    (card) => ["shipped", "lost"].includes(card.id) || (card.id === "net" && summary.economy),
  ))
    same(`paired ${one.id}`, one.value, middle(one.id));
}

// Trip-wires, from records: the odds among replicas in which a figure lies above the middle one, and among the others.
function holdWatch({ native, records }) {
  const { summary } = native;
  same("watch has enough replicas", false, summary.watch.too_few_replicas);
  const asOf = summary.as_of.slice(0, 7),
    value = (record, name, entity, date) => {
      const { offset, dates, parts, entities } = native.series[name].about;
      return parts[entities.indexOf(entity)].reduce(
        (sum, part) => sum + record[offset + part * dates.length + date],
        0,
      );
    };
  const dates = native.series.shipped.about.dates.map((one) => one.slice(0, 7)),
    totals = (record, name) =>
      dates.reduce((sum, when, at) => sum + (when > asOf ? value(record, name, summary.headline, at) : 0), 0);
  const met = (record, question) => {
    const { offset, entities } = native.outcomes.met_on,
      day = record[offset + entities.indexOf(question.clause)];
    return day >= 0 && day <= Date.parse(`${question.by ?? summary.until}T00:00:00Z`) / 86400000;
  };
  const isTrue = {
    over_5_percent_lost: (record) => totals(record, "line_weeks_lost") > 0.05 * totals(record, "line_weeks"),
    back_at_90_percent: (record, question) =>
      dates.some(
        (when, at) =>
          when >= asOf &&
          when <= question.by.slice(0, 7) &&
          value(record, "shipped", summary.headline, at) >= 0.9 * summary.answer.headline_baseline,
      ),
    clause_met: met,
  };
  const figureOf = (destination, month) => {
    const values = records.map((record) => value(record, "shipped", destination, dates.indexOf(month))),
      sorted = [...values].sort((a, b) => a - b),
      middle = (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
    return { middle, isAbove: values.map((one) => one > middle) };
  };
  // share above, share not above, difference, error if the figure told nothing
  const sides = (truth, isAbove) => {
    const n = [isAbove.filter(Boolean).length, isAbove.filter((one) => !one).length],
      share = [true, false].map(
        (side, at) => truth.filter((one, place) => one && isAbove[place] === side).length / n[at],
      ),
      all = truth.filter(Boolean).length / truth.length;
    return { share, off: share[0] - share[1], error: Math.sqrt(all * (1 - all) * (1 / n[0] + 1 / n[1])), n };
  };
  const months = (from, count) =>
    Array.from({ length: count }, (_, at) => dates[dates.indexOf(from) + at]).filter((one) => one !== undefined);
  const told = summary.watch.questions.flatMap((one) => one.tripwires),
    places = new Set(told.map((one) => one.destination));
  for (const question of summary.watch.questions) {
    const truth = records.map((record) => isTrue[question.question](record, question)),
      wires = question.tripwires;
    same(`odds of ${question.question}`, question.odds.share, truth.filter(Boolean).length / truth.length);
    for (const [at, wire] of wires.entries()) {
      const { middle, isAbove } = figureOf(wire.destination, wire.month),
        found = sides(truth, isAbove);
      same("threshold", wire.threshold_tonnes, middle);
      same("above", wire.above.share, found.share[0]);
      same("not above", wire.not_above.share, found.share[1]);
      same("difference", wire.difference, found.off);
      same("error", wire.error, found.error);
      same("beyond chance", true, Math.abs(found.off) > summary.watch.threshold_errors * found.error);
      same("strongest first", true, at === 0 || Math.abs(found.off) <= Math.abs(wires[at - 1].difference));
      same("not yet published", true, wire.due > summary.as_of);
      same("in time", true, wire.due <= (question.by ?? summary.until));
    }
    // of destinations that are told anywhere, no stronger figure is left out
    const least = wires.length < 4 ? 0 : Math.abs(wires.at(-1).difference);
    for (const place of places) {
      if (question.question === "back_at_90_percent" && place === summary.headline) continue;
      const own = wires.find((one) => one.destination === place);
      for (const month of months("2025-06", 3)) {
        const { isAbove } = figureOf(place, month),
          found = sides(truth, isAbove),
          due = new Date(Date.parse(`${month}-01T00:00:00Z`));
        due.setUTCMonth(due.getUTCMonth() + 1, summary.watch.lag_days);
        if (due.toISOString().slice(0, 10) > (question.by ?? summary.until)) continue;
        const isTold = Math.abs(found.off) > summary.watch.threshold_errors * found.error && Math.min(...found.n) >= 10;
        if (isTold) same("left out", true, Math.abs(found.off) <= Math.abs(own?.difference ?? least) + 1e-9);
      }
    }
  }
  same("some figure moves some odds", true, told.length > 0);
}

holdWatch(await runBoth("scenarios/rare-earth-pact-2025", 120));
await hold("scenarios/rare-earth-pact-2025", 9);
await hold("scenarios/gallium-germanium-2023", 8);
rmSync(folder, { recursive: true });
console.log(
  failed === 0 ? `${compared} numbers of the page equal the program's` : `${failed} of ${compared} numbers differ`,
);
process.exit(failed === 0 ? 0 : 1);
