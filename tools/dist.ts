import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { init, parse } from "es-module-lexer";

/** Every file of a built site, relative to it, with `/` between names, sorted. */
export function distFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
}

/** The addresses of a built site's pages: `/`, `/setup`, … */
export function distPages(folder: string): string[] {
  return distFiles(folder)
    .filter((name) => name.endsWith(".html"))
    .map((name) => `/${name.slice(0, -".html".length).replace(/(^|\/)index$/, "$1")}`);
}

const inlineModule = /<script type="module"[^>]*>([\s\S]*?)<\/script>/g;

/**
 * Imports that no file of the site can answer: a package by its bare name, which Framework leaves in place when it cannot find
 * it, or another site's address. One line each.
 */
export async function unresolvedImports(folder: string): Promise<string[]> {
  await init;
  const found: string[] = [];
  for (const file of distFiles(folder)) {
    if (!/\.(js|html)$/.test(file)) continue;
    const text = readFileSync(join(folder, file), "utf8");
    const modules = file.endsWith(".js") ? [text] : Array.from(text.matchAll(inlineModule), (m) => m[1]);
    for (const module of modules) {
      for (const { specifier } of parse(module)[0]) {
        if (typeof specifier !== "string" || /^(\.{0,2}\/|data:|blob:)/.test(specifier)) continue;
        found.push(`${file} imports ${specifier}`);
      }
    }
  }
  return found;
}
