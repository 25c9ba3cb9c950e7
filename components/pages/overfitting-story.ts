import { html } from "htl";
import { fittedNoise } from "../../theory/fitted-noise.js";
import { peakRisk } from "../../theory/interpolation-peak.js";
import { storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { formatNumber } from "../numbers.js";
import { solveCurve } from "../theory-client.js";
import { NOISE, type OverfittingStore, problemOf } from "./overfitting-state.js";

/** The argument beside the main figure. */
export function overfittingSteps(store: OverfittingStore): HTMLElement {
  const common = { network: "diagonal", d: 200, gamma: 1 } as const;
  const weak = 1 / 200;
  return storySteps(store, [
    {
      title: "Benign",
      text: "With few samples the network fits them all, noise included. The noise is spread over a few large weights of the many, and costs less than what the features gain.",
      state: { ...common, lambda: weak, samples: 30 },
    },
    {
      title: "Harmful",
      text: "With more samples there is more noise to fit and less room to hide it in. From here on more data make the network worse.",
      state: { ...common, lambda: weak, samples: 120 },
    },
    {
      title: "The peak",
      text: html`<span>At <i>n</i><sub>eff</sub> = <i>d</i> there is exactly one way to fit everything, and it takes enormous weights. The bulk of fitted noise is as wide as it gets and buries the features.</span>`,
      state: { ...common, lambda: weak, samples: 200 },
    },
    {
      title: "The second descent",
      text: "With more samples than weights the noise can no longer be fitted, and averages out. The risk falls faster than before.",
      state: { ...common, lambda: weak, samples: 1500 },
    },
    {
      title: "Weight decay",
      text: "The same number of samples as at the peak, with weight decay of order one: enormous weights are too dear, the noise stays below the cut, and the peak is gone.",
      state: { ...common, lambda: 1, samples: 200 },
    },
    {
      title: "A quarter of the samples",
      text: html`<span>The quadratic network peaks at <i>n</i><sub>eff</sub> = <i>d</i>/4. It has <i>d</i>²/2 numbers to choose, but as none of its eigenvalues may be negative, only half of the noise’s spectrum can be used to fit with.</span>`,
      state: { network: "quadratic", d: 200, gamma: 1.5, lambda: weak, samples: 50 },
    },
  ]);
}

/** The exercises of the page. */
export function overfittingExercises(store: OverfittingStore): HTMLElement {
  const problem = { network: "diagonal", d: 200, gamma: 1 } as const;
  const best = html`<span>…</span>`;
  let good: [number, number] | undefined;
  const lambdas = Array.from({ length: 81 }, (_, i) => 30 * (1e-3 / 30) ** (i / 80));
  void solveCurve(
    lambdas.map((lambda) => ({ ...problemOf(problem), alpha: 1, lambda })),
    {},
    "background",
  ).then((solved) => {
    const risks = solved.map(({ solution }) => solution.excessRisk);
    const least = Math.min(...risks);
    const fine = lambdas.filter((_, i) => risks[i] <= 1.03 * least);
    good = [fine[fine.length - 1], fine[0]];
    best.textContent = `At λ ≈ ${formatNumber(lambdas[risks.indexOf(least)])} the risk is ${formatNumber(least)}, against ${formatNumber(peakRisk("diagonal", NOISE, 1e-4))} at λ = 10⁻⁴.`;
  });
  const ratio = fittedNoise("quadratic", 0.01) / fittedNoise("diagonal", 0.01);
  return html`<div>
    ${exercise({
      id: "exercise-best",
      question: html`<span>Put the ring at the place of the peak of the diagonal network, <i>d</i> = 200, γ = 1, and find the weight decay with which the risk there is as low as it can be, to within a few per cent.</span>`,
      answer: html`<p>${best} The best weight decay is of the order √(<i>n</i><sub>eff</sub>/<i>d</i>), which is 1 here, times a factor that grows slowly: <a href="./optimal-regularisation">the page on optimal regularisation</a>.</p>`,
      check: {
        store,
        solved: ({ network, d, gamma, lambda, samples }) =>
          good !== undefined &&
          network === problem.network &&
          d === problem.d &&
          gamma === problem.gamma &&
          Math.abs(Math.log(samples / d)) < 0.05 &&
          lambda >= good[0] &&
          lambda <= good[1],
        praise: "There: within three per cent of the lowest risk at the place of the peak.",
      },
    })}
    ${exercise({
      id: "exercise-factor",
      question: html`<span>By which factor does the peak rise when λ falls from 10<sup>−2</sup> to 10<sup>−5</sup>? Read it off the second figure, for the diagonal network and for the quadratic one at <i>d</i> = 100.</span>`,
      answer: html`<p>A power −2/3 over three decades is a factor of ${formatNumber(1000 ** (2 / 3))}, and that is what the diagonal network does. The quadratic network at <i>d</i> = 100 has reached the mean of its teacher on the way, and rises far less.</p>`,
    })}
    ${exercise({
      id: "exercise-room",
      question: "At t = 0.01, which network hides fitted noise better?",
      answer: `The quadratic one: it pays ${formatNumber(ratio)} times what the diagonal network pays. Both keep what lies above a cut deep in the noise. Above it the Gaussian of the diagonal network goes on for a length that shrinks only with the logarithm of t; the semicircle ends at a sharp edge, so that what is kept there lies close to the cut and is small after it.`,
    })}
  </div>` as HTMLElement;
}
