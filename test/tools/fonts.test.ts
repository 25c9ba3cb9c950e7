import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { fallbackCss, frequencies, meanWidth } from "../../tools/fallback-faces.js";
import { licences, openFont, openSources, sourceOf, sources, textStyles } from "../../tools/font-sources.js";
import {
  type FontFile,
  faceRules,
  fontFaces,
  fontFiles,
  undrawn,
  unicodeRange,
  webFonts,
} from "../../tools/fonts.js";
import { Sfnt } from "../../tools/sfnt.js";
import { siteCharacters } from "../../tools/site-characters.js";

const require = createRequire(import.meta.url);

describe("the site's fonts", () => {
  let files: FontFile[];
  beforeAll(async () => {
    files = await fontFiles();
  }, 60_000);

  it("draw every character that the site shows, in every style", async () => {
    expect(await undrawn(siteCharacters())).toEqual([]);
    expect(await undrawn("a\u{1F600}")).toEqual(["\u{1F600}"]);
  });

  it("hold Latin-1 and Greek whether a page uses them or not, and nothing of other scripts", () => {
    const characters = siteCharacters();
    expect(characters).toEqual(expect.arrayContaining([..."éÿßÐþ¿αβγςωΑΩ"]));
    expect(characters.filter((one) => /[\u0400-\u04ff]/.test(one))).toEqual([]);
  });

  it("go out at no more than 72 kB in all, twice the same", async () => {
    const shipped = await webFonts();
    expect(shipped.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(72_000);
    const again = await webFonts();
    for (const [i, { bytes }] of shipped.entries()) expect(again[i].bytes.equals(bytes)).toBe(true);
  });

  it("carry a name of their own and their copyright, and go out with their licences", () => {
    for (const { bytes, family } of files) {
      const names = new Sfnt(bytes).table("name");
      const strings = Buffer.from(names.subarray(names.readUInt16BE(4)))
        .swap16()
        .toString("utf16le");
      expect(strings).toContain(family);
      expect(strings).toMatch(/Copyright|©/);
    }
    const text = licences();
    for (const { module } of sources) expect(text).toContain(module);
    expect(text.match(/SIL OPEN FONT LICENSE Version 1.1/g)?.length).toBeGreaterThan(1);
  });

  it("have the small Greek letters in one file only, the italic of the serif", () => {
    const holders = files.filter(({ bytes }) => new Sfnt(bytes).has("λ"));
    expect(holders.map(({ id }) => id)).toEqual(["serif-400-italic"]);
  });

  it("give a renderer without style sheets the same λ in either family", { timeout: 60_000 }, async () => {
    await initWasm(readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
    const draw = (
      text: string,
      family: string,
      style = "normal",
      fontBuffers = files.map(({ bytes }) => bytes),
    ) => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><text x="10" y="45" font-size="40" font-family="${family}" font-style="${style}">${text}</text></svg>`;
      return Buffer.from(new Resvg(svg, { font: { fontBuffers, loadSystemFonts: false } }).render().pixels);
    };
    const empty = draw("", "Companion Sans");
    const expected = draw("λ", "Companion Serif", "italic");
    expect(expected.equals(empty)).toBe(false);
    expect(draw("λ", "Companion Sans").equals(expected)).toBe(true);
    expect(draw("λ", "Companion Serif").equals(expected)).toBe(true);
    expect(draw("n", "Companion Sans").equals(draw("n", "Companion Serif"))).toBe(false);
    expect(draw("∝", "Companion Sans").equals(empty)).toBe(false);
  });
});

describe("the rules of a style sheet", () => {
  it("say by ranges which characters another face draws", async () => {
    expect(unicodeRange("→γαβ")).toBe("U+3B1-3B3,U+2192");
    const rules = await faceRules("nλΔ∝");
    const greek = rules.filter(({ range }) => range === "U+3BB");
    expect(greek.map(({ family, weight, id }) => `${family} ${weight} ${id}`)).toEqual([
      "Companion Serif 400 serif-400-italic",
      "Companion Serif 600 700 serif-400-italic",
      "Companion Sans 400 serif-400-italic",
      "Companion Sans 600 700 serif-400-italic",
    ]);
    expect(rules.find(({ family }) => family === "Companion Symbols")?.range).toBe("U+221D");
  });

  it("hold the fonts themselves for a drawing that stands alone, only as much of them as its text needs", async () => {
    const style = { family: "sans", weight: 400, style: "normal" } as const;
    const css = await fontFaces("λ = 0.1", [style]);
    expect(css.match(/@font-face/g)).toHaveLength(2);
    expect(css).toMatch(/url\(data:font\/woff2;base64,/);
    expect(css.length).toBeLessThan(6000);
    expect((await fontFaces("excess risk, effective samples", [style])).length).toBeGreaterThan(
      (await fontFaces("a", [style])).length,
    );
  });
});

describe("a stand-in", () => {
  it("takes as much room as the site's font: over the pages' text to a thousandth", async () => {
    const fonts = await openSources();
    const weights = frequencies();
    expect([...weights.values()].reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const css = await fallbackCss();
    const rule = /font-family:"Companion Sans Desktop";font-weight:400;font-style:normal;([^}]*)/.exec(
      css,
    )?.[1];
    const size = Number(/size-adjust:([\d.]+)%/.exec(rule ?? "")?.[1]) / 100;
    const arimo = readFileSync(require.resolve("@fontsource/arimo/files/arimo-latin-400-normal.woff2"));
    const own = meanWidth(fonts.get("sans-400")!, weights);
    expect((size * meanWidth(await openFont(arimo), weights)) / own).toBeCloseTo(1, 3);
    const { ascent, unitsPerEm } = fonts.get("sans-400")!.metrics;
    const raised = Number(/ascent-override:([\d.]+)%/.exec(rule ?? "")?.[1]) / 100;
    expect(raised * size).toBeCloseTo(ascent / unitsPerEm, 3);
  });
});

it("every style has a face for every letter of its own", async () => {
  const fonts = await openSources();
  for (const style of textStyles) {
    const own = style.style === "italic" ? "serif-400-italic" : `${style.family}-${style.weight}`;
    expect(sourceOf(fonts, "a", style)?.id).toBe(own);
  }
});
