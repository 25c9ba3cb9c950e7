// Lifts the cells of a page (src/<name>.md) into a TypeScript module, which tsc checks, tests mount, and the build and the tool run in Node:
// the same cells that Framework runs in a reader's browser, in the order in which they stand.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cacheFolder, repository } from "./paths.js";

/** A page as Framework's parser sees it. */
export interface ParsedPage {
  title: string | null;
  /** HTML; a cell's place is a comment `:id:`. */
  body: string;
  /** Its cells in order, formulas left out. */
  cells: { id: string; inline: boolean; expression: boolean; source: string }[];
}

interface FrameworkCell {
  id: string;
  node: { input: string; expression: boolean };
  mode: string;
}

/** A fence that is a cell of ours, with the place of its source. */
const FENCE = /^```(ts|js)[^\n]*\n([\s\S]*?)^```[ \t]*$/gm;

const importLine = /^import\s(?:[^;"']*?from\s*)?["'][^"']+["'];?[ \t]*$/gm;

/** Names of the pages, "index" among them. */
export function pageNames(root = repository): string[] {
  return readdirSync(join(root, "src"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => file.slice(0, -3))
    .sort();
}

/** Reads a page with Framework's own parser. */
export async function parsePage(name: string, root = repository): Promise<ParsedPage> {
  const dist = join(repository, "node_modules/@observablehq/framework/dist");
  const { createMarkdownIt, parseMarkdown } = await import(pathToFileURL(join(dist, "markdown.js")).href);
  const source = readFileSync(join(root, "src", `${name}.md`), "utf8");
  const parsed = parseMarkdown(source, { md: createMarkdownIt(), path: `/${name}` });
  const fences = [...source.matchAll(FENCE)].map(([, , code]) => code);
  let block = 0;
  const cells: ParsedPage["cells"] = [];
  for (const { id, node, mode } of parsed.code as FrameworkCell[]) {
    if (/^tex\.block`/.test(node.input)) continue;
    const inline = mode === "inline";
    cells.push({ id, inline, expression: node.expression, source: inline ? node.input : fences[block++] });
  }
  if (block !== fences.length)
    throw new Error(`src/${name}.md: ${fences.length} cells are written, ${block} were understood`);
  return { title: parsed.title, body: parsed.body, cells };
}

/** The module of a page: a function that runs its cells with what Framework gives them. */
export function liftPage(name: string, { cells }: ParsedPage): string {
  const imports: string[] = [];
  const bodies = cells.map(({ id, expression, source }) => {
    const rest = source
      .replace(importLine, (line) => {
        imports.push(line.trim().replace(/(["'])\.\//, "$1../../"));
        return "";
      })
      .replace(/\bdisplay\(/g, `notebook.cell("${id}")(`)
      .replace(/\bFileAttachment\(/g, "notebook.FileAttachment(");
    // Framework displays an expression by itself, unless it does so.
    return expression && !/\bdisplay\(/.test(source)
      ? `notebook.cell("${id}")(${rest.trim().replace(/;$/, "")});`
      : rest.trim();
  });
  return `// Lifted from src/${name}.md by tools/notebook.ts: change it there.
import type { Notebook } from "../../tools/mount.js";
${imports.join("\n")}

export default async function (notebook: Notebook): Promise<void> {
${bodies.join("\n\n")}
  await notebook.done();
}
`;
}

/** Where the lifted modules lie. */
export const notebookFolder = (root = repository) => join(cacheFolder(root), "notebooks");

/** Lifts every page, leaving the files that have not changed as they are. */
export async function liftPages(root = repository): Promise<string[]> {
  const folder = notebookFolder(root);
  mkdirSync(folder, { recursive: true });
  const names = pageNames(root);
  for (const file of readdirSync(folder)) if (!names.includes(file.slice(0, -3))) rmSync(join(folder, file));
  for (const name of names) {
    const file = join(folder, `${name}.ts`);
    const text = liftPage(name, await parsePage(name, root));
    if (!existsSync(file) || hash(readFileSync(file, "utf8")) !== hash(text)) writeFileSync(file, text);
  }
  return names;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await liftPages();
