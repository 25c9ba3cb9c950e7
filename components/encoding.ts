import { lab, lch, rgb } from "d3-color";
import type { PhaseId } from "../theory/regimes.js";

/**
 * The one visual code of the site: what each colour means, in light and in dark, and the colour scale of
 * the excess risk. Figures refer to a colour by its custom property (`color("bulk")` is
 * `var(--c-bulk)`), so that a drawn figure follows the reader's theme without being drawn again.
 */

export type Theme = "light" | "dark";
export type Meaning =
  | "learned"
  | "bulk"
  | "hidden"
  | "approximation"
  | "harmful"
  | "bayes"
  | "tuned"
  | "pruned"
  | "teacher"
  | "guide"
  | "ring"
  | "halo";

interface Pair {
  light: string;
  dark: string;
}

/** The page backgrounds every mark and text is checked against (Framework's two default themes, page and card). */
export const BACKGROUNDS: Record<Theme, string[]> = {
  light: ["#ffffff", "#f6f6f6"],
  dark: ["#161616", "#1f1f1f"],
};

/** Marks: at least 3:1 on every background of their theme. */
export const MARKS: Record<Meaning, Pair> = {
  learned: { light: "#1f62c4", dark: "#6aa6ff" },
  bulk: { light: "#cf6406", dark: "#f5993d" },
  hidden: { light: "#7b8087", dark: "#9ba1a9" },
  approximation: { light: "#2b86c0", dark: "#a9d6f5" },
  harmful: { light: "#c4262f", dark: "#ff6f69" },
  bayes: { light: "#7443c0", dark: "#bb9af7" },
  tuned: { light: "#1c7740", dark: "#5cc481" },
  pruned: { light: "#8a5a2b", dark: "#c99a6a" },
  teacher: { light: "#1b1e23", dark: "#dfdfd6" },
  guide: { light: "#5b6068", dark: "#aab0b8" },
  ring: { light: "#101216", dark: "#ffffff" },
  halo: { light: "#ffffff", dark: "#101216" },
};

/** The same meanings as text: at least 4.5:1. Only the ones that differ from their mark. */
export const TEXTS: Partial<Record<Meaning, Pair>> = {
  bulk: { light: "#a84f00", dark: "#f5993d" },
  hidden: { light: "#656a71", dark: "#a9aeb6" },
  approximation: { light: "#1f6f9f", dark: "#a9d6f5" },
};

/** Tints: so light (so dark) that marks and text keep their contrast on them. */
export const PHASE_TINTS: Record<PhaseId, Pair> = {
  Ia: { light: "#f1f1f3", dark: "#232427" },
  Ib: { light: "#e9eaee", dark: "#2b2c31" },
  II: { light: "#e6effa", dark: "#18263a" },
  III: { light: "#e2f3f5", dark: "#142b30" },
  IV: { light: "#e8f4e6", dark: "#182b19" },
  V: { light: "#fdeee2", dark: "#332114" },
  peak: { light: "#fce5e5", dark: "#381a1b" },
  VIa: { light: "#fbf4da", dark: "#2c2711" },
  VIb: { light: "#f0eafa", dark: "#281f38" },
  exact: { light: "#e3f5ec", dark: "#13291f" },
};

/** The custom property that holds the colour of a mark. */
export function color(meaning: Meaning): string {
  return `var(--c-${meaning})`;
}

/** The custom property that holds the colour of text with this meaning. */
export function textColor(meaning: Meaning): string {
  return `var(--t-${meaning})`;
}

/** The custom property that holds the tint of a phase. */
export function tint(phase: PhaseId): string {
  return `var(--p-${phase})`;
}

/** Number of steps of the risk scale that exist as custom properties. */
export const RISK_STEPS = 33;

/** The custom property of the risk scale at t in [0, 1] (0: lowest risk of the range). */
export function riskColor(t: number): string {
  const clamped = Math.min(1, Math.max(0, Number.isFinite(t) ? t : 0));
  return `var(--r-${Math.round(clamped * (RISK_STEPS - 1))})`;
}

/**
 * Lightness, chroma and hue (CIE LCh) along the risk scale. Light theme: pale sand to slate violet. Dark
 * theme: near the background to the same violet. Lightness is monotone and stops where the text colour
 * still has 4.5:1, so that names and contour labels can lie on the map itself.
 */
const RISK_PATH: Record<Theme, [number, number, number][]> = {
  light: [
    [97, 9, 100],
    [91, 17, 130],
    [83, 22, 185],
    [73, 26, 230],
    [65, 31, 270],
    [58, 38, 305],
  ],
  dark: [
    [11, 5, 100],
    [18, 11, 135],
    [25, 16, 190],
    [32, 22, 235],
    [38, 29, 270],
    [44, 38, 305],
  ],
};

/** The risk scale as RISK_STEPS hex colours with equal CIELAB distances between neighbours. */
export function riskScale(theme: Theme): string[] {
  const path = RISK_PATH[theme];
  const fine: { l: number; a: number; b: number }[] = [];
  const samples = 600;
  for (let i = 0; i <= samples; i++) {
    const at = (i / samples) * (path.length - 1);
    const k = Math.min(path.length - 2, Math.floor(at));
    const w = at - k;
    const mix = path[k].map((value, j) => value * (1 - w) + path[k + 1][j] * w);
    fine.push(lab(lch(mix[0], mix[1], mix[2])));
  }
  const length = [0];
  for (let i = 1; i < fine.length; i++) {
    const { l, a, b } = fine[i];
    const before = fine[i - 1];
    length.push(length[i - 1] + Math.hypot(l - before.l, a - before.a, b - before.b));
  }
  const total = length[length.length - 1];
  return Array.from({ length: RISK_STEPS }, (_, step) => {
    const wanted = (step / (RISK_STEPS - 1)) * total;
    const i = Math.max(
      0,
      length.findIndex((value) => value >= wanted - 1e-9),
    );
    return lab(fine[i].l, fine[i].a, fine[i].b).formatHex();
  });
}

/** WCAG 2 contrast ratio of two CSS colours, in [1, 21]. */
export function contrast(first: string, second: string): number {
  const luminance = (value: string) => {
    const { r, g, b } = rgb(value);
    const [x, y, z] = [r, g, b].map((channel) => {
      const c = channel / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const [high, low] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Every custom property above with its value in a theme: "--c-bulk" → "#cf6406". */
export function customProperties(theme: Theme): Map<string, string> {
  const found = new Map<string, string>();
  for (const [meaning, pair] of Object.entries(MARKS)) {
    found.set(`--c-${meaning}`, pair[theme]);
    found.set(`--t-${meaning}`, (TEXTS[meaning as Meaning] ?? pair)[theme]);
  }
  for (const [phase, pair] of Object.entries(PHASE_TINTS)) found.set(`--p-${phase}`, pair[theme]);
  for (const [step, value] of riskScale(theme).entries()) found.set(`--r-${step}`, value);
  return found;
}

function properties(theme: Theme): string {
  return Array.from(customProperties(theme), ([name, value]) => `  ${name}: ${value};`).join("\n");
}

/** The style sheet src/encoding.css: every custom property above, for light, dark and print. */
export function encodingCss(): string {
  return [
    "/* Written from components/encoding.ts by its test (npx vitest run test/components/encoding.test.ts -u). */",
    `:root {\n${properties("light")}\n}`,
    `@media screen and (prefers-color-scheme: dark) {\n:root {\n${properties("dark")}\n}\n}`,
    "",
  ].join("\n");
}
