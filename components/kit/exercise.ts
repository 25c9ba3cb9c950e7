import { effect } from "@preact/signals-core";
import type { Schema, Values } from "./field.js";
import type { View } from "./figure.js";
import type { AnyQuestion, DataOf } from "./question.js";
import type { Store } from "./store.js";

const HINT = "Move the figure; this line says when you are there.";

/**
 * Lets an exercise of the page's text, `<section class="exercise" id="…">`, notice when the reader's figure answers it. Its `<p class="praise">` is
 * shown when `solved` says so of a state that the reader has made and of answers that belong to it.
 *
 * @throws where the page has no exercise of that id, or it has no praise
 */
export function check<S extends Schema, N extends Record<string, AnyQuestion>>(
  store: Store<S>,
  id: string,
  needs: N,
  solved: (view: Pick<View<S, { [K in keyof N]: DataOf<N[K]> }>, "of" | keyof N>) => boolean,
): void {
  const root = document.getElementById(id);
  const praise = root?.querySelector<HTMLElement>(".praise");
  if (!root || !praise) throw new Error(`the page has no exercise ${id} with a .praise`);
  const status = root.querySelector(".exercise-status") ?? document.createElement("p");
  status.className = "exercise-status";
  status.setAttribute("role", "status");
  praise.hidden = true;
  praise.before(status);
  const opened = store.query();
  let touched = false;
  effect(() => {
    const of = { ...store.values } as Values<S>;
    touched ||= store.query(of) !== opened;
    const answers: Record<string, unknown> = {};
    let all = true;
    for (const [name, question] of Object.entries(needs)) {
      const answer = question.fresh();
      if (answer) answers[name] = answer.data;
      else all = false;
    }
    const done = touched && all && solved({ of, ...answers } as never);
    root.classList.toggle("solved", done);
    status.textContent = done ? `✓ ${praise.textContent?.trim()}` : HINT;
  });
}
