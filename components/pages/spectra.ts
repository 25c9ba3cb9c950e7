import { html } from "htl";
import { spectraExperiments } from "../../training/experiments/spectra.js";
import { addressNotices } from "../controls/notices.js";
import { story, storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import type { LearnedRun } from "../learned-runs.js";
import { formatNumber } from "../numbers.js";
import { choiceField, createStore, numberField } from "../state.js";
import { type PhasePoint, phaseFigures, SHOWN } from "./spectra-phases.js";
import { sweepFigures } from "./spectra-sweep.js";

/** Dimension and noise of all figures of the page: those of the trained networks. */
const PROBLEM = { d: 200, noise: 0.5 } as const;

export const spectraSchema = {
  phase: choiceField({ key: "phase", label: "enlarged phase", initial: "IV", values: SHOWN }),
  axis: choiceField({ key: "axis", label: "histogram axis", initial: "log", values: ["log", "linear"] }),
  tail: choiceField({ key: "tail", label: "tail plot", initial: "rank", values: ["rank", "ccdf"] }),
  samples: numberField({ key: "n", label: "n_eff", initial: 10, min: 0.08, max: 1e6 }),
  gamma: numberField({ key: "gamma", label: "γ", initial: 1, min: 0.6, max: 2 }),
  decay: choiceField({
    key: "decay",
    label: "weight decay",
    initial: "small",
    values: ["small", "one", "large"],
  }),
};

/** The points of Figure 2, as the experiments define them. */
export function figurePoints(): PhasePoint[] {
  return SHOWN.map((phase) => {
    const experiment = spectraExperiments.find(({ name }) => name === `spectra-${phase}`);
    if (!experiment) throw new RangeError(`there is no experiment for phase ${phase}`);
    const { d, n, gamma, noise, lambda } = experiment.points[0].spec;
    return { phase, d, n, gamma, noise, lambda };
  });
}

/** What the comparison with trained networks comes to, in numbers. */
function agreementText(
  runs: readonly LearnedRun[],
  overlaps: { median: number; count: number },
  errors: readonly { phase: string; excess: number }[],
): HTMLElement {
  const signed = (excess: number) =>
    Math.abs(excess) < 5e-4 ? "0" : `${excess > 0 ? "+" : "−"}${formatNumber(100 * Math.abs(excess), 2)} %`;
  const trained = SHOWN.filter((phase) => runs.some((run) => run.phase === phase));
  const missing = SHOWN.filter((phase) => !trained.includes(phase));
  return html`<div>
    <p>The bars are ${runs.length} networks of dimension ${PROBLEM.d}, trained to a certified gap from the minimum of their loss, in the phases ${trained.join(", ")}${missing.length > 0 ? ` (none yet in ${missing.join(", ")})` : ""}. Nothing in the lines was fitted to them. ${
      overlaps.count > 0
        ? `The overlaps of ${overlaps.count} learned features are within ${formatNumber(overlaps.median, 2)} of the exact prediction (median of the absolute difference).`
        : "No trained feature stands alone in them, so that there are no overlaps to compare."
    }</p>
    <p>The error of the trained networks differs from the predicted one by ${errors.map(({ phase, excess }) => `${signed(excess)} (${phase})`).join(", ")}. It is largest where few effective samples have been seen: state evolution is a statement about large dimension.</p>
    <p><b>Where it fails.</b> In phase Ia there are only ${figurePoints()[0].n} samples for a matrix with ${formatNumber((PROBLEM.d * (PROBLEM.d + 1)) / 2)} free entries. The minimum of the loss is then hardly unique: many matrices fit the labels at the same cost, and training picks one of them that is spread over many small eigenvalues, where state evolution expects a few large ones. The risk is nearly the same; the spectrum is not.</p>
  </div>` as HTMLElement;
}

/** The page of Figure 2. */
export function spectraPage(runs: readonly LearnedRun[]) {
  const store = createStore(spectraSchema);
  const points = figurePoints();
  const { all, one } = phaseFigures(store, points, runs);
  const sweep = sweepFigures(store, PROBLEM, runs);
  const { d } = PROBLEM;
  const base = { gamma: 1, decay: "small" as const };
  const steps = storySteps(store, [
    {
      title: "No feature in sight",
      text: "With less than one effective sample the noise is stronger than every feature. What little the network learns is a handful of eigenvalues, and none of them points anywhere near the teacher.",
      state: { ...base, samples: 0.5 },
    },
    {
      title: "The first ones leave",
      text: html`<span>The noise falls as samples come in. When it falls below a feature's strength, <i>s</i> > δ, that feature's eigenvalue parts from the band, the strongest first. At the moment of parting its eigenvector still points almost anywhere; the chart of overlaps shows how fast it turns to the feature.</span>`,
      state: { ...base, samples: 10 },
    },
    {
      title: "Every degree of freedom is used",
      text: html`<span>Near <i>n</i>/<i>d</i>² = 1/4 the network has just enough eigenvalues to fit every label, noise included. The cut has gone to zero, about half of all eigenvalues are noise and half are zero. This is <a href="./overfitting">harmful overfitting</a>, seen from inside.</span>`,
      state: { ...base, samples: d / 4 },
    },
    {
      title: "The band narrows, features bleed out",
      text: html`<span>Beyond the peak the noise falls as (<i>d</i>/<i>n</i><sub>eff</sub>)<sup>1/2</sup>, and features leave the band one after another. The weaker ones stay in it longer than the rule <i>s</i> > δ says: their neighbours are so close that the noise mixes them.</span>`,
      state: { ...base, samples: 400 },
    },
    {
      title: "No noise left",
      text: html`<span>Once even the weakest feature exceeds the noise, the band is not noise any more but features too crowded to be told apart: the teacher's heavy tail, complete. No zeros remain.</span>`,
      state: { ...base, samples: 1e5 },
    },
    {
      title: "Strong weight decay hides the noise, and the features",
      text: html`<span>With λ = √<i>d</i> the cut lies above the band for most of the way. Noise never shows; features appear when they exceed the cut, not when they exceed the noise, much later.</span>`,
      state: { ...base, decay: "large" as const, samples: 500 },
    },
  ]);
  const exercises = [
    exercise({
      id: "third-feature",
      question: html`<span>Keep γ = 1 and λ = 1/<i>d</i>. How many effective samples does it take until exactly three features stand clear of the noise? Move the samples there.</span>`,
      answer: html`<p>Between about 11 and 20: there the third line has left the band and the fourth has not. (Near the peak, at 55, the band swells and takes the fourth back for a moment.) The rule <i>s</i> > δ would have let the third go earlier: at finite <i>d</i> parting from the band takes more than exceeding the noise.</p>`,
      check: {
        store,
        solved: ({ samples, gamma, decay }) =>
          gamma === 1 && decay === "small" && sweep.standingAt(samples) === 3,
        praise: "three eigenvalues stand alone; the fourth feature is still in the band.",
      },
    }),
    exercise({
      id: "no-bulk",
      question: html`<span>Phase II has features and zeros but no noise at all, though its noise δ is as large as in phase VIa. Where has the noise gone?</span>`,
      answer: html`<p>Below the cut. Noise fills eigenvalues up to about 2δ; in phase II the cut <i>c</i> is larger than that (compare the two numbers in the caption of the enlarged spectrum), so the threshold removes all of it. In VIa the cut is nearly zero and half of the noise stays. The price: in phase II every feature is shrunk by <i>c</i>.</p>`,
    }),
    exercise({
      id: "half",
      question: html`<span>At λ = 1/<i>d</i> the share of zeros falls to about a half and then goes on falling. Why can noise alone never fill more than half of the eigenvalues?</span>`,
      answer: html`<p>Symmetric noise has as many negative eigenvalues as positive ones, and the learned matrix <i>S</i> = <i>W</i>ᵀ<i>W</i> cannot have negative ones: a half of a band around zero is cut off even by <i>c</i> = 0. More than half can be positive only where features push the band up: once the teacher's mean eigenvalue is as large as the noise.</p>`,
    }),
  ];
  const agreement = html`<div></div>` as HTMLElement;
  void sweep.ready
    .then(({ overlaps, errors }) => agreement.replaceChildren(agreementText(runs, overlaps, errors)))
    .catch((error: Error) => agreement.replaceChildren(`The comparison could not be made: ${error.message}`));
  return {
    notices: addressNotices(store.notices),
    phases: all,
    one,
    sweep: story(sweep.figure, steps),
    charts: sweep.charts,
    exercises,
    agreement,
  };
}
