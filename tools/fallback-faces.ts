// Fonts of the reader's own machine, made to take the room of the site's until those have come.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type Fonts, families, openFont, openSources } from "./font-sources.js";
import { repository } from "./paths.js";
import type { Sfnt } from "./sfnt.js";

interface Fallback {
  /** Whose place it takes: a source of tools/font-sources.ts. */
  source: string;
  /** Names by which a system may know fonts of one set of widths. */
  names: string[];
  /** A free font of the same widths, by which they are known here. */
  module: string;
}

const times = (style: string, postscript: string) =>
  ["Times New Roman", "Liberation Serif", "Tinos"]
    .map((name) => (style === "" ? name : `${name} ${style}`))
    .concat(`TimesNewRomanPS${postscript}MT`);
const arial = (style: string, postscript: string) =>
  ["Arial", "Liberation Sans", "Arimo", "Helvetica"]
    .map((name) => (style === "" ? name : `${name} ${style}`))
    .concat(`Arial${postscript}MT`);
const file = (name: string, style: string) => `@fontsource/${name}/files/${name}-latin-${style}.woff2`;

/** On a desktop, and on Android, which has none of the former. The italic comes last, to have the Greek letters of all. */
const desktop: Fallback[] = [
  { source: "serif-400", names: times("", ""), module: file("tinos", "400-normal") },
  { source: "serif-600", names: times("Bold", "-Bold"), module: file("tinos", "700-normal") },
  { source: "sans-400", names: arial("", ""), module: file("arimo", "400-normal") },
  { source: "sans-600", names: arial("Bold", "-Bold"), module: file("arimo", "700-normal") },
  { source: "serif-400-italic", names: times("Italic", "-Italic"), module: file("tinos", "400-italic") },
];
const android: Fallback[] = [
  { source: "serif-400", names: ["Noto Serif", "NotoSerif"], module: file("noto-serif", "400-normal") },
  {
    source: "serif-600",
    names: ["Noto Serif Bold", "NotoSerif-Bold"],
    module: file("noto-serif", "700-normal"),
  },
  { source: "sans-400", names: ["Roboto", "Roboto Regular"], module: file("roboto", "400-normal") },
  { source: "sans-600", names: ["Roboto Bold", "Roboto-Bold"], module: file("roboto", "700-normal") },
  {
    source: "serif-400-italic",
    names: ["Noto Serif Italic", "NotoSerif-Italic"],
    module: file("noto-serif", "400-italic"),
  },
];

interface Served {
  family: keyof typeof families;
  weight: string;
  style: "normal" | "italic";
  /** Only small Greek letters, which are italic wherever they stand. */
  greek?: true;
}

/** Which text a source's stand-in serves. */
const served: Record<string, Served[]> = {
  "serif-400": [{ family: "serif", weight: "400", style: "normal" }],
  "serif-600": [{ family: "serif", weight: "600 700", style: "normal" }],
  "serif-400-italic": (["serif", "sans"] as const).flatMap((family): Served[] => [
    { family, weight: "400 700", style: "italic" },
    { family, weight: "400", style: "normal", greek: true },
    { family, weight: "600 700", style: "normal", greek: true },
  ]),
  "sans-400": [{ family: "sans", weight: "400", style: "normal" }],
  "sans-600": [{ family: "sans", weight: "600 700", style: "normal" }],
};

/** How often each letter, figure, mark or space occurs in the pages' text; adds up to one. */
export function frequencies(root = repository): Map<string, number> {
  const counts = new Map<string, number>();
  let all = 0;
  for (const name of readdirSync(join(root, "src")).filter((one) => one.endsWith(".md"))) {
    const text = readFileSync(join(root, "src", name), "utf8")
      .replace(/```[\s\S]*?```|<[^>]*>|\$\{[^}]*\}|\]\([^)]*\)/g, "")
      .replace(/\s+/g, " ");
    for (const character of text) {
      if (!/[A-Za-z0-9 .,;:()’-]/.test(character)) continue;
      counts.set(character, (counts.get(character) ?? 0) + 1);
      all++;
    }
  }
  return new Map(Array.from(counts, ([character, count]) => [character, count / all]));
}

/** Mean width of a character of the site's text in a font, in ems. */
export function meanWidth(font: Sfnt, weights: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [character, weight] of weights) {
    const advance = font.advance(character);
    if (advance === undefined) throw new RangeError(`the font has no “${character}”`);
    sum += weight * advance;
  }
  return sum;
}

const percent = (ratio: number) => `${(100 * ratio).toFixed(2)}%`;
const require = createRequire(import.meta.url);

async function rules(fallbacks: Fallback[], suffix: string, fonts: Fonts): Promise<string[]> {
  const weights = frequencies();
  const lines = await Promise.all(
    fallbacks.map(async ({ source, names, module }) => {
      const font = fonts.get(source)!;
      const { ascent, descent, unitsPerEm } = font.metrics;
      const size =
        meanWidth(font, weights) / meanWidth(await openFont(readFileSync(require.resolve(module))), weights);
      // The overrides are scaled with the glyphs.
      const height = (units: number) => percent(units / unitsPerEm / size);
      const look = [
        `src:${names.map((name) => `local("${name}")`).join(",")}`,
        `size-adjust:${percent(size)}`,
        `ascent-override:${height(ascent)}`,
        `descent-override:${height(-descent)}`,
        "line-gap-override:0%",
      ].join(";");
      return served[source].map(({ family, weight, style, greek }) =>
        [
          `@font-face{font-family:"${families[family]} ${suffix}";font-weight:${weight};font-style:${style};`,
          `${look}${greek ? ";unicode-range:U+3B1-3C9" : ""}}`,
        ].join(""),
      );
    }),
  );
  return lines.flat();
}

/** `@font-face` rules of the stand-ins, and the custom properties `--serif` and `--sans-serif` that name all in order. */
export async function fallbackCss(): Promise<string> {
  const fonts = await openSources();
  const stack = (family: string, last: string) => {
    const names = [family, families.symbols, `${family} Desktop`, `${family} Android`];
    return [...names.map((name) => `"${name}"`), last].join(",");
  };
  return [
    ...(await rules(desktop, "Desktop", fonts)),
    ...(await rules(android, "Android", fonts)),
    `:root{--serif:${stack(families.serif, "serif")};--sans-serif:${stack(families.sans, "sans-serif")}}`,
  ].join("\n");
}
