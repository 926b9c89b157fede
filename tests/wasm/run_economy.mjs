// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The economy gives the same bits natively and in WebAssembly, alone and in a batch, with one thread and two, with plain and wide vectors:
// the digest of a small made-up economy after some steps. Run by ctest with CP_PROGRAM, CP_PROGRAM_AVX2 and CP_WASM_MODULE set.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const { CP_PROGRAM: program, CP_PROGRAM_AVX2: wide, CP_WASM_MODULE: module_path } = process.env;
const WARM = 2; // steps that `economy bench` makes before it measures
let failed = 0;

function check(what, expected, found) {
  if (expected === found) return;
  failed++;
  console.log(`${what}: expected ${expected}, found ${found}`);
}

function native(binary, [regions, sectors, steps], replicas, ...more) {
  const text = execFileSync(
    binary,
    [
      "economy",
      "bench",
      "--regions",
      `${regions}`,
      "--sectors",
      `${sectors}`,
      "--steps",
      `${steps - WARM}`,
      "--replicas",
      `${replicas}`,
      "--json",
      ...more,
    ],
    { encoding: "utf8" },
  );
  return JSON.parse(text).digest;
}

async function in_wasm([regions, sectors, steps], replicas) {
  const { instance } = await WebAssembly.instantiate(readFileSync(module_path), {});
  const engine = instance.exports;
  const memory = engine.cp_wasm_room(engine.cp_wasm_economy_bytes(regions, sectors, replicas), 0);
  const digest = engine.cp_wasm_economy(regions, sectors, replicas, steps, memory);
  return BigInt.asUintN(64, digest).toString(16).padStart(16, "0");
}

// 4 x 9 ends in half a tile; 40 steps are enough for stocks to run down and orders to move
const seen = new Set();
for (const size of [
  [4, 9, 40],
  [3, 8, 40],
  [4, 9, 41],
]) {
  const digest = native(program, size, 1);
  seen.add(digest);
  check("eight replicas", digest, native(program, size, 8));
  check("two threads", digest, native(program, size, 3, "--threads", "2"));
  check("plain vectors", digest, native(program, size, 2, "--plain"));
  if (wide && existsSync(wide)) check("compiled for AVX2, plain vectors", digest, native(wide, size, 1, "--plain"));
  if (module_path && existsSync(module_path)) {
    check("WebAssembly", digest, await in_wasm(size, 1));
    check("WebAssembly, five replicas", digest, await in_wasm(size, 5));
  }
  console.log(`${size.join(" x ")} steps: digest ${digest}`);
}
check("sizes and steps that give another digest", 3, seen.size);
process.exit(failed === 0 ? 0 : 1);
