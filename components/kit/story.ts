import { effect } from "@preact/signals-core";
import { html } from "htl";
import type { Schema } from "./field.js";
import type { Store } from "./store.js";

/**
 * The steps of an argument, as they stand in the page's text: `<ol class="story"><li data-view="?n=20">…`. Each gets a link that opens its view
 * (a plain link where no script runs); on a wide screen a step beside its figure (in a `.story-layout`) opens also when the reader scrolls it
 * to the middle of the screen, never before the reader has scrolled.
 */
export function tellStories<S extends Schema>(store: Store<S>, root: ParentNode): void {
  const steps = [...root.querySelectorAll<HTMLElement>("ol.story > li[data-view]")];
  const views = new Map(steps.map((step) => [step, step.dataset.view as string]));
  for (const [i, step] of steps.entries()) {
    step.classList.add("story-step");
    step.querySelector("a.story-open")?.remove();
    step.append(link(store, views.get(step) as string, "Show this in the figure", "story-open frame-button"));
    if (!step.id) step.id = `step-${i + 1}`;
  }
  // A step is lit while the page is in its view.
  effect(() => {
    const now = store.query({ ...store.values });
    for (const [step, view] of views) step.classList.toggle("lit", sameView(store, view, now));
  });
  // Steps that stand beside no figure would change what the reader has left behind.
  const beside = [...views].filter(([step]) => step.closest(".story-layout"));
  if (beside.length > 0) openOnScroll(store, new Map(beside));
}

/** Whether a view written in an address is the one that is open. */
function sameView<S extends Schema>(store: Store<S>, view: string, now: string): boolean {
  return store.query(store.read(view)) === now;
}

/** A link to a view of this page that opens it in place. */
export function link<S extends Schema>(
  store: Store<S>,
  view: string,
  text: string,
  className: string,
): HTMLElement {
  return html`<a class=${className} href=${view} onclick=${(event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.open(view);
  }}>${text}</a>` as HTMLElement;
}

function openOnScroll<S extends Schema>(store: Store<S>, views: Map<HTMLElement, string>): void {
  if (typeof IntersectionObserver === "undefined") return;
  let scrolled = false;
  addEventListener("scroll", () => (scrolled = true), { once: true, passive: true });
  const beside = matchMedia("(min-width: 1100px) and (prefers-reduced-motion: no-preference)");
  let last: Element | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !scrolled || !beside.matches || target === last) continue;
        last = target;
        store.open(views.get(target as HTMLElement) as string);
      }
    },
    { rootMargin: "-45% 0px -45% 0px" },
  );
  for (const step of views.keys()) observer.observe(step);
}
