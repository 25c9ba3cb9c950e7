import { lab } from "d3-color";
import { describe, expect, test } from "vitest";
import {
  BACKGROUNDS,
  contrast,
  encodingCss,
  MARKS,
  PHASE_TINTS,
  RISK_STEPS,
  riskColor,
  riskScale,
  TEXTS,
  type Theme,
} from "../../components/encoding.js";

const themes: Theme[] = ["light", "dark"];

describe.each(themes)("the visual code in the %s theme", (theme) => {
  const surfaces = [...BACKGROUNDS[theme], ...Object.values(PHASE_TINTS).map((pair) => pair[theme])];
  const meanings = Object.entries(MARKS).filter(([meaning]) => meaning !== "halo");

  test.each(meanings)("the mark %s has 3:1 against every background and every phase tint", (_, pair) => {
    for (const surface of surfaces) expect(contrast(pair[theme], surface)).toBeGreaterThanOrEqual(3);
  });

  test.each(meanings)("the text %s has 4.5:1 against page, card and phase tint", (meaning, pair) => {
    const text = (TEXTS[meaning as keyof typeof MARKS] ?? pair)[theme];
    for (const surface of surfaces) expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5);
  });

  test("plain text can be read on every step of the risk scale", () => {
    for (const step of riskScale(theme))
      expect(contrast(MARKS.ring[theme], step)).toBeGreaterThanOrEqual(4.5);
  });

  test("the risk scale is perceptually uniform: equal steps, monotone lightness", () => {
    const colors = riskScale(theme).map((value) => lab(value));
    const steps = colors
      .slice(1)
      .map((c, i) => Math.hypot(c.l - colors[i].l, c.a - colors[i].a, c.b - colors[i].b));
    const mean = steps.reduce((sum, value) => sum + value, 0) / steps.length;
    for (const value of steps) expect(Math.abs(value / mean - 1)).toBeLessThan(0.3);
    const direction = theme === "light" ? -1 : 1;
    for (let i = 1; i < colors.length; i++)
      expect(direction * (colors[i].l - colors[i - 1].l)).toBeGreaterThan(0);
  });
});

test("the contrast of black on white is 21 and of a colour with itself 1", () => {
  expect(contrast("#000", "#fff")).toBeCloseTo(21, 6);
  expect(contrast("#abc", "#abc")).toBe(1);
});

test("the risk scale clamps what lies outside its range", () => {
  expect(riskColor(-1)).toBe("var(--r-0)");
  expect(riskColor(7)).toBe(`var(--r-${RISK_STEPS - 1})`);
  expect(riskColor(Number.NaN)).toBe("var(--r-0)");
});

test("src/encoding.css is what the code says", async () => {
  await expect(encodingCss()).toMatchFileSnapshot("../../src/encoding.css");
});
