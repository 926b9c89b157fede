// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A fan over time: median as a line, bands of 50, 80 and 95 % in three strengths, published figures as ink dots; a second run in orange.
import { scaleLinear, scaleUtc } from "d3-scale";
import { drawing, s } from "../dom";
import { Fan } from "../view";
import { area, asOfLine, line, timeAxis, valueAxis } from "./axes";
import { number } from "../words";

export interface Dot {
  at: Date;
  value: number;
  words: string;
}
export interface FanChart {
  label: string;
  one: Fan;
  two?: Fan | null;
  twoName?: string;
  dots?: Dot[];
  reference?: { value: number; words: string } | null; // a level in grey, such as the baseline
  asOf: Date;
  from?: Date; // nothing before it
  height?: number;
  small?: boolean; // one of many: no words inside
  most?: number; // top of the value axis, where several share one
  format?: (value: number) => string;
  lineName?: string; // of what is no median
}

function fanMarks(
  one: Fan,
  keep: number[],
  x: (at: Date) => number,
  y: (value: number) => number,
  which: string,
): SVGGElement {
  const places = keep.map((at) => x(one.dates[at]!));
  return s(
    "g",
    { class: which },
    ...one.bands.map((band) =>
      s("path", {
        class: `band band-${band.level * 100}`,
        d: area(
          places,
          keep.map((at) => y(band.low[at]!)),
          keep.map((at) => y(band.high[at]!)),
        ),
      }),
    ),
    s("path", { class: "median", d: line(keep.map((at, place) => [places[place]!, y(one.median[at]!)])) }),
  );
}

export function fanChart(width: number, chart: FanChart): SVGSVGElement {
  const { one, two } = chart;
  const height = chart.height ?? (chart.small ? 150 : 340);
  const format = chart.format ?? ((value: number) => number(value));
  const keep = one.dates.map((_, at) => at).filter((at) => !chart.from || one.dates[at]! >= chart.from);
  const left = 46,
    right = width - (chart.small ? 10 : width > 560 ? 120 : 16),
    top = chart.small ? 8 : 16,
    bottom = height - 36;
  const tops = keep.map((at) => Math.max(one.bands[0]!.high[at]!, two?.bands[0]!.high[at] ?? 0));
  const most =
    chart.most ?? Math.max(...tops, ...(chart.dots ?? []).map((dot) => dot.value), chart.reference?.value ?? 0, 1e-9);
  const dates = keep.map((at) => one.dates[at]!);
  const x = scaleUtc()
    .domain([dates[0]!, dates[dates.length - 1]!])
    .range([left, right]);
  const y = scaleLinear().domain([0, most]).nice(4).range([bottom, top]);
  const end = keep[keep.length - 1]!;
  const wide = !chart.small && width > 560;
  const label = (text: string, value: number, cls: string) =>
    s("text", { x: right + 8, y: y(value) + 4, class: cls }, text);
  const svg = drawing(
    width,
    height,
    chart.label,
    valueAxis(y, left, right, chart.small ? 3 : 5, format),
    timeAxis(x, bottom, right - left),
    fanMarks(one, keep, x, y, "blue"),
    two ? fanMarks(two, keep, x, y, "orange") : null,
    chart.reference &&
      s(
        "g",
        { class: "reference" },
        s("line", { x1: left, x2: right, y1: y(chart.reference.value), y2: y(chart.reference.value) }),
        !chart.small &&
          s(
            "text",
            { x: right - 4, y: y(chart.reference.value) - 5, "text-anchor": "end", class: "halo" },
            chart.reference.words,
          ),
      ),
    asOfLine(x, chart.asOf, top, bottom, !chart.small),
    s(
      "g",
      { class: "observed" },
      ...(chart.dots ?? [])
        .filter((dot) => dot.at >= dates[0]!)
        .map((dot) =>
          s("circle", { cx: x(dot.at), cy: y(dot.value), r: chart.small ? 2.4 : 3.6 }, s("title", {}, dot.words)),
        ),
    ),
  );
  if (wide) {
    const band = one.bands[1]!;
    const places: [string, number, string][] = [[chart.lineName ?? "median", one.median[end]!, "blue-text"]];
    if (!chart.lineName) places.push(["90 %", band.high[end]!, "grey-text"], ["10 %", band.low[end]!, "grey-text"]);
    let last = -100;
    for (const [text, value, cls] of places.sort((a, b) => y(a[1]) - y(b[1]))) {
      if (y(value) - last < 13) continue;
      last = y(value);
      svg.append(label(text, value, cls));
    }
    if (two) svg.append(s("text", { x: right + 8, y: top + 4, class: "orange-text" }, chart.twoName ?? "compared"));
  }
  return svg;
}
