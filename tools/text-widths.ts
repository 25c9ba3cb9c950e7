// Writes components/kit/text-widths.ts: how wide each character is in each of the site's styles.
import { openSources, sourceOf, textStyles } from "./font-sources.js";

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));

/** Without accented letters, which are as wide as their bare ones. */
const characters = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0xff),
  ...range(0x391, 0x3c9),
  "ᵀᵞᵢ",
  ...range(0x2009, 0x200a),
  ...range(0x2010, 0x2044),
  ...range(0x2070, 0x209c),
  "ℓ",
  ...range(0x2190, 0x2199),
  "↦↺⇒⇔",
  ...range(0x2200, 0x22ff),
  "▲▸▼▾○●◑★☆✓⟨⟩",
]
  .flatMap((text) => [...text])
  .filter((one) => one.normalize("NFD") === one && !/\p{Mark}|\u00ad/u.test(one));

/** A width in thousandths of an em, in two figures of base 36. */
const digits = (ems: number) =>
  Math.round(1000 * ems)
    .toString(36)
    .padStart(2, "0");

export const styleName = (style: { family: string; weight: number; style: string }) =>
  style.style === "italic" ? "italic" : `${style.family}-${style.weight}`;

/** The module, as text. */
export async function textWidthsModule(): Promise<string> {
  const fonts = await openSources();
  const styles = textStyles.filter(({ family, style }) => style === "normal" || family === "serif");
  const own: Record<string, string> = Object.fromEntries(styles.map((style) => [styleName(style), ""]));
  let [ownCharacters, shared, sharedWidths] = ["", "", ""];
  for (const character of characters) {
    const widths = styles.map((style) => {
      const source = sourceOf(fonts, character, style);
      const advance = source && fonts.get(source.id)!.advance(character);
      return advance === undefined ? undefined : digits(advance);
    });
    // Two figures reach to 1.295 em; the few signs that are wider count as unknown.
    if (widths.some((width) => width?.length !== 2)) continue;
    if (widths.every((width) => width === widths[0])) {
      shared += character;
      sharedWidths += widths[0];
      continue;
    }
    ownCharacters += character;
    for (const [i, style] of styles.entries()) own[styleName(style)] += widths[i];
  }
  const lines = styles.map(
    (style) =>
      `  ${JSON.stringify(styleName(style)).replace('"italic"', "italic")}:\n    ${JSON.stringify(own[styleName(style)])},`,
  );
  return [
    "// Written by the build's tools from the fonts (npx vitest run test/tools/text-widths.test.ts -u).",
    "// Widths are in thousandths of an em, two figures of base 36 each, in the order of the characters.",
    "",
    "/** Characters whose width depends on the style. */",
    `export const OWN =\n  ${JSON.stringify(ownCharacters)};`,
    "",
    `export const WIDTHS = {\n${lines.join("\n")}\n};`,
    "",
    "/** Characters that one face draws in every style. */",
    `export const SHARED =\n  ${JSON.stringify(shared)};`,
    "",
    `export const SHARED_WIDTHS =\n  ${JSON.stringify(sharedWidths)};`,
    "",
  ].join("\n");
}
