import { effect } from "@preact/signals-core";
import { html } from "htl";
import { control } from "../../kit/quantity.js";
import type { Question } from "../../kit/question.js";
import type { Store } from "../../kit/store.js";
import type { DecayPoint } from "../../topics/decay.js";
import type { DecompositionSchema } from "./quantities.js";

/** Buttons that set λ to the paper's values, and to the best one once that is known. */
function decayButtons(store: Store<DecompositionSchema>, best: Question<unknown, DecayPoint>): HTMLElement {
  const button = (label: string, lambda: () => number | undefined) =>
    html`<button type="button" class="frame-button" onclick=${() => {
      const value = lambda();
      if (value !== undefined) store.set({ lambda: value });
    }}>${label}</button>` as HTMLButtonElement;
  const toBest = button("the best", () => best.fresh()?.data.lambda);
  effect(() => {
    toBest.disabled = best.fresh() === undefined;
  });
  return html`<div class="control"><span class="control-label">Set λ to</span><div class="button-row">
    ${button("1/d", () => 1 / store.values.d)}
    ${button("1", () => 1)}
    ${button("√d", () => Math.sqrt(store.values.d))}
    ${toBest}
  </div></div>` as HTMLElement;
}

/** The controls of the page, which both figures follow. */
export const controls = (
  store: Store<DecompositionSchema>,
  best: Question<unknown, DecayPoint>,
): HTMLElement =>
  html`<div class="controls">
    ${(["network", "along", "d", "samples", "lambda", "gamma"] as const).map((name) => control(store, name))}
    ${decayButtons(store, best)}
  </div>` as HTMLElement;
