import { Command, Option } from "commander";
import type { Figure } from "../components/kit/figure.js";
import type { JournalWidth } from "../components/kit/picture/picture.js";
import { ParameterError } from "../theory/parameters.js";
import { writeOutput } from "./output.js";

export interface FigureOptions {
  state?: string;
  csv?: string;
  arrow?: string;
  svg?: string;
  png?: string;
  mm?: string;
  dark?: true;
}

const HELP = `
Draws a figure of the site as its page does, with no browser: the same rows, the same picture. A figure's name and state
stand in the command under it. Without an output, title, caption and rows are printed. Several outputs are written at once.

Examples:
  npm run -s cli -- figure width --state '?gamma=1.5'
  npm run -s cli -- figure width --svg width.svg --png width.png --mm 89
  npm run -s cli -- figure width --state '?gamma=1.5' --csv width.csv --arrow width.arrow`;

/** `figure`: rows and picture of a figure of the site. */
export function figureCommand(): Command {
  return new Command("figure")
    .description("write the rows and the picture of a figure of the site")
    .argument("<name>", "the figure's name")
    .option("--state <query>", "the state of its page, as its address says it (default: as the page opens)")
    .option("--csv <file>", "write its rows as CSV")
    .option("--arrow <file>", "write its rows as an Arrow IPC stream")
    .option("--svg <file>", "write its picture as SVG")
    .option("--png <file>", "write its picture as PNG")
    .addOption(
      new Option("--mm <width>", "draw the picture for a column of a journal, in millimetres").choices([
        "89",
        "120",
        "183",
      ]),
    )
    .option("--dark", "draw the picture in the dark theme")
    .addHelpText("after", HELP)
    .action(drawFigure);
}

async function drawFigure(name: string, options: FigureOptions): Promise<void> {
  // Only now: what draws a page takes longer to load than the rest of the tool.
  const { figurePages } = await import("../tools/figures.js");
  const pages = figurePages();
  const pageName = pages.get(name);
  if (pageName === undefined)
    throw new ParameterError("figure", name, `one of ${[...pages.keys()].sort().join(", ")}`);
  const { mountPage } = await import("../tools/mount.js");
  const page = await mountPage(pageName, {
    search: options.state === undefined ? "" : `?${options.state.replace(/^\?/, "")}`,
    near: (element) => element.id === name,
    opened: ({ notices }) => {
      if (notices.length > 0) throw new StateError(notices.map(({ part, text }) => `${part}: ${text}`));
    },
  });
  try {
    const figure = page.figures().get(name);
    if (!figure) throw new Error(`the page ${pageName} has not made its figure ${name}`);
    if (figure.dataset.state !== "fresh")
      throw new Error(
        `figure ${name}: ${figure.querySelector(".frame-state span")?.textContent || figure.dataset.state}`,
      );
    await write(figure, options);
  } finally {
    page.close();
  }
}

/** A state that the page does not have. */
class StateError extends ParameterError {
  constructor(notices: readonly string[]) {
    super("state", notices, "a state of the page");
    this.message = notices.join("\n");
  }
}

/** What `--csv`, `--arrow`, `--svg` and `--png` say of a figure: the files' names, each with its content. */
export async function filesOf(
  figure: Figure,
  { csv, arrow, svg, png, mm, dark }: FigureOptions,
): Promise<[file: string, content: string | Uint8Array][]> {
  const { toArrow, toCsv } = await import("../components/kit/rows.js");
  const { withNotes } = await import("../components/kit/columns.js");
  const about = figure.provenance();
  const files: [string, string | Uint8Array][] = [];
  if (csv !== undefined) files.push([csv, toCsv(withNotes(figure.rows()), about)]);
  if (arrow !== undefined) files.push([arrow, await toArrow(withNotes(figure.rows()), about)]);
  if (svg === undefined && png === undefined) return files;
  const { picture, PIXELS_PER_MM } = await import("../components/kit/picture/picture.js");
  const { USUAL_WIDTH } = await import("../components/kit/take-away.js");
  const { fontsInside, PNG_SCALE, pngOf } = await import("../tools/figures.js");
  const width = mm === undefined ? USUAL_WIDTH : { mm: Number(mm) as JournalWidth };
  const theme = dark ? "dark" : "light";
  if (svg !== undefined) files.push([svg, await picture(figure, { theme, width, fonts: fontsInside })]);
  if (png !== undefined) {
    const { withProvenance } = await import("../components/kit/picture/png.js");
    const bytes = await pngOf(await picture(figure, { theme, width, fonts: async () => "" }), PNG_SCALE);
    files.push([png, withProvenance(bytes, about, PNG_SCALE * PIXELS_PER_MM)]);
  }
  return files;
}

async function write(figure: Figure, options: FigureOptions): Promise<void> {
  const files = await filesOf(figure, options);
  for (const [file, content] of files) await writeOutput(content, file);
  if (files.length > 0) return;
  const { title, caption } = figure.provenance();
  const [[, rows]] = await filesOf(figure, { csv: "" });
  await writeOutput(`${title}\n\n${caption}\n\n${rows}`);
}
