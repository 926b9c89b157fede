// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The WebAssembly engine gives the same content hash as the program, replica for replica; and the module imports nothing.
// Scenarios: the default one, and the plain queue. Run by ctest with CP_PROGRAM, CP_WASM_MODULE and CP_SOURCE set.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CP_PROGRAM: program, CP_PROGRAM_AVX2: wide, CP_WASM_MODULE: module_path, CP_SOURCE: source } = process.env;
if (!module_path || !existsSync(module_path)) {
  console.log("skipped: no WebAssembly module was built (needs clang and lld)");
  process.exit(77);
}
const folder = mkdtempSync(join(tmpdir(), "chokepoint-wasm-"));
let failed = 0;

function check(what, expected, found) {
  if (expected === found) return;
  failed++;
  console.log(`${what}: expected ${expected}, found ${found}`);
}

const module = await WebAssembly.compile(readFileSync(module_path));
check("imports of the module", 0, WebAssembly.Module.imports(module).length);

// The content hash as the program defines it: SHA-256 over the replicas' digests in replica order.
async function hash_in_wasm(blob, seed, n_replica, chances) {
  const { exports: engine } = await WebAssembly.instantiate(module, {});
  let taken = 0;
  const room = (bytes) => {
    const at = engine.cp_wasm_room(bytes, taken);
    if (at === 0) throw new Error("out of memory");
    taken = at + bytes - engine.__heap_base.value;
    return at;
  };
  const model = room(blob.length);
  new Uint8Array(engine.memory.buffer).set(blob, model);
  const region = room(engine.cp_wasm_engine_bytes(model, blob.length));
  const record = room(8 * engine.cp_wasm_record_length(model, blob.length));
  const digest = room(32);
  const all = createHash("sha256");
  for (let replica = 0; replica < n_replica; replica++) {
    const status = engine.cp_wasm_run(model, blob.length, region, seed, 0, replica, chances, record, digest);
    check(`status of replica ${replica}`, 0, status);
    all.update(new Uint8Array(engine.memory.buffer, digest, 32));
  }
  return all.digest("hex");
}

function hash_of_program(binary, scenario, n_replica, threads) {
  const out = join(folder, "run.db");
  execFileSync(
    binary,
    [
      "run",
      scenario,
      "-n",
      String(n_replica),
      "--seed",
      "7",
      "--threads",
      String(threads),
      "--quiet",
      "--no-report",
      "-o",
      out,
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  const text = execFileSync(binary, ["certificate", out], { encoding: "utf8" });
  rmSync(out);
  return JSON.parse(text).content_hash;
}

for (const [name, n_replica] of [
  ["scenarios/rare-earth-pact-2025", 8],
  ["tests/law/queue_mmc", 1],
]) {
  const scenario = join(source, name);
  const compiled = join(folder, "model.bin");
  execFileSync(program, ["compile", scenario, "-o", compiled], { stdio: ["ignore", "ignore", "inherit"] });
  const native = hash_of_program(program, scenario, n_replica, 2);
  check(`${name}: one thread`, native, hash_of_program(program, scenario, n_replica, 1));
  check(`${name}: WebAssembly`, native, await hash_in_wasm(readFileSync(compiled), 7, n_replica, 1));
  if (wide && existsSync(wide)) check(`${name}: AVX2`, native, hash_of_program(wide, scenario, n_replica, 2));
  console.log(`${name}: ${n_replica} replicas, content hash ${native}`);
}
rmSync(folder, { recursive: true });
console.log(failed === 0 ? "same hash everywhere" : `${failed} differences`);
process.exit(failed === 0 ? 0 : 1);
