import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { textWidth } from "../../../components/kit/text-width.js";
import { Sfnt } from "../../../tools/sfnt.js";

const require = createRequire(import.meta.url);
const font = (name: string, file: string) =>
  new Sfnt(readFileSync(require.resolve(`@expo-google-fonts/${name}/${file}`)));
const sans = font("source-sans-3", "400Regular/SourceSans3_400Regular.ttf");
const italic = font("source-serif-4", "400Regular_Italic/SourceSerif4_400Regular_Italic.ttf");

describe("the width of a text", () => {
  it("is the sum of its characters' advances, and grows with the size", () => {
    const text = "effective samples";
    const sum = [...text].reduce((total, one) => total + sans.advance(one)!, 0);
    expect(textWidth(text, 12)).toBeCloseTo(12 * sum, 9);
    expect(textWidth(text, 24)).toBeCloseTo(2 * textWidth(text, 12), 9);
    expect(textWidth("", 12)).toBe(0);
  });

  it("holds from the first character of its table to the last", () => {
    for (const one of " ~÷—⁻₄√∞≈≤→▸⟩✓")
      expect(textWidth(one, 10), one).toBeCloseTo(10 * sans.advance(one)!, 2);
  });

  it("takes small Greek letters from the one face of symbols, whatever the style", () => {
    const expected = 10 * italic.advance("λ")!;
    for (const family of ["serif", "sans"] as const)
      for (const weight of [400, 600, 700])
        expect(textWidth("λ", 10, { family, weight })).toBeCloseTo(expected, 9);
  });

  it("tells the styles apart", () => {
    const widths = [
      textWidth("risk", 10),
      textWidth("risk", 10, { weight: 600 }),
      textWidth("risk", 10, { family: "serif" }),
      textWidth("risk", 10, { style: "italic" }),
    ];
    expect(new Set(widths).size).toBe(4);
    expect(textWidth("risk", 10, { weight: 700 })).toBe(widths[1]);
    expect(textWidth("risk", 10, { family: "serif", style: "italic" })).toBe(widths[3]);
  });

  it("counts an accented letter as its bare one, and an accent that stands by itself not at all", () => {
    expect(textWidth("Zdeborová", 10)).toBe(textWidth("Zdeborova", 10));
    expect(textWidth("λ\u0303", 10)).toBe(textWidth("λ", 10));
  });

  it("has a value for a character that no font has", () => {
    expect(textWidth("\u{1F600}", 10)).toBe(textWidth("n", 10));
  });
});
