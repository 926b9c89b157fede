// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// How fast the page is in Chromium: node bench/page.mjs PAGE.html prints, as JSON, bytes besides data, milliseconds until the page is drawn, until the
// first picture of a new run, and seconds for its 200 replicas on two workers.
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const { chromium } = createRequire(join(dirname(fileURLToPath(import.meta.url)), "../web/package.json"))("playwright-core");
const file = resolve(process.argv[2]), text = readFileSync(file, "utf8");
const block = (id) => text.match(new RegExp(`id="${id}">([^<]*)<`))[1].length;
const chrome = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const browser = await chromium.launch({ executablePath: chrome, args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const began = performance.now();
await page.goto(`file://${file}`);
await page.waitForSelector("body[data-ready=yes]");
const drawn = Math.round(performance.now() - began);
await page.waitForTimeout(3000);
await page.locator("#control-capacity").fill("300");
// asked seldom: Playwright's own waiting looks at every frame, and so has the browser make them
while (!(await page.evaluate(() => document.body.dataset.seconds))) await new Promise((done) => setTimeout(done, 250));
const { first, seconds } = await page.evaluate(() => ({ first: Number(document.body.dataset.first), seconds: Number(document.body.dataset.seconds) }));
await browser.close();
console.log(JSON.stringify({ bytes_besides_data: statSync(file).size - block("cp-data") - block("cp-model"), drawn_ms: drawn, first_picture_ms: first, seconds_200: seconds }));
