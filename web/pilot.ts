// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Asking again: controls in the reader's words, the engine in workers, the new run in orange beside the old one, paired replica by replica.
import { headlines } from "./answer";
import { Control, Page, Run, unpack } from "./data";
import { h } from "./dom";
import { Engine } from "./engine/engine";
import { patched, settings, Values } from "./engine/patch";
import { Pool } from "./engine/pool";
import { numbersOf, runOf } from "./engine/records";
import { Done } from "./engine/worker";
import { date, fromDays, number } from "./words";

const counts = [10, 50, 200, 1000];
const name = "your settings";
// pictures are drawn anew when so many replicas are there, and at the end
const stages = [2, 8, 30, 90];

interface Ran {
  records: (Float64Array | undefined)[];
  digests: (Uint8Array | undefined)[];
}

const present = <T>(all: (T | undefined)[]): T[] => all.filter((one): one is T => one !== undefined);
const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const shownValue = (control: Control, value: number): string =>
  control.type === "date"
    ? value < 0
      ? "no date"
      : date(fromDays(value))
    : control.type === "choice"
      ? control.choices![value]!
      : `${number(value, 4)}${control.unit ? ` ${control.unit.replace(/^1\//, "per ")}` : ""}`;

// Arithmetic mean of paired differences and its standard error.
export function paired(a: number[], b: number[]): { mean: number; error: number; n: number } {
  const n = Math.min(a.length, b.length),
    off = Array.from({ length: n }, (_, at) => b[at]! - a[at]!),
    mean = off.reduce((sum, one) => sum + one, 0) / Math.max(1, n);
  return { mean, n, error: n > 1 ? Math.sqrt(off.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (n - 1) / n) : 0 };
}

// Draws a run beside the file's; not the whole page at once while it is refined.
export type Show = (other: Run | null, name: string, isWhole: boolean) => void;

class Pilot {
  private readonly values: Values = new Map();
  private pool: Pool | null = null;
  private model: Uint8Array | null = null;
  private engine: Engine | null = null;
  private old: Ran = { records: [], digests: [] };
  private fresh: Ran = { records: [], digests: [] };
  private replicas = 200;
  private turn = 0;
  private began = 0;
  private told = 0;
  private readonly status = h("p", { class: "status", "aria-live": "polite" });
  private readonly bar = h("progress", { max: 1, value: 0, hidden: true, "aria-label": "replicas done" });
  private readonly facts = h("div", {});
  private readonly run: Run;

  constructor(
    private readonly page: Page,
    private readonly show: Show,
  ) {
    this.run = page.runs[0]!;
  }

  private get controls(): Control[] {
    return (this.page.controls ?? []).filter((one) => one.places);
  }

  private started: Promise<void> | null = null;

  // Once, however often it is asked for meanwhile.
  private start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  private async begin(): Promise<void> {
    const [code, model] = await Promise.all([unpack("cp-engine"), unpack("cp-model")]);
    if (!code || !model) throw new Error("this page has no engine inside");
    const module = await WebAssembly.compile(code as BufferSource);
    this.model = model;
    this.engine = new Engine(module, model.length, model);
    this.pool = new Pool(module, model);
  }

  // Replicas of a run until all are there; `each` sees the count.
  private simulate(values: Values, into: Ran, each: (count: number) => void): Promise<void> {
    return new Promise((done, fail) => {
      const summary = this.run.summary;
      this.pool!.run(patched(this.model!, this.controls, values), summary.seed, summary.chances, this.replicas, {
        failed: (words) => fail(new Error(words)),
        done: (one: Done, count) => {
          into.records[one.replica] = one.record;
          into.digests[one.replica] = one.digest;
          each(count);
          if (count === this.replicas) done();
        },
      });
    });
  }

  private draw(isWhole: boolean): void {
    this.show(runOf(this.run, present(this.fresh.records)), name, isWhole);
  }

  // Workers that have run once answer the first question at once: two replicas of the file's own run, when nothing else is to do.
  async warm(): Promise<void> {
    await this.start();
    if (this.turn === 0)
      this.pool!.run(this.model!, this.run.summary.seed, this.run.summary.chances, 2, {
        failed: () => undefined,
        done: () => undefined,
      });
  }

  private command(): string {
    const quote = (one: string): string => (/^[\w.:=-]+$/.test(one) ? one : `'${one}'`);
    return [
      "chokepoint run",
      this.run.summary.scenario,
      ...settings(this.controls, this.values).map((one) => `--set ${quote(one)}`),
      `-n ${this.replicas}`,
      `--seed ${this.run.summary.seed}`,
      "-o asked.db",
    ].join(" ");
  }

  private tell(hash: string): void {
    const base = headlines(this.run),
      rows: HTMLElement[] = [];
    const olds = present(this.old.records).map((one) => numbersOf(this.run, one)),
      news = present(this.fresh.records).map((one) => numbersOf(this.run, one));
    for (const one of base) {
      if (news[0]?.[one.id] === undefined || olds.length !== news.length) continue;
      const off = paired(
        olds.map((row) => row[one.id]!),
        news.map((row) => row[one.id]!),
      );
      rows.push(
        h(
          "tr",
          {},
          h("th", { scope: "row" }, one.title),
          h("td", { class: "number" }, `${off.mean > 0 ? "+" : ""}${one.format(off.mean)}`),
          h("td", { class: "number" }, `± ${one.format(off.error)}`),
          h(
            "td",
            {},
            Math.abs(off.mean) > 2 * off.error && off.error > 0
              ? "more than chance"
              : off.mean === 0
                ? "no difference"
                : "within chance",
          ),
        ),
      );
    }
    const verified = this.old.digests.filter(
        (one, at) => one && this.run.digests[at] && hex(one) === this.run.digests[at],
      ).length,
      compared = this.old.digests.filter((one, at) => one && this.run.digests[at]).length;
    this.facts.replaceChildren(
      rows.length > 0
        ? h(
            "table",
            { class: "differences" },
            h(
              "caption",
              {},
              `difference to the run above, ${news.length} pairs of replicas with the same random numbers: mean and standard error. The numbers in orange above set ${news.length} replicas beside the file's ${this.run.summary.replicas}, so they differ by chance, too`,
            ),
            h("tbody", {}, ...rows),
          )
        : "",
      h(
        "p",
        { class: "note" },
        "The same, natively, from the folder in which the scenario's folder lies: ",
        h("code", { class: "command" }, this.command()),
      ),
      h(
        "p",
        { class: "note" },
        "Content hash of the run shown: ",
        h("code", { class: "hash" }, hash),
        ". The command gives the same one.",
      ),
      compared > 0
        ? h(
            "p",
            { class: `note verified ${verified === compared ? "" : "warning"}` },
            verified === compared
              ? `The run above, made again here: ${verified} of ${compared} replicas equal to the native run, bit for bit.`
              : `Only ${verified} of ${compared} replicas made here are equal to the native run: do not trust this browser's numbers.`,
          )
        : "",
    );
  }

  // Each word that changes has the browser lay out the page, which takes time from the workers: a few a second are enough.
  private progress(count: number, words: string): void {
    const now = performance.now();
    if (now - this.told < 250 && count < this.replicas) return;
    this.told = now;
    this.bar.value = count / this.replicas;
    this.status.textContent = words;
  }

  private async ask(): Promise<void> {
    const turn = ++this.turn; // a later question makes this one void
    document.body.dataset.pilot = "busy";
    this.bar.hidden = false;
    this.began = performance.now();
    try {
      await this.start();
      if (turn !== this.turn) return;
      this.fresh = { records: [], digests: [] };
      let first = 0;
      await this.simulate(this.values, this.fresh, (count) => {
        if (stages.includes(count) && count < this.replicas) this.draw(false);
        if (count === stages[0]) first = performance.now() - this.began;
        this.progress(count, `${count} of ${this.replicas} replicas with your settings`);
      });
      if (turn !== this.turn) return;
      const seconds = (performance.now() - this.began) / 1000;
      this.draw(true);
      document.body.dataset.first = String(Math.round(first));
      document.body.dataset.seconds = seconds.toFixed(2);
      const hash = this.engine!.hash(present(this.fresh.digests));
      if (present(this.old.records).length !== this.replicas) {
        this.old = { records: [], digests: [] };
        await this.simulate(new Map(), this.old, (count) => {
          this.progress(
            count,
            `${this.replicas} replicas in ${seconds.toFixed(1)} s; the run above again for pairs, ${count} of ${this.replicas}`,
          );
        });
      }
      if (turn !== this.turn) return;
      const asked = this.values.size > 0 ? "with your settings" : "with nothing changed";
      this.status.textContent = `${this.replicas} replicas ${asked} in ${seconds.toFixed(1)} s, drawn in orange`;
      this.tell(hash);
      document.body.dataset.hash = hash;
      document.body.dataset.pilot = "done";
    } catch (error) {
      this.status.textContent = `The engine stopped: ${error instanceof Error ? error.message : String(error)}`;
      document.body.dataset.pilot = "failed";
    }
    this.bar.hidden = true;
  }

  private reset(): void {
    this.turn++;
    this.values.clear();
    this.pool?.stop();
    this.show(null, "", true);
    this.facts.replaceChildren();
    this.status.textContent = "As in the file.";
    this.bar.hidden = true;
    document.body.dataset.pilot = "idle";
  }

  private input(control: Control, changed: (value: number | null) => void): HTMLElement {
    const id = `control-${control.id}`,
      // a date's field shows its value itself
      told = (value: number): string => (control.type === "date" ? "" : shownValue(control, value)),
      output = h("output", { for: id }, told(control.value)),
      box = h("div", { class: "control", "data-control": control.id });
    const set = (value: number | null): void => {
      box.classList.toggle("changed", value !== null);
      output.textContent = told(value ?? control.value);
      back.hidden = value === null;
      changed(value);
    };
    const back = h(
      "button",
      {
        type: "button",
        hidden: true,
        "aria-label": `Reset: ${control.title}`,
        click: () => {
          restore();
          set(null);
        },
      },
      "reset",
    );
    let restore = (): void => undefined;
    let field: HTMLElement;
    if (control.type === "number") {
      const range = h("input", {
        id,
        type: "range",
        min: control.low,
        max: control.high,
        step: control.step,
        value: control.value,
        "aria-valuetext": shownValue(control, control.value),
        input: () => {
          output.textContent = shownValue(control, range.valueAsNumber);
          range.setAttribute("aria-valuetext", output.textContent);
        },
        change: () => set(range.valueAsNumber),
      });
      restore = () => {
        range.valueAsNumber = control.value;
      };
      field = range;
    } else if (control.type === "date") {
      const text = (days: number): string => fromDays(days).toISOString().slice(0, 10);
      const day = h("input", {
        id,
        type: "date",
        min: text(control.low),
        max: text(control.high),
        value: control.value < 0 ? "" : text(control.value),
        change: () => {
          if (!day.reportValidity()) output.textContent = `from ${text(control.low)} to ${text(control.high)} only`;
          else if (day.value !== "") set(Date.parse(`${day.value}T00:00:00Z`) / 86400000);
        },
      });
      restore = () => {
        day.value = control.value < 0 ? "" : text(control.value);
      };
      field = day;
    } else {
      const choice = h(
        "select",
        { id, change: () => set(Number(choice.value)) },
        ...control.choices!.map((word, at) => h("option", { value: at, selected: at === control.value }, word)),
      );
      restore = () => {
        choice.value = String(control.value);
      };
      field = choice;
    }
    this.restores.push(() => {
      restore();
      box.classList.remove("changed");
      output.textContent = told(control.value);
      back.hidden = true;
    });
    const about = [`in the file: ${control.written || "none"}`, control.assumed ? "assumed" : control.source]
      .filter(Boolean)
      .join("; ");
    box.append(
      h("label", { for: id }, control.title),
      h("span", {}, control.type === "choice" ? "" : output, back),
      field,
      h("span", { class: "range" }, about),
    );
    return box;
  }

  private readonly restores: (() => void)[] = [];

  panel(): HTMLElement {
    const groups = new Map<string, Control[]>();
    for (const one of this.controls) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
    const changed =
      (control: Control) =>
      (value: number | null): void => {
        if (value === null) this.values.delete(control.id);
        else this.values.set(control.id, value);
        if (this.values.size === 0) this.reset();
        else void this.ask();
      };
    const choose = h(
      "select",
      {
        id: "pilot-count",
        change: () => {
          this.replicas = Number(choose.value);
          if (this.values.size > 0) void this.ask();
        },
      },
      ...counts.map((count) => h("option", { value: count, selected: count === this.replicas }, number(count, 5))),
    );
    const dropped = (this.page.controls ?? []).filter((one) => one.problem);
    return h(
      "section",
      { id: "ask", class: "pilot", "aria-labelledby": "ask-title" },
      h("h2", { id: "ask-title" }, "Ask again"),
      h(
        "p",
        { class: "measure" },
        "Change what you believe or can decide: the same engine runs here, in your browser, and draws the new answer in orange over this page. Nothing leaves your computer.",
      ),
      ...[...groups].map(([group, controls]) =>
        h(
          "fieldset",
          {},
          h("legend", {}, group || "Settings"),
          h("div", { class: "controls" }, ...controls.map((one) => this.input(one, changed(one)))),
        ),
      ),
      dropped.length > 0 &&
        h("p", { class: "note" }, `Left out: ${dropped.map((one) => `${one.title} (${one.problem})`).join("; ")}.`),
      h(
        "div",
        { class: "row" },
        h("label", { for: "pilot-count" }, "Replicas"),
        choose,
        h("button", { type: "button", id: "pilot-run", click: () => void this.ask() }, "Run"),
        h(
          "button",
          {
            type: "button",
            id: "pilot-reset",
            click: () => {
              this.restores.forEach((again) => again());
              this.reset();
            },
          },
          "Reset all",
        ),
      ),
      this.bar,
      this.status,
      this.facts,
    );
  }
}

export function startPilot(page: Page, after: HTMLElement, show: Show): void {
  const hasEngine = (document.getElementById("cp-engine")?.textContent ?? "").trim() !== "";
  if (!hasEngine) {
    after.after(
      h(
        "p",
        { class: "missing" },
        "This page was made by a program without the WebAssembly engine, so it shows and cannot be asked again.",
      ),
    );
    return;
  }
  if ((page.controls ?? []).some((one) => one.places)) {
    const pilot = new Pilot(page, show);
    after.after(pilot.panel());
    (globalThis.requestIdleCallback ?? setTimeout)(() => void pilot.warm().catch(() => undefined));
  } else
    after.after(
      h(
        "p",
        { class: "missing" },
        "The scenario names no controls, so there is nothing to change here; its section `controls` would.",
      ),
    );
}
