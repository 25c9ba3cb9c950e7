import { html } from "htl";

/** Exercises one below the other, each a landmark with a name of its own. */
export function numberedExercises(exercises: readonly HTMLElement[]): HTMLElement {
  exercises.forEach((exercise, i) => {
    exercise.setAttribute("aria-label", `Exercise ${i + 1}`);
  });
  return html`<div>${exercises}</div>` as HTMLElement;
}
