// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Rows over time: spans of fact in full strength, shares of replicas as strength after the as_of day, deadlines as marks.
import { scaleUtc } from "d3-scale";
import { drawing, s } from "../dom";
import { date, percent } from "../words";
import { asOfLine, fitted, timeAxis } from "./axes";

export interface Lane {
  name: string;
  cls: string;
  spans: { from: Date; to: Date; words: string; hatched?: boolean }[];
  shares: { from: Date; to: Date; share: number }[];
  marks: { at: Date; words: string; shape: "deadline" | "event" }[];
  group?: string;
}

export function gantt(width: number, label: string, lanes: Lane[], from: Date, to: Date, asOf: Date): SVGSVGElement {
  const narrow = width < 620,
    row = narrow ? 38 : 24;
  const left = narrow ? 8 : Math.min(330, width * 0.38),
    right = width - 12,
    top = 22;
  const x = scaleUtc().domain([from, to]).range([left, right]).clamp(true);
  let y = top;
  const svg = drawing(width, 10, label);
  const rows: SVGElement[] = [];
  let group = "";
  for (const lane of lanes) {
    if (lane.group && lane.group !== group) {
      group = lane.group;
      rows.push(s("text", { x: narrow ? left : 0, y: y + 16, class: "group halo" }, group));
      y += 24;
    }
    const middle = narrow ? y + 27 : y + row / 2;
    rows.push(
      narrow
        ? fitted(lane.name, right - left, { x: left, y: y + 14, class: "halo" })
        : fitted(lane.name, left - 14, { x: left - 8, y: middle + 4, "text-anchor": "end" }),
    );
    rows.push(s("line", { x1: left, x2: right, y1: middle, y2: middle, class: "grid" }));
    for (const span of lane.spans)
      rows.push(
        s(
          "rect",
          {
            x: x(span.from),
            y: middle - 6,
            width: Math.max(1.5, x(span.to) - x(span.from)),
            height: 12,
            class: span.hatched ? `${lane.cls} hatched` : lane.cls,
          },
          s("title", {}, span.words),
        ),
      );
    for (const share of lane.shares) {
      if (share.share <= 0) continue;
      rows.push(
        s(
          "rect",
          {
            x: x(share.from),
            y: middle - 6,
            width: Math.max(0.5, x(share.to) - x(share.from)),
            height: 12,
            class: lane.cls,
            "fill-opacity": (0.06 + 0.74 * share.share).toFixed(3),
          },
          s("title", {}, `${lane.name}: ${percent(share.share)} of replicas, ${date(share.from)} to ${date(share.to)}`),
        ),
      );
    }
    for (const mark of lane.marks)
      rows.push(
        mark.shape === "deadline"
          ? s("path", { d: `M${x(mark.at)},${middle - 8}v16`, class: "deadline" }, s("title", {}, mark.words))
          : s("circle", { cx: x(mark.at), cy: middle, r: 3, class: "event" }, s("title", {}, mark.words)),
      );
    y += row;
  }
  const bottom = y + 4;
  svg.setAttribute("viewBox", `0 0 ${width} ${bottom + 36}`);
  svg.setAttribute("height", String(bottom + 36));
  const known = asOfLine(x as never, asOf, 4, bottom);
  // on a phone names lie over the line
  svg.append(timeAxis(x as never, bottom, right - left), ...(narrow ? [known, ...rows] : [...rows, known]));
  return svg;
}
