import { html } from "htl";
import { copy } from "../../kit/menu.js";
import type { Store } from "../../kit/store.js";
import type { HomeSchema } from "./quantities.js";

/** A button that copies the address of the view, ring and all. */
export function shareView(store: Store<HomeSchema>): HTMLElement {
  const said = html`<span role="status"></span>`;
  const share = async () => {
    try {
      await copy(store.link());
      said.textContent = " Copied.";
    } catch (error) {
      said.textContent = (error as Error).message;
    }
  };
  return html`<div class="control"><button type="button" class="frame-button" onclick=${share}>Copy link to this view</button>${said}</div>`;
}
