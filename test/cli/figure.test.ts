import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { JSDOM } from "jsdom";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filesOf } from "../../cli/figure.js";
import type { Figure } from "../../components/kit/figure.js";
import { type Pictured, picture } from "../../components/kit/picture/picture.js";
import { csvCell, type Rows } from "../../components/kit/rows.js";
import { figurePages } from "../../tools/figures.js";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { repository } from "../../tools/paths.js";
import { otherValue } from "../pages/page-tests.js";
import { run } from "./run.js";

const pages = new Map<string, string[]>();
for (const [name, page] of figurePages()) pages.set(page, [...(pages.get(page) ?? []), name]);

/** The lines of a CSV but those that begin with `#`, as the rows say them. */
function linesOf({ columns, length }: Rows): string[] {
  const names = Object.keys(columns);
  const line = (i: number) => names.map((name) => csvCell(columns[name][i])).join(",");
  return [names.map(csvCell).join(","), ...Array.from({ length }, (_, i) => line(i))];
}

/** Opens another state of a page than the one it is in: that of a step, or its first value changed. */
function openAnother(page: MountedPage): void {
  const store = page.store();
  if (!store) return;
  const views = Array.from(page.document.querySelectorAll<HTMLElement>("[data-view]"), (step) =>
    String(step.dataset.view),
  );
  const other = views.find((view) => store.query(store.read(view)) !== store.query());
  const [name] = Object.keys(store.schema);
  if (other !== undefined) store.open(other);
  else store.set({ [name]: otherValue(store.schema[name]) });
}

/** What the tool is given for a figure: the words of the command that the page prints under it. */
const stateOf = (figure: Figure) => String(figure.command().options.state ?? "");

/** Rules of all style sheets of the site but those of marks and of the themes, that name a class. */
function otherSelectors(): string[] {
  const sheets = readFileSync(join(repository, "src/style.css"), "utf8").matchAll(
    /@import "\.\/([\w-]+\.css)"/g,
  );
  return Array.from(sheets, ([, file]) => file)
    .filter((file) => file !== "marks.css" && file !== "encoding.css")
    .flatMap((file) => {
      const css = readFileSync(join(repository, "src", file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
      return Array.from(css.matchAll(/(?:^|[{}])\s*([^@{}]+?)\s*\{([^{}]*)\}/g))
        .filter(([, , look]) => /\b(fill|stroke|font|opacity|display)\b/.test(look))
        .flatMap(([, selectors]) => selectors.split(/,(?![^(]*\))/).map((one) => one.trim()));
    })
    .filter(
      (selector) => selector.includes(".") && !/::?(before|after|hover|focus|marker|-webkit)/.test(selector),
    );
}

const others = otherSelectors();

/** Elements of a figure's drawings that a rule outside the marks' sheet reaches: their looks would stay behind. */
function leftBehind(figure: Pictured, page: MountedPage): string[] {
  const box = page.document.createElement("div");
  box.className = "live-figure";
  box.append(...figure.drawing(600).map((part) => part.cloneNode(true)));
  const parts = [...box.querySelectorAll("svg *")];
  return others.filter((selector) => parts.some((part) => part.matches(selector)));
}

async function expectWholePicture(figure: Pictured, name: string): Promise<void> {
  const svg = await picture(figure, { theme: "dark", width: { mm: 89 }, fonts: async () => "" });
  const { window } = new JSDOM("");
  const parsed = new window.DOMParser().parseFromString(svg, "image/svg+xml");
  expect(parsed.querySelector("parsererror"), name).toBeNull();
  expect(parsed.documentElement.getAttribute("width"), name).toBe("89mm");
  expect(svg, name).not.toMatch(/var\(|currentcolor|system-ui|\sclass=|NaN|undefined/i);
  expect(parsed.querySelectorAll("svg svg").length, name).toBeGreaterThan(0);
  const about = figure.provenance();
  expect(parsed.querySelector("title")?.textContent).toBe(about.title);
  expect(parsed.querySelector("metadata")?.textContent).toContain(about.command);
  window.close();
}

describe.each([...pages])("the figures of the page %s", (pageName, names) => {
  /** State of the page's address → figure → lines of its rows, as a reader comes to them. */
  const seen = new Map<string, Map<string, string[]>>();
  let page: MountedPage;
  const record = () => {
    for (const [name, figure] of page.figures()) {
      const state = stateOf(figure);
      seen.set(state, (seen.get(state) ?? new Map()).set(name, linesOf(figure.rows())));
    }
  };
  beforeAll(async () => {
    page = await mountPage(pageName);
  }, 120_000);
  afterAll(() => page?.close());

  it("are the ones that its text names", () => {
    expect([...page.figures().keys()].sort()).toEqual([...names].sort());
  });

  it("have pictures that hold all their looks", { timeout: 120_000 }, async () => {
    for (const [name, figure] of page.figures()) {
      await expectWholePicture(figure, name);
      expect(leftBehind(figure, page), name).toEqual([]);
    }
  });

  it("have the rows in the tool that they have on the page, at two states", {
    timeout: 240_000,
  }, async () => {
    record();
    openAnother(page);
    await page.settled();
    record();
    expect(seen.size).toBe(page.store() ? 2 : 1);
    for (const [state, figures] of seen) {
      page = await mountPage(pageName, { search: state });
      for (const [name, lines] of figures) {
        const [[, text]] = await filesOf(page.figures().get(name) as Figure, { csv: "rows.csv" });
        const written = String(text).trimEnd().split("\n");
        const head = written.filter((line) => line.startsWith("# "));
        expect(written.slice(head.length), `${name} at ${state}`).toEqual(lines);
        expect(head.join("\n"), name).toMatch(/^# title: .+\n# figure: .+\n# parameters: /);
        expect(head, name).toContain(`# command: npm run -s cli -- figure ${name} --state '${state}'`);
      }
    }
  });
});

describe("the tool's figure", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "figure-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("writes rows and pictures of one state at once", { timeout: 120_000 }, async () => {
    const file = (ending: string) => join(folder, `width.${ending}`);
    const outputs = ["csv", "arrow", "svg", "png"].flatMap((ending) => [`--${ending}`, file(ending)]);
    const { code, stderr } = await run([
      ...["figure", "width", "--state", "gamma=1.5&p=20", "--mm", "89", ...outputs],
    ]);
    expect(`${code} ${stderr}`).toBe("0 ");
    const csv = await readFile(file("csv"), "utf8");
    expect(csv).toMatch(/^# title: /);
    expect(csv).toContain("γ = 1.5; ");
    const table = tableFromIPC(await readFile(file("arrow")));
    expect(table.numRows).toBe(csv.split("\n").filter((line) => /^(theory|trained),/.test(line)).length);
    expect(table.schema.metadata.get("command")).toMatch(
      /^npm run -s cli -- figure width --state '\?.*gamma=1\.5/,
    );
    expect(table.schema.fields.find(({ name }) => name === "excessRisk")?.metadata.get("unit")).toBe("1");
    const svg = await readFile(file("svg"), "utf8");
    expect(svg).toMatch(/<svg [^>]*width="89mm"/);
    expect(svg).toContain('@font-face{font-family:"Companion Sans"');
    expect(svg).toContain("arXiv:2509.24882");
    const png = await readFile(file("png"));
    const [, height] = /height="([\d.]+)mm"/.exec(svg) as RegExpExecArray;
    // 300 dots in an inch.
    expect(Math.abs(png.readUInt32BE(16) - (89 / 25.4) * 300)).toBeLessThan(3);
    expect(Math.abs(png.readUInt32BE(20) - (Number(height) / 25.4) * 300)).toBeLessThan(3);
    expect(png.includes("figure width --state")).toBe(true);
  });

  it("prints title, caption and rows where no output is asked for", { timeout: 60_000 }, async () => {
    const { code, stdout } = await run(["figure", "teacher", "--state", "?gamma=1.5"]);
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(
      /^Both teachers .+\n\nAt γ = 1\.5 .+\n\n# title: Both teachers [\s\S]+\nnetwork,rank,value\n/,
    );
  });

  it("lists the figures there are where one does not exist", async () => {
    const { code, stderr } = await run(["figure", "widht"]);
    expect(code).toBe(2);
    for (const name of figurePages().keys()) expect(stderr).toContain(name);
  });

  it("answers a state out of range as the page does, and writes nothing", { timeout: 60_000 }, async () => {
    const before = await readdir(folder);
    const { code, stderr } = await run([
      ...["figure", "width", "--state", "?gamma=7&units=3", "--svg", join(folder, "never.svg")],
    ]);
    expect(code).toBe(2);
    const page = await mountPage("width", { search: "?gamma=7&units=3", near: false });
    const notice = page.document.querySelectorAll(".address-notice li");
    expect(notice.length).toBe(2);
    for (const item of notice) expect(stderr).toContain(item.textContent);
    page.close();
    expect(await readdir(folder)).toEqual(before);
  });
});
