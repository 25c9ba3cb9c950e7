import { html } from "htl";
import { exercise } from "../../exercise.js";
import { withSymbols } from "../../symbols.js";
import type { OptimaStore } from "./state.js";

/** The exercises of the page; two of them are answered by moving its figures. */
export function optimaExercises(options: {
  store: OptimaStore;
  /** Risk at the ring over the least risk; not a number while it is being solved. */
  ratioAtRing: () => number;
  /** Pruned over unpruned risk of the untuned network at the reader's n_eff. */
  pruningGain: () => number;
}): HTMLElement {
  const { store, ratioAtRing, pruningGain } = options;
  const tune = exercise({
    id: "tune",
    question: withSymbols(
      "Choose n_eff above 3000, then tune the network by hand: bring the ring within 5 % of the least risk. How much of the axis would have done?",
    ),
    answer:
      "The minimum is broad: over about half a decade of λ the risk changes by little. That is why a rough rule, a small multiple of the scale √(Δ n/d), is as good as a search.",
    check: {
      store,
      solved: ({ samples }) => samples > 3000 && ratioAtRing() <= 1.05,
      praise: "Within 5 % of the least risk.",
    },
  });
  const prune = exercise({
    id: "prune",
    question: withSymbols(
      "Pruning helps most at the interpolation peak. Move n_eff to a place where it makes the untuned network worse. What is lost there?",
    ),
    answer:
      "Once the noise has shrunk so far that most features lie between it and twice its strength, the threshold removes more signal than noise. With so many samples the untuned network is already near the optimum. With very few samples it loses a little too: a handful of weights fits all labels, so the cut is high already.",
    check: {
      store,
      solved: () => pruningGain() > 1.02,
      praise: "Here pruning costs more than it gains.",
    },
  });
  const compare = exercise({
    id: "constant",
    question:
      "The Bayes-optimal estimator knows the strengths of all features in advance, weight decay knows one number. Why does that leave the exponent as it is?",
    answer: html`<p>The exponent counts features: those above the noise are learned, the others are not, and a threshold at the edge of the noise sorts them almost as well as the best estimator does. What the estimator does better is how far it shrinks each of the learned ones and what it still reads out of the bulk. Both change the error of every feature by a factor, not the number of features. For the diagonal network the factor grows like a power of the logarithm of <i>d</i>: the largest of many Gaussians has no edge, and a cut that keeps them out has to rise with their number.</p>`,
  });
  return html`<div>${tune}${prune}${compare}</div>`;
}
