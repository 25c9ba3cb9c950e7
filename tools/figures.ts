// The figures of the site by their names, and their pictures made without a browser.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { UsedStyle } from "../components/kit/picture/looks.js";
import { families } from "./font-sources.js";
import { fontFaces, fontFiles, greekFile } from "./fonts.js";
import { pageNames } from "./notebook.js";
import { repository } from "./paths.js";

/** `figure(state, "width", {…})`: its name is written where it is called. */
const called = /\bfigure\(\s*\w+,\s*"([^"]+)"/g;

/** Pixels of a PNG for each of the drawing: 300 in an inch. */
export const PNG_SCALE = 3.125;

/**
 * The name of every figure, with the page it is on, in the order of the pages' text.
 *
 * @throws if two figures have one name
 */
export function figurePages(root = repository): Map<string, string> {
  const found = new Map<string, string>();
  for (const page of pageNames(root))
    for (const [, name] of readFileSync(join(root, "src", `${page}.md`), "utf8").matchAll(called)) {
      const other = found.get(name);
      if (other !== undefined) throw new Error(`two figures are called ${name}: on ${other} and on ${page}`);
      found.set(name, page);
    }
  return found;
}

/** `@font-face` rules with the fonts in them, for a picture's text. */
export const fontsInside = (text: string, styles: readonly UsedStyle[]): Promise<string> =>
  fontFaces(text, styles);

let ready: Promise<Uint8Array[]> | undefined;

/**
 * The renderer and the site's fonts, loaded once. It looks for a missing letter in one font after the other, and sets the whole line in the first that has
 * all of it: Greek letters must be found where there is nothing else.
 */
async function prepared(): Promise<Uint8Array[]> {
  const wasm = createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm");
  await initWasm(readFileSync(wasm));
  return [await greekFile(), ...(await fontFiles()).map(({ bytes }) => bytes)];
}

/**
 * An SVG document as a PNG, in the site's fonts.
 *
 * @param scale pixels of the PNG for each unit of the document
 */
export async function pngOf(svg: string, scale: number): Promise<Uint8Array> {
  ready ??= prepared();
  const fontBuffers = await ready;
  const image = new Resvg(svg, {
    font: { fontBuffers, defaultFontFamily: families.sans, loadSystemFonts: false },
    fitTo: { mode: "zoom", value: scale },
  });
  try {
    return image.render().asPng();
  } finally {
    image.free();
  }
}
