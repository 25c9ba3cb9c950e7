import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Figure } from "../../components/kit/figure.js";
import { formatNumber } from "../../components/numbers.js";
import { contents, type Site, site } from "./shared.js";

const SURFACE = "#map .phase-surface";

/** What the spectrum's caption calls the place of the ring. */
const ringAt = ({ effectiveSamples, lambda }: { effectiveSamples: number; lambda: number }) =>
  `At neff = ${formatNumber(effectiveSamples)}, λ = ${formatNumber(lambda)}`;

/** Waits until map, spectrum and slices are of the present state, and returns what they show. */
async function settledAt(page: Page) {
  for (const id of ["map", "spectrum", "slice-samples", "slice-lambda"])
    await page.locator(`#${id}[data-state="fresh"]`).waitFor();
  return page.evaluate((selector) => {
    const surface = document.querySelector<HTMLElement>(selector)!;
    const { columns } = document.querySelector<Figure>("#slice-samples")!.rows();
    const [effectiveSamples, lambda] = ["effectiveSamples", "lambda"].map((name) =>
      Number(surface.dataset[name]),
    );
    const at = Array.from(columns.value, (value) => Math.abs(Math.log(Number(value) / effectiveSamples)));
    return {
      effectiveSamples,
      lambda,
      phase: document.querySelector("#spectrum .phase-chip")!.textContent!,
      logRisk: Number(columns.logRisk[at.indexOf(Math.min(...at))]),
      ring: (document.querySelector("#map .ring") as SVGGElement).getCTM()!.e,
      map: document.querySelector("#map .phase-map path[fill]")!.getAttribute("d"),
      spectrum: document.querySelector("#spectrum figcaption")!.textContent!.split(":")[0],
      readout: document.querySelector("#spectrum .readout")!.textContent!,
      slice: document.querySelector("#slice-samples figcaption")!.textContent!,
    };
  }, SURFACE);
}

async function surfaceBox(page: Page, selector = SURFACE) {
  const surface = page.locator(selector).first();
  await surface.scrollIntoViewIfNeeded();
  return (await surface.boundingBox())!;
}

/** Brings the slices near, so that they are solved and drawn. */
const open = async (path: string, options?: Parameters<Site["visit"]>[1]) => {
  const visit = await site.visit(path, options);
  await visit.page.locator("#slice-lambda").scrollIntoViewIfNeeded();
  return visit;
};

describe("the ring of the map", () => {
  test("follows the pointer, and spectrum, slice and numbers follow the ring", async () => {
    const { page, problems, close } = await open("/");
    const before = await settledAt(page);
    const box = await surfaceBox(page);
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.8 * box.height);
    await page.mouse.down();
    // The map stays the element that it is, so that it keeps the pointer that was pressed on it.
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.7 * box.height, { steps: 4 });
    await page.mouse.up();
    const after = await settledAt(page);
    // Nine decades of samples, 8.4 of weight decay, over the surface.
    expect(Math.log10(after.effectiveSamples)).toBeCloseTo(-1 + 0.6 * 9, 1);
    expect(Math.log10(after.lambda)).toBeCloseTo(-4 + 0.3 * 8.37, 1);
    // It was at n_eff = 1000, four of the nine decades in.
    expect(after.ring - before.ring).toBeCloseTo((0.6 - 4 / 9) * box.width, 0);
    expect(after.map).toBe(before.map);
    expect(before.spectrum).toBe("At neff = 1000, λ = 0.005");
    expect(after.spectrum).toBe(ringAt(after));
    expect(before.slice).toContain("At weight decay 0.005 ");
    expect(after.slice).toContain(`At weight decay ${formatNumber(after.lambda)} `);
    expect(after.logRisk).toBeLessThan(before.logRisk);
    await page.mouse.move(box.x + 0.2 * box.width, box.y + 0.2 * box.height);
    expect((await settledAt(page)).ring).toBe(after.ring);
    expect(problems).toEqual([]);
    await close();
  });

  test("follows a finger, which scrolls the page anywhere else", async () => {
    const { page, close } = await open("/", { viewport: { width: 390, height: 844 }, hasTouch: true });
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
    expect(Math.log10(after.effectiveSamples)).toBeCloseTo(-1 + 0.35 * 9, 1);
    expect(Math.log10(after.lambda)).toBeCloseTo(-4 + 0.2 * 8.37, 1);
    expect(before.spectrum).toBe("At neff = 1000, λ = 0.005");
    expect(after.spectrum).toBe(ringAt(after));
    expect(await page.evaluate(() => scrollY)).toBe(scroll);
    const actions = await page.evaluate(() =>
      ["#map .phase-surface", ".phase-map", ".area-spectrum", "h1"].map(
        (selector) => getComputedStyle(document.querySelector(selector)!).touchAction,
      ),
    );
    expect(actions).toEqual(["none", "auto", "auto", "auto"]);
    await close();
  });

  test("moves by arrow keys, with shift by a decade, and keeps the focus", async () => {
    const { page, close } = await open("/");
    const before = await settledAt(page);
    await page.locator(SURFACE).focus();
    await page.keyboard.press("ArrowLeft");
    await settledAt(page);
    await page.keyboard.press("Shift+ArrowUp");
    const after = await settledAt(page);
    expect(await page.locator(SURFACE).evaluate((surface) => surface === document.activeElement)).toBe(true);
    expect(after.effectiveSamples / before.effectiveSamples).toBeCloseTo(10 ** (-1 / 12), 3);
    expect(after.lambda / before.lambda).toBeCloseTo(10, 3);
    await close();
  });

  test("moves with the sliders beside it, which end where the map ends", async () => {
    const { page, close } = await open("/");
    const before = await settledAt(page);
    const slider = page.getByRole("slider", { name: /Effective samples/ });
    expect([await slider.getAttribute("min"), await slider.getAttribute("max")]).toEqual(["-1", "8"]);
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
    const { page, problems, close } = await open("/");
    const maps = [(await settledAt(page)).map];
    for (const choose of [
      () => page.getByLabel("Teacher decay").selectOption("2"),
      () => page.getByLabel("Label noise").selectOption("0"),
      () => page.getByLabel("Dimension").selectOption({ index: 1 }),
      () => page.getByRole("radio", { name: "diagonal" }).check(),
    ]) {
      await choose();
      maps.push((await settledAt(page)).map);
    }
    expect(new Set(maps).size).toBe(5);
    expect(await page.getByLabel("Label noise").inputValue()).toBe("0.5");
    expect(problems).toEqual([]);
    await close();
  });

  test("side by side, the two maps have the page's width, and one ring", async () => {
    const { page, close } = await open("/?network=both");
    await settledAt(page);
    const box = await surfaceBox(page);
    await page.mouse.click(box.x + 0.5 * box.width, box.y + 0.6 * box.height);
    await settledAt(page);
    const [one, two] = await page.evaluate((selector) => {
      const surfaces = [...document.querySelectorAll<HTMLElement>(selector)];
      return surfaces.map((surface) => ({
        effectiveSamples: surface.dataset.effectiveSamples,
        lambda: surface.dataset.lambda,
        left: surface.getBoundingClientRect().left,
      }));
    }, SURFACE);
    expect([two.effectiveSamples, two.lambda]).toEqual([one.effectiveSamples, one.lambda]);
    expect(two.left).toBeGreaterThan(one.left + box.width);
    await close();
  });
});

describe("the address", () => {
  test("nonsense is ignored with a notice that names value and range; the page shows the defaults", async () => {
    const { page, problems, close } = await open("/?n=abc&gamma=-1&network=transformer&lambda=1e999&foo=bar");
    const plain = await open("/");
    const [nonsense, usual] = [await settledAt(page), await settledAt(plain.page)];
    expect(nonsense).toEqual(usual);
    const notice = await page.getByRole("alert").innerText();
    for (const part of ["n=abc", "gamma=-1", "network=transformer", "lambda=1e999", "foo=bar"])
      expect(notice).toContain(part);
    for (const part of ["one of", "a number from"]) expect(notice).toContain(part);
    expect(await plain.page.getByRole("alert").count()).toBe(0);
    expect(problems).toEqual([]);
    await plain.close();
    await close();
  });

  test("reproduces a view reached by hand", async () => {
    const { page, close } = await open("/");
    await settledAt(page);
    await page.getByLabel("Teacher decay").selectOption("1");
    await settledAt(page);
    await page.locator(SURFACE).focus();
    await page.keyboard.press("Shift+ArrowRight");
    const here = await settledAt(page);
    await page.waitForURL(/gamma=1&n=10000/);
    const address = new URL(page.url());
    const again = await open(address.pathname + address.search);
    expect(await settledAt(again.page)).toEqual(here);
    await again.close();
    await close();
  });
});

describe("the menu of a figure", () => {
  test("hands out the rows and the pictures", async () => {
    const { page, close } = await open("/");
    await settledAt(page);
    await page.locator("#map summary").click();
    const save = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.locator("#map").getByRole("button", { name }).click(),
      ]);
      return contents(file);
    };
    const csv = (await save("Data (CSV)")).toString().trim().split("\n");
    const header = "effectiveSamples,lambda,logRisk,logDelta,logCut,phase,converged";
    expect(csv.slice(csv.indexOf(header) + 1).length).toBeGreaterThan(2000);
    expect(csv).toContain(header);
    expect((await save("Data (Arrow)")).subarray(0, 4)).toEqual(Buffer.from([255, 255, 255, 255]));
    const svg = (await save("Picture (SVG)")).toString();
    expect(svg).not.toContain("var(--");
    expect(svg).toContain("rank collapse");
    expect((await save("Picture (PNG)")).subarray(1, 4).toString()).toBe("PNG");
    expect(await page.locator("#map code").first().innerText()).toContain("figure map");
    await close();
  });
});
