import { html } from "htl";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { samplesSlider } from "../controls/samples-slider.js";
import { type StoryStep, story, storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { formatNumber } from "../numbers.js";
import { createStore } from "../state.js";
import type { Trained } from "../trained.js";
import { formulas } from "./formulas.js";
import { numberedExercises } from "./numbered-exercises.js";
import { DIMENSIONS, GAMMAS, plain } from "./scaling-laws-state.js";
import { constantsFigure } from "./universality-constants.js";
import { phasesAt, universalityFigure } from "./universality-figure.js";
import {
  LAW_NAMES,
  schema,
  type UniversalitySchema,
  type UniversalityStore,
  window,
} from "./universality-state.js";

/** The page that lays one network over the other. */
export function universalityPage(trained: readonly Trained[]) {
  const store: UniversalityStore = createStore(schema);
  store.subscribe((values) => {
    const [, most] = window(values);
    if (values.samples > most) store.set({ samples: most });
  });
  const figure = universalityFigure(store, trained);
  const kappa = boundSlider(store, "kappa", { label: "Its factor", symbol: "κ", min: 1, max: 30 });
  const showKappa = () => {
    kappa.hidden = store.values.law !== "tuned";
  };
  store.subscribe(showKappa);
  showKappa();
  const controls = html`<div class="controls">
    ${boundSegments(store, "law", { label: "Weight decay λ", values: ["small", "one", "large", "tuned"], format: (law) => LAW_NAMES[law].replace("n_eff", "n") })}
    ${kappa}
    ${boundChoice(store, "d", { label: "Dimension", symbol: "d", values: DIMENSIONS, format: plain })}
    ${boundChoice(store, "gamma", { label: "Teacher", symbol: "γ", values: GAMMAS })}
    ${boundChoice(store, "noise", { label: "Noise", symbol: "Δ", values: [0.5, 0] })}
    ${boundSegments(store, "scale", { label: "Risk", values: ["absolute", "relative"], format: (scale) => (scale === "absolute" ? "R" : "R/R(0)") })}
    ${samplesSlider({
      samples: () => store.values.samples,
      initial: store.initial("samples"),
      window: () => window(store.values),
      onInput: (samples) => store.set({ samples }),
      subscribe: (listener) => store.subscribe(listener),
    })}
  </div>`;
  return {
    notices: addressNotices(store.notices),
    figure: story(html`<div>${figure}${controls}</div>`, storySteps(store, STEPS)),
    constants: constantsFigure(store),
    exercises: exercises(store),
  };
}

const LARGE = { d: 1_000_000, gamma: 1, noise: 0.5, scale: "absolute" } as const;

const STEPS: readonly StoryStep<UniversalitySchema>[] = [
  {
    title: "Count samples the right way, and the curves fall together",
    text: formulas(
      "One network has d numbers to learn from n samples, the other about d²/2. Drawn over n_eff = n for the one and n/d for the other, both stay flat, bend, and fall over the same decades.",
    ),
    state: { d: 200, gamma: 1, noise: 0.5, scale: "absolute", law: "large", samples: 3000 },
  },
  {
    title: "Same exponent, another constant",
    text: formulas(
      "At a large d the two local exponents settle on the same steps. The ratio of the risks settles too, on a constant for each phase, which is not one.",
    ),
    state: { ...LARGE, law: "large", samples: 1e9 },
  },
  {
    title: "Part of the difference is the scale of the task",
    text: formulas(
      "The networks that know nothing have different risks: Σ i^(−2γ) for the diagonal teacher, 2 for the quadratic one. Divided by these the plateaus coincide. What falls from them does not.",
    ),
    state: { ...LARGE, law: "large", scale: "relative", samples: 1e4 },
  },
  {
    title: "The peak is somewhere else",
    text: formulas(
      "With little weight decay each network peaks where its constraints and its freedom balance: at n_eff = d, and at d/4, where a matrix without negative eigenvalues uses half of its d²/2 numbers.",
    ),
    state: { ...LARGE, d: 10_000, law: "small", samples: 2500 },
  },
  {
    title: "Before the peak even the rate differs",
    text: formulas(
      "Fitted noise costs 1/log(d/n_eff) in the one and (n_eff/d)^(2/5) in the other: the tail of a Gaussian against the edge of a semicircle. This is the one phase, besides the peak, in which the two laws are not one.",
    ),
    state: { ...LARGE, law: "small", samples: 1e4 },
  },
  {
    title: "With the best weight decay both take the best rate",
    text: formulas(
      "Let λ follow κ√(n_eff/d) with κ not below 4√Δ, and neither peak nor overfitting is left. The two curves fall side by side, first as n_eff^(−1 + 1/(2γ)), then as d/n_eff.",
    ),
    state: { ...LARGE, law: "tuned", kappa: 3, samples: 1e4 },
  },
];

function exercises(store: UniversalityStore) {
  return numberedExercises([
    exercise<UniversalitySchema>({
      id: "only-one-peaks",
      question: formulas(
        "Bring the ring to a number of samples at which the diagonal network is at its interpolation peak while the quadratic one is already past its own.",
      ),
      answer: formulas(
        "Choose λ = 1/d and n_eff close to d. The quadratic network has had its peak at d/4 and is in phase VIa, with the smaller risk by far: the ratio curve has its trough there, and its crest at d/4.",
      ),
      check: {
        store,
        solved: (values) => {
          const { diagonal, quadratic } = phasesAt(values);
          return diagonal === "peak" && quadratic !== "peak";
        },
        praise:
          "There: the same number of effective samples is the worst for one network and harmless for the other.",
      },
    }),
    exercise({
      id: "why-a-quarter",
      question: formulas(
        "In phase VIa the ratio is 1/4, in VIb it is 1/2. What happens to the quadratic network between them that does not happen to the diagonal one?",
      ),
      answer: formulas(
        "Its eigenvalues cannot be negative. In VIa the hidden directions form a noise bulk centred near zero, and its negative half is cut off: half of the noise is avoided. In VIb every feature is larger than the noise, no eigenvalue would be negative, and nothing is cut off. The weights of the diagonal network may have either sign: nothing is ever avoided for free.",
      ),
    }),
    exercise({
      id: "which-gamma",
      question: html`<span>The ratio of the plateaus is 2/Q with Q = Σ <i>i</i><sup>−2γ</sup>. For which γ would the two networks start from the same risk?</span>`,
      answer: html`<p>Where Q = 2. For large d that is near γ = ${formatNumber(equalStart(), 2)}: the dashed line of Ib crosses one there.</p>`,
    }),
  ]);
}

/** γ at which Σ_{i≥1} i^{−2γ} = 2, by bisection. */
function equalStart(): number {
  const sum = (gamma: number) => {
    let total = 0;
    for (let i = 1; i < 400; i++) total += i ** (-2 * gamma);
    // The rest by Euler–Maclaurin.
    return total + 400 ** (1 - 2 * gamma) / (2 * gamma - 1) + 0.5 * 400 ** (-2 * gamma);
  };
  let [low, high] = [0.6, 2];
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (sum(middle) > 2) low = middle;
    else high = middle;
  }
  return low;
}
