import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

const QUADRATIC = '.network-panel[data-network="quadratic"]';

/** Waits until the numbers at the ring belong to where the ring is, and returns them. */
async function settledAt(page: Page, panel = QUADRATIC) {
  await page.waitForTimeout(100); // what was asked for is drawn in the next frame
  await page.waitForFunction(
    (selector) => {
      const caption = document.querySelector(`${selector} .area-spectrum figcaption`)?.textContent ?? "";
      const map = document.querySelector(`${selector} .area-map figcaption`)?.textContent ?? "";
      const where = /n\s?eff = (.+), λ = ([^:]+):/.exec(map);
      return where !== null && caption.includes(`= ${where[1]}, λ = ${where[2]}:`);
    },
    panel,
    { timeout: 30_000 },
  );
  return page.evaluate((selector) => {
    const root = document.querySelector<HTMLElement>(selector)!;
    const surface = root.querySelector<HTMLElement>(".phase-surface")!;
    return {
      phase: root.dataset.phase!,
      risk: Number(root.dataset.risk),
      effectiveSamples: Number(surface.dataset.effectiveSamples),
      lambda: Number(surface.dataset.lambda),
      ring: root.querySelector(".phase-map .ring")!.getAttribute("transform"),
      spectrum: root.querySelector(".spectrum-box svg")!.innerHTML,
      slice: root.querySelector(".slice svg")!.innerHTML,
    };
  }, panel);
}

async function surfaceBox(page: Page, panel = QUADRATIC) {
  const surface = page.locator(`${panel} .phase-surface`);
  await surface.scrollIntoViewIfNeeded();
  return (await surface.boundingBox())!;
}

describe("the ring of the map", () => {
  test("follows the pointer, and spectrum, slice and numbers follow the ring", async () => {
    const { page, problems, close } = await site.visit("/");
    const before = await settledAt(page);
    const box = await surfaceBox(page);
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.8 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.7 * box.height, { steps: 4 });
    await page.mouse.up();
    const after = await settledAt(page);
    expect(after.effectiveSamples).toBeGreaterThan(before.effectiveSamples);
    expect(after.ring).not.toBe(before.ring);
    expect(after.spectrum).not.toBe(before.spectrum);
    expect(after.slice).not.toBe(before.slice);
    expect(after.risk).toBeLessThan(before.risk);
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
    expect((await settledAt(page)).ring).toBe(after.ring);
    expect(problems).toEqual([]);
    await close();
  });

  test("follows a finger, which scrolls the page anywhere else", async () => {
    const { page, close } = await site.visit("/", { viewport: { width: 390, height: 844 }, hasTouch: true });
    const before = await settledAt(page);
    const box = await surfaceBox(page);
    const touch = await page.context().newCDPSession(page);
    const at = (x: number, y: number) => [{ x: box.x + x * box.width, y: box.y + y * box.height }];
    const scroll = await page.evaluate(() => scrollY);
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0.3, 0.3) });
    for (const y of [0.4, 0.6, 0.8])
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(0.35, y) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    const after = await settledAt(page);
    expect(after.ring).not.toBe(before.ring);
    expect(after.spectrum).not.toBe(before.spectrum);
    expect(await page.evaluate(() => scrollY)).toBe(scroll);
    const actions = await page.evaluate(() =>
      [".phase-surface", ".phase-map", ".area-spectrum", "h1"].map(
        (selector) => getComputedStyle(document.querySelector(selector)!).touchAction,
      ),
    );
    expect(actions).toEqual(["none", "auto", "auto", "auto"]);
    await close();
  });

  test("moves by arrow keys, with shift by a decade", async () => {
    const { page, close } = await site.visit("/");
    const before = await settledAt(page);
    await page.locator(`${QUADRATIC} .phase-surface`).focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowUp");
    const after = await settledAt(page);
    expect(after.effectiveSamples / before.effectiveSamples).toBeCloseTo(10 ** (-1 / 12), 3);
    expect(after.lambda / before.lambda).toBeCloseTo(10, 3);
    await close();
  });

  test("moves with the sliders beside it", async () => {
    const { page, close } = await site.visit("/");
    const before = await settledAt(page);
    const slider = page.getByRole("slider", { name: /Effective samples/ });
    await slider.focus();
    await page.keyboard.press("PageUp");
    const after = await settledAt(page);
    expect(after.effectiveSamples / before.effectiveSamples).toBeCloseTo(10, 3);
    const box = (await slider.boundingBox())!;
    await page.mouse.click(box.x + 0.1 * box.width, box.y + box.height / 2);
    expect((await settledAt(page)).effectiveSamples).toBeLessThan(before.effectiveSamples);
    await close();
  });
});

describe("what the map shows", () => {
  test("changes with the teacher's decay, the noise, the dimension and the network", async () => {
    const { page, problems, close } = await site.visit("/");
    const seen = new Set<string>();
    const remember = async (panel: string) => {
      await page.waitForFunction(
        ([selector, known]) => {
          const first = document.querySelector(`${selector} .phase-map path[fill]`)?.getAttribute("d");
          return first && !(known as string[]).includes(first);
        },
        [panel, [...seen]] as const,
      );
      seen.add((await page.locator(`${panel} .phase-map path[fill]`).first().getAttribute("d"))!);
    };
    await remember(QUADRATIC);
    await page.getByLabel("Teacher decay").selectOption("2");
    await remember(QUADRATIC);
    await page.getByLabel("Label noise").selectOption("0");
    await remember(QUADRATIC);
    await page.getByLabel("Dimension").selectOption({ index: 1 });
    await remember(QUADRATIC);
    expect(await page.getByLabel("Label noise").inputValue()).toBe("0.5");
    await page.getByRole("radio", { name: "diagonal" }).check();
    await remember('.network-panel[data-network="diagonal"]');
    expect(seen.size).toBe(5);
    expect(problems).toEqual([]);
    await close();
  });

  test("side by side, one ring moves on both maps", async () => {
    const { page, close } = await site.visit("/?network=both");
    const diagonal = '.network-panel[data-network="diagonal"]';
    await settledAt(page, diagonal);
    const box = await surfaceBox(page, diagonal);
    await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.6 * box.height);
    const [one, two] = [await settledAt(page, diagonal), await settledAt(page)];
    expect(two.effectiveSamples).toBe(one.effectiveSamples);
    expect(two.lambda).toBe(one.lambda);
    expect(two.spectrum).not.toBe(one.spectrum);
    await close();
  });

  test("a small multiple takes the ring to its phase and lights up", async () => {
    const { page, close } = await site.visit("/");
    for (const phase of ["Ib", "V", "VIb"]) {
      await page.locator(`${QUADRATIC} .multiple[data-phase="${phase}"]`).click();
      expect((await settledAt(page)).phase).toBe(phase);
      const lit = page.locator(`${QUADRATIC} .multiple.lit`);
      expect(await lit.getAttribute("data-phase")).toBe(phase);
    }
    await close();
  });

  test("the walk visits its phases in order", async () => {
    const { page, close } = await site.visit("/");
    await settledAt(page);
    const visited: string[] = [];
    await page.getByRole("button", { name: /Walk me through/ }).click();
    for (let k = 0; k < 7; k++) {
      await page.waitForTimeout(150);
      visited.push((await settledAt(page)).phase);
      if (k < 6) await page.getByRole("button", { name: "Next →" }).click();
    }
    expect(visited).toEqual(["Ib", "II", "IV", "V", "peak", "II", "VIb"]);
    await close();
  });

  test.each(["linear", "rank"])("the weights can be seen in the %s view, by link", async (view) => {
    const { page, close } = await site.visit(`/?view=${view}`);
    await settledAt(page);
    expect(await page.locator(`${QUADRATIC} .spectrum-box .spectrum`).getAttribute("data-view")).toBe(view);
    await close();
  });
});

describe("the address", () => {
  test("nonsense is ignored with a notice that names value and range; the page shows the defaults", async () => {
    const { page, problems, close } = await site.visit(
      "/?n=abc&gamma=-1&network=transformer&lambda=1e999&foo=bar",
    );
    const plain = await site.visit("/");
    const [nonsense, usual] = [await settledAt(page), await settledAt(plain.page)];
    expect(nonsense.ring).toBe(usual.ring);
    const notice = await page.getByRole("alert").innerText();
    for (const part of [
      "n=abc",
      "gamma=-1",
      "network=transformer",
      "lambda=1e999",
      "one of",
      "a number from",
    ])
      expect(notice).toContain(part);
    expect(notice).not.toContain("foo");
    expect(await plain.page.getByRole("alert").count()).toBe(0);
    expect(problems).toEqual([]);
    await plain.close();
    await close();
  });

  test("a dimension without a map for the noise asked for says which noise is shown instead", async () => {
    const { page, problems, close } = await site.visit("/?d=1000000&noise=0");
    await settledAt(page);
    const notice = await page.getByRole("alert").innerText();
    for (const part of ["noise=0", "d = 1000000", "Shown instead: 0.5"]) expect(notice).toContain(part);
    expect(problems).toEqual([]);
    await close();
  });

  test("a ring outside the map is put on its border, and the page says so", async () => {
    const { page, close } = await site.visit("/?gamma=0.6&n=1e20");
    const { effectiveSamples } = await settledAt(page);
    expect(effectiveSamples).toBeLessThan(1e9);
    expect(await page.locator(".outside").innerText()).toContain("outside this map");
    await close();
  });

  test("reproduces a view reached by hand", async () => {
    const { page, close } = await site.visit("/");
    await settledAt(page);
    await page.getByLabel("Teacher decay").selectOption("1");
    await page.waitForTimeout(500);
    await page.locator(`${QUADRATIC} .phase-surface`).focus();
    await page.keyboard.press("Shift+ArrowRight");
    const here = await settledAt(page);
    await page.waitForTimeout(500);
    const address = new URL(page.url());
    const again = await site.visit(address.pathname + address.search);
    const there = await settledAt(again.page);
    expect(there.risk / here.risk).toBeCloseTo(1, 2);
    expect(there.phase).toBe(here.phase);
    await again.close();
    await close();
  });
});

describe("the menu of a figure", () => {
  test("hands out the rows and the pictures", async () => {
    const { page, close } = await site.visit("/");
    await settledAt(page);
    await page.locator("#map-quadratic summary").click();
    const save = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.locator("#map-quadratic").getByRole("button", { name }).click(),
      ]);
      return readFileSync((await file.path())!);
    };
    const csv = (await save("Data (CSV)")).toString().trim().split("\n");
    expect(csv[0]).toBe("effectiveSamples,lambda,logRisk,logDelta,logCut,phase,converged");
    expect(csv.length).toBeGreaterThan(2000);
    expect((await save("Data (Arrow)")).subarray(0, 4)).toEqual(Buffer.from([255, 255, 255, 255]));
    const svg = (await save("Picture (SVG)")).toString();
    expect(svg).not.toContain("var(--");
    expect(svg).toContain("rank collapse");
    expect((await save("Picture (PNG)")).subarray(1, 4).toString()).toBe("PNG");
    expect(await page.locator("#map-quadratic code").innerText()).toContain("phase");
    await close();
  });
});
