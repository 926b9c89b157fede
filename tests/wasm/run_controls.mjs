// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// What the page writes into the model for a control gives the same content hash as the program gives with --set: every control of the default
// scenario, at both ends, in the middle, and all together. Run by ctest with CP_PROGRAM, CP_WASM_MODULE and CP_SOURCE set.
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
const folder = mkdtempSync(join(tmpdir(), "chokepoint-controls-"));
const scenario = join(source, "scenarios/rare-earth-pact-2025");
const replicas = 2;
let failed = 0;

// the page's own code, bundled for node
const { buildSync } = createRequire(import.meta.url)(esbuildPath);
buildSync({
  stdin: {
    contents: 'export * from "./engine/engine"; export * from "./engine/patch";',
    resolveDir: join(source, "web"),
    loader: "ts",
  },
  bundle: true,
  format: "esm",
  platform: "node",
  outfile: join(folder, "engine.mjs"),
});
const { Engine, patched, settings } = await import(pathToFileURL(join(folder, "engine.mjs")));

const quiet = { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8", maxBuffer: 1 << 28 };
const database = join(folder, "run.db");
const hashOf = (given) => {
  execFileSync(
    program,
    [
      "run",
      scenario,
      "-n",
      String(replicas),
      "--seed",
      "1",
      "--quiet",
      "--no-report",
      "--force",
      "-o",
      database,
      ...given.flatMap((one) => ["--set", one]),
    ],
    quiet,
  );
  return JSON.parse(execFileSync(program, ["certificate", database], quiet)).content_hash;
};

const base = hashOf([]);
const page = JSON.parse(execFileSync(program, ["report", database, "--json"], quiet));
execFileSync(program, ["compile", scenario, "--quiet", "-o", join(folder, "model.bin")], quiet);
const model = new Uint8Array(readFileSync(join(folder, "model.bin")));
const engine = new Engine(await WebAssembly.compile(readFileSync(modulePath)), model.length, model);

function check(what, values) {
  engine.load(patched(model, page.controls, values));
  const digests = Array.from(
    { length: replicas },
    (_, replica) => engine.run(1n, replica, page.runs[0].summary.chances).digest,
  );
  const found = engine.hash(digests),
    expected = values.size === 0 ? base : hashOf(settings(page.controls, values));
  if (found !== expected) failed++;
  console.log(
    `${found === expected ? "same" : "OTHER"} ${what} ${found.slice(0, 12)}${found === base && values.size > 0 ? " (as without)" : ""}`,
  );
  return found;
}

check("as it is", new Map());
const moved = new Map();
for (const control of page.controls) {
  if (control.problem) {
    failed++;
    console.log(`${control.id}: ${control.problem}`);
    continue;
  }
  const middle = Math.round((control.low + control.high) / 2);
  const hashes = [control.low, control.high].map((value) =>
    check(`${control.id} = ${value}`, new Map([[control.id, value]])),
  );
  if (hashes.every((hash) => hash === base)) {
    failed++;
    console.log(`${control.id} changes nothing at either end`);
  }
  moved.set(control.id, middle);
}
check("all in the middle", moved);
rmSync(folder, { recursive: true });
console.log(failed === 0 ? `${page.controls.length} controls, same hash everywhere` : `${failed} differences`);
process.exit(failed === 0 ? 0 : 1);
