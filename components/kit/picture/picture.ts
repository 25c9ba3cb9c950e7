import type { Theme } from "../../encoding.js";
import { CITATION, LICENCE, type Provenance, parametersOf } from "../provenance.js";
import { layout, stack } from "./layout.js";
import { type UsedStyle, UsedStyles } from "./looks.js";
import { type Box, escaped, paragraph } from "./paragraph.js";
import { resolved, themeValues } from "./theme.js";

/** Widths of journals' columns in millimetres: one, one and a half, two. */
export const JOURNAL_WIDTHS = [89, 120, 183] as const;
export type JournalWidth = (typeof JOURNAL_WIDTHS)[number];

/** Pixels of a drawing in a millimetre, as in CSS: text of 12 px is 9 pt in print. */
export const PIXELS_PER_MM = 96 / 25.4;

/** Around everything, for labels that reach over the edge of their drawing. */
const PADDING = 12;
const TITLE_SIZE = 15;

/** A figure that pictures can be made of. */
export interface Pictured {
  /** The drawings for a width in pixels, made anew. */
  drawing(width: number): readonly Element[];
  /** The title as the page shows it. */
  heading(): Element;
  provenance(): Provenance;
}

export interface PictureOptions {
  theme: Theme;
  /** Of the whole picture: pixels, or a journal's column. */
  width: number | { mm: JournalWidth };
  /** `@font-face` rules with the fonts in them for a text in some styles. */
  fonts: (text: string, styles: readonly UsedStyle[]) => Promise<string>;
}

/** Whole pixels of a picture's width. */
export const pixelsOf = (width: PictureOptions["width"]): number =>
  typeof width === "number" ? width : Math.round(width.mm * PIXELS_PER_MM);

/** Title and drawings of a figure as one box. */
export function figureBox(
  figure: Pictured,
  width: number,
  theme: Theme,
  used: UsedStyles,
  titled = true,
): Box {
  const holder = document.createElement("div");
  holder.className = "live-figure";
  // What stands in the page stays there.
  for (const part of figure.drawing(width)) holder.append(part.isConnected ? part.cloneNode(true) : part);
  const title = paragraph(figure.heading(), width, { theme, used, size: TITLE_SIZE, weight: 600 });
  const drawings = layout(holder, width, { theme, used });
  const parts = [titled ? title : undefined, drawings].filter((box) => box !== undefined);
  return stack(parts, 8);
}

/** What a file says of where it comes from: Dublin Core, with the licence by its name. */
function metadata(about: Provenance): string {
  const entries = {
    "dc:title": about.title,
    "dc:description": about.caption,
    "dc:identifier": about.figure,
    "dc:coverage": parametersOf(about),
    "dc:relation": about.link,
    "dc:source": about.command,
    "dc:rights": `${LICENCE} licence`,
    "dcterms:license": LICENCE,
    "dcterms:bibliographicCitation": CITATION,
    "dc:format": "image/svg+xml",
  };
  const inner = Object.entries(entries).map(([name, text]) => `<${name}>${escaped(text)}</${name}>`);
  return [
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">',
    `<rdf:Description rdf:about="">${inner.join("")}</rdf:Description></rdf:RDF></metadata>`,
  ].join("");
}

/** One SVG document of a figure: title, drawings with their names and legends, fonts, and where it comes from. It needs nothing else to be seen as it is. */
export async function picture(figure: Pictured, { theme, width, fonts }: PictureOptions): Promise<string> {
  const pixels = pixelsOf(width);
  const used = new UsedStyles();
  const box = figureBox(figure, pixels - 2 * PADDING, theme, used);
  const markup = box.markup(PADDING, PADDING);
  const height = Math.ceil(box.height + 2 * PADDING);
  const text = [...new Set(markup.replace(/<[^>]*>/g, "").replace(/&\w+;/g, '&<>"'))].join("");
  const faces = await fonts(text, used.list());
  const about = figure.provenance();
  const size =
    typeof width === "number"
      ? `width="${pixels}" height="${height}"`
      : `width="${width.mm}mm" height="${((height * width.mm) / pixels).toFixed(2)}mm"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${pixels} ${height}" role="img">`,
    `<title>${escaped(about.title)}</title><desc>${escaped(about.caption)}</desc>`,
    metadata(about),
    faces === "" ? "" : `<style>${faces}</style>`,
    `<rect width="${pixels}" height="${height}" fill="${themeValues(theme).get("--theme-background")}"/>`,
    `<g fill="${resolved("currentColor", theme)}">${markup}</g></svg>\n`,
  ].join("\n");
}
