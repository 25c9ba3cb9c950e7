// The typefaces of the site, where their files come from, and which of them draws which character.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";
import { Sfnt } from "./sfnt.js";

/** The licence of the sources reserves their names: what is cut out of them goes under another. */
export const families = { serif: "Companion Serif", sans: "Companion Sans", symbols: "Companion Symbols" };

export type Family = "serif" | "sans";
export type Style = "normal" | "italic";

/** One style that text can ask for. */
export interface TextStyle {
  family: Family;
  weight: 400 | 600;
  style: Style;
}

/** Every style of the site's text. Bold is semibold; the weights 600 and 700 are one. */
export const textStyles: readonly TextStyle[] = (["serif", "sans"] as const).flatMap((family) => [
  { family, weight: 400, style: "normal" } as const,
  { family, weight: 600, style: "normal" } as const,
  { family, weight: 400, style: "italic" } as const,
]);

export interface Source {
  id: string;
  /** The family's name in what is made of it. */
  family: string;
  weight: number;
  style: Style;
  /** The installed file. */
  module: string;
  /** Features of its layout that are kept: pairs are kerned in running text, where it is seen, accents placed everywhere. */
  features: string[];
}

const serif = (folder: string) => `@expo-google-fonts/source-serif-4/${folder}/SourceSerif4_${folder}.ttf`;
const sans = (folder: string) => `@expo-google-fonts/source-sans-3/${folder}/SourceSans3_${folder}.ttf`;
const noto = (name: string, part: string) => `@fontsource/${name}/files/${name}-${part}-400-normal.woff2`;
const face = (id: string, family: string, weight: number, style: Style, module: string): Source => ({
  id,
  family,
  weight,
  style,
  module,
  features: id === "serif-400" ? ["kern", "mark"] : ["mark"],
});

/**
 * The italic comes first: a renderer that looks for a missing character in one font after the other finds the
 * Greek letters where a browser is told to find them.
 */
export const sources: readonly Source[] = [
  face("serif-400-italic", families.serif, 400, "italic", serif("400Regular_Italic")),
  face("serif-400", families.serif, 400, "normal", serif("400Regular")),
  face("serif-600", families.serif, 600, "normal", serif("600SemiBold")),
  face("sans-400", families.sans, 400, "normal", sans("400Regular")),
  face("sans-600", families.sans, 600, "normal", sans("600SemiBold")),
  face("symbols", families.symbols, 400, "normal", noto("noto-sans-math", "latin")),
  face("indices", families.symbols, 400, "normal", noto("noto-serif", "math")),
  face("modifiers", families.symbols, 400, "normal", noto("noto-serif", "latin-ext")),
];

/** What draws the characters that neither family has. */
export const symbolSources = sources.filter(({ family }) => family === families.symbols);

const require = createRequire(import.meta.url);

/** The licences of the sources' packages, each with the names of the files it covers. */
export function licences(): string {
  const texts = new Map<string, string[]>();
  for (const { module } of sources) {
    const folder = dirname(require.resolve(`${module.split("/").slice(0, 2).join("/")}/package.json`));
    const file = ["LICENSE_FONT", "LICENSE"]
      .map((name) => join(folder, name))
      .find((name) => existsSync(name));
    if (!file) throw new Error(`no licence comes with ${module}`);
    const text = readFileSync(file, "utf8").trim();
    texts.set(text, [...(texts.get(text) ?? []), module]);
  }
  return [...texts].map(([text, modules]) => `Cut out of ${modules.join(", ")}:\n\n${text}\n`).join("\n\n");
}

/** The bytes of a source, as installed. */
export const sourceBytes = (source: Source): Buffer => readFileSync(require.resolve(source.module));

/** The whole sources by their id, opened. */
export type Fonts = ReadonlyMap<string, Sfnt>;

let opened: Promise<Fonts> | undefined;

export function openSources(): Promise<Fonts> {
  opened ??= Promise.all(
    sources.map(async (source) => [source.id, await openFont(sourceBytes(source))] as const),
  ).then((fonts) => new Map(fonts));
  return opened;
}

/** A font of any format, opened. */
export async function openFont(bytes: Buffer): Promise<Sfnt> {
  return new Sfnt(await subsetFont(bytes, undefined, { keepAllGlyphs: true, targetFormat: "sfnt" }));
}

const smallGreek = /^[α-ωϑϕϖϰϱϵ]$/u;
const capitalGreek = /^[Α-Ω]$/u;
const raised = /^[\u2070-\u209f¹²³ᵀ]$/u;

/**
 * The sources that may draw a character in a style, best first. A symbol has one face wherever it stands: small
 * Greek letters and whatever is italic come from the italic of the serif, Greek capitals from its roman, raised and
 * lowered figures from the sans.
 */
function candidates(character: string, { family, weight, style }: TextStyle): string[] {
  const own = style === "italic" ? "serif-400-italic" : `${family}-${weight}`;
  const rest = [`sans-${weight}`, ...symbolSources.map(({ id }) => id)];
  if (smallGreek.test(character)) return ["serif-400-italic"];
  if (capitalGreek.test(character)) return [style === "italic" ? "serif-400-italic" : `serif-${weight}`];
  if (raised.test(character)) return rest;
  return [own, ...rest];
}

/** The source that draws a character in a style; undefined if none can. */
export function sourceOf(fonts: Fonts, character: string, style: TextStyle): Source | undefined {
  const id = candidates(character, style).find((one) => fonts.get(one)!.has(character));
  return sources.find((source) => source.id === id);
}
