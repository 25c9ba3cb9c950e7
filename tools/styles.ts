// One style sheet for all pages of a built site, with the fonts it names beside it.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { transform } from "esbuild";
import { distFiles } from "./dist.js";
import { fallbackCss } from "./fallback-faces.js";
import { licences } from "./font-sources.js";
import { dataAddress, faceCss, faceRules, webFonts } from "./fonts.js";
import { formulaScale, formulaStyle } from "./formula-fonts.js";
import { siteCharacters } from "./site-characters.js";

const folderOfStyles = "_style";

/** Every page asks for these before it knows its style sheet. */
const preloaded = ["serif-400", "sans-400"];

const hash = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex").slice(0, 8);
const fileName = (name: string, bytes: Buffer) => `${name}.${hash(bytes)}.woff2`;

const sheet = /<link rel="stylesheet"[^>]*? href="([^"]+)"[^>]*>\n?/g;
const sheetPreload = /<link rel="preload" as="style"[^>]*>\n?/g;
const isFormulas = (file: string) => /\/katex@[^/]+\/.*\.css$/.test(file);

/** The site's own faces, the stand-ins until they have come, and the sizes that follow from both. */
async function typeCss(address: (id: string) => string): Promise<string> {
  const rules = faceCss(await faceRules(siteCharacters()), address);
  return `${rules}\n${await fallbackCss()}\n:root{--formula-scale:${(await formulaScale()).toFixed(3)}em}\n`;
}

/** For a preview, whose pages have no build step: a style element with the fonts in it. */
export async function previewStyle(): Promise<string> {
  const fonts = new Map((await webFonts()).map(({ id, bytes }) => [id, dataAddress(bytes)]));
  return `<style>${await typeCss((id) => fonts.get(id)!)}</style>`;
}

/**
 * Brings the style sheets that the pages of a built site link to into one file that all share, with the site's fonts
 * and what is needed of the formulas', in place.
 * @throws if a style sheet names a file that would be lost
 */
export async function finishStyles(folder: string): Promise<void> {
  const files = distFiles(folder).filter((name) => name.endsWith(".html"));
  const pages = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
  const linked = new Set<string>();
  for (const [file, page] of pages)
    for (const [, href] of page.matchAll(sheet)) linked.add(posix.join(dirname(file), href));

  rmSync(join(folder, folderOfStyles), { recursive: true, force: true });
  mkdirSync(join(folder, folderOfStyles), { recursive: true });
  const write = (name: string, bytes: Buffer | string) =>
    writeFileSync(join(folder, folderOfStyles, name), bytes);
  const fonts = new Map(
    (await webFonts()).map(({ id, bytes }) => [id, { name: fileName(id, bytes), bytes }]),
  );
  for (const { name, bytes } of fonts.values()) write(name, bytes);
  write("licences.txt", licences());

  const parts: string[] = [];
  // What KaTeX says is said again by the site's own sheet, which therefore comes after it.
  for (const file of [...linked].sort((a, b) => Number(isFormulas(b)) - Number(isFormulas(a)))) {
    let css = readFileSync(join(folder, file), "utf8");
    if (isFormulas(file)) {
      const style = await formulaStyle(
        css,
        [...pages.values()],
        (name, bytes) => `./${fileName(name, bytes)}`,
      );
      for (const [name, bytes] of style.fonts) write(fileName(name, bytes), bytes);
      css = style.css;
    } else if (/url\((?!["']?(data:|#))/.test(css))
      throw new Error(`${file} names a file that would be lost`);
    parts.push(css);
  }
  parts.push(await typeCss((id) => `./${fonts.get(id)!.name}`));
  const { code } = await transform(parts.join("\n"), { loader: "css", minify: true, charset: "utf8" });
  const name = `site.${hash(code)}.css`;
  write(name, code);
  for (const file of linked)
    rmSync(join(folder, isFormulas(file) ? file.split("/dist/")[0] : file), { recursive: true, force: true });

  for (const [file, page] of pages) {
    const address = (target: string) => `${posix.relative(dirname(file), folderOfStyles) || "."}/${target}`;
    const local = (target: string) => address(target).replace(/^(?!\.)/, "./");
    const head = [
      ...preloaded.map(
        (id) =>
          `<link rel="preload" as="font" type="font/woff2" crossorigin href="${local(fonts.get(id)!.name)}">`,
      ),
      `<link rel="stylesheet" type="text/css" href="${local(name)}">`,
    ].join("\n");
    let first = true;
    const styled = page.replace(sheetPreload, "").replace(sheet, () => {
      const links = first ? `${head}\n` : "";
      first = false;
      return links;
    });
    if (first) throw new Error(`${file} links to no style sheet`);
    writeFileSync(join(folder, file), styled);
  }
}
