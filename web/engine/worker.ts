// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A worker: gets the module and a model once, then jobs of replicas; answers each replica as it is done and stops when a newer job comes.
import { Engine } from "./engine";

export interface Begin {
  kind: "begin";
  module: WebAssembly.Module;
  model: Uint8Array;
}
export interface Job {
  kind: "job";
  job: number;
  model: Uint8Array;
  seed: string;
  chances: number;
  first: number;
  step: number;
  count: number;
}
export interface Done {
  job: number;
  replica: number;
  record: Float64Array;
  digest: Uint8Array;
}

let engine: Engine | null = null;
let current = -1;

// Lets messages in between two replicas, without the delay that timers have.
const channel = new MessageChannel();
let wake: (() => void) | null = null;
channel.port1.onmessage = () => wake?.();
const breathe = (): Promise<void> =>
  new Promise((done) => {
    wake = done;
    channel.port2.postMessage(0);
  });

async function work(job: Job): Promise<void> {
  current = job.job;
  if (job.count > 0) engine!.load(job.model);
  for (let replica = job.first; replica < job.count; replica += job.step) {
    await breathe();
    if (current !== job.job) return;
    const { record, digest } = engine!.run(BigInt(job.seed), replica, job.chances);
    postMessage({ job: job.job, replica, record, digest } satisfies Done, {
      transfer: [record.buffer as ArrayBuffer, digest.buffer as ArrayBuffer],
    });
  }
}

self.onmessage = (event: MessageEvent<Begin | Job>) => {
  try {
    if (event.data.kind === "begin") engine = new Engine(event.data.module, event.data.model.length, event.data.model);
    else void work(event.data);
  } catch (error) {
    postMessage({ job: -1, error: String(error) });
  }
};
