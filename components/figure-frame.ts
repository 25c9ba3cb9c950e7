import { html } from "htl";
import { download, toPng, toSvg } from "./figure-export.js";
import { type Rows, toArrow, toCsv } from "./rows.js";
import { withSymbols } from "./symbols.js";

export interface FrameOptions {
  /** Used in file names and in element ids: unique on the page. */
  name: string;
  /** The finding, as a sentence. */
  title: string | Node;
  /** Level of the title among the page's headings; 2 by default. */
  level?: 2 | 3;
  /** What is drawn. */
  figure: Element | Element[];
  /** First sentence: the finding, with its numbers at the current state. */
  caption?: string | Node;
  /** The rows behind the drawing, at the moment they are asked for. */
  rows: () => Rows;
  /** The command that reproduces them, to be run in a checkout of the project; absent where a formula on the page says all. */
  command?: () => string;
  /** The address that opens this view. */
  link: () => string;
}

export interface Frame extends HTMLElement {
  setTitle(title: string | Node): void;
  setCaption(caption: string | Node): void;
}

/**
 * The frame every figure of the site sits in: the finding as its title, the drawing, the caption (announced
 * politely when it changes and the reader pauses), and a menu with the picture, the data, the link and the command.
 */
export function figureFrame(options: FrameOptions): Frame {
  const { name } = options;
  const title = html`<div role="heading" aria-level=${options.level ?? 2} id=${`${name}-title`} class="frame-title"></div>`;
  const caption = html`<figcaption id=${`${name}-caption`} class="frame-caption"></figcaption>`;
  const spoken = html`<p class="visually-hidden" role="status"></p>`;
  const body = html`<div class="frame-body">${options.figure}</div>`;
  const frame =
    html`<figure class="frame" id=${name} aria-labelledby=${`${name}-title`} aria-describedby=${`${name}-caption`}>
    <div class="frame-head">${title}${menu(options, () => body)}</div>
    ${body}${caption}${spoken}
  </figure>` as Frame;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;

  frame.setTitle = (content) =>
    title.replaceChildren(typeof content === "string" ? withSymbols(content) : content);
  frame.setCaption = (content) => {
    caption.replaceChildren(typeof content === "string" ? withSymbols(content) : content);
    if (!first) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        spoken.textContent = caption.textContent;
      }, 700);
    }
    first = false;
  };
  frame.setTitle(options.title);
  if (options.caption !== undefined) frame.setCaption(options.caption);
  return frame;
}

function menu(options: FrameOptions, body: () => Element): Element {
  const { name, command: reproduce } = options;
  const status = html`<p class="menu-status" role="status"></p>`;
  const say = (text: string) => {
    status.textContent = text;
  };
  const item = (label: string, action: () => Promise<void> | void) =>
    html`<li><button type="button" onclick=${async () => {
      try {
        await action();
      } catch (error) {
        say(error instanceof Error ? error.message : String(error));
      }
    }}>${label}</button></li>`;
  const command = html`<code></code>`;
  const details = html`<details class="menu">
    <summary aria-label="Download, link and command"><span aria-hidden="true">⋯</span></summary>
    <div class="menu-panel">
      <ul>
        ${item("Picture (SVG)", () => download(`${name}.svg`, new Blob([toSvg(body())], { type: "image/svg+xml" })))}
        ${item("Picture (PNG)", async () => download(`${name}.png`, await toPng(body())))}
        ${item("Data (CSV)", () => download(`${name}.csv`, new Blob([toCsv(options.rows())], { type: "text/csv" })))}
        ${item("Data (Arrow)", async () => {
          const bytes = await toArrow(options.rows());
          download(
            `${name}.arrow`,
            new Blob([bytes as BlobPart], { type: "application/vnd.apache.arrow.stream" }),
          );
        })}
        ${item("Copy link to this view", async () => {
          await copy(options.link());
          say("Link copied.");
        })}
        ${
          reproduce
            ? item("Copy the command", async () => {
                await copy(reproduce());
                say("Command copied.");
              })
            : null
        }
      </ul>
      ${reproduce ? html`<p class="menu-command">Reproduce it:<br>${command}</p>` : null}
      ${status}
    </div>
  </details>` as HTMLDetailsElement;
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    command.textContent = reproduce?.() ?? "";
    say("");
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
  });
  return details;
}

/** Puts text on the clipboard; throws with the text itself where the browser refuses, so that it can be copied by hand. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Error(`Copy by hand: ${text}`);
  }
}
