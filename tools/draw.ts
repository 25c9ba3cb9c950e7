// Draws the first state of every figure into the built pages, by the code that draws it in a browser: a reader sees a page whole before, and without,
// its script. The script then takes each figure over in its place.
import { type ChildProcess, fork } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { JSDOM } from "jsdom";
import { hashGraph, importGraph } from "./import-graph.js";
import { Lockfile } from "./lockfile.js";
import { dataFile, type MountedPage, mountPage } from "./mount.js";
import { liftPages, notebookFolder } from "./notebook.js";
import { cacheFolder, repository } from "./paths.js";
import { previewImage } from "./preview-image.js";

/**
 * Widths in pixels at which figures are drawn: a phone's column (390 px), and on a wide page (1280 px) the whole column or the part of it beside a story.
 * The figure's own column chooses which is shown (src/drawn.css); a chart's height hardly depends on its width, so that taking over moves nothing.
 */
export const WIDTHS = { narrow: 358, story: 554, whole: 912 } as const;

const sha = (content: string | ArrayBuffer) =>
  createHash("sha256")
    .update(typeof content === "string" ? content : new Uint8Array(content))
    .digest("hex");

/** Places in a drawing to a hundredth of a pixel: their further digits are a third of a page's weight and cannot be seen. */
export const toHundredths = (drawing: string): string =>
  drawing.replace(
    / (?:x|y|[xy][12]|c[xy]|r|width|height|transform|points|d)="[^"]*\d\.\d{3}[^"]*"/g,
    (placed) => placed.replace(/\d+\.\d{3,}(?!\d*e)/g, (digits) => `${Number(Number(digits).toFixed(2))}`),
  );

/** The pictures of all figures as they are now, names of their parts made unlike those that a script will give. */
function pictures(page: MountedPage, size: string): Map<string, string> {
  return new Map(
    [...page.figures()].map(([name, figure]) => {
      const prefix = `${name}-${size}-`;
      const inside = (figure.querySelector(".live-figure")?.innerHTML ?? "")
        .replace(/\bid="(plot-[\w-]+)"/g, `id="${prefix}$1"`)
        .replace(/url\(#(plot-[\w-]+)\)/g, `url(#${prefix}$1)`);
      return [name, `<div class="drawn-${size}">${toHundredths(inside)}</div>`];
    }),
  );
}

/**
 * A built page with its figures drawn.
 *
 * @throws if a figure cannot be drawn, naming it
 */
export async function drawPage(
  name: string,
  html: string,
): Promise<{ html: string; preview: Uint8Array; reads: Map<string, ArrayBuffer> }> {
  const page = await mountPage(name, { html, width: WIDTHS.narrow });
  try {
    const narrow = pictures(page, "narrow");
    await page.resize((element) => (element.closest(".story-figure") ? WIDTHS.story : WIDTHS.whole));
    const wide = pictures(page, "wide");
    const preview = await previewImage(page);
    for (const [figure, element] of page.figures()) {
      if (element.dataset.state !== "fresh")
        throw new Error(`${name}: figure ${figure} is ${element.dataset.state}`);
      element.dataset.drawn = element.query();
      element.querySelector(".live-figure")!.innerHTML = narrow.get(figure)! + wide.get(figure)!;
      element.querySelector(".menu")?.remove();
    }
    // The first that a cell displays takes all away that the build has drawn in its place.
    for (const cell of page.document.querySelectorAll(".drawn"))
      if (cell.querySelector("figure.frame") && cell.childNodes.length > 1)
        throw new Error(
          `${name}: the cell of ${cell.querySelector("figure")?.id} displays more than its figure`,
        );
    // What a script would do does nothing yet.
    for (const controls of page.document.querySelectorAll(".drawn .controls, .drawn button"))
      controls.setAttribute("inert", "");
    // Attributes hold what a reader's browser must show: properties are not written.
    for (const input of page.document.querySelectorAll<HTMLInputElement>(".drawn input")) {
      if (input.checked) input.setAttribute("checked", "");
      if (input.type === "range") input.setAttribute("value", input.value);
    }
    for (const option of page.document.querySelectorAll<HTMLOptionElement>(".drawn option"))
      if (option.selected) option.setAttribute("selected", "");
    const body = page.document.body.outerHTML;
    // A block in a paragraph would be read as two: its cell would not find what it is to take over.
    if (new JSDOM(body).window.document.body.outerHTML !== body)
      throw new Error(
        `${name}: what was drawn is not what a browser reads; is there a block within a paragraph?`,
      );
    const whole = `<!DOCTYPE html>\n${page.document.documentElement.outerHTML}\n`;
    return { html: whole, preview, reads: page.reads() };
  } finally {
    page.close();
  }
}

interface Drawn {
  key: string;
  /** Data files that it read, with the hash of their contents. */
  reads: Record<string, string>;
}

/** Draws a page and its preview, or answers with what was drawn last time from the same page, code and data. */
export async function drawnPage(
  name: string,
  html: string,
  root = repository,
): Promise<{ html: string; preview: Uint8Array }> {
  const folder = join(cacheFolder(root), "drawn");
  const [record, output, image] = ["json", "html", "png"].map((ending) => join(folder, `${name}.${ending}`));
  const graphs = await Promise.all(
    [join(notebookFolder(root), `${name}.ts`), join(repository, "tools", "draw.ts")].map((entry) =>
      importGraph(entry, root).then((graph) => hashGraph(graph, root, new Lockfile())),
    ),
  );
  const key = sha([html, ...graphs].join("\n"));
  if ([record, output, image].every((file) => existsSync(file))) {
    const last: Drawn = JSON.parse(readFileSync(record, "utf8"));
    if (last.key === key && (await sameReads(last.reads)))
      return { html: readFileSync(output, "utf8"), preview: readFileSync(image) };
  }
  const drawn = await drawPage(name, html);
  mkdirSync(folder, { recursive: true });
  writeFileSync(output, drawn.html);
  writeFileSync(image, drawn.preview);
  const reads = Object.fromEntries([...drawn.reads].map(([path, content]) => [path, sha(content)]));
  writeFileSync(record, JSON.stringify({ key, reads } satisfies Drawn));
  return drawn;
}

async function sameReads(reads: Record<string, string>): Promise<boolean> {
  for (const [path, hash] of Object.entries(reads)) if (sha(await dataFile(path)) !== hash) return false;
  return true;
}

/**
 * Draws the figures of all pages of a built site, in place, on as many processors as there are.
 *
 * @throws if a page cannot be drawn, naming it and the figure
 */
export async function drawPages(folder: string): Promise<void> {
  const queue = (await liftPages()).filter((name) => existsSync(join(folder, `${name}.html`)));
  const failures: string[] = [];
  const work = (child: ChildProcess) =>
    new Promise<void>((done, failed) => {
      const next = () => {
        const name = queue.shift();
        if (name === undefined) child.disconnect();
        else child.send({ name, folder });
      };
      child.on("message", (failure: string | null) => {
        if (failure !== null) failures.push(failure);
        next();
      });
      child.on("error", failed);
      child.on("exit", (code) => (code === 0 ? done() : failed(new Error(`drawing ended with ${code}`))));
      next();
    });
  const self = join(repository, "tools", "draw.ts");
  const count = Math.min(availableParallelism(), queue.length);
  await Promise.all(Array.from({ length: count }, () => work(fork(self, { execArgv: ["--import", "tsx"] }))));
  if (failures.length > 0) throw new Error(`not drawn:\n  ${failures.join("\n  ")}`);
}

if (process.send && import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.on("message", async ({ name, folder }: { name: string; folder: string }) => {
    const file = join(folder, `${name}.html`);
    try {
      const { html, preview } = await drawnPage(name, readFileSync(file, "utf8"));
      writeFileSync(file, html);
      mkdirSync(join(folder, "preview"), { recursive: true });
      writeFileSync(join(folder, "preview", `${name}.png`), preview);
      process.send?.(null);
    } catch (error) {
      process.send?.(error instanceof Error ? error.message : String(error));
    }
  });
