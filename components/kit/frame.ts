import { html } from "htl";
import { withSymbols } from "./symbols.js";

export interface FrameParts {
  /** Unique on the site: in file names, element ids and the tool's `figure`. */
  name: string;
  /** Level of the title among the page's headings; 2 by default. */
  level?: 2 | 3;
  controls: readonly Element[];
  menu: Element;
  retry: () => void;
}

/**
 * What is said of the figure's state. "fresh": every part is of the present state; "drawn": so it is, but it is the picture that the build has drawn, whose
 * rows are not there yet; "adding": it is, but something will be added; "solving": it is of an earlier state; "failed": it could not be had.
 */
export type FrameState = "fresh" | "drawn" | "adding" | "solving" | "failed";

/** The frame that every figure of the site sits in. */
export interface FrameView {
  element: HTMLElement;
  /** Holds the drawing; its width is the drawing's. */
  box: HTMLElement;
  /** The state of the page, as in an address, that the build has drawn. */
  drawnFor?: string;
  title: HTMLElement;
  /** Elements that are in place already stay there, with the focus and the pointer that they have. */
  show(drawing: readonly Element[], title: string | Node, caption: string | Node): void;
  setState(state: FrameState, message?: string): void;
}

/** The drawing, title and caption that the build has put into the page, where they are. */
function drawnBefore(name: string) {
  const before = document.getElementById(name);
  if (!before?.hasAttribute("data-drawn")) return undefined;
  const part = (selector: string) => before.querySelector(selector)?.cloneNode(true).childNodes ?? [];
  return {
    of: (before as HTMLElement).dataset.drawn,
    box: part(".live-figure"),
    title: part(".frame-title"),
    caption: part(".frame-caption"),
  };
}

/**
 * The finding as its title, controls, the drawing, the caption (announced politely when it changes and the reader pauses), and a menu. It
 * takes over what the build has drawn in its place, until it has a picture of its own.
 */
export function frame({ name, level = 2, controls, menu, retry }: FrameParts): FrameView {
  const before = drawnBefore(name);
  const title =
    html`<div role="heading" aria-level=${level} id=${`${name}-title`} class="frame-title"></div>` as HTMLElement;
  const caption = html`<figcaption id=${`${name}-caption`} class="frame-caption"></figcaption>`;
  const spoken = html`<p class="visually-hidden" role="status"></p>`;
  const box = html`<div class="live-figure"></div>` as HTMLElement;
  const message = html`<span></span>`;
  const again =
    html`<button type="button" class="frame-button" onclick=${retry}>Try again</button>` as HTMLElement;
  const status = html`<p class="frame-state">${message} ${again}</p>` as HTMLElement;
  const element =
    html`<figure class="frame" id=${name} aria-labelledby=${`${name}-title`} aria-describedby=${`${name}-caption`}>
    <div class="frame-head">${title}${menu}</div>
    <div class="frame-body">${controls.length > 0 ? html`<div class="controls">${controls}</div>` : null}${box}${status}</div>
    ${caption}${spoken}
  </figure>` as HTMLElement;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let first = true;

  function setState(state: FrameState, text = "Solving …") {
    element.dataset.state = state;
    element.setAttribute("aria-busy", String(state !== "fresh" && state !== "failed"));
    message.textContent = state === "fresh" || state === "drawn" ? "" : text;
    again.hidden = state !== "failed";
  }
  if (before) {
    box.replaceChildren(...before.box);
    title.replaceChildren(...before.title);
    caption.replaceChildren(...before.caption);
  }
  setState("solving");
  return {
    element,
    box,
    drawnFor: before?.of,
    title,
    setState,
    show(drawing, finding, words) {
      const inPlace =
        drawing.length === box.childNodes.length &&
        drawing.every((element, i) => element === box.childNodes[i]);
      if (!inPlace) box.replaceChildren(...drawing);
      title.replaceChildren(typeof finding === "string" ? withSymbols(finding) : finding);
      caption.replaceChildren(typeof words === "string" ? withSymbols(words) : words);
      clearTimeout(timer);
      if (!first)
        timer = setTimeout(() => {
          spoken.textContent = caption.textContent;
        }, 700);
      first = false;
    },
  };
}
