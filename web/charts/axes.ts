// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Axes that all charts share: few round ticks, grid lines in grey, the as_of day as a thin line.
import { ScaleLinear, ScaleTime } from "d3-scale";
import { s } from "../dom";
import { date, monthName, number } from "../words";

export type X = ScaleTime<number, number>;
export type Y = ScaleLinear<number, number>;

function everyMonths([from, to]: [Date, Date], step: number): Date[] {
  const first = from.getUTCFullYear() * 12 + from.getUTCMonth() + (from.getUTCDate() > 1 ? 1 : 0),
    ticks: Date[] = [];
  for (let month = Math.ceil(first / step) * step; ; month += step) {
    const at = new Date(Date.UTC(Math.floor(month / 12), month % 12, 1));
    if (at > to) return ticks;
    ticks.push(at);
  }
}

// Months or quarters or years under a time axis, whichever has room; one alone would tell no distance.
export function timeTicks(x: X, width: number): Date[] {
  const span = x.domain() as [Date, Date],
    months = (span[1].getTime() - span[0].getTime()) / 2629800000;
  const steps = [1, 2, 3, 6, 12],
    fitting = steps.findIndex((one) => months / one <= width / 62),
    at = fitting < 0 ? steps.length - 1 : fitting;
  const ticks = everyMonths(span, steps[at]!);
  return ticks.length > 1 || at === 0 ? ticks : everyMonths(span, steps[at - 1]!);
}

export function timeAxis(x: X, bottom: number, width: number): SVGGElement {
  let year = -1;
  return s(
    "g",
    { class: "axis" },
    ...timeTicks(x, width).flatMap((at) => {
      const isNew = at.getUTCFullYear() !== year;
      year = at.getUTCFullYear();
      // whole at the left edge, too
      const anchor = x(at) < 18 ? "start" : "middle";
      return [
        s("line", { x1: x(at), x2: x(at), y1: bottom, y2: bottom + 4, class: "tick" }),
        s("text", { x: x(at), y: bottom + 17, "text-anchor": anchor }, monthName(at)),
        isNew && s("text", { x: x(at), y: bottom + 31, "text-anchor": anchor, class: "year" }, String(year)),
      ];
    }),
    s("line", { x1: x.range()[0], x2: x.range()[1], y1: bottom, y2: bottom, class: "base" }),
  );
}

export function valueAxis(
  y: Y,
  left: number,
  right: number,
  count: number,
  format = (value: number) => number(value),
): SVGGElement {
  return s(
    "g",
    { class: "axis" },
    ...y
      .ticks(count)
      .flatMap((value) => [
        s("line", { x1: left, x2: right, y1: y(value), y2: y(value), class: value === 0 ? "base" : "grid" }),
        s("text", { x: left - 6, y: y(value) + 4, "text-anchor": "end" }, format(value)),
      ]),
  );
}

export function asOfLine(x: X, at: Date, top: number, bottom: number, label = true): SVGGElement {
  const place = x(at);
  return s(
    "g",
    { class: "as-of" },
    s("line", { x1: place, x2: place, y1: top, y2: bottom }),
    label && s("text", { x: place - 5, y: top + 10, "text-anchor": "end" }, "known"),
    label && s("text", { x: place + 5, y: top + 10 }, "may come"),
    s("title", {}, `what was known on ${date(at)}`),
  );
}

export const line = (points: [number, number][]): string =>
  points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)},${y.toFixed(1)}`).join("");
export function area(x: number[], low: number[], high: number[]): string {
  const upper = x.map((at, place) => [at, high[place]!] as [number, number]);
  const lower = x.map((at, place) => [at, low[place]!] as [number, number]).reverse();
  return `${line([...upper, ...lower])}Z`;
}

// Labels that would overlap are moved apart, from the top down.
export function apart(places: number[], least: number, most: number, room: number): number[] {
  const order = places.map((_, at) => at).sort((a, b) => places[a]! - places[b]!);
  const out = [...places];
  let last = least - room;
  for (const at of order) last = out[at] = Math.max(out[at]!, last + room);
  let next = most + room;
  for (const at of order.reverse()) next = out[at] = Math.min(out[at]!, next - room);
  return out;
}

// Words cut to a width, with the whole as a tooltip.
export function fitted(text: string, room: number, attributes: Record<string, string | number>): SVGTextElement {
  const most = Math.max(3, Math.floor(room / 6.6));
  return s(
    "text",
    attributes,
    text.length > most ? `${text.slice(0, most - 1)}…` : text,
    text.length > most && s("title", {}, text),
  );
}

// Words on as many lines as they take, at most so many, about a middle; the last is cut where they do not fit.
export function wrapped(
  text: string,
  room: number,
  most: number,
  middle: number,
  attributes: Record<string, string | number>,
): SVGElement {
  const width = Math.floor(room / 6.6),
    lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && (lines.length === most || last.length + 1 + word.length <= width))
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const first = middle + 4 - (lines.length - 1) * 6.5;
  return s("g", {}, ...lines.map((one, at) => fitted(one, room, { ...attributes, y: first + at * 13 })));
}
