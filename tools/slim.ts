// What Framework leaves to the reader's browser and a build can do once: formulas are set, Plot is packed with no more of
// d3 than it uses, and nothing is preloaded that no module of the page imports.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { init, parse } from "es-module-lexer";
import { build } from "esbuild";
import { distFiles } from "./dist.js";
import { setFormula } from "./formulas.js";
import { repository } from "./paths.js";

/** A cell that does nothing but set one formula, as Framework writes it. */
const formulaCell =
  /define\(\{id: "(\w+)", inputs: \["tex","display"\], body: async \(tex,display\) => \{\ndisplay\(await\(\ntex\.block`((?:[^`\\$]|\\[\s\S]|\$(?!\{))*)`\n\)\)\n\}\}\);\n/g;

/**
 * A page with every formula of its text set, in HTML and MathML.
 * @throws if a formula is wrong, or if Framework's way of writing a page is no longer the one this was written for
 */
export function setFormulas(page: string): string {
  const set = new Map<string, string>();
  const rest = page.replace(formulaCell, (_, id: string, source: string) => {
    // String.raw of a template: only the backquote is written with an escape.
    const formula = source.replace(/\\`/g, "`");
    set.set(id, setFormula(formula));
    return "";
  });
  if (/\btex\.block`/.test(rest))
    throw new Error("a formula was left unset: Framework writes its cells in another way");
  return rest.replace(
    /<observablehq-loading><\/observablehq-loading><!--:(\w+):-->/g,
    (whole, id: string) => set.get(id) ?? whole,
  );
}

/** Packs Plot, wherever the site carries it, into one module with what it uses of its dependencies. */
export async function packPlot(folder: string): Promise<void> {
  const files = distFiles(folder).filter((name) =>
    /^_node\/@observablehq\/plot@[^/]+\/index\.\w+\.js$/.test(name),
  );
  for (const file of files) {
    const { outputFiles } = await build({
      stdin: { contents: 'export * from "@observablehq/plot";', resolveDir: repository },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      platform: "browser",
      target: "es2022",
      logLevel: "error",
    });
    writeFileSync(join(folder, file), outputFiles[0].contents);
  }
}

const inlineModule = /<script type="module"[^>]*?(?: src="([^"]+)")?>([\s\S]*?)<\/script>/g;
const preload = /<link rel="modulepreload" href="([^"]+)">\n?/g;

/** The modules that a page loads by itself: what its cells import, and what that imports statically. */
async function loaded(folder: string, file: string, page: string): Promise<Set<string>> {
  await init;
  const seen = new Set<string>();
  const waiting: string[] = [];
  const from = (base: string, code: string, dynamic: boolean) => {
    for (const { specifier, type } of parse(code)[0]) {
      if (typeof specifier !== "string" || !specifier.startsWith(".")) continue;
      if (type !== "dynamic" || dynamic) waiting.push(posix.join(dirname(base), specifier));
    }
  };
  for (const [, source, code] of page.matchAll(inlineModule)) {
    if (source) waiting.push(posix.join(dirname(file), source));
    from(file, code, true);
  }
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || !existsSync(join(folder, path))) continue;
    seen.add(path);
    from(path, readFileSync(join(folder, path), "utf8"), false);
  }
  return seen;
}

/** A page without the preloads of modules that it does not load by itself. */
export async function dropPreloads(folder: string, file: string, page: string): Promise<string> {
  const wanted = await loaded(folder, file, page);
  return page.replace(preload, (whole, href: string) =>
    wanted.has(posix.join(dirname(file), href)) ? whole : "",
  );
}

/** Slims a built site, in place. */
export async function slimSite(folder: string): Promise<void> {
  await packPlot(folder);
  for (const file of distFiles(folder).filter((name) => name.endsWith(".html"))) {
    const page = setFormulas(readFileSync(join(folder, file), "utf8"));
    writeFileSync(join(folder, file), await dropPreloads(folder, file, page));
  }
}
