import { html } from "htl";
import { type Frame, figureFrame } from "./figure-frame.js";
import { oncePerFrame, onWidth } from "./live-width.js";
import type { Rows } from "./rows.js";
import type { Schema, Store, Values } from "./state.js";
import { latest } from "./theory-client.js";

export interface LiveFigureOptions<S extends Schema> {
  /** Used in file names and in element ids: unique on the page. */
  name: string;
  store: Store<S>;
  /** Values whose change draws it again; all of them by default. */
  depends?: (keyof S)[];
  level?: 2 | 3;
  /** The finding, as a sentence, at the present state. */
  title: string | (() => string);
  /** What is drawn at a width in pixels; null while there is nothing to draw yet. */
  draw: (width: number) => Element | Element[] | null;
  /** First sentence: the finding, with its numbers at the present state. */
  caption: () => string | Node;
  rows: () => Rows;
  command?: () => string;
  /** Controls that belong to this figure alone, above it. */
  controls?: Element[];
}

export interface LiveFigure extends Frame {
  /** Draws again with the next frame: when data have come. */
  redraw(): void;
}

/** A figure in its frame that is drawn again whenever the state or its width changes. */
export function liveFigure<S extends Schema>(options: LiveFigureOptions<S>): LiveFigure {
  const { store, depends, draw, controls = [] } = options;
  const box = html`<div class="live-figure"></div>`;
  const text = (title: string | (() => string)) => (typeof title === "string" ? title : title());
  let width = 0;
  const frame = figureFrame({
    name: options.name,
    level: options.level,
    title: "",
    figure: controls.length > 0 ? [html`<div class="controls">${controls}</div>`, box] : box,
    rows: options.rows,
    command: options.command,
    link: () => store.link(),
  }) as LiveFigure;
  const paint = () => {
    if (width > 0) {
      const drawing = draw(width);
      if (drawing) box.replaceChildren(...(Array.isArray(drawing) ? drawing : [drawing]));
    }
    frame.setTitle(text(options.title));
    frame.setCaption(options.caption());
  };
  frame.redraw = oncePerFrame(paint);
  onWidth(box, (value) => {
    width = value;
    paint();
  });
  store.subscribe((_, changed) => {
    if (!depends || depends.some((name) => changed.has(name))) frame.redraw();
  });
  return frame;
}

/**
 * Asks for data whenever one of the named values changes, and once at the start; only the latest answer is shown.
 * `failed` gets what went wrong, in words.
 */
export function liveData<S extends Schema, T>(
  store: Store<S>,
  names: (keyof S)[],
  ask: (values: Readonly<Values<S>>) => Promise<T>,
  show: (data: T) => void,
  failed: (message: string) => void,
): void {
  const run = latest(
    () => ask(store.values),
    show,
    (error) => failed(error instanceof Error ? error.message : String(error)),
  );
  store.subscribe((_, changed) => {
    if (names.some((name) => changed.has(name))) run(undefined);
  });
  run(undefined);
}
