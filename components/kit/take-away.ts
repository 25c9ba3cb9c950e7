import { html } from "htl";
import { type Command, commandLine } from "./command.js";
import { download } from "./download.js";
import { copy, type MenuItem, menu } from "./menu.js";
import type { JournalWidth, Pictured } from "./picture/picture.js";
import { type Rows, toArrow, toCsv } from "./rows.js";

/** A figure that files are made of. @throws from any of it while there is no picture */
export interface TakenAway extends Pictured {
  /** Unique on the site: in file names. */
  readonly id: string;
  rows(): Rows;
  command(): Command;
}

/** Pixels that a picture has where no journal says: a wide page's. */
export const USUAL_WIDTH = 664;

/** Rows with what is known of their columns. */
async function described(figure: TakenAway): Promise<Rows> {
  const { withNotes } = await import("./columns.js");
  return withNotes(figure.rows());
}

/** How a picture is wanted: the two lists that stand in the menu beside it. */
function settings() {
  const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ?? false;
  const theme = html`<select aria-label="Colours of the picture">
    <option value="light" selected=${!dark}>light</option><option value="dark" selected=${dark}>dark</option></select>` as HTMLSelectElement;
  const width = html`<select aria-label="Width of the picture">
    <option value="">as wide as a page</option>${[89, 120, 183].map((mm) => html`<option value=${mm}>${mm} mm</option>`)}</select>` as HTMLSelectElement;
  return {
    element: html`<p class="menu-settings">${theme} ${width}</p>` as HTMLElement,
    read: () => ({
      theme: theme.value as "light" | "dark",
      width: width.value === "" ? USUAL_WIDTH : { mm: Number(width.value) as JournalWidth },
    }),
  };
}

/** The menu of a figure. What makes pictures and files is fetched when it is asked for. */
export function takeAway(
  figure: TakenAway,
  options: { link: () => string; point: () => Command | undefined },
): HTMLElement {
  const { id } = figure;
  const wanted = settings();
  const items: MenuItem[] = [
    {
      label: "Picture (SVG)",
      run: async () =>
        download(`${id}.svg`, await (await import("./picture/browser.js")).toSvg(figure, wanted.read())),
    },
    {
      label: "Picture (PNG)",
      run: async () =>
        download(`${id}.png`, await (await import("./picture/browser.js")).toPng(figure, wanted.read())),
    },
    {
      label: "Data (CSV)",
      run: async () => {
        const text = toCsv(await described(figure), figure.provenance());
        download(`${id}.csv`, new Blob([text], { type: "text/csv" }));
      },
    },
    {
      label: "Data (Arrow)",
      run: async () => {
        const bytes = (await toArrow(await described(figure), figure.provenance())) as BlobPart;
        download(`${id}.arrow`, new Blob([bytes], { type: "application/vnd.apache.arrow.stream" }));
      },
    },
    {
      label: "Copy link to this view",
      run: async () => {
        await copy(options.link());
        return "Link copied.";
      },
    },
    {
      label: "Copy the command",
      run: async () => {
        await copy(commandLine(figure.command()));
        return "Command copied.";
      },
    },
  ];
  return menu(
    items,
    () => {
      const point = options.point();
      return [
        { label: "Make it again:", line: commandLine(figure.command()) },
        ...(point ? [{ label: "One point of it:", line: commandLine(point) }] : []),
      ];
    },
    wanted.element,
  );
}
