import { html } from "htl";
import { inlineMath } from "./inline-math.js";
import type { Schema, Store, Values } from "./state.js";

export interface ExerciseOptions<S extends Schema> {
  /** Unique on the page; the exercise can be linked to by it. */
  id: string;
  question: string | Node;
  /** Opens when asked for. */
  answer: string | Node;
  /** An exercise that is answered by moving the figure: solved when the state of the page says so. */
  check?: {
    store: Store<S>;
    solved: (values: Readonly<Values<S>>) => boolean;
    /** Said when it is solved. */
    praise: string;
  };
}

/** A question with an answer that opens; where it has a check, it notices when the reader's figure answers it. */
export function exercise<S extends Schema>(options: ExerciseOptions<S>): HTMLElement {
  const { id, question, answer, check } = options;
  const status = html`<p class="exercise-status" role="status"></p>`;
  const root = html`<section class="exercise" id=${id} aria-label=${`Exercise: ${id}`}>
    <p class="exercise-question">${typeof question === "string" ? inlineMath(question) : question}</p>
    ${check ? status : null}
    <details class="answer"><summary>Show the answer</summary><div>${typeof answer === "string" ? html`<p>${inlineMath(answer)}</p>` : answer}</div></details>
  </section>` as HTMLElement;
  if (check) {
    let touched = false;
    const look = () => {
      const solved = check.solved(check.store.values);
      root.classList.toggle("solved", solved && touched);
      status.textContent =
        solved && touched ? `✓ ${check.praise}` : "Move the figure; this line says when you are there.";
    };
    check.store.subscribe(() => {
      touched = true;
      look();
    });
    look();
  }
  return root;
}
