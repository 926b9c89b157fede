// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A small world map: shipments as arcs in the width of their quantities, places as dots.
import { geoEqualEarth, geoPath, GeoPermissibleObjects, geoInterpolate } from "d3-geo";
import { feature, mesh } from "topojson-client";
import atlas from "made:world";
import { drawing, s } from "../dom";
import { line } from "./axes";

export interface Arc { from: [number, number]; to: [number, number]; share: number; words: string; controlled: boolean; two?: number }
export interface Spot { at: [number, number]; name: string; words: string }

const world = atlas as unknown as { objects: { countries: { geometries: { id?: string }[] } } };
const land = feature(atlas as never, world.objects.countries as never);
const borders = mesh(atlas as never, world.objects.countries as never, (a, b) => a !== b);

// The middle of a country's largest piece.
export function middleOf(codes: string[]): [number, number] | null {
  const found = world.objects.countries.geometries.filter((one) => one.id && codes.includes(one.id));
  if (found.length === 0) return null;
  const shapes = found.map((one) => feature(atlas as never, one as never) as unknown as GeoPermissibleObjects);
  const path = geoPath();
  const largest = shapes.flatMap((shape) => {
    const geometry = (shape as { geometry: { type: string; coordinates: number[][][] | number[][][][] } }).geometry;
    const pieces = geometry.type === "MultiPolygon" ? (geometry.coordinates as number[][][][]) : [geometry.coordinates as number[][][]];
    return pieces.map((coordinates) => ({ type: "Polygon", coordinates }) as GeoPermissibleObjects);
  }).sort((a, b) => Math.abs(path.area(b)) - Math.abs(path.area(a)))[0]!;
  return path.centroid(largest) as [number, number];
}

export function map(width: number, label: string, arcs: Arc[], spots: Spot[]): SVGSVGElement {
  const height = Math.round(width * 0.47);
  // the Pacific in the middle: shipments leave East Asia both ways
  const projection = geoEqualEarth().rotate([-150, 0]).fitExtent([[2, 2], [width - 2, height * 1.16]], { type: "Sphere" });
  const path = geoPath(projection);
  const curve = (arc: Arc): string => {
    const between = geoInterpolate(arc.from, arc.to);
    const points = Array.from({ length: 41 }, (_, at) => projection(between(at / 40))).filter((point): point is [number, number] => point !== null);
    const jump = points.findIndex((point, at) => at > 0 && Math.abs(point[0] - points[at - 1]![0]) > width / 2);
    return jump < 0 ? line(points) : line(points.slice(0, jump)) + line(points.slice(jump));
  };
  const svg = drawing(width, height, label,
    s("path", { class: "land", d: path(land as unknown as GeoPermissibleObjects) ?? "" }),
    s("path", { class: "borders", d: path(borders as unknown as GeoPermissibleObjects) ?? "" }),
    s("g", { class: "arcs" }, ...arcs.flatMap((arc) => [
      s("path", { d: curve(arc), class: arc.controlled ? "controlled" : "free", "stroke-width": (0.8 + 13 * Math.sqrt(arc.share)).toFixed(1) }, s("title", {}, arc.words))])),
    s("g", { class: "spots" }, ...spots.flatMap((spot) => {
      const at = projection(spot.at);
      if (!at) return [];
      const right = at[0] < width - 130;
      return [s("circle", { cx: at[0], cy: at[1], r: 3 }, s("title", {}, spot.words)),
        s("text", { x: at[0] + (right ? 7 : -7), y: at[1] + 4, "text-anchor": right ? "start" : "end" }, width > 620 ? spot.words : spot.name)];
    })));
  return svg;
}
