// Prints, for every page of the built site, when its first figure is there, how much the page moves, what it asks for and what it weighs, on a throttled phone:
// 4 times slower processor, 1.6 Mbit/s, 150 ms, 390 px, the site sent compressed.
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { distPages } from "../../tools/dist.js";
import { complete, dist, Site } from "./site.js";

const HELP = `npm run firsts [-- PAGE …] [--visits N] [--wide]

Prints for each page (all by default) the time of its first figure, the cumulative layout shift while it loads and while it is scrolled through,
requests and brotli weight before interaction, against the targets. --visits N (2): the best time and the worst shift of N visits.
--wide measures the shift at 1280 px as well.`;

const TARGETS = { first: 1200, shift: 0.05, requests: 25, weight: 400_000 };

interface Measured {
  /** Milliseconds; NaN on a page without a figure. */
  first: number;
  shift: number;
  scrolled: number;
}

/** Watches a page from its first byte: when a mark of a figure has an area on the screen and was painted, and every layout shift. */
const WATCH = `(() => {
  const seen = (window.__seen = { first: null, shifts: [] });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifts.push([entry.startTime, entry.value]);
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    for (const mark of document.querySelectorAll("main figure svg path, main figure svg circle")) {
      const box = mark.closest(".menu") ? null : mark.getBoundingClientRect();
      if (!box || box.width + box.height < 1) continue;
      const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      if (paint === undefined) break;
      requestAnimationFrame(() => setTimeout(() => { seen.first ??= Math.max(paint, performance.now()); }));
      return;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;

/** The worst session of shifts: at most 5 s long, with gaps under 1 s. */
export function layoutShift(shifts: readonly (readonly [number, number])[]): number {
  let [worst, sum, start, last] = [0, 0, -1e9, -1e9];
  for (const [time, value] of shifts) {
    if (time - last > 1000 || time - start > 5000) [sum, start] = [0, time];
    sum += value;
    last = time;
    worst = Math.max(worst, sum);
  }
  return worst;
}

const shiftsOf = (page: Page) => page.evaluate("window.__seen.shifts") as Promise<[number, number][]>;

async function phone(site: Site, path: string, width: number): Promise<Measured> {
  const context = await site.browser.newContext({ viewport: { width, height: 844 } });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 150,
    downloadThroughput: 1.6e6 / 8,
    uploadThroughput: 0.75e6 / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(site.origin + path, { waitUntil: "networkidle", timeout: 90_000 });
  await page.waitForFunction("!document.querySelector('observablehq-loading, .observablehq--running')");
  await page.waitForTimeout(1500);
  const first = (await page.evaluate("window.__seen.first")) as number | null;
  const shift = layoutShift(await shiftsOf(page));
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.evaluate(`(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo({ top: y, behavior: "instant" });
      await new Promise((done) => setTimeout(done, 80));
    }
  })()`);
  await page.waitForTimeout(500);
  const scrolled = layoutShift(await shiftsOf(page));
  await context.close();
  return { first: first ?? Number.NaN, shift, scrolled };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      visits: { type: "string", default: "2" },
      wide: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const site = await Site.start();
  console.log(
    `${"page".padEnd(26)} first figure, ms   shift  scrolled${values.wide ? "  1280 px" : ""}  requests  brotli, kB`,
  );
  try {
    for (const path of positionals.length > 0 ? positionals : distPages(dist)) {
      const visits: Measured[] = [];
      for (let i = 0; i < Number(values.visits); i++) visits.push(await phone(site, path, 390));
      const wide = values.wide ? await phone(site, path, 1280) : undefined;
      const { page, transfers, close } = await site.visit(path, { viewport: { width: 390, height: 844 } });
      await complete(page);
      const files = new Map((await transfers()).map((each) => [each.path, each.brotli]));
      await close();
      const first = Math.min(...visits.map((visit) => visit.first));
      const shift = Math.max(...visits.map((visit) => visit.shift));
      const scrolled = Math.max(...visits.map((visit) => visit.scrolled));
      const weight = [...files.values()].reduce((a, b) => a + b, 0);
      const missed = [
        first > TARGETS.first && "first figure",
        Math.max(shift, scrolled, wide?.scrolled ?? 0) > TARGETS.shift && "shift",
        files.size > TARGETS.requests && "requests",
        weight > TARGETS.weight && "weight",
      ].filter(Boolean);
      console.log(
        `${path.padEnd(26)} ${(Number.isFinite(first) ? first.toFixed(0) : "—").padStart(16)} ${shift.toFixed(3).padStart(7)} ${scrolled.toFixed(3).padStart(9)}${wide ? wide.scrolled.toFixed(3).padStart(9) : ""} ${String(files.size).padStart(9)} ${(weight / 1000).toFixed(0).padStart(11)}${missed.length > 0 ? `  MISSED: ${missed.join(", ")}` : ""}`,
      );
    }
  } finally {
    await site.stop();
  }
}

await main();
