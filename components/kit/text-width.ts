import { OWN, SHARED, SHARED_WIDTHS, WIDTHS } from "./text-widths.js";

/** How a text is set. By default as in drawings: sans, 400, upright. */
export interface TextLook {
  family?: "serif" | "sans";
  /** From 600 on a text is semibold. */
  weight?: number;
  style?: "normal" | "italic";
}

type Table = ReadonlyMap<string, number>;

function table(characters: string, widths: string, into = new Map<string, number>()): Map<string, number> {
  for (const [i, character] of [...characters].entries())
    into.set(character, Number.parseInt(widths.slice(2 * i, 2 * i + 2), 36) / 1000);
  return into;
}

const shared = table(SHARED, SHARED_WIDTHS);
const tables = new Map<keyof typeof WIDTHS, Table>();

function tableOf({ family = "sans", weight = 400, style = "normal" }: TextLook): Table {
  const name = style === "italic" ? "italic" : (`${family}-${weight >= 600 ? 600 : 400}` as const);
  let found = tables.get(name);
  if (!found) {
    found = table(OWN, WIDTHS[name], new Map(shared));
    tables.set(name, found);
  }
  return found;
}

/**
 * Width of a line of text in the site's fonts, the same in Node and in a browser, which needs no document for it.
 *
 * @param size font size; the result is in its unit
 * @returns the sum of the characters' widths. A pair's kerning, which only upright serif text has, is left out. A
 *   character that is not in the fonts counts as an `n`.
 */
export function textWidth(text: string, size: number, look: TextLook = {}): number {
  const widths = tableOf(look);
  let sum = 0;
  for (const character of text.normalize("NFD")) {
    if (/\p{Mark}/u.test(character)) continue;
    sum += widths.get(character) ?? widths.get("n")!;
  }
  return size * sum;
}
