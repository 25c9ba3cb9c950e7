// What Framework leaves to the reader's browser and a build can do once: formulas are set.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { distFiles } from "./dist.js";
import { setFormula } from "./formulas.js";

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

/** Sets the formulas of a built site, in place. */
export function slimSite(folder: string): void {
  for (const name of distFiles(folder).filter((name) => name.endsWith(".html"))) {
    const file = join(folder, name);
    writeFileSync(file, setFormulas(readFileSync(file, "utf8")));
  }
}
