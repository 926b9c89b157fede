// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// One engine: the WebAssembly module with a model in its memory. It runs a replica at a time and gives its record and digest, the same
// bytes as natively. Works in a worker and in node.

interface Exports {
  memory: WebAssembly.Memory;
  __heap_base: WebAssembly.Global;
  cp_wasm_room: (bytes: number, taken: number) => number;
  cp_wasm_engine_bytes: (blob: number, bytes: number) => number;
  cp_wasm_record_length: (blob: number, bytes: number) => number;
  cp_wasm_run: (
    blob: number,
    bytes: number,
    region: number,
    seedLow: number,
    seedHigh: number,
    replica: number,
    chances: number,
    record: number,
    digest: number,
  ) => number;
  cp_wasm_hash: (bytes: number, size: number, digest: number) => void;
}

export interface Outcome {
  replica: number;
  record: Float64Array;
  digest: Uint8Array;
}

export class Engine {
  private taken = 0;
  private readonly exports: Exports;
  private readonly blob: number;
  private readonly region: number;
  private readonly record: number;
  private readonly digest: number;
  readonly length: number;

  constructor(
    module: WebAssembly.Module,
    private readonly size: number,
    model: Uint8Array,
  ) {
    this.exports = new WebAssembly.Instance(module, {}).exports as unknown as Exports;
    this.blob = this.room(size);
    this.load(model);
    this.length = this.exports.cp_wasm_record_length(this.blob, size);
    if (this.length === 0) throw new Error("the model is of another version than the engine");
    this.region = this.room(this.exports.cp_wasm_engine_bytes(this.blob, size));
    this.record = this.room(8 * this.length);
    this.digest = this.room(32);
  }

  private room(bytes: number): number {
    const at = this.exports.cp_wasm_room(bytes, this.taken);
    if (at === 0) throw new Error("the browser gives no more memory");
    this.taken = at + bytes - (this.exports.__heap_base.value as number);
    return at;
  }

  // Another model of the same size.
  load(model: Uint8Array): void {
    new Uint8Array(this.exports.memory.buffer, this.blob, this.size).set(model);
  }

  run(seed: bigint, replica: number, chances: number): Outcome {
    const status = this.exports.cp_wasm_run(
      this.blob,
      this.size,
      this.region,
      Number(seed & 0xffffffffn),
      Number(seed >> 32n),
      replica,
      chances,
      this.record,
      this.digest,
    );
    if (status !== 0) throw new Error(`replica ${replica} failed with status ${status}`);
    const memory = this.exports.memory.buffer;
    return {
      replica,
      record: new Float64Array(memory, this.record, this.length).slice(),
      digest: new Uint8Array(memory, this.digest, 32).slice(),
    };
  }

  // The content hash of the replicas with these digests, in their order.
  hash(digests: Uint8Array[]): string {
    const at = this.room(32 * digests.length + 32);
    this.taken = at - (this.exports.__heap_base.value as number);
    const bytes = new Uint8Array(this.exports.memory.buffer, at, 32 * digests.length + 32);
    digests.forEach((one, place) => bytes.set(one, 32 * place));
    this.exports.cp_wasm_hash(at, 32 * digests.length, at + 32 * digests.length);
    return [...bytes.slice(32 * digests.length)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}
