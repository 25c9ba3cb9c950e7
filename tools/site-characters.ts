// The characters that the site can show.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { transformSync } from "esbuild";
import { repository } from "./paths.js";

/** Folders whose files hold words that a reader sees. */
const folders = ["src", "components", "data", "theory"];

/** Lists every character that there could be. */
const generated = /(^|[\\/])text-widths\.ts$/;

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i));

/** Present whether they occur or not: Latin-1 and the Greek alphabet. */
const always = [
  ...range(0x20, 0x7e),
  ...range(0xa0, 0xff),
  ...range(0x391, 0x3a9),
  ...range(0x3b1, 0x3c9),
].filter((character) => character !== "\u03a2" && character !== "\u00ad");

/** The text of a file without the comments of its language. */
function words(file: string): string {
  const text = readFileSync(file, "utf8");
  const loader = ({ ".ts": "ts", ".css": "css" } as const)[extname(file)];
  if (loader === undefined) return text;
  return transformSync(text, { loader, charset: "utf8", legalComments: "none", logLevel: "error" }).code;
}

/** What occurs in the site's pages, in its code outside comments, and the alphabets that are always there; sorted. */
export function siteCharacters(root = repository): string[] {
  const found = new Set(always);
  const read = (file: string) => {
    for (const character of words(join(root, file))) if (character >= " ") found.add(character);
  };
  for (const folder of folders) {
    // Of `src` only its own files: the others are reached by links.
    const recursive = folder !== "src";
    for (const name of readdirSync(join(root, folder), { recursive, encoding: "utf8" }))
      if (/\.(md|ts|css)$/.test(name) && !generated.test(name)) read(join(folder, name));
  }
  read(join("tools", "site.ts"));
  return [...found].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!);
}
