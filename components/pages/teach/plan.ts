import { html } from "htl";
import { inlineMath } from "../../inline-math.js";
import { EXERCISES, type LessonExercise } from "./exercises.js";
import { addressOf, LESSONS, type Lesson, type LessonStep, type View } from "./lessons.js";

/** For whom a copy is. */
export type Reader = "lecturer" | "students";

const NAMES: Record<View["page"], string> = {
  "": "the map",
  setup: "Two networks, one law",
  "state-evolution": "State evolution",
  "scaling-laws": "Scaling laws",
  plateaus: "Plateaus",
  overfitting: "Overfitting",
  spectra: "Spectra",
  "power-law-tails": "Power-law tails",
  decomposition: "Decomposition",
  "optimal-regularisation": "Optimal regularisation",
  noiseless: "Noiseless",
  universality: "Universality",
  training: "Training in time",
  width: "Finite width",
  limits: "Limits",
};

/** A link that opens a view; on paper its whole address stands beside it. */
const linkTo = (view: View) =>
  html`<a class="lesson-link" data-address=${new URL(addressOf(view), document.baseURI).href} href=${addressOf(view)}>Open ${view.page ? `“${NAMES[view.page]}”` : NAMES[""]}${view.query ? " in this state" : ""}</a>`;

const blanks = (count: number) =>
  html`<div>${Array.from({ length: count }, () => html`<p class="blank" aria-hidden="true"></p>`)}</div>`;

function entries({ show, ask, expect }: LessonStep, reader: Reader) {
  const entry = (term: string, text: string | Node) => [
    html`<dt>${term}</dt>`,
    html`<dd>${typeof text === "string" ? inlineMath(text) : text}</dd>`,
  ];
  return reader === "students"
    ? [...entry("Question", ask), ...entry("Answer", blanks(2))]
    : [...entry("Show", show), ...entry("Ask", ask), ...entry("Expect", expect)];
}

/** The steps of a lesson, each with the minutes it takes. */
export function lessonPlan(id: Lesson["id"], reader: Reader): HTMLElement {
  const { title, audience, aim, steps } = LESSONS.find((lesson) => lesson.id === id)!;
  let start = 0;
  const items = steps.map((step) => {
    const from = start;
    start += step.minutes;
    return html`<li class="lesson-step">
      <h4><span class="lesson-time">${from}–${start} min</span> ${step.title}</h4>
      <p class="lesson-view">${linkTo(step.view)}</p>
      <dl>${entries(step, reader)}</dl>
    </li>`;
  });
  return html`<section class="lesson">
    <h3>${title}</h3>
    ${reader === "students" ? null : html`<p><b>For</b> ${audience} <b>Afterwards they can:</b> ${aim}</p>`}
    <ol class="lesson-steps">${items}</ol>
  </section>` as HTMLElement;
}

const exerciseItem = ({ id, question, answer, view }: LessonExercise, number: number, reader: Reader) =>
  html`<li class="lesson-exercise" id=${id}>
    <p><b>${number}.</b> ${inlineMath(question)}${view ? html` <span class="see">(${linkTo(view)})</span>` : null}</p>
    ${
      reader === "students"
        ? blanks(3)
        : html`<details><summary>Answer</summary><p>${inlineMath(answer)}</p></details>`
    }
  </li>`;

/** Exercises for pen and paper, with their answers for the lecturer. */
export const lessonExercises = (reader: Reader): HTMLElement =>
  html`<ol class="lesson-exercises">${EXERCISES.map((each, i) => exerciseItem(each, i + 1, reader))}</ol>` as HTMLElement;

/** Prints the page. */
export const printButton = (): HTMLElement =>
  html`<button type="button" class="frame-button" onclick=${() => print()}>Print this</button>` as HTMLElement;
