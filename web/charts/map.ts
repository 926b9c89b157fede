// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// A small world map: shipments as arcs in the width of their quantities, places as dots.
import { geoNaturalEarth1, geoPath, GeoPermissibleObjects } from "d3-geo";
import { feature, mesh } from "topojson-client";
import packed from "made:world";
import { unpackText } from "../data";
import { drawing, s } from "../dom";
import { apart } from "./axes";

export interface Arc {
  from: [number, number];
  to: [number, number];
  share: number;
  words: string;
  controlled: boolean;
  two?: number;
}
export interface Spot {
  at: [number, number];
  name: string;
  words: string;
}

interface Atlas {
  objects: { countries: { geometries: { id?: string }[] } };
}
let world: Atlas = { objects: { countries: { geometries: [] } } };
let land: unknown = null,
  borders: unknown = null;

// The atlas is packed in the page: to be called once before a map is drawn.
export async function loadWorld(): Promise<void> {
  world = JSON.parse(new TextDecoder().decode(await unpackText(packed))) as Atlas;
  land = feature(world as never, world.objects.countries as never);
  borders = mesh(world as never, world.objects.countries as never, (a, b) => a !== b);
}

// The middle of a country's largest piece.
export function middleOf(codes: string[]): [number, number] | null {
  const found = world.objects.countries.geometries.filter((one) => one.id && codes.includes(one.id));
  if (found.length === 0) return null;
  const shapes = found.map((one) => feature(world as never, one as never) as unknown as GeoPermissibleObjects);
  const path = geoPath();
  const largest = shapes
    .flatMap((shape) => {
      const geometry = (shape as { geometry: { type: string; coordinates: number[][][] | number[][][][] } }).geometry;
      const pieces =
        geometry.type === "MultiPolygon"
          ? (geometry.coordinates as number[][][][])
          : [geometry.coordinates as number[][][]];
      return pieces.map((coordinates) => ({ type: "Polygon", coordinates }) as GeoPermissibleObjects);
    })
    .sort((a, b) => Math.abs(path.area(b)) - Math.abs(path.area(a)))[0]!;
  return path.centroid(largest) as [number, number];
}

export function map(width: number, label: string, arcs: Arc[], spots: Spot[]): SVGSVGElement {
  const height = Math.round(width * (width < 620 ? 0.62 : 0.46));
  // the Pacific in the middle: shipments leave East Asia both ways
  const projection = geoNaturalEarth1()
    .rotate([-150, 0])
    .fitExtent(
      [
        [0, 0],
        [width, height * 1.22],
      ],
      { type: "Sphere" },
    );
  const move = projection.translate();
  projection.translate([move[0], move[1] - height * 0.07]).clipExtent([
    [0, 0],
    [width, height],
  ]);
  const path = geoPath(projection);
  const curve = (arc: Arc): string => {
    const [a, b] = [projection(arc.from), projection(arc.to)];
    if (!a || !b) return "";
    const lift = 0.32 * Math.abs(b[0] - a[0]) + 18;
    return `M${a[0].toFixed(1)},${a[1].toFixed(1)}Q${((a[0] + b[0]) / 2).toFixed(1)},${(Math.min(a[1], b[1]) - lift * 0.6).toFixed(1)} ${b[0].toFixed(1)},${b[1].toFixed(1)}`;
  };
  const placed = spots
    .map((spot) => ({ spot, at: projection(spot.at) }))
    .filter((one): one is { spot: Spot; at: [number, number] } => one.at !== null);
  const rows = apart(
    placed.map((one) => one.at[1]),
    12,
    height - 8,
    15,
  );
  return drawing(
    width,
    height,
    label,
    s("path", { class: "land", d: path(land as GeoPermissibleObjects) ?? "" }),
    s("path", { class: "borders", d: path(borders as GeoPermissibleObjects) ?? "" }),
    s(
      "g",
      { class: "arcs" },
      ...arcs.map((arc) =>
        s(
          "path",
          {
            d: curve(arc),
            class: arc.controlled ? "controlled" : "free",
            "stroke-width": (0.8 + 13 * Math.sqrt(arc.share)).toFixed(1),
          },
          s("title", {}, arc.words),
        ),
      ),
    ),
    s(
      "g",
      { class: "spots" },
      ...placed.flatMap(({ spot, at }, place) => {
        const right = at[0] < width - (width > 620 ? 260 : 90),
          y = rows[place]!;
        return [
          s("circle", { cx: at[0], cy: at[1], r: 3 }, s("title", {}, spot.words)),
          Math.abs(y - at[1]) > 5 && s("line", { x1: at[0], y1: at[1], x2: at[0] + (right ? 8 : -8), y2: y }),
          s(
            "text",
            { x: at[0] + (right ? 10 : -10), y: y + 4, "text-anchor": right ? "start" : "end" },
            width > 620 ? spot.words : spot.name,
          ),
        ].filter(Boolean) as SVGElement[];
      }),
    ),
  );
}
