// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Horizontal bars with their names at the left and values at the right: plain, in parts that add up, or with a mark for uncertainty.
import { scaleLinear } from "d3-scale";
import { drawing, s } from "../dom";
import { fitted } from "./axes";

export interface Bar {
  name: string;
  from?: number; // where the first part begins, 0 unless given
  parts: { value: number; cls: string; words: string }[];
  low?: number;
  high?: number; // the 80 % band of the whole
  two?: number; // the compared run
  words: string; // the value in words
  dashed?: boolean; // judgement
  mark?: { value: number; words: string };
}

export function barChart(
  width: number,
  label: string,
  bars: Bar[],
  options: { most?: number; row?: number; legend?: [string, string][]; least?: number } = {},
): SVGSVGElement {
  const narrow = width < 560,
    row = narrow ? 40 : (options.row ?? 26);
  // names and values get the room that they need; on a phone they stand above the bar
  const room = (words: string[]): number => 6.6 * Math.max(0, ...words.map((one) => one.length)) + 14;
  const left = narrow ? 8 : Math.min(width * 0.42, Math.max(90, room(bars.map((bar) => bar.name)))),
    right = narrow ? width - 8 : width - Math.min(width * 0.28, room(bars.map((bar) => bar.words)));
  const legend: { cls: string; words: string; x: number; line: number }[] = [];
  let place = left,
    line = 0;
  for (const [cls, words] of options.legend ?? []) {
    const wide = 28 + words.length * 6.3;
    if (place + wide > width && place > left) {
      place = left;
      line++;
    }
    legend.push({ cls, words, x: place, line });
    place += wide;
  }
  const top = legend.length > 0 ? 26 + 18 * line : 6;
  const most =
    options.most ??
    Math.max(
      1e-9,
      ...bars.map((bar) =>
        Math.max(
          bar.high ?? 0,
          bar.two ?? 0,
          bar.mark?.value ?? 0,
          bar.parts.reduce((sum, part) => sum + part.value, bar.from ?? 0),
        ),
      ),
    );
  const x = scaleLinear()
    .domain([Math.min(0, options.least ?? 0), most])
    .range([left, right])
    .clamp(true);
  const svg = drawing(width, top + bars.length * row + 8, label);
  for (const one of legend)
    svg.append(
      s("rect", { x: one.x, y: 6 + 18 * one.line, width: 10, height: 10, class: one.cls }),
      s("text", { x: one.x + 14, y: 15 + 18 * one.line }, one.words),
    );
  bars.forEach((bar, place) => {
    const y = top + place * row,
      middle = narrow ? y + 27 : y + row / 2,
      thick = narrow ? 12 : Math.min(16, row - 8);
    svg.append(
      narrow
        ? fitted(bar.name, right - left - room([bar.words]), { x: left, y: y + 14 })
        : fitted(bar.name, left - 12, { x: left - 8, y: middle + 4, "text-anchor": "end" }),
    );
    let from = bar.from ?? 0;
    for (const part of bar.parts) {
      svg.append(
        s(
          "rect",
          {
            x: x(Math.min(from, from + part.value)),
            y: middle - thick / 2,
            width: Math.max(0, Math.abs(x(from + part.value) - x(from))),
            height: thick,
            class: `${part.cls}${bar.dashed ? " judged" : ""}`,
          },
          s("title", {}, part.words),
        ),
      );
      from += part.value;
    }
    if (bar.low !== undefined && bar.high !== undefined)
      svg.append(s("line", { x1: x(bar.low), x2: x(bar.high), y1: middle, y2: middle, class: "whisker" }));
    if (bar.high !== undefined && bar.high > most)
      svg.append(
        s("text", { x: right + 1, y: middle + 4, class: "value" }, "›", s("title", {}, "goes on beyond the scale")),
      );
    if (bar.two !== undefined)
      svg.append(
        s("line", {
          x1: x(bar.two),
          x2: x(bar.two),
          y1: middle - thick / 2 - 2,
          y2: middle + thick / 2 + 2,
          class: "two",
        }),
      );
    if (bar.mark)
      svg.append(
        s(
          "line",
          {
            x1: x(bar.mark.value),
            x2: x(bar.mark.value),
            y1: middle - thick / 2 - 3,
            y2: middle + thick / 2 + 3,
            class: "threshold",
          },
          s("title", {}, bar.mark.words),
        ),
      );
    svg.append(
      narrow
        ? s("text", { x: right, y: y + 14, "text-anchor": "end", class: "value" }, bar.words)
        : s("text", { x: right + 8, y: middle + 4, class: "value" }, bar.words),
    );
  });
  svg.append(s("line", { x1: x(0), x2: x(0), y1: top, y2: top + bars.length * row, class: "base-line" }));
  return svg;
}
