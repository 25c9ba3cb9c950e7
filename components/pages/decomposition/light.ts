import { effect } from "@preact/signals-core";
import type { Store } from "../../kit/store.js";
import type { DecompositionSchema } from "./quantities.js";

/**
 * Lights up a term everywhere inside an element of the page: the one pointed at, else the one that the reader has chosen. What belongs to a term
 * has its name as `data-part`; style sheets go by the element's `data-lit`.
 *
 * @throws where the page has no such element
 */
export function lightTerms(store: Store<DecompositionSchema>, selector: string): void {
  const root = document.querySelector<HTMLElement>(selector);
  if (!root) throw new Error(`the page has no ${selector}`);
  const light = (pointed?: string) => {
    root.dataset.lit = pointed ?? store.values.term;
  };
  effect(() => light());
  root.addEventListener("pointerover", ({ target }) =>
    light((target as Element).closest<HTMLElement>("[data-part]")?.dataset.part),
  );
  root.addEventListener("pointerleave", () => light());
}
