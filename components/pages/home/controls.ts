import { html } from "htl";
import { copy } from "../../kit/menu.js";
import { control } from "../../kit/quantity.js";
import type { Question } from "../../kit/question.js";
import type { Store } from "../../kit/store.js";
import type { Maps, Problem } from "./maps.js";
import type { HomeSchema } from "./quantities.js";
import { ringEnds } from "./ring.js";

/** The lists from which the problem is chosen. */
export const choices = (store: Store<HomeSchema>): HTMLElement =>
  html`<div class="choices">${control(store, "gamma")}${control(store, "noise")}${control(store, "d")}</div>`;

/** The two sliders of the ring, as long as the map. */
export const ringSliders = (store: Store<HomeSchema>, maps: Question<Problem, Maps>): HTMLElement =>
  html`<div class="controls ring-sliders">${(["effectiveSamples", "lambda"] as const).map((name) =>
    control(store, name, { ends: () => ringEnds(maps, name) }),
  )}</div>`;

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
