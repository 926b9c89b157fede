// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The page from top to bottom. Its first paint comes from the file alone; the engine is started when the reader asks.
import { loadWorld } from "./charts/map";
import { Page, readPage } from "./data";
import { h } from "./dom";
import { startPilot } from "./pilot";
import { Section } from "./section";
import { actions } from "./sections/actions";
import { answer } from "./sections/answer";
import { brief } from "./sections/brief";
import { clauses } from "./sections/clauses";
import { desk } from "./sections/desk";
import { economy } from "./sections/economy";
import { flows } from "./sections/flows";
import { plants } from "./sections/plants";
import { shipments } from "./sections/shipments";
import { trust } from "./sections/trust";
import { watch } from "./sections/watch";
import { View } from "./view";
import { date, number } from "./words";

function themeSwitch(): HTMLElement {
  const root = document.documentElement;
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const button = h("button", {
    type: "button",
    class: "theme",
    click: () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      name();
    },
  });
  const name = () => {
    button.textContent = isDark() ? "Light" : "Dark";
  };
  name();
  return button;
}

// Which of several files stands beside the first.
function chooser(page: Page, choose: (place: number) => void): HTMLElement | null {
  if (page.runs.length < 2) return null;
  const select = h(
    "select",
    { id: "beside", change: () => choose(Number(select.value)) },
    ...page.runs.slice(1).map((run, at) => h("option", { value: at + 1 }, run.file || `run ${at + 2}`)),
    h("option", { value: 0 }, "nothing"),
  );
  return h("p", { class: "beside" }, h("label", { for: "beside" }, "Beside it, in orange: "), select);
}

function build(page: Page): void {
  const run = page.runs[0]!,
    summary = run.summary;
  const view: View = { base: run, other: page.runs[1] ?? null, otherName: page.runs[1]?.file ?? "" };
  const sections: Section[] = [
    brief(view),
    answer(view),
    shipments(view),
    clauses(view),
    desk(view),
    plants(view),
    flows(view),
    economy(view),
    actions(view, page),
    watch(view),
    trust(view),
  ];
  let turn = 0;
  const away = (section: Section): number => {
    const box = section.element.getBoundingClientRect();
    return box.bottom < 0 ? -box.bottom : Math.max(0, box.top - innerHeight);
  };
  // While a run refines, what is on the screen is drawn first and the rest when there is time; a newer picture stops an older one.
  const refresh = (isWhole = true): void => {
    const mine = ++turn,
      // measured once: each look at the layout after a change makes the browser lay the page out anew
      far = new Map(sections.map((one) => [one, away(one)])),
      order = [...sections].sort((a, b) => far.get(a)! - far.get(b)!);
    const next = (): void => {
      if (mine !== turn) return;
      do order.shift()?.refresh(view);
      while (order.length > 0 && (isWhole || far.get(order[0]!) === 0));
      if (order.length > 0) setTimeout(next);
    };
    next();
  };
  const head = h(
    "header",
    { class: "top" },
    h("p", { class: "kicker" }, `As of ${date(summary.as_of)}, until ${date(summary.until)}`),
    h("h1", {}, summary.title || summary.scenario),
    h(
      "p",
      { class: "grey" },
      `${number(summary.replicas, 7)} replicas, seed ${summary.seed}, version ${summary.version}, audit ${summary.audit}`,
      summary.state === "complete" ? "" : `: stopped before all of ${number(summary.replicas_asked, 7)} were done`,
    ),
    chooser(page, (place) => {
      view.other = place > 0 ? page.runs[place]! : null;
      view.otherName = view.other?.file ?? "";
      refresh();
    }),
    themeSwitch(),
  );
  const contents = h(
    "nav",
    { "aria-label": "Sections" },
    h("ol", {}, ...sections.map((section) => h("li", {}, h("a", { href: `#${section.id}` }, section.title)))),
  );
  const main = document.getElementById("page")!;
  main.replaceChildren(head, contents, ...sections.map((section) => section.element));
  document.title = `${summary.title || summary.scenario}: ${date(summary.as_of)}`;
  startPilot(page, document.getElementById("answer")!, (other, name, isWhole) => {
    view.other = other ?? page.runs[1] ?? null;
    view.otherName = other ? name : (page.runs[1]?.file ?? "");
    refresh(isWhole);
  });
  document.body.dataset.ready = "yes";
  if (location.hash.length > 1) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

Promise.all([readPage(), loadWorld()])
  .then(([page]) => build(page))
  .catch((error: unknown) => {
    document
      .getElementById("page")!
      .prepend(
        h(
          "p",
          { class: "warning", role: "alert" },
          `The figures could not be drawn: ${error instanceof Error ? error.message : String(error)}`,
        ),
      );
    document.body.dataset.ready = "failed";
  });
