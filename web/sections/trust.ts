// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How far to trust it: what is assumed, where facts come from, and the certificate that lets anybody repeat the run.
import { Run } from "../data";
import { h } from "../dom";
import { Builder, Section } from "../section";
import { View } from "../view";
import { number, plain } from "../words";
import { sourceMark } from "./brief";

const most = 40; // rows shown at first

// A list that the reader searches; rows beyond the first are made when they are asked for.
function searchable(rows: { text: string; make: () => HTMLElement }[], label: string): HTMLElement {
  const list = h("ul", { class: "long" }),
    count = h("p", { class: "grey", "aria-live": "polite" });
  let limit = most;
  const more = h(
    "button",
    {
      type: "button",
      click: () => {
        limit += 400;
        show();
      },
    },
    "Show more",
  );
  const field = h("input", {
    type: "search",
    "aria-label": label,
    placeholder: label,
    input: () => {
      limit = most;
      show();
    },
  });
  const show = () => {
    const wanted = field.value.toLowerCase(),
      found = rows.filter((row) => row.text.includes(wanted));
    list.replaceChildren(...found.slice(0, limit).map((row) => row.make()));
    count.textContent = `${number(Math.min(limit, found.length), 6)} of ${number(found.length, 6)}`;
    more.hidden = found.length <= limit;
  };
  show();
  return h("div", { class: "search" }, field, count, list, more);
}

function facts(run: Run): { text: string; make: () => HTMLElement }[] {
  const when = (row: Record<string, string>) => row.date ?? row.period ?? row.known_from ?? "";
  return ["timeline", "statements", "observations", "approvals"].flatMap((section) =>
    (run.inputs[section] ?? []).map((row) => {
      const words =
        row.what ??
        row.claim ??
        [row.group, row.destination, row.tonnes, row.approved && `${row.approved} approved`].filter(Boolean).join(" ");
      return {
        text: `${when(row)} ${section} ${words} ${row.source ?? ""}`.toLowerCase(),
        make: () => h("li", {}, h("b", {}, when(row)), ` ${words} `, row.source ? sourceMark(row.source) : null),
      };
    }),
  );
}

export function trust(view: View): Section {
  const run = view.base,
    builder = new Builder("trust", "How far to trust it", view),
    summary = run.summary;
  builder.add(
    h("h3", {}, `${number(run.assumed.length, 6)} values are assumed`),
    h(
      "p",
      { class: "measure" },
      "no source gives them. Where they have a range the bands hold it; a value without one is taken as it stands",
    ),
    searchable(
      run.assumed.map((one) => ({
        text: `${one.section} ${one.row} ${one.field} ${one.value}`.toLowerCase(),
        make: () =>
          h(
            "li",
            {},
            h("code", {}, [one.section, one.row, one.field].filter(Boolean).join(".")),
            ` ${one.value} `,
            h("span", { class: "assumed", title: one.source ?? "assumed" }, "assumed"),
          ),
      })),
      "Search assumed values",
    ),
    h("h3", {}, "Dated acts, words and figures, and their sources"),
    searchable(facts(run), "Search facts"),
  );
  const rows: [string, string][] = [
    ["scenario", summary.scenario],
    ["state", summary.state],
    ["replicas", `${summary.replicas} of ${summary.replicas_asked}, ${summary.chances} per point`],
    ["seed", summary.seed],
    ["as of", summary.as_of],
    ["days", `${summary.first_day} to ${summary.until}`],
    ["facts used, left out as later", `${summary.facts_used}, ${summary.facts_left_out}`],
    ["audit", summary.audit],
    ["inputs (SHA-256)", summary.inputs_hash],
    ["results (SHA-256)", summary.content_hash],
    ["version, numbers epoch", `${summary.version}, ${summary.numbers_epoch}`],
    ["file", run.file],
  ];
  builder.add(
    h("h3", { id: "certificate" }, "Run certificate"),
    h("p", { class: "measure" }, "the same inputs, seed and version give the same hash on every machine"),
    h("dl", { class: "certificate" }, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
  );
  const errors =
    (run.certificate.monte_carlo as
      | { name: string; entity: string; date: string; unit: string; value: number; error: number }[]
      | undefined) ?? [];
  const cells = (one: (typeof errors)[number]) => [
    h("th", { scope: "row" }, plain(one.name)),
    ...[one.entity, one.date ?? "", one.unit].map((cell) => h("td", {}, cell)),
    ...[one.value.toPrecision(6), one.error.toPrecision(3)].map((cell) =>
      h("td", { class: "number" }, String(Number(cell))),
    ),
  ];
  const head = h(
    "thead",
    {},
    h("tr", {}, ...["number", "of", "date", "unit", "value", "error"].map((name) => h("th", { scope: "col" }, name))),
  );
  const table = h("table", {}, head, h("tbody", {}, ...errors.map((one) => h("tr", {}, ...cells(one)))));
  if (errors.length > 0)
    builder.add(
      h(
        "details",
        {},
        h("summary", {}, `Monte-Carlo errors of ${errors.length} headline numbers`),
        h("div", { class: "table", tabindex: 0, role: "region", "aria-label": "Monte-Carlo errors" }, table),
      ),
    );
  return builder.done();
}
