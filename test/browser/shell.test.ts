import { describe, expect, it } from "vitest";
import { pages } from "../../tools/site.js";
import { site } from "./shared.js";

describe("the list of pages on a phone", () => {
  it("opens by touch and leads to another page", async () => {
    const { page, close } = await site.visit("/", { viewport: { width: 390, height: 800 }, hasTouch: true });
    const list = page.getByRole("navigation", { name: "Pages" });
    expect(await list.isVisible()).toBe(false);
    await page.getByRole("checkbox", { name: "Show the list of pages" }).tap();
    await list.waitFor({ state: "visible" });
    const [first] = pages();
    await list.getByRole("link", { name: first.name }).tap();
    await page.waitForURL(`${site.origin}${first.path}`);
    await close();
  });

  it("opens and closes by keyboard", async () => {
    const { page, close } = await site.visit("/", { viewport: { width: 390, height: 800 } });
    const list = page.getByRole("navigation", { name: "Pages" });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await list.waitFor({ state: "visible" });
    await page.keyboard.press("Escape");
    await list.waitFor({ state: "hidden" });
    await close();
  });
});

describe("the page", () => {
  it("follows the reader's theme, formulas too", async () => {
    const colours = async (colorScheme: "light" | "dark") => {
      const { page, close } = await site.visit("/setup", { colorScheme });
      const found = await page.evaluate(() => {
        const pen = document.createElement("canvas").getContext("2d")!;
        const text = getComputedStyle(document.querySelector("main p")!).color;
        const background = getComputedStyle(document.documentElement).backgroundColor;
        // From 0 (black) to 1 (white), however the colour is written.
        const [ground, ink] = [background, text].map((colour) => {
          pen.fillStyle = colour;
          pen.fillRect(0, 0, 1, 1);
          const [r, g, b] = pen.getImageData(0, 0, 1, 1).data;
          return (r + g + b) / (3 * 255);
        });
        return { text, ground, ink, formula: getComputedStyle(document.querySelector("main .katex")!).color };
      });
      await close();
      return found;
    };
    const [light, dark] = [await colours("light"), await colours("dark")];
    expect(light.ground).toBeGreaterThan(light.ink + 0.5);
    expect(dark.ink).toBeGreaterThan(dark.ground + 0.5);
    expect(light.formula).toBe(light.text);
    expect(dark.formula).toBe(dark.text);
  });

  it("cites the paper at its foot", async () => {
    const { page, close } = await site.visit("/");
    const footer = page.getByRole("contentinfo");
    expect(await footer.innerText()).toContain("Krzakala");
    expect(await footer.getByRole("link", { name: "arXiv:2509.24882" }).getAttribute("href")).toBe(
      "https://arxiv.org/abs/2509.24882",
    );
    await close();
  });
});
