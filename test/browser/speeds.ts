// Prints, for every slider of every page of the built site, the time from a key press to the repaint that shows its effect,
// and the longest task that kept the main thread from answering, against the targets.
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { distPages } from "../../tools/dist.js";
import { dist, quiet, Site } from "./site.js";

/** Milliseconds: live theory may take longer than what is precomputed. */
const TARGETS = { repaint: 200, task: 50 };
const PRESSES = 12;

interface Timing {
  repaint: number[];
  longest: number;
}

/** Presses a key on the focused slider and waits for the repaint after the last change of the page it causes within 300 ms. */
async function press(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    const state = { start: 0, last: 0 };
    Object.assign(window, { speedState: state });
    const observer = new MutationObserver(() => {
      requestAnimationFrame(() =>
        setTimeout(() => {
          state.last = performance.now();
        }),
      );
    });
    observer.observe(document.querySelector("#observablehq-main")!, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    document.addEventListener(
      "keydown",
      () => {
        state.start = performance.now();
      },
      { capture: true, once: true },
    );
    Object.assign(window, { speedStop: () => observer.disconnect() });
  });
  await page.keyboard.press(key);
  await page.waitForTimeout(350);
  return page.evaluate(() => {
    const { speedState, speedStop } = window as unknown as {
      speedState: { start: number; last: number };
      speedStop: () => void;
    };
    speedStop();
    return speedState.last > 0 ? speedState.last - speedState.start : Number.NaN;
  });
}

async function timings(page: Page): Promise<Map<string, Timing>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration);
    }).observe({ type: "longtask" });
  });
  const found = new Map<string, Timing>();
  const sliders = page.locator('#observablehq-main input[type="range"]');
  for (let i = 0; i < (await sliders.count()); i++) {
    const slider = sliders.nth(i);
    if (!(await slider.isVisible())) continue;
    const name = (
      await slider.evaluate((e) => (e as HTMLInputElement).labels?.[0]?.textContent ?? "")
    ).trim();
    await slider.scrollIntoViewIfNeeded();
    await slider.focus();
    await quiet(page);
    await page.evaluate(() => {
      (window as unknown as { longTasks: number[] }).longTasks.length = 0;
    });
    const repaint: number[] = [];
    for (let k = 0; k < PRESSES; k++) {
      const time = await press(page, k < PRESSES / 2 ? "ArrowRight" : "ArrowLeft");
      if (Number.isFinite(time)) repaint.push(time);
    }
    const longest = await page.evaluate(() =>
      Math.max(0, ...(window as unknown as { longTasks: number[] }).longTasks),
    );
    found.set(`${i + 1}. ${name}`.slice(0, 44), { repaint: repaint.sort((a, b) => a - b), longest });
  }
  return found;
}

const { positionals } = parseArgs({ allowPositionals: true });
const site = await Site.start();
const cell = (value: number) => (Number.isFinite(value) ? value.toFixed(0) : "—").padStart(8);
console.log(`${"page".padEnd(26)} ${"slider".padEnd(44)}   median     max  longest task, ms`);
try {
  for (const path of positionals.length > 0 ? positionals : distPages(dist)) {
    const { page, close } = await site.visit(path);
    // tsx wraps named functions in a helper that the page does not have.
    await page.evaluate("globalThis.__name = (f) => f");
    for (const [name, { repaint, longest }] of await timings(page)) {
      const median = repaint[repaint.length >> 1] ?? Number.NaN;
      const missed = [
        median > TARGETS.repaint ? `repaint above ${TARGETS.repaint}` : "",
        longest > TARGETS.task ? `task above ${TARGETS.task}` : "",
      ].filter(Boolean);
      console.log(
        `${path.padEnd(26)} ${name.padEnd(44)} ${cell(median)}${cell(repaint.at(-1) ?? Number.NaN)}${cell(longest)}  ${missed.join(", ")}`,
      );
    }
    await close();
  }
} finally {
  await site.stop();
}
