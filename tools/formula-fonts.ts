// KaTeX's style sheet and fonts, cut down to the formulas that the site's pages contain.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import subsetFont from "subset-font";
import { openFont, openSources } from "./font-sources.js";

const require = createRequire(import.meta.url);

/** The markup of every set formula in a page. */
export function formulas(page: string): string[] {
  const found: string[] = [];
  const start = '<span class="katex-html"';
  for (let from = page.indexOf(start); from >= 0; from = page.indexOf(start, from + 1)) {
    const tag = /<(\/?)span\b[^>]*>/g;
    tag.lastIndex = from;
    let depth = 0;
    for (let match = tag.exec(page); match; match = tag.exec(page)) {
      depth += match[1] === "" ? 1 : -1;
      if (depth === 0) {
        found.push(page.slice(from, tag.lastIndex));
        break;
      }
    }
  }
  return found;
}

const entities: Record<string, string> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&#x27;": "'",
};

const textOf = (markup: string) =>
  markup.replace(/<[^>]*>/g, "").replace(/&(?:lt|gt|amp|quot|#x27);/g, (entity) => entities[entity]);

/** KaTeX's families that some rule gives to a formula whose elements have `classes`. */
function families(css: string, classes: ReadonlySet<string>): Set<string> {
  const used = new Set<string>();
  for (const [, selectors, body] of css
    .replace(/@font-face\{[^}]*\}/g, "")
    .matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const wanted = [...body.matchAll(/KaTeX_\w+/g)].map(([name]) => name);
    if (wanted.length === 0) continue;
    const applies = selectors
      .split(",")
      .some((selector) => [...selector.matchAll(/\.([\w-]+)/g)].every(([, name]) => classes.has(name)));
    if (applies) for (const name of wanted) used.add(name);
  }
  return used;
}

export interface FormulaStyle {
  css: string;
  /** woff2 fonts by the name that `address` was asked for. */
  fonts: Map<string, Buffer>;
}

/** Up to this size, in bytes, a font of a few large signs is written into the style sheet instead of a file. */
const inlineLimit = 2500;

/**
 * KaTeX's style sheet for the formulas of some pages, with only the fonts that they need.
 * @param address the address, as seen from the style sheet, of a font that has a file of its own
 */
export async function formulaStyle(
  css: string,
  pages: readonly string[],
  address: (name: string, bytes: Buffer) => string,
): Promise<FormulaStyle> {
  const markup = pages.flatMap(formulas);
  const classes = new Set(["katex", "katex-display"]);
  for (const piece of markup)
    for (const [, list] of piece.matchAll(/class="([^"]*)"/g))
      for (const name of list.split(" ")) classes.add(name);
  const text = [...new Set(markup.map(textOf).join(""))].sort().join("");
  const used = families(css, classes);
  const fonts = new Map<string, Buffer>();
  let styled = css;
  for (const [rule, family] of css.matchAll(/@font-face\{[^}]*font-family:"?(KaTeX_\w+)"?[^}]*\}/g)) {
    const file = /url\(([^)]*\.woff2)\)/.exec(rule)?.[1];
    if (!used.has(family) || !file) {
      styled = styled.replace(rule, "");
      continue;
    }
    const name = basename(file, ".woff2");
    const source = readFileSync(require.resolve(`katex/dist/fonts/${name}.woff2`));
    const bytes = await subsetFont(source, text, {
      targetFormat: "woff2",
      noHinting: true,
      keepFeatures: [],
    });
    const inline = bytes.length <= inlineLimit && name.endsWith("-Regular");
    if (!inline) fonts.set(name, bytes);
    const place = inline ? `data:font/woff2;base64,${bytes.toString("base64")}` : address(name, bytes);
    styled = styled.replace(rule, rule.replace(/src:[^;}]*/, `src:url(${place}) format("woff2")`));
  }
  return { css: styled, fonts };
}

/** The size of a formula in ems of the text around it at which their small letters are equally high. */
export async function formulaScale(): Promise<number> {
  const text = (await openSources()).get("serif-400")!.metrics;
  const formula = (await openFont(readFileSync(require.resolve("katex/dist/fonts/KaTeX_Main-Regular.ttf"))))
    .metrics;
  return text.xHeight / text.unitsPerEm / (formula.xHeight / formula.unitsPerEm);
}
