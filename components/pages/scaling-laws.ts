import { html } from "htl";
import { phaseAt } from "../../theory/regimes.js";
import { boundChoice, boundSegments } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { samplesSlider } from "../controls/samples-slider.js";
import { type StoryStep, story, storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { DECAYS } from "../figures/scaling-laws.js";
import { liveData } from "../live-figure.js";
import { createStore } from "../state.js";
import { solveCurve } from "../theory-client.js";
import type { Trained } from "../trained.js";
import { formulas } from "./formulas.js";
import { numberedExercises } from "./numbered-exercises.js";
import { countingFigure, phasePictures } from "./scaling-laws-counting.js";
import { deviationFigure } from "./scaling-laws-deviation.js";
import { type ReaderPoint, scalingLawsFigure } from "./scaling-laws-figure.js";
import {
  DIMENSIONS,
  decayOf,
  GAMMAS,
  plain,
  type ScalingSchema,
  type ScalingStore,
  type ScalingValues,
  samplesWindow,
  schema,
} from "./scaling-laws-state.js";

const phaseOf = (values: ScalingValues) =>
  phaseAt({ ...values, effectiveSamples: values.samples, lambda: decayOf(values).value(values.d) }).id;

/** The page of Figure 3: the risk over effective samples, its exponents phase by phase, and the count behind each. */
export function scalingLawsPage(trained: readonly Trained[]) {
  const store: ScalingStore = createStore(schema);
  let point: ReaderPoint | undefined;
  store.subscribe((values) => {
    const [, most] = samplesWindow(values);
    if (values.samples > most) store.set({ samples: most });
  });
  // Asked for before the curves: the worker answers in order.
  liveData(
    store,
    ["network", "d", "gamma", "noise", "decay", "samples"],
    async (values) => {
      const { network, d, gamma, noise, samples } = values;
      const asked = { network, d, gamma, noise, alpha: samples / d, lambda: decayOf(values).value(d) };
      const [{ solution, exponents }] = await solveCurve([asked], { exponents: true });
      return { solution, exponent: exponents!.samples };
    },
    (data) => {
      point = data.solution.converged ? data : undefined;
      figure.redraw();
      counting.redraw();
    },
    (message) => counting.setCaption(`The reader's point could not be solved: ${message}`),
  );
  const figure = scalingLawsFigure(store, trained, () => point);
  const counting = countingFigure(store, () => point);
  const controls = html`<div class="controls">
    ${boundSegments(store, "network", { label: "Network", values: ["diagonal", "quadratic"] })}
    ${boundSegments(store, "decay", { label: "Weight decay", values: DECAYS.map(({ id }) => id), format: (id) => DECAYS.find((decay) => decay.id === id)!.name.replace("λ = ", "") })}
    ${boundChoice(store, "d", { label: "Dimension", symbol: "d", values: DIMENSIONS, format: plain })}
    ${boundChoice(store, "gamma", { label: "Teacher", symbol: "γ", values: GAMMAS })}
    ${boundChoice(store, "noise", { label: "Noise", symbol: "Δ", values: [0.5, 0] })}
    ${boundChoice(store, "view", { label: "Curves", values: ["decays", "dimensions"], format: (view) => (view === "decays" ? "by weight decay" : "by dimension") })}
    ${samplesSlider({
      samples: () => store.values.samples,
      initial: store.initial("samples"),
      window: () => samplesWindow(store.values),
      onInput: (samples) => store.set({ samples }),
      subscribe: (listener) => store.subscribe(listener),
    })}
  </div>`;
  const main = html`<div>${figure}${controls}</div>`;
  return {
    notices: addressNotices(store.notices),
    figure: story(main, storySteps(store, STEPS)),
    counting,
    pictures: phasePictures(),
    deviation: deviationFigure(store, trained),
    exercises: exercises(store),
  };
}

const LARGE = { view: "decays", d: 1_000_000, gamma: 1, noise: 0.5 } as const;

const STEPS: readonly StoryStep<ScalingSchema>[] = [
  {
    title: "Plateau: nothing is learned",
    text: formulas(
      "With weight decay λ = √d the network stays at zero until n_eff reaches the order of λ√d = d. The risk is that of no network at all, and it is flat: phase Ib. With little weight decay and hardly any samples, phase Ia, it is flat as well.",
    ),
    state: { view: "decays", d: 400, gamma: 1, noise: 0.5, decay: "large", samples: 30 },
  },
  {
    title: "Fast decay: features emerge",
    text: formulas(
      "With little weight decay the strongest features rise above the noise one after the other, and the risk falls towards n_eff^(−1 + 1/(2γ)): phase IV. No estimator has a better rate. The strip below shows how far the exponent comes: the phase is short, and the next one pulls it back.",
    ),
    state: { ...LARGE, decay: "small", samples: 100 },
  },
  {
    title: "Harmful overfitting, and a peak",
    text: formulas(
      "There are enough weights to fit every label, and with almost no weight decay they do. The noise they learn outweighs what the features still gain: the exponent turns positive, phase V, and the risk peaks where samples and weights balance, at n_eff = d for the diagonal network and d/4 for the quadratic one.",
    ),
    state: { ...LARGE, decay: "small", samples: 1e5 },
  },
  {
    title: "Fast again: samples average the noise away",
    text: formulas(
      "Past the peak the labels can no longer be fitted. Each weight is simply measured, and its error falls as one over the samples: d/n_eff, phase VI. First the bulk of noise is still there (VIa), then the last feature rises out of it (VIb).",
    ),
    state: { ...LARGE, decay: "small", samples: 1e8 },
  },
  {
    title: "Over-regularised: no noise, but few features",
    text: formulas(
      "With more weight decay there is no peak. The cut, not the noise, now decides which features are learned, and shifts those that are: the risk falls as n_eff^(−2 + 1/γ), phase II.",
    ),
    state: { ...LARGE, decay: "large", samples: 1e8 },
  },
  {
    title: "Biased: everything is learned, everything is shifted",
    text: formulas(
      "With more weight decay still and enough samples the cut passes below the smallest feature while it is above the noise. All that is wrong is the shift: its square, n_eff^(−2), phase III. At γ = 1 the three weight decays of the paper's figure never meet this phase; λ = d does.",
    ),
    state: { ...LARGE, d: 10_000, decay: "huge", samples: 3e10 },
  },
];

function exercises(store: ScalingStore) {
  return numberedExercises([
    exercise<ScalingSchema>({
      id: "find-biased",
      question: formulas(
        "Bring the ring into phase III, where the risk falls as the square of the samples. Which control decides whether that phase exists?",
      ),
      answer: formulas(
        "Phase III lies between n_eff = λ d^(γ + 1/2), where the cut λd/n_eff passes the smallest feature, and n_eff = λ²d/Δ, where it passes the noise. The first is below the second only for λ > Δ d^(γ − 1/2): choose λ = d at γ = 1, or λ = √d at γ = 0.75 and a large d.",
      ),
      check: {
        store,
        solved: (values) => phaseOf(values) === "III",
        praise: "Phase III. Compare the strip: the exponent comes close to −2 only where the phase is wide.",
      },
    }),
    exercise({
      id: "same-start",
      question: formulas(
        "Show the curves by dimension at λ = 1/d, and put the ring near ten samples. Why do the curves of all dimensions nearly coincide there, and why not beyond?",
      ),
      answer: formulas(
        "In phase IV neither the number of features above the noise, (n_eff/Δ)^(1/(2γ)), nor the error they leave depends on d: 1/d appears in the noise δ² = Δd/n_eff and in the size d·i^(−2γ) of the features alike. The phase ends when overfitting begins, and that is a matter of n_eff/d.",
      ),
    }),
    exercise({
      id: "gamma",
      question: formulas(
        "The exponent of phase IV depends on the teacher's γ, that of phase VI does not. Predict what happens to both as γ grows, then change γ.",
      ),
      answer: formulas(
        "In IV the hidden tail is part of the error. The steeper the teacher, the less is hidden, and −1 + 1/(2γ) approaches −1. In VI the noise in d (or d²/2) measured weights is all of the error, whatever the teacher: −1 already.",
      ),
    }),
  ]);
}
