// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A figure on the page: a title that the data make true, its measure in grey, the drawing, and the same numbers as a table to read or take away.
import { download, h } from "./dom";

export interface Table {
  columns: string[];
  rows: (string | number | null)[][];
}

export interface Figure {
  title: string;
  measure: string;
  table: Table;
  note?: string; // what a band does not contain, what is assumed
  sources?: string;
  draw: (width: number) => Element;
}

const csvCell = (cell: string | number | null): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
export const csv = (table: Table): string =>
  [table.columns, ...table.rows].map((row) => row.map(csvCell).join(",")).join("\n") + "\n";

const shown = (cell: string | number | null): string =>
  cell === null ? "" : typeof cell === "number" ? String(Number(cell.toPrecision(7))) : cell;

export function tableOf(table: Table, caption: string): HTMLTableElement {
  return h(
    "table",
    {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...table.columns.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      ...table.rows.map((row) =>
        h(
          "tr",
          {},
          ...row.map((cell, place) =>
            place === 0
              ? h("th", { scope: "row" }, shown(cell))
              : h("td", { class: typeof cell === "number" ? "number" : null }, shown(cell)),
          ),
        ),
      ),
    ),
  );
}

// The drawing with its colours written into it, so that it looks the same away from this page.
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll("*")],
    to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, place) => {
    const style = getComputedStyle(element),
      target = to[place] as SVGElement;
    for (const name of [
      "fill",
      "stroke",
      "stroke-width",
      "stroke-dasharray",
      "opacity",
      "fill-opacity",
      "font-size",
      "font-weight",
      "font-family",
      "text-anchor",
      "paint-order",
      "stroke-opacity",
      "stroke-linejoin",
    ])
      target.style.setProperty(name, style.getPropertyValue(name));
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return new XMLSerializer().serializeToString(copy);
}

async function png(svg: SVGSVGElement): Promise<Blob | null> {
  const image = new Image(),
    scale = 2,
    { width, height } = svg.viewBox.baseVal;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = h("canvas", { width: width * scale, height: height * scale });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

export interface Framed {
  element: HTMLElement;
  refresh: (make: () => Figure | null) => void;
}

// The frame stays when its figure is drawn anew, so that focus and scroll do.
export function frame(id: string, make: () => Figure | null): Framed | null {
  let figure = make();
  if (!figure) return null;
  const title = h("h3", {}),
    measure = h("p", { class: "measure" }),
    host = h("div", { class: "drawing" });
  const table = h("div", { class: "table", hidden: true, tabindex: 0, role: "region" }),
    note = h("p", { class: "note" });
  let width = 0;
  const drawn = () => host.firstElementChild as SVGSVGElement;
  const draw = () => host.replaceChildren(figure!.draw(Math.max(280, Math.min(width, 1040))));
  const fillTable = () => table.replaceChildren(tableOf(figure!.table, figure!.title));
  const toggle = h(
    "button",
    {
      type: "button",
      "aria-expanded": "false",
      click: () => {
        table.hidden = !table.hidden;
        toggle.setAttribute("aria-expanded", String(!table.hidden));
        toggle.textContent = table.hidden ? "Table" : "Hide table";
        if (!table.hidden) fillTable();
      },
    },
    "Table",
  );
  const tools = h(
    "div",
    { class: "tools" },
    toggle,
    h(
      "button",
      { type: "button", class: "csv", click: () => download(`${id}.csv`, "text/csv", csv(figure!.table)) },
      "CSV",
    ),
    h("button", { type: "button", click: () => download(`${id}.svg`, "image/svg+xml", standalone(drawn())) }, "SVG"),
    h(
      "button",
      {
        type: "button",
        click: () => void png(drawn()).then((blob) => blob && download(`${id}.png`, "image/png", blob)),
      },
      "PNG",
    ),
    h("a", { href: `#${id}`, class: "link", "aria-label": "Link to this figure" }, "#"),
  );
  const element = h("figure", { id, "data-figure": id }, h("figcaption", {}, title, measure), host, note, tools, table);
  const show = () => {
    title.textContent = figure!.title;
    measure.textContent = figure!.measure;
    note.textContent = [figure!.note, figure!.sources].filter(Boolean).join(" ");
    note.hidden = note.textContent === "";
    table.setAttribute("aria-label", `Numbers: ${figure!.title}`);
    for (const button of tools.querySelectorAll("button:not(.csv)"))
      if (button !== toggle) (button as HTMLElement).hidden = !(drawn() instanceof SVGSVGElement);
    if (!table.hidden) fillTable();
  };
  const resize = (now: number) => {
    if (Math.abs(now - width) < 2) return;
    width = now;
    draw();
    show();
  };
  new ResizeObserver(([entry]) => resize(entry!.contentRect.width)).observe(host);
  requestAnimationFrame(() => resize(host.clientWidth));
  return {
    element,
    refresh: (again) => {
      figure = again() ?? figure;
      if (width > 0) draw();
      show();
    },
  };
}
