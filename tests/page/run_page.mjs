// SPDX-FileCopyrightText: 2026 the chokepoint authors
// SPDX-License-Identifier: Apache-2.0

// The page in Chromium, from disk: it loads without an error or a request, shows the file's own numbers, is reached by keyboard alone, has no serious
// fault for axe, asks its engine again and gets the program's hashes, and takes nothing in from data. Sizes and times are printed; pictures are
// left in BUILD/page. Run by ctest with CP_PROGRAM, CP_BUILD and CP_SOURCE set.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const { CP_PROGRAM: program, CP_BUILD: build, CP_SOURCE: source } = process.env;
const chrome = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const require = createRequire(join(source, "web/package.json"));
let playwright, axeSource;
try {
  playwright = require("playwright-core");
  axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch {
  console.log("skipped: the packages of the page are not there (npm ci in web/)");
  process.exit(77);
}
if (!chrome) {
  console.log("skipped: no Chromium (Debian: chromium)");
  process.exit(77);
}

const work = mkdtempSync(join(tmpdir(), "chokepoint-page-")),
  pictures = join(build, "page-pictures");
mkdirSync(pictures, { recursive: true });
const quiet = { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8", maxBuffer: 1 << 28 };
const run = (...given) => execFileSync(program, given, quiet);
let failed = 0;
function check(what, good, found = "") {
  if (good) return;
  failed++;
  console.log(`FAILED ${what}${found === "" ? "" : `: ${found}`}`);
}

const browser = await playwright.chromium.launch({
  executablePath: chrome,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

async function open(file, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage(),
    faults = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) faults.push(`request ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  const began = Date.now();
  await page.goto(`file://${file}`);
  await page.waitForSelector("body[data-ready]", { timeout: 60000 });
  check(
    `${file} is drawn`,
    (await page.evaluate(() => document.body.dataset.ready)) === "yes",
    await page.evaluate(() => document.querySelector("[role=alert]")?.textContent ?? ""),
  );
  return { page, faults, context, ready: Date.now() - began };
}

async function close(opened, what) {
  check(`${what}: no error, no request`, opened.faults.length === 0, opened.faults.join(" | "));
  await opened.context.close();
}

// --- the default scenario ------------------------------------------------------------------------

const scenario = join(source, "scenarios/rare-earth-pact-2025"),
  database = join(work, "pact.db"),
  html = join(work, "pact.html");
run("run", scenario, "-n", "60", "--seed", "1", "-q", "-o", database);
check("run writes the page beside the file", existsSync(html));
const text = readFileSync(html, "utf8"),
  block = (id) => text.match(new RegExp(`id="${id}">([^<]*)<`))[1].length;
const data = block("cp-data") + block("cp-model"),
  besides = statSync(html).size - data;
console.log(`size: ${besides} bytes besides ${data} of data (engine ${block("cp-engine")})`);
check("at most 400 kB besides data", besides <= 400000, besides);

const first = await open(html);
console.log(`drawn in ${first.ready} ms`);
for (const id of [
  "brief",
  "answer",
  "ask",
  "shipments",
  "clauses",
  "desk",
  "plants",
  "flows",
  "economy",
  "levers",
  "watch",
  "trust",
])
  check(`section ${id}`, (await first.page.locator(`section#${id}`).count()) === 1);
const order = await first.page.evaluate(() =>
  [...document.querySelectorAll("main > section")].map((one) => one.id).join(" "),
);
check(
  "sections in order",
  order === "brief answer ask shipments clauses desk plants flows economy levers watch trust",
  order,
);
const figures = await first.page.evaluate(() =>
  [...document.querySelectorAll("figure")].map((one) => ({
    id: one.id,
    title: one.querySelector("h3").textContent,
    measure: one.querySelector(".measure").textContent,
    drawn: one.querySelector(".drawing svg") !== null,
    name: one.querySelector(".drawing svg")?.getAttribute("aria-label") ?? "",
  })),
);
console.log(`${figures.length} figures`);
for (const one of figures)
  check(
    `figure ${one.id} is whole`,
    one.title.length > 10 &&
      one.measure !== "" &&
      one.drawn &&
      one.name !== "" &&
      !/undefined|NaN|null/.test(one.title + one.measure),
    JSON.stringify(one),
  );
check(
  "no broken number in the text",
  !(await first.page.evaluate(() => /\b(undefined|NaN|\[object)/.test(document.body.innerText))),
);

// the table and the download are the database's numbers
const wanted = run("export", database, "--series", "shipped", "--entity", "united_states")
  .trim()
  .split("\n")
  .slice(1)
  .map((row) => row.split(","));
const medians = wanted.filter(([, , level]) => level === "0.5").map((row) => Number(row[3]));
await first.page.locator("#shipments-headline button", { hasText: "Table" }).click();
const shown = await first.page.evaluate(() =>
  [...document.querySelectorAll("#shipments-headline tbody tr")].map((row) => Number(row.children[1].textContent)),
);
const near = (a, b) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
check(
  "table equals the database",
  shown.length === medians.length && shown.every((value, at) => near(value, medians[at])),
  `${shown} against ${medians}`,
);
const [download] = await Promise.all([
  first.page.waitForEvent("download"),
  first.page.locator("#shipments-headline button.csv").click(),
]);
const csv = readFileSync(await download.path(), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((row) => Number(row.split(",")[1]));
check("CSV equals the database", csv.length === medians.length && csv.every((value, at) => near(value, medians[at])));

// by keyboard alone
const reached = await first.page.evaluate(async () => {
  const able = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter(
    (one) => one.checkVisibility() && !one.disabled,
  );
  return { count: able.length, negative: able.filter((one) => one.tabIndex < 0).length };
});
await first.page.evaluate(() => {
  document.activeElement?.blur?.();
  window.scrollTo(0, 0);
});
const stops = new Set();
for (let at = 0; at < reached.count + 5; at++) {
  await first.page.keyboard.press("Tab");
  stops.add(
    await first.page.evaluate(() => {
      const one = document.activeElement;
      one.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
      return one.dataset.stop;
    }),
  );
}
check(
  "keyboard reaches everything",
  reached.negative === 0 && stops.size >= reached.count * 0.98,
  `${stops.size} of ${reached.count}`,
);
await first.page.screenshot({ path: join(pictures, "desktop.png"), fullPage: true });
await first.page.pdf({ path: join(pictures, "print.pdf"), format: "A4" });

async function faultsFor(page, what) {
  await page.addScriptTag({ content: axeSource });
  const found = await page.evaluate(async () =>
    (await window.axe.run(document, { resultTypes: ["violations"] })).violations
      .filter((one) => one.impact === "serious" || one.impact === "critical")
      .map(
        (one) =>
          `${one.id} (${one.nodes.length}): ${one.nodes[0].target} ${one.nodes[0].failureSummary?.split("\n")[1] ?? ""}`,
      ),
  );
  check(`axe, ${what}`, found.length === 0, found.join(" | "));
}
await faultsFor(first.page, "desktop, light");
await first.page.emulateMedia({ colorScheme: "dark" });
await faultsFor(first.page, "desktop, dark");
await first.page.screenshot({ path: join(pictures, "dark.png"), fullPage: true });
await first.page.emulateMedia({ colorScheme: "light" });

// --- asking again --------------------------------------------------------------------------------

const page = first.page;
await page.locator("#pilot-count").selectOption("10");
const controls = JSON.parse(run("report", database, "--json")).controls;
const settled = async () => {
  await page.waitForSelector("body[data-pilot=done]", { timeout: 240000 });
  return page.evaluate(() => document.body.dataset.hash);
};
const before = await page.locator("#shipments-headline .orange").count();
const hashes = new Set();
for (const control of controls) {
  const field = page.locator(`#control-${control.id}`);
  const [value, given] =
    control.type === "number"
      ? [control.high, `${control.high}`]
      : control.type === "date"
        ? [control.low, new Date(control.low * 86400000).toISOString().slice(0, 10)]
        : [control.value === 0 ? 3 : 0, control.value === 0 ? "3" : "0"];
  await page.evaluate(() => {
    document.body.dataset.pilot = "";
  });
  if (control.type === "choice") await field.selectOption(given);
  else await field.fill(given);
  const hash = await settled();
  const words =
    control.type === "number"
      ? `${value}${control.unit ? ` ${control.unit}` : ""}`
      : control.type === "date"
        ? given
        : control.choices[value];
  hashes.add(hash);
  if (["capacity", "permission-ends", "us-cars-stance"].includes(control.id)) {
    const other = join(work, "other.db");
    run(
      "run",
      scenario,
      "-n",
      "10",
      "--seed",
      "1",
      "-q",
      "--no-report",
      "--force",
      "-o",
      other,
      ...control.set.flatMap((path) => ["--set", `${path}=${words}`]),
    );
    const native = JSON.parse(run("certificate", other)).content_hash;
    check(`${control.id}: hash equal to native`, hash === native, `${hash} against ${native}`);
  }
  check(`${control.id}: command`, (await page.locator(".command").textContent()).includes(control.set[0]));
  check(
    `${control.id}: old and new`,
    before === 0 && (await page.locator("#shipments-headline .orange").count()) === 1,
  );
  await page.evaluate(() => {
    document.body.dataset.pilot = "";
  });
  await page.locator("#pilot-reset").click();
}
check("each control changes the run", hashes.size === controls.length, `${hashes.size} of ${controls.length}`);
check("reset takes the second run away", (await page.locator("#shipments-headline .orange").count()) === 0);
await page.locator("#control-capacity").fill("400");
await settled();
check("the file's run is verified", (await page.locator(".verified").textContent()).includes("10 of 10"));
check("differences are paired", (await page.locator(".differences tr").count()) >= 4);
await page.locator("#ask").screenshot({ path: join(pictures, "ask.png") });
await close(first, "default scenario");

// --- a phone -------------------------------------------------------------------------------------

const phone = await open(html, {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
});
const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
check("phone: one column, nothing beyond its width", wide <= 390, wide);
const tops = await phone.page.evaluate(() =>
  ["answer", "brief"].map((id) => document.getElementById(id).getBoundingClientRect().top),
);
check("phone: the five numbers first", tops[0] < tops[1]);
await faultsFor(phone.page, "phone");
await phone.page.screenshot({ path: join(pictures, "phone.png"), fullPage: false });
await close(phone, "phone");

// --- other files ---------------------------------------------------------------------------------

async function shows(what, files, see) {
  const out = join(work, `${what}.html`);
  run("report", ...files, "-o", out, "-q");
  const opened = await open(out);
  await see?.(opened.page);
  await close(opened, what);
}
const slow = join(work, "slow.db");
run(
  "run",
  scenario,
  "-n",
  "20",
  "-q",
  "--no-report",
  "--set",
  "authorities.mofcom.capacity=60 1/working day",
  "-o",
  slow,
);
await shows("two files", [database, slow], async (two) =>
  check(
    "two files stand side by side",
    (await two.locator("#shipments-headline .orange").count()) === 1 && (await two.locator("#beside").count()) === 1,
  ),
);
const one = join(work, "one.db");
run("run", scenario, "-n", "1", "-q", "--no-report", "-o", one);
await shows("one replica", [one]);
const stopped = join(work, "stopped.db"),
  child = spawn(program, ["run", scenario, "-n", "5000", "-q", "-o", stopped], { stdio: "ignore" });
setTimeout(() => child.kill("SIGINT"), 4000);
const code = await new Promise((done) => child.on("exit", done));
check("a run that is stopped ends with 3", code === 3, code);
const part = await open(join(work, "stopped.html"));
check(
  "an interrupted run says how far it came",
  /stopped before all of 5.000 were done/.test(await part.page.locator("header").innerText()),
  await part.page.locator("header").innerText(),
);
await close(part, "an interrupted run");
const queue = join(work, "queue.db");
run("run", join(source, "tests/law/queue_mmc"), "-n", "3", "-q", "--no-report", "-o", queue);
await shows("no firms, no stops, no economy", [queue]);

const gallium = join(work, "gallium.db");
run("run", join(source, "scenarios/gallium-germanium-2023"), "-n", "20", "-q", "--no-report", "-o", gallium);
await shows("another scenario", [gallium], async (other) => {
  const words = await other.evaluate(() =>
    [...document.querySelectorAll("h2, h3, .sentence, .card, .missing")].map((one) => one.textContent).join(" "),
  );
  check(
    "another scenario: nothing of the default one",
    !/magnet|United States|vehicle/.test(words),
    words.match(/.{30}(magnet|United States|vehicle).{30}/)?.[0],
  );
  check("another scenario: a map", (await other.locator("#map svg .arcs path").count()) >= 2);
});

const evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>";
const folder = join(work, "evil");
run("new", folder);
const yaml = readFileSync(join(folder, "scenario.yaml"), "utf8");
writeFileSync(join(folder, "scenario.yaml"), yaml.replace(/^( *title: ).*$/m, `$1'${evil}'`));
const bad = join(work, "evil.db");
run("run", folder, "-n", "3", "-q", "--no-report", "-o", bad);
await shows("a title that closes the script", [bad], async (shown) =>
  check(
    "the title is text",
    (await shown.locator("h1").textContent()) === evil,
    await shown.locator("h1").textContent(),
  ),
);

await browser.close();
rmSync(work, { recursive: true });
console.log(failed === 0 ? "the page is as it should be" : `${failed} checks failed`);
process.exit(failed === 0 ? 0 : 1);
