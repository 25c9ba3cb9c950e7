import { html } from "htl";
import { inlineMath } from "../inline-math.js";
import type { Schema, Store, Values } from "../state.js";

export interface StoryStep<S extends Schema> {
  title: string;
  text: string | Node;
  /** The state of the page that the step speaks of. */
  state: Partial<Values<S>>;
}

/**
 * The steps of an argument beside a figure that stays in view: each sets the figure's state when its button is pressed, or
 * when the reader scrolls it to the middle of the screen (never before the reader has scrolled, and never on a phone, where
 * the figure would change out of sight).
 */
export function storySteps<S extends Schema>(store: Store<S>, steps: readonly StoryStep<S>[]): HTMLElement {
  const cards = steps.map(({ title, text, state }, i) => {
    const go = () => {
      store.set(state);
      light(i);
    };
    return html`<li class="story-step"><h3>${i + 1}. ${title}</h3><div class="story-text">${typeof text === "string" ? inlineMath(text) : text}</div><button type="button" class="frame-button" onclick=${go}>Show this in the figure</button></li>` as HTMLElement;
  });
  const root = html`<ol class="story">${cards}</ol>` as HTMLElement;
  let lit = -1;
  function light(index: number) {
    lit = index;
    for (const [k, card] of cards.entries()) card.classList.toggle("lit", k === index);
  }
  let scrolled = false;
  addEventListener(
    "scroll",
    () => {
      scrolled = true;
    },
    { once: true, passive: true },
  );
  const beside = matchMedia("(min-width: 1100px) and (prefers-reduced-motion: no-preference)");
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const index = cards.indexOf(entry.target as HTMLElement);
        if (!entry.isIntersecting || !scrolled || !beside.matches || index === lit) continue;
        store.set(steps[index].state);
        light(index);
      }
    },
    { rootMargin: "-45% 0px -45% 0px" },
  );
  for (const card of cards) observer.observe(card);
  return root;
}

/** A figure that stays in view on wide screens while the steps beside it scroll; above them on a phone. */
export function story(figure: Element | Element[], steps: Element): HTMLElement {
  return html`<div class="story-layout"><div class="story-figure">${figure}</div>${steps}</div>` as HTMLElement;
}
