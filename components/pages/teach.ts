import { html } from "htl";
import { boundSegments } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { inlineMath } from "../inline-math.js";
import { EXERCISES } from "../lesson-exercises.js";
import { addressOf, LESSONS, type Lesson, type LessonStep, type View } from "../lessons.js";
import { choiceField, createStore } from "../state.js";

/** What the address of the page for lecturers holds. */
export const teachSchema = {
  lesson: choiceField({
    key: "lesson",
    label: "lesson",
    initial: "short",
    values: ["short", "seminar", "lecture"],
  }),
  copy: choiceField({ key: "copy", label: "copy", initial: "lecturer", values: ["lecturer", "students"] }),
};

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

/** The lesson plans and exercises, for the screen and for paper. */
export function teachPage() {
  const store = createStore(teachSchema);
  const { values } = store;
  const forStudents = () => values.copy === "students";
  const blank = () => html`<p class="blank" aria-hidden="true"></p>`;

  const entries = ({ show, ask, expect }: LessonStep) => {
    const entry = (term: string, text: string | Node) => [
      html`<dt>${term}</dt>`,
      html`<dd>${typeof text === "string" ? inlineMath(text) : text}</dd>`,
    ];
    return forStudents()
      ? [...entry("Question", ask), ...entry("Answer", html`<div>${blank()}${blank()}</div>`)]
      : [...entry("Show", show), ...entry("Ask", ask), ...entry("Expect", expect)];
  };
  const stepOf = (step: LessonStep, start: number) =>
    html`<li class="lesson-step">
      <h4><span class="lesson-time">${start}–${start + step.minutes} min</span> ${step.title}</h4>
      <p class="lesson-view">${linkTo(step.view)}</p>
      <dl>${entries(step)}</dl>
    </li>`;
  const lessonOf = (lesson: Lesson) => {
    let start = 0;
    const steps = lesson.steps.map((step) => {
      const node = stepOf(step, start);
      start += step.minutes;
      return node;
    });
    return html`<section class="lesson">
      <h3>${lesson.title}</h3>
      ${forStudents() ? null : html`<p><b>For</b> ${lesson.audience} <b>Afterwards they can:</b> ${lesson.aim}</p>`}
      <ol class="lesson-steps">${steps}</ol>
    </section>`;
  };
  const exerciseOf = ({ id, question, answer, view }: (typeof EXERCISES)[number], number: number) =>
    html`<li class="lesson-exercise" id=${id}>
      <p><b>${number}.</b> ${inlineMath(question)}${view ? html` <span class="see">(${linkTo(view)})</span>` : null}</p>
      ${
        forStudents()
          ? html`<div>${blank()}${blank()}${blank()}</div>`
          : html`<details><summary>Answer</summary><p>${inlineMath(answer)}</p></details>`
      }
    </li>`;

  const plan = html`<div></div>`;
  const exercises = html`<div></div>`;
  const draw = () => {
    plan.replaceChildren(lessonOf(LESSONS.find(({ id }) => id === values.lesson)!));
    exercises.replaceChildren(
      html`<ol class="lesson-exercises">${EXERCISES.map((entry, i) => exerciseOf(entry, i + 1))}</ol>`,
    );
  };
  store.subscribe(draw);
  draw();
  const controls = html`<div class="controls">
    ${boundSegments(store, "lesson", {
      label: "Lesson",
      values: LESSONS.map(({ id }) => id),
      format: (id) => `${LESSONS.find((lesson) => lesson.id === id)!.minutes} minutes`,
    })}
    ${boundSegments(store, "copy", {
      label: "Copy",
      values: ["lecturer", "students"],
      format: (id) => (id === "students" ? "for students, no answers" : "for the lecturer"),
    })}
    <button type="button" class="frame-button" onclick=${() => print()}>Print this</button>
  </div>`;
  return { notices: addressNotices(store.notices), controls, plan, exercises };
}
