// Pictures of a figure in a reader's browser: fonts from the site's own style sheet, pixels by a canvas.
import type { UsedStyle } from "./looks.js";
import { PIXELS_PER_MM, type Pictured, type PictureOptions, picture } from "./picture.js";
import { withProvenance } from "./png.js";
import { FONTS } from "./theme.js";

/** Pixels of a PNG for each of the drawing: 300 in an inch. */
const SCALE = 3.125;

async function dataAddress(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`A font could not be fetched (${response.status}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:font/woff2;base64,${btoa(text)}`;
}

/** Whether a rule's `unicode-range` has a character of a text; one without it has them all. */
function covers(range: string, text: string): boolean {
  if (range.trim() === "") return true;
  const codes = Array.from(text, (one) => one.codePointAt(0) as number);
  return range.split(",").some((part) => {
    const [from, to = from] = part.trim().replace(/^U\+/i, "").split("-");
    const [low, high] = [from.replaceAll("?", "0"), to.replaceAll("?", "F")].map((hex) =>
      Number.parseInt(hex, 16),
    );
    return codes.some((code) => code >= low && code <= high);
  });
}

function serves(rule: CSSFontFaceRule, text: string, styles: readonly UsedStyle[]): boolean {
  const of = (name: string) => rule.style.getPropertyValue(name).replaceAll('"', "").trim();
  const family = of("font-family");
  const [low, high = low] = of("font-weight").split(" ").map(Number);
  const wanted = styles.some(
    ({ family: one, weight, style }) =>
      family === FONTS.symbols ||
      (family === FONTS[one] && of("font-style") === style && low <= weight && weight <= high),
  );
  return wanted && covers(of("unicode-range"), text);
}

/** The rules of the page's fonts that a text needs, with the fonts in them. */
export async function pageFonts(text: string, styles: readonly UsedStyle[]): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules]
      .filter((rule) => rule instanceof CSSFontFaceRule)
      .filter((rule) => serves(rule, text, styles))
      .map((rule) => ({ css: rule.cssText, base: sheet.href ?? document.baseURI })),
  );
  const fetched = new Map<string, Promise<string>>();
  return (
    await Promise.all(
      rules.map(async ({ css, base }) => {
        const address = /url\(["']?([^"')]+)["']?\)/.exec(css)?.[1];
        if (address === undefined) return "";
        const whole = new URL(address, base).href;
        if (!fetched.has(whole))
          fetched.set(whole, whole.startsWith("data:") ? Promise.resolve(whole) : dataAddress(whole));
        return css.replace(address, await (fetched.get(whole) as Promise<string>));
      }),
    )
  ).join("\n");
}

export type BrowserOptions = Omit<PictureOptions, "fonts">;

/** The picture as an SVG file. */
export async function toSvg(figure: Pictured, options: BrowserOptions): Promise<Blob> {
  const text = await picture(figure, { ...options, fonts: pageFonts });
  return new Blob([text], { type: "image/svg+xml" });
}

/** The picture as a PNG file. */
export async function toPng(figure: Pictured, options: BrowserOptions): Promise<Blob> {
  const url = URL.createObjectURL(await toSvg(figure, options));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * SCALE);
    canvas.height = Math.round(image.height * SCALE);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!drawn) throw new Error("The picture could not be encoded.");
    const bytes = new Uint8Array(await drawn.arrayBuffer());
    const whole = withProvenance(bytes, figure.provenance(), SCALE * PIXELS_PER_MM);
    return new Blob([whole as BlobPart], { type: "image/png" });
  } finally {
    URL.revokeObjectURL(url);
  }
}
