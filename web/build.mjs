// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// Bundles the page into one template: node build.mjs OUTPUT. The engine's worker is bundled first and goes into the page as text, since a page
// from disk can start workers from blobs only; the world map is cut to what a small map shows.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2];
if (!output) {
  console.error("build.mjs: name the file to write");
  process.exit(2);
}
const require = createRequire(import.meta.url);

const shared = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};

async function bundle(entry, plugins = []) {
  const result = await build({ ...shared, entryPoints: [join(here, entry)], plugins });
  return result.outputFiles[0].text;
}

const antarctica = "010";

// Land only, without names: the arcs of the 1:110m atlas, packed.
function world() {
  const atlas = JSON.parse(readFileSync(require.resolve("world-atlas/countries-110m.json"), "utf8"));
  delete atlas.objects.land;
  atlas.objects.countries.geometries = atlas.objects.countries.geometries.filter(
    (country) => country.id !== antarctica,
  );
  for (const country of atlas.objects.countries.geometries) delete country.properties;
  return gzipSync(JSON.stringify(atlas), { level: 9 }).toString("base64");
}

const worker = await bundle("engine/worker.ts");
const made = {
  name: "made",
  setup(to) {
    to.onResolve({ filter: /^made:/ }, (args) => ({ path: args.path, namespace: "made" }));
    to.onLoad({ filter: /.*/, namespace: "made" }, (args) => ({
      contents: args.path === "made:worker" ? worker : world(),
      loader: "text",
    }));
  },
};
const script = await bundle("main.ts", [made]);
const style = (await build({ ...shared, format: undefined, entryPoints: [join(here, "style.css")], bundle: false }))
  .outputFiles[0].text;

// what closes an element must not stand inside it
const safe = script.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
const html = readFileSync(join(here, "index.html"), "utf8")
  .replace("/*page:style*/", () => style)
  .replace("/*page:script*/", () => safe);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, html);
