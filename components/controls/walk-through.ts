import { html } from "htl";

export interface Step {
  title: string;
  /** Two sentences at most. */
  text: string | Node;
  /** Puts the page in the step's state. */
  go: () => void;
}

export interface WalkThrough extends HTMLElement {
  /** Index of the step shown, -1 before the first. */
  readonly step: number;
}

/** A short guided walk: the reader steps on and back, by button or with the arrow keys; nothing moves by itself. */
export function walkThrough(steps: readonly Step[], options: { invitation: string }): WalkThrough {
  let at = -1;
  const text = html`<div class="walk-text" aria-live="polite"></div>`;
  const back = html`<button type="button" class="walk-back">← Back</button>` as HTMLButtonElement;
  const next = html`<button type="button" class="walk-next"></button>` as HTMLButtonElement;
  const dots = html`<ol class="walk-dots" aria-hidden="true">${steps.map(() => html`<li></li>`)}</ol>`;
  const root =
    html`<section class="walk" aria-label="Guided walk">${text}<div class="walk-buttons">${back}${next}${dots}</div></section>` as HTMLElement;
  const show = () => {
    const step = steps[at];
    back.hidden = at < 0;
    dots.hidden = at < 0;
    text.hidden = at < 0;
    root.classList.toggle("walking", at >= 0);
    next.textContent = at < 0 ? options.invitation : at < steps.length - 1 ? "Next →" : "Start again ↺";
    text.replaceChildren(
      step ? html`<p><strong>${at + 1} of ${steps.length}. ${step.title}</strong> ${step.text}</p>` : "",
    );
    [...dots.children].forEach((dot, i) => {
      dot.classList.toggle("on", i === at);
    });
    root.dataset.step = String(at);
  };
  const move = (to: number) => {
    at = to >= steps.length ? 0 : Math.max(-1, to);
    show();
    steps[at]?.go();
  };
  back.addEventListener("click", () => {
    move(at - 1);
    if (at < 0) next.focus();
  });
  next.addEventListener("click", () => move(at + 1));
  root.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" && at < steps.length - 1) move(at + 1);
    else if (event.key === "ArrowLeft" && at >= 0) move(at - 1);
    else return;
    event.preventDefault();
  });
  show();
  Object.defineProperty(root, "step", { get: () => at });
  return root as WalkThrough;
}
