import { html } from "htl";
import type { Store } from "../../kit/store.js";
import type { HomeSchema } from "./quantities.js";

/**
 * The guided walk of the page's text, `<details class="walk"><summary>…<ol><li data-view="?…">`: the reader steps on and back, by button or
 * with the arrow keys; nothing moves by itself.
 *
 * @throws where the page has no walk
 */
export function guidedWalk(store: Store<HomeSchema>): void {
  const folded = document.querySelector("details.walk");
  const invitation = folded?.querySelector("summary")?.textContent;
  const list = folded?.querySelector("ol");
  if (!folded || !invitation || !list)
    throw new Error("the page has no details.walk with a summary and a list");
  const steps = [...list.querySelectorAll<HTMLElement>("li[data-view]")];
  for (const [i, step] of steps.entries())
    step.querySelector("strong")?.prepend(`${i + 1} of ${steps.length}. `);
  list.className = "walk-text";
  list.setAttribute("aria-live", "polite");
  const back = html`<button type="button" class="walk-back">← Back</button>` as HTMLButtonElement;
  const next = html`<button type="button" class="walk-next"></button>` as HTMLButtonElement;
  const dots = html`<ol class="walk-dots" aria-hidden="true">${steps.map(() => html`<li></li>`)}</ol>`;
  const root = html`<section class="walk" aria-label="Guided walk">${list}<div class="walk-buttons">${back}${next}${dots}</div></section>`;

  let at = -1;
  const show = () => {
    for (const part of [back, dots, list]) part.hidden = at < 0;
    for (const [i, step] of steps.entries()) step.hidden = i !== at;
    for (const [i, dot] of [...dots.children].entries()) dot.classList.toggle("on", i === at);
    root.classList.toggle("walking", at >= 0);
    root.dataset.step = String(at);
    next.textContent = at < 0 ? invitation : at < steps.length - 1 ? "Next →" : "Start again ↺";
  };
  const move = (to: number) => {
    at = to >= steps.length ? 0 : Math.max(-1, to);
    show();
    if (at < 0) return;
    // Who compares the networks goes on comparing them.
    const { network } = store.snapshot();
    const view = store.read(steps[at].dataset.view as string);
    store.set(network === "both" ? { ...view, network } : view);
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
  folded.replaceWith(root);
}
