// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Two workers that share the replicas of a run: even ones and odd ones, so that those that are done are the first ones, more or less.
import text from "made:worker";
import { Begin, Done, Job } from "./worker";

export interface Watch {
  done: (one: Done, count: number) => void;
  failed: (words: string) => void;
}

export class Pool {
  private readonly workers: Worker[] = [];
  private job = 0;
  private count = 0;
  private watch: Watch | null = null;

  constructor(module: WebAssembly.Module, model: Uint8Array, size = 2) {
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    for (let one = 0; one < size; one++) {
      const worker = new Worker(address);
      worker.onmessage = (event: MessageEvent<Done & { error?: string }>) => this.take(event.data);
      worker.onerror = (event) => this.watch?.failed(event.message);
      worker.postMessage({ kind: "begin", module, model } satisfies Begin);
      this.workers.push(worker);
    }
  }

  private take(one: Done & { error?: string }): void {
    if (one.error) this.watch?.failed(one.error);
    else if (one.job === this.job) this.watch?.done(one, ++this.count);
  }

  // A newer run stops the older one.
  run(model: Uint8Array, seed: string, chances: number, replicas: number, watch: Watch): void {
    this.job++;
    this.count = 0;
    this.watch = watch;
    this.workers.forEach((worker, first) =>
      worker.postMessage({
        kind: "job",
        job: this.job,
        model,
        seed,
        chances,
        first,
        step: this.workers.length,
        count: replicas,
      } satisfies Job),
    );
  }

  stop(): void {
    this.job++;
    this.workers.forEach((worker) =>
      worker.postMessage({
        kind: "job",
        job: this.job,
        model: new Uint8Array(0),
        seed: "0",
        chances: 1,
        first: 0,
        step: 1,
        count: 0,
      } satisfies Job),
    );
  }
}
