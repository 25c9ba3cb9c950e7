/** Narrower than this nothing can be drawn: an element on its way into the page, not a screen. */
const NARROWEST = 80;

/** Event of the window when everything folded has been opened to be printed: what was never on the screen is drawn now. */
export const UNFOLDED = "unfolded";

/** Calls back with the width of an element in whole pixels whenever it changes, and once at the start. */
export function onWidth(element: Element, listener: (width: number) => void): () => void {
  let last = -1;
  const report = (width: number) => {
    const rounded = Math.floor(width);
    if (rounded === last || rounded < NARROWEST) return;
    last = rounded;
    listener(rounded);
  };
  const observer = new ResizeObserver((entries) => report(entries[entries.length - 1].contentRect.width));
  observer.observe(element);
  // A printed page is laid out before any observer is told of it.
  const unfolded = () => report(element.getBoundingClientRect().width);
  addEventListener(UNFOLDED, unfolded);
  return () => {
    observer.disconnect();
    removeEventListener(UNFOLDED, unfolded);
  };
}

/** Runs a task at most once per frame, with the state of that frame. */
export function oncePerFrame(task: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      task();
    });
  };
}
