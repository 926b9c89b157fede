// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Two ends of a line on a scale of odds, one row each: where a share goes when something turns out one way or the other.
import { scaleLinear } from "d3-scale";
import { drawing, s } from "../dom";
import { percent } from "../words";
import { fitted } from "./axes";

export interface Ends {
  name: string;
  above: number;
  below: number;
  words: string; // where the two ways part
}

const ticks = [0, 0.25, 0.5, 0.75, 1];

export function endsChart(width: number, label: string, rows: Ends[], now: number): SVGSVGElement {
  const narrow = width < 560,
    row = narrow ? 44 : 30,
    top = 24;
  const left = narrow ? 14 : Math.min(250, width * 0.3),
    right = width - (narrow ? 18 : 130),
    bottom = top + rows.length * row;
  const x = scaleLinear().domain([0, 1]).range([left, right]);
  const svg = drawing(width, bottom + 24, label);
  svg.append(
    s("circle", { cx: left + 5, cy: 10, r: 5, class: "fill-3" }),
    s("text", { x: left + 14, y: 14 }, "figure above"),
    s("circle", { cx: left + 105, cy: 10, r: 5, class: "hollow" }),
    s("text", { x: left + 114, y: 14 }, "not above"),
    s("line", { x1: left + 190, x2: left + 190, y1: 4, y2: 16, class: "threshold" }),
    s("text", { x: left + 197, y: 14 }, `now, ${percent(now)}`),
    ...ticks.flatMap((tick) => [
      s("line", { x1: x(tick), x2: x(tick), y1: top, y2: bottom, class: "grid" }),
      s(
        "text",
        { x: x(tick), y: bottom + 16, "text-anchor": narrow && tick === 1 ? "end" : "middle", class: "axis" },
        percent(tick),
      ),
    ]),
  );
  rows.forEach((one, place) => {
    const y = top + place * row,
      middle = narrow ? y + 30 : y + row / 2;
    svg.append(
      narrow
        ? fitted(`${one.name}: ${one.words}`, right - left, { x: left, y: y + 15 })
        : fitted(one.name, left - 12, { x: left - 8, y: middle + 4, "text-anchor": "end" }),
      s("line", { x1: x(one.above), x2: x(one.below), y1: middle, y2: middle, class: "whisker" }),
      s("line", { x1: x(now), x2: x(now), y1: middle - 7, y2: middle + 7, class: "threshold" }),
      s(
        "circle",
        { cx: x(one.above), cy: middle, r: 5.5, class: "fill-3" },
        s("title", {}, `above: ${percent(one.above)}`),
      ),
      s(
        "circle",
        { cx: x(one.below), cy: middle, r: 5.5, class: "hollow" },
        s("title", {}, `not above: ${percent(one.below)}`),
      ),
      narrow ? "" : s("text", { x: right + 12, y: middle + 4, class: "value" }, one.words),
    );
  });
  return svg;
}
