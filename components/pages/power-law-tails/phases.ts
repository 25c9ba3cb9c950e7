import { effect } from "@preact/signals-core";
import type { Store } from "../../kit/store.js";
import { SETTINGS, type TailSchema } from "./quantities.js";

/**
 * Lets the links of a table of the page's text, `<a data-view="?n=50" href="?n=50#tail">`, open their views in place and go to the figure, and marks the
 * row whose settings are the reader's.
 *
 * @param id of the element that the links lie in
 */
export function openInPlace(store: Store<TailSchema>, id: string): void {
  const links = document.querySelectorAll<HTMLAnchorElement>(`#${id} a[data-view]`);
  for (const link of links) {
    const view = link.dataset.view as string;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      store.open(view);
      document.getElementById(link.hash.slice(1))?.scrollIntoView({ block: "nearest" });
    });
    const shown = store.read(view);
    effect(() => {
      const same = SETTINGS.every((name) => {
        const { format } = store.schema[name] as { format(value: unknown): string };
        return format(store.values[name]) === format(shown[name]);
      });
      link.closest("tr")?.classList.toggle("shown", same);
      if (same) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  }
}
