// The site's fonts: what its text needs of each typeface, cut out when the site is built.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import subsetFont from "subset-font";
import {
  type Fonts,
  families,
  openSources,
  type Source,
  sourceBytes,
  sourceOf,
  sources,
  symbolSources,
  type TextStyle,
  textStyles,
} from "./font-sources.js";
import { cacheFolder, repository } from "./paths.js";
import { Sfnt } from "./sfnt.js";
import { siteCharacters } from "./site-characters.js";

/** One of the site's fonts as a file. */
export interface FontFile {
  id: string;
  family: string;
  /** 400 or 600 */
  weight: number;
  style: "normal" | "italic";
  bytes: Buffer;
}

const require = createRequire(import.meta.url);
const subsetter = createRequire(require.resolve("subset-font"));

const options = {
  noHinting: true,
  dropTables: ["STAT", "gasp", "prep", "DSIG", "MATH", "BASE"],
  preserveNameIds: [0, 13, 14],
};

const version = [
  subsetter("./package.json").version,
  createRequire(subsetter.resolve("harfbuzzjs"))("../package.json").version,
];

/** A file of the cache, made if it is not there; `key` says everything that it depends on. */
async function cached(key: unknown[], make: () => Promise<Buffer>): Promise<Buffer> {
  const name = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 24);
  const folder = join(cacheFolder(repository), "fonts");
  const file = join(folder, name);
  if (existsSync(file)) return readFileSync(file);
  const bytes = await make();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, bytes);
  renameSync(`${file}.${process.pid}`, file);
  return bytes;
}

/** What of a source draws `characters`, under the name of its family. */
async function cut(source: Source, characters: string[], format: "sfnt" | "woff2"): Promise<Buffer> {
  const bytes = sourceBytes(source);
  const text = characters.join("");
  const key = [
    format,
    text,
    source.family,
    source.features,
    options,
    version,
    createHash("sha256").update(bytes).digest("hex"),
  ];
  return cached(key, async () => {
    const subset = await subsetFont(bytes, text, {
      ...options,
      keepFeatures: source.features,
      targetFormat: "sfnt",
    });
    const weight = source.weight === 600 ? "SemiBold" : "Regular";
    const named = new Sfnt(subset).renamed(source.family, source.style === "italic" ? "Italic" : weight);
    if (format === "sfnt") return named;
    return subsetFont(named, text, { ...options, keepFeatures: source.features, targetFormat: "woff2" });
  });
}

/** Which characters of a text each source draws in any of the styles. */
function shares(
  fonts: Fonts,
  characters: Iterable<string>,
  styles: readonly TextStyle[],
): Map<string, Set<string>> {
  const parts = new Map(sources.map(({ id }) => [id, new Set<string>()]));
  for (const character of characters) {
    for (const style of styles) {
      const source = sourceOf(fonts, character, style);
      if (source) parts.get(source.id)!.add(character);
    }
  }
  for (const [id, part] of parts) if (part.size === 0) parts.delete(id);
  return parts;
}

async function files(
  format: "sfnt" | "woff2",
  text: Iterable<string>,
  styles = textStyles,
): Promise<FontFile[]> {
  const parts = shares(await openSources(), new Set(text), styles);
  return Promise.all(
    sources
      .filter(({ id }) => parts.has(id))
      .map(async (source) => {
        const { id, family, weight, style } = source;
        return { id, family, weight, style, bytes: await cut(source, [...parts.get(id)!], format) };
      }),
  );
}

/** Characters of a text that no font of the site draws in some style. */
export async function undrawn(text: Iterable<string>): Promise<string[]> {
  const fonts = await openSources();
  return [...new Set(text)].filter((one) => textStyles.some((style) => !sourceOf(fonts, one, style)));
}

/**
 * The site's fonts in TrueType, for a renderer that knows no style sheet. The family names are those of
 * `tools/font-sources.ts`; small Greek letters are only in the first file, symbols only in the last.
 */
export function fontFiles(): Promise<FontFile[]> {
  return files("sfnt", siteCharacters());
}

/** The small Greek letters alone, as every style of the site has them, in TrueType under a family of their own. */
export function greekFile(): Promise<Buffer> {
  const italic = sources.find(({ id }) => id === "serif-400-italic") as Source;
  const letters = siteCharacters().filter((one) => /^[α-ωϑϕϖϰϱϵ]$/u.test(one));
  return cut({ ...italic, family: `${italic.family} Greek` }, letters, "sfnt");
}

/** The site's fonts as it ships them. */
export function webFonts(): Promise<FontFile[]> {
  return files("woff2", siteCharacters());
}

const hex = (code: number) => code.toString(16).toUpperCase();

/** `U+3B1-3C9,U+2192` */
export function unicodeRange(characters: Iterable<string>): string {
  const codes = Array.from(characters, (one) => one.codePointAt(0)!).sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const code of codes) {
    const last = ranges[ranges.length - 1];
    if (last && code <= last[1] + 1) last[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([a, b]) => `U+${hex(a)}${a === b ? "" : `-${hex(b)}`}`).join(",");
}

export interface Rule {
  family: string;
  /** As `font-weight` of the rule. */
  weight: string;
  style: "normal" | "italic";
  /** Source that draws the characters of this rule. */
  id: string;
  /** Only these; everything, where it is undefined. */
  range?: string;
}

/**
 * The rules by which a browser draws `characters`: for every style its own face, and after it, so that they have
 * precedence, those that draw some characters in its place.
 */
export async function faceRules(characters: Iterable<string>, styles = textStyles): Promise<Rule[]> {
  const fonts = await openSources();
  const all = [...new Set(characters)];
  const rules: Rule[] = [];
  for (const textStyle of styles) {
    const { family, style, weight } = textStyle;
    const own = style === "italic" ? "serif-400-italic" : `${family}-${weight}`;
    const parts = new Map<string, string[]>([[own, []]]);
    for (const character of all) {
      const id = sourceOf(fonts, character, textStyle)?.id;
      if (id === undefined || symbolSources.some((source) => source.id === id)) continue;
      parts.set(id, [...(parts.get(id) ?? []), character]);
    }
    const range = style === "italic" ? "400 700" : weight === 600 ? "600 700" : "400";
    for (const [id, part] of parts)
      rules.push({
        family: families[family],
        weight: range,
        style,
        id,
        range: id === own ? undefined : unicodeRange(part),
      });
  }
  const parts = shares(fonts, all, styles);
  for (const { id, family } of symbolSources) {
    const part = parts.get(id);
    if (part) rules.push({ family, weight: "400 700", style: "normal", id, range: unicodeRange(part) });
  }
  return rules;
}

/** `@font-face` rules; `address` says where a source's woff2 file is. */
export function faceCss(rules: readonly Rule[], address: (id: string) => string): string {
  return rules
    .map(({ family, weight, style, id, range }) =>
      [
        `@font-face{font-family:"${family}";font-weight:${weight};font-style:${style};font-display:swap;`,
        `src:url(${address(id)}) format("woff2")${range === undefined ? "" : `;unicode-range:${range}`}}`,
      ].join(""),
    )
    .join("\n");
}

export const dataAddress = (bytes: Buffer) => `data:font/woff2;base64,${bytes.toString("base64")}`;

/**
 * Rules with the fonts in them, cut down to a text, for a drawing that has to stand by itself. Without `styles`
 * every style of the site can be asked for; fewer make it smaller.
 */
export async function fontFaces(text: string, styles = textStyles): Promise<string> {
  const fonts = await files("woff2", text, styles);
  const addresses = new Map(fonts.map(({ id, bytes }) => [id, dataAddress(bytes)]));
  const rules = (await faceRules(text, styles)).filter(({ id }) => addresses.has(id));
  return faceCss(rules, (id) => addresses.get(id)!);
}
