import { html } from "htl";
import type { Axis } from "./axes.js";
import type { Box } from "./region-labels.js";

export interface RingSurfaceOptions {
  /** Where it lies over the drawing. */
  area: Box;
  x: Axis;
  y: Axis;
  /** What a screen reader calls it, and what kind of thing it is. */
  label: string;
  kind: string;
  /** Decades that an arrow key moves the ring, alone and with shift. */
  steps: readonly [number, number];
  /** Where the ring is. */
  at: () => readonly [x: number, y: number];
  /** Where the reader wants it, inside both axes. */
  onMove: (x: number, y: number) => void;
}

/** A layer over a drawing on logarithmic axes that takes pointer, finger and arrow keys for a ring. */
export function ringSurface(options: RingSurfaceOptions): HTMLElement {
  const { area, x, y, steps, at } = options;
  const surface = html`<div class="phase-surface" style=${`left:${area.x}px;top:${area.y}px;width:${area.width}px;height:${area.height}px`}
    tabindex="0" role="application" aria-roledescription=${options.kind} aria-label=${options.label}></div>`;
  const ask = (toX: number, toY: number) => options.onMove(within(toX, x.domain), within(toY, y.domain));
  const follow = (event: PointerEvent) => {
    const box = surface.getBoundingClientRect();
    ask(
      x.invert(area.x + ((event.clientX - box.left) / box.width) * area.width),
      y.invert(area.y + ((event.clientY - box.top) / box.height) * area.height),
    );
  };
  let dragging: number | null = null;
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = event.pointerId;
    surface.setPointerCapture?.(event.pointerId);
    follow(event);
  });
  surface.addEventListener("pointermove", (event) => {
    if (dragging === event.pointerId) follow(event);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"] as const)
    surface.addEventListener(end, (event) => {
      if (dragging === event.pointerId) dragging = null;
    });
  surface.addEventListener("keydown", (event) => {
    const by = 10 ** steps[event.shiftKey ? 1 : 0];
    const [nowX, nowY] = at();
    const moves: Record<string, readonly [number, number]> = {
      ArrowRight: [nowX * by, nowY],
      ArrowLeft: [nowX / by, nowY],
      ArrowUp: [nowX, nowY * by],
      ArrowDown: [nowX, nowY / by],
    };
    const target = moves[event.key];
    if (!target) return;
    event.preventDefault();
    ask(...target);
  });
  return surface;
}

/** The nearest value of a range. */
export const within = (value: number, [low, high]: readonly [number, number]): number =>
  Math.min(high, Math.max(low, value));
