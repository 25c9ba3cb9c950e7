import { effect, untracked } from "@preact/signals-core";
import { html } from "htl";
import type { Solution } from "../../../theory/state-evolution.js";
import type { Question } from "../../kit/question.js";
import type { Store } from "../../kit/store.js";
import type { NoisePoint } from "./equation-grid.js";
import { ringOf, type StateEvolutionSchema } from "./quantities.js";

type Solved = Pick<Question<unknown, Solution>, "fresh" | "want">;

/** The ring as it is now; nothing while its place is not known. */
function ringNow(store: Store<StateEvolutionSchema>, solution: Solved): NoisePoint | undefined {
  const found = solution.fresh();
  return found && ringOf(store.values, found.data);
}

/** Ends of the sliders of the ring. */
const ENDS = { delta: [1e-2, 1e2], cut: [1e-4, 1e2] } as const;

/** A slider for δ or c: it goes along with the solution until the reader moves it. */
export function ringSlider(
  store: Store<StateEvolutionSchema>,
  solution: Solved,
  name: keyof NoisePoint,
): HTMLElement {
  solution.want();
  const made = store.schema[name].control({
    name,
    value: untracked(() => ringNow(store, solution)?.[name] ?? store.values[name]),
    ends: ENDS[name],
    onInput: (value) =>
      store.set({ ...untracked(() => ringNow(store, solution)), [name]: value, follow: "free" }),
  });
  // Where the ring goes back to is the solution, by its button, and no fixed value.
  made.querySelector(".control-reset")?.remove();
  effect(() => {
    const ring = ringNow(store, solution);
    if (ring) made.setValue(ring[name]);
  });
  return made;
}

/** Whether the ring is on the solution, to what a reader can tell. */
const onSolution = (ring: NoisePoint, solution: NoisePoint) =>
  Math.hypot(Math.log(ring.delta / solution.delta), Math.log(ring.cut / solution.cut)) < 1e-3;

/** The button that puts the ring on the solution, where it is not. */
export function backToSolution(store: Store<StateEvolutionSchema>, solution: Solved): HTMLElement {
  const button =
    html`<button type="button" class="frame-button" onclick=${() => store.set({ follow: "solution" })}>Put the ring on the solution</button>` as HTMLButtonElement;
  effect(() => {
    const found = solution.fresh();
    button.disabled = !found || onSolution(ringOf(store.values, found.data), found.data);
  });
  return button;
}
