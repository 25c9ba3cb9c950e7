import { html } from "htl";
import { storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { atWidth, type WidthCurve } from "../figures/width.js";
import { inlineMath } from "../inline-math.js";
import { formatNumber } from "../numbers.js";
import type { Store } from "../state.js";
import { type WidthSchema, widthFindings } from "./width-state.js";

/** The argument in four steps, each with its state of the figure. */
export function widthSteps(store: Store<WidthSchema>): HTMLElement {
  return storySteps(store, [
    {
      title: "A unit for a feature",
      text: inlineMath(
        "A network with p units can learn p directions. It takes the strongest; the others are lost, and their squares add up to a risk that falls as p^(1 − 2γ).",
      ),
      state: { d: 10_000, gamma: 1.25, load: 1, decay: "edge", units: 8 },
    },
    {
      title: "Enough is enough",
      text: "Once each feature that stands above the noise has its unit, more width changes nothing: with weight decay at the edge of the bulk, the network would leave the others at zero.",
      state: { d: 10_000, gamma: 1.25, load: 1, decay: "edge", units: 300 },
    },
    {
      title: "More than enough",
      text: "With little weight decay the next units learn noise. The risk rises again, until the network has all the units that it can use.",
      state: { d: 10_000, gamma: 1.25, load: 1, decay: "little", units: 1000 },
    },
    {
      title: "Width as a regulariser",
      text: "At its best width the network with little weight decay does better than the full one with the best weight decay: the width drops what it does not keep, but does not shrink what it keeps.",
      state: { d: 10_000, gamma: 1.25, load: 1, decay: "little", units: 54 },
    },
  ]);
}

/** @param lit the curve of the reader's load, where it has been solved */
export function widthExercises(
  store: Store<WidthSchema>,
  lit: () => WidthCurve | undefined,
  units: () => number,
): Element {
  return html`<div>${[
    exercise({
      id: "best-width",
      question: "At d = 100, α = 3 and little weight decay: put the ring on the best width.",
      answer: html`<p>It lies a little below the number of features above the noise: the last of these carry more noise than signal, and a unit spent on one of them costs more than it brings.</p>`,
      check: {
        store,
        solved: (state) => {
          const curve = lit();
          if (!curve || state.d !== 100 || state.load !== 3 || state.decay !== "little") return false;
          const { best } = widthFindings(curve);
          return atWidth(curve, units()).excessRisk < 1.02 * best.excessRisk;
        },
        praise: "The best width: one more unit would learn noise.",
      },
    }),
    exercise({
      id: "scaling-width",
      question:
        "You have n samples and may choose the width. How should the width grow with the samples, so that it does not limit the risk, and what is it good for to let it grow faster?",
      answer: html`<p>${inlineMath("The number of learnable features is K ∝ n_eff^(1/(2γ)) while n_eff is below d^(2γ), so p ∝ n_eff^(1/(2γ)). With tuned weight decay a larger width gains nothing; with little it learns noise. Put p ∝ n_eff^(1/(2γ)) into p^(1 − 2γ), and the risk falls as n_eff^(−1 + 1/(2γ)), the rate of the full network.")}</p>`,
    }),
    exercise({
      id: "three-times",
      question:
        "At γ = 2, how much does the risk fall if the width is doubled, as long as it is the width that limits it?",
      answer: html`<p>By 2<sup>2γ − 1</sup> = 8. For γ = 0.75 only by ${formatNumber(2 ** 0.5)}: a slowly decaying teacher needs width most and rewards it least.</p>`,
    }),
  ]}</div>`;
}
