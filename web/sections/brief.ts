// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Where everything stands, from dated facts alone: what was said, what the legal acts are, what was observed, side by side.
import { Item, Run } from "../data";
import { h } from "../dom";
import { Builder, Section } from "../section";
import { regionLabel, View } from "../view";
import { capital, date } from "../words";

const columns: { title: string; lead: string; sections: string[] }[] = [
  { title: "Said", lead: "agreements, promises and claims, and who confirmed them", sections: ["deal", "statements"] },
  {
    title: "Legal act",
    lead: "what is owed, in force, licensed and permitted",
    sections: ["owes", "measures", "desk", "permissions"],
  },
  { title: "Observed", lead: "what customs and industry reported", sections: ["observed", "industry", "indices"] },
];
const short = 3; // items shown of a list before the reader asks for more

const links = (text: string): (Node | string)[] =>
  text
    .split(/(https?:\/\/\S+)/)
    .map((part) =>
      part.startsWith("http")
        ? h(
            "a",
            { href: part, rel: "noreferrer noopener", target: "_blank" },
            new URL(part).hostname.replace(/^www\./, ""),
          )
        : part,
    );

export function sourceMark(text: string): HTMLElement {
  return h("details", { class: "source" }, h("summary", { title: "source" }, "source"), h("span", {}, ...links(text)));
}

function itemOf(item: Item): HTMLElement {
  return h(
    "li",
    { class: item.done === undefined ? null : item.done ? "done" : "open" },
    h("span", { class: "what" }, item.title ?? item.id ?? ""),
    item.state &&
      h("span", { class: `state ${item.state.toLowerCase().replaceAll(" ", "-")}` }, item.state.toLowerCase()),
    item.note && h("span", { class: "note" }, item.note),
    item.cause &&
      item.cause !== item.note &&
      (item.kind === "agreement" || item.kind === "clause") &&
      h("span", { class: "cause" }, item.cause),
    item.source && sourceMark(item.source),
    item.items &&
      item.items.length > 0 &&
      (item.kind === "party" || item.kind === "speaker" || item.kind === "heading"
        ? listOf(item.items, short)
        : h(
            "details",
            { class: "more" },
            h(
              "summary",
              {},
              `${item.items.length === 1 ? "one point" : `${item.items.length} points`}: ${item.items
                .slice(0, 3)
                .map((one) => one.title ?? one.id)
                .join(", ")}${item.items.length > 3 ? " …" : ""}`,
            ),
            listOf(item.items, 99),
          )),
  );
}

function listOf(items: Item[], most: number): HTMLElement {
  if (items.length <= most + 1) return h("ul", {}, ...items.map(itemOf));
  return h(
    "div",
    {},
    h("ul", {}, ...items.slice(0, most).map(itemOf)),
    h("details", {}, h("summary", {}, `${items.length - most} more`), h("ul", {}, ...items.slice(most).map(itemOf))),
  );
}

const titleOf = (run: Run, one: { id: string; title: string }): string =>
  one.id.startsWith("owes-") ? `${regionLabel(run, one.id.slice(5))} owes` : capital(one.title.toLowerCase());

function columnOf(run: Run, column: (typeof columns)[number]): HTMLElement {
  const found = run.brief.sections.filter((one) =>
    column.sections.some((id) => one.id === id || one.id.startsWith(`${id}-`)),
  );
  return h(
    "div",
    { class: "column" },
    h("h3", {}, column.title),
    h("p", { class: "measure" }, column.lead),
    ...found.map((one) => h("section", { class: "part" }, h("h4", {}, titleOf(run, one)), listOf(one.items, short))),
  );
}

export function brief(view: View): Section {
  const run = view.base,
    builder = new Builder("brief", `Where things stand on ${date(run.summary.as_of)}`, view);
  builder.add(
    h(
      "p",
      { class: "lead" },
      `From ${run.summary.facts_used} dated facts, without simulation or chance. Facts that became known later are left out.`,
    ),
    h("div", { class: "columns" }, ...columns.map((column) => columnOf(run, column))),
  );
  const known = columns.flatMap((column) => column.sections);
  for (const rest of run.brief.sections.filter(
    (one) => !known.some((id) => one.id === id || one.id.startsWith(`${id}-`)),
  ))
    builder.add(
      h("div", { class: "part wide" }, h("h3", {}, capital(rest.title.toLowerCase())), listOf(rest.items, 6)),
    );
  return builder.done();
}
