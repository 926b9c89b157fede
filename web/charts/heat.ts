// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A grid of cells: rows by columns, strength by value, each with its words.
import { drawing, s } from "../dom";
import { fitted } from "./axes";

export interface Cell {
  row: number;
  column: number;
  share: number;
  words: string;
} // share: 0 .. 1 of the strongest

export function heat(
  width: number,
  label: string,
  rows: string[],
  columns: string[],
  cells: Cell[],
  cls: string,
  axis?: (left: number, right: number, bottom: number) => Element,
): SVGSVGElement {
  const narrow = width < 620,
    left = narrow ? Math.min(130, width * 0.36) : Math.min(240, width * 0.26),
    right = width - (narrow && !axis ? 44 : 8);
  const step = (right - left) / columns.length,
    row = 18,
    top = axis ? 6 : narrow ? 96 : 74;
  const svg = drawing(width, top + rows.length * row + (axis ? 42 : 10), label);
  rows.forEach((name, at) => {
    svg.append(fitted(name, left - (narrow ? 20 : 10), { x: left - 6, y: top + at * row + 13, "text-anchor": "end" }));
    svg.append(s("rect", { x: left, y: top + at * row + 1, width: right - left, height: row - 2, class: "empty" }));
  });
  if (!axis)
    columns.forEach((name, at) => {
      const x = left + (at + 0.5) * step;
      svg.append(
        s(
          "g",
          { transform: `translate(${x},${top - 6}) rotate(${narrow ? -58 : -40})` },
          fitted(name, 96, { x: 0, y: 0 }),
        ),
      );
    });
  for (const cell of cells)
    svg.append(
      s(
        "rect",
        {
          x: left + cell.column * step + 0.5,
          y: top + cell.row * row + 1,
          width: Math.max(0.6, step - (columns.length > 60 ? 0 : 1)),
          height: row - 2,
          class: cls,
          "fill-opacity": (0.08 + 0.92 * Math.min(1, Math.max(0, cell.share))).toFixed(3),
        },
        s("title", {}, cell.words),
      ),
    );
  if (axis) svg.append(axis(left, right, top + rows.length * row));
  return svg;
}
