// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Flows from stage to stage in the widths of their quantities (d3-sankey).
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { drawing, s } from "../dom";
import { wrapped } from "./axes";

export interface Link {
  source: string;
  target: string;
  value: number;
  words: string;
  controlled: boolean;
}

export function flows(
  width: number,
  label: string,
  links: Link[],
  names: (id: string, narrow: boolean) => string,
  height: number,
): SVGSVGElement {
  const ids = [...new Set(links.flatMap((link) => [link.source, link.target]))];
  const place = new Map(ids.map((id, at) => [id, at]));
  const made = sankey<{ id: string }, Link>()
    .nodeWidth(8)
    .nodePadding(width < 620 ? 10 : 9)
    .extent([
      [4, 8],
      [width - 4, height - 8],
    ])({
    nodes: ids.map((id) => ({ id })),
    links: links.map(
      (link) => ({ ...link, source: place.get(link.source)!, target: place.get(link.target)! }) as never,
    ),
  });
  const path = sankeyLinkHorizontal(),
    narrow = width < 620;
  const deepest = Math.max(...made.nodes.map((node) => node.depth ?? 0));
  return drawing(
    width,
    height,
    label,
    s(
      "g",
      { class: "links" },
      ...made.links.map((link) =>
        s(
          "path",
          {
            d: path(link as never) ?? "",
            "stroke-width": Math.max(0.7, link.width ?? 0),
            class: (link as unknown as Link).controlled ? "controlled" : "free",
          },
          s("title", {}, (link as unknown as Link).words),
        ),
      ),
    ),
    s(
      "g",
      { class: "nodes" },
      ...(made.nodes
        .flatMap((node) => {
          const x0 = node.x0!,
            x1 = node.x1!,
            y = (node.y0! + node.y1!) / 2,
            last = node.depth === deepest;
          return [
            s(
              "rect",
              { x: x0, y: node.y0!, width: x1 - x0, height: Math.max(1, node.y1! - node.y0!) },
              s("title", {}, names(node.id, false)),
            ),
            node.y1! - node.y0! > 5 &&
              wrapped(
                names(node.id, narrow),
                width / (deepest + 1) - 22,
                narrow ? Math.max(1, Math.min(4, Math.floor((node.y1! - node.y0! + 8) / 13))) : 1,
                y,
                last ? { x: x0 - 5, "text-anchor": "end" } : { x: x1 + 5 },
              ),
          ];
        })
        .filter(Boolean) as SVGElement[]),
    ),
  );
}
