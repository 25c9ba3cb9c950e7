import { html } from "htl";
import type { Store } from "../../kit/store.js";
import type { HomeSchema } from "./quantities.js";

/**
 * The guided walk of the page's text, `<details class="walk"><summary>…<div class="walk-body"><ol><li data-view="?…">`: a list that unfolds where no script runs. With
 * it the reader steps on and back, by button or with the arrow keys; nothing moves by itself.
 *
 * @throws where the page has no walk
 */
export function guidedWalk(store: Store<HomeSchema>): void {
  const walk = document.querySelector<HTMLDetailsElement>("details.walk");
  const start = walk?.querySelector("summary");
  const body = walk?.querySelector(".walk-body");
  if (!walk || !start || !body) throw new Error("the page has no details.walk with a summary and a body");
  const steps = [...walk.querySelectorAll<HTMLElement>("li[data-view]")];
  for (const [i, step] of steps.entries()) {
    step.querySelector(".walk-count")?.remove();
    step
      .querySelector("strong")
      ?.prepend(html`<span class="walk-count">${i + 1} of ${steps.length}. </span>`);
  }
  body.querySelector("ol")?.setAttribute("aria-live", "polite");
  const back = html`<button type="button" class="walk-back">← Back</button>` as HTMLButtonElement;
  const next = html`<button type="button" class="walk-next"></button>` as HTMLButtonElement;
  const dots = html`<ol class="walk-dots" aria-hidden="true">${steps.map(() => html`<li></li>`)}</ol>`;
  const buttons = html`<div class="walk-buttons">${back}${next}${dots}</div>`;
  body.querySelector(".walk-buttons")?.remove();
  body.append(buttons);

  let at = -1;
  const show = () => {
    const walking = at >= 0;
    walk.open = walking;
    walk.classList.toggle("walking", walking);
    walk.dataset.step = String(at);
    buttons.hidden = !walking;
    for (const [i, step] of steps.entries()) step.hidden = walking && i !== at;
    for (const [i, dot] of [...dots.children].entries()) dot.classList.toggle("on", i === at);
    next.textContent = at < steps.length - 1 ? "Next →" : "Start again ↺";
  };
  const move = (to: number) => {
    at = to >= steps.length ? 0 : Math.max(-1, to);
    show();
    if (at < 0) return start.focus();
    // Who compares the networks goes on comparing them.
    const { network } = store.snapshot();
    const view = store.read(steps[at].dataset.view as string);
    store.set(network === "both" ? { ...view, network } : view);
  };
  show();
  start.addEventListener("click", (event) => {
    event.preventDefault();
    move(0);
    next.focus();
  });
  back.addEventListener("click", () => move(at - 1));
  next.addEventListener("click", () => move(at + 1));
  walk.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" && at < steps.length - 1) move(at + 1);
    else if (event.key === "ArrowLeft" && at >= 0) move(at - 1);
    else return;
    event.preventDefault();
    if (at >= 0) next.focus();
  });
}
