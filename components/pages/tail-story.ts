import { storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { withSymbols } from "../symbols.js";
import { phaseOf } from "./tail-findings.js";
import type { TailStore } from "./tail-state.js";

/** The argument in steps that set the figure. */
export function tailSteps(store: TailStore): HTMLElement {
  const base = { network: "quadratic", d: 200, gamma: 1, noise: 0.5, follow: "best" } as const;
  return storySteps(store, [
    {
      title: "The tail is put in by the teacher",
      text: "The i-th feature has strength i^(−γ), so the fraction of features stronger than x is x^(−1/γ): a straight line of slope −1/γ. With very many samples every feature is learned, and the spectrum is that line.",
      state: { ...base, effectiveSamples: 1e7, lambda: 0.005 },
    },
    {
      title: "Fewer samples hide its lower part",
      text: "The noise on the learned weights forms a bulk. Features below its edge are lost in it; the ones above keep the teacher's slope. Here trained networks are drawn as well.",
      state: { ...base, effectiveSamples: 400, lambda: 0.005 },
    },
    {
      title: "At the interpolation peak nothing is left of it",
      text: "The bulk is as wide as it gets. A fit still returns an exponent and a small distance: it has found the edge of the noise.",
      state: { ...base, effectiveSamples: 50, lambda: 0.005 },
    },
    {
      title: "Weight decay bends it",
      text: "Everything moves down by the cut, and what falls below zero is gone. For large weights the slope remains, for small ones it flattens.",
      state: { ...base, effectiveSamples: 1e7, lambda: 20_000 },
    },
    {
      title: "Too much weight decay removes it",
      text: "The cut lies above every feature.",
      state: { ...base, effectiveSamples: 5, lambda: 14.14 },
    },
  ]);
}

/** The exercises of the page. */
export function tailExercises(store: TailStore): HTMLElement[] {
  return [
    exercise({
      id: "see-the-tail",
      question:
        "Keep the quadratic network, γ = 1 and the smallest weight decay of the slider. How many effective samples does it take until no noise bulk is left below the tail?",
      answer: withSymbols(
        "The weakest feature must stand out of the noise: n_eff ≫ Δ d^(2γ), at d = 200 and Δ = 0.5 that is 20 000. It is phase VIb.",
      ),
      check: {
        store,
        solved: (values) =>
          values.network === "quadratic" &&
          values.gamma === 1 &&
          values.lambda < 0.002 &&
          phaseOf(store).id === "VIb",
        praise: "You are in phase VIb: the bulk has dissolved.",
      },
    }),
    exercise({
      id: "mislead-the-fit",
      question:
        "Find a state in which the method returns an exponent above 3, although the teacher's is 2. What are the weights it has fitted?",
      answer:
        "Between 25 and 100 effective samples at λ = 1/d the tail that is nearest to a power law is the upper edge of the noise bulk. The last row of the tests counts how much of it lies in the bulk.",
    }),
    exercise({
      id: "same-tail",
      question:
        "At ten million effective samples, raise the weight decay from 0.005 to 10 000. What happens to the exponent, and what to the risk?",
      answer: withSymbols(
        "The exponent hardly moves while the risk, about (λd/n_eff)², grows by orders of magnitude: the bias shifts all weights, and a shift leaves a tail a tail.",
      ),
    }),
  ];
}
