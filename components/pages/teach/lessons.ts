/** Lesson plans: sequences of views of the site, each with what to show, what to ask and the answer to expect. */
import type { PhaseId } from "../../../theory/regimes.js";

/** A view of a page: the page's name ("" is the map) and the values in its address. */
export interface View {
  page:
    | ""
    | "setup"
    | "state-evolution"
    | "scaling-laws"
    | "plateaus"
    | "overfitting"
    | "spectra"
    | "power-law-tails"
    | "decomposition"
    | "optimal-regularisation"
    | "noiseless"
    | "universality"
    | "training"
    | "width"
    | "limits";
  query?: Readonly<Record<string, string | number>>;
}

export interface LessonStep {
  minutes: number;
  title: string;
  view: View;
  /** The phase in which a view of the map stands. */
  phase?: PhaseId;
  show: string;
  ask: string;
  expect: string;
}

export interface Lesson {
  id: "short" | "seminar" | "lecture";
  minutes: number;
  title: string;
  /** Who it is for, and what they know before. */
  audience: string;
  /** What they can say afterwards. */
  aim: string;
  steps: readonly LessonStep[];
}

/** The address of a view, relative to any page of the site. */
export function addressOf({ page, query = {} }: View): string {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  const text = search.toString();
  return `./${page}${text ? `?${text}` : ""}`;
}

const collapse: LessonStep = {
  minutes: 4,
  title: "Too much weight decay: nothing is learned",
  view: { page: "", query: { n: 10, lambda: 20 } },
  phase: "Ib",
  show: "The ring in phase Ib. The spectrum beside it is one bar at zero.",
  ask: "The colour does not change along the whole region. What does the network predict there, and what is its risk?",
  expect:
    "It predicts zero for every input, so the risk is that of the zero function, E f*² = 2Q*, whatever the samples and the weight decay.",
};

const features: LessonStep = {
  minutes: 4,
  title: "More samples: features appear one by one",
  view: { page: "", query: { n: 3000, lambda: 20 } },
  phase: "II",
  show: "Drag the ring to the right from phase Ib into phase II and watch the spectrum: blue stems leave zero, the strongest first. There is no orange.",
  ask: "Why does no noise appear, although the labels are noisy?",
  expect:
    "The cut lies above the bulk of the noise, whose edge is 2δ. What passes the cut is stronger than any noise, hence a feature. The price is a bias: every feature is too small by the cut.",
};

const overfit: LessonStep = {
  minutes: 5,
  title: "Little weight decay at the wrong moment: the peak",
  view: { page: "", query: { n: 100, lambda: 0.001 } },
  phase: "peak",
  show: "The red spot of the map at n_eff = d/4. Drag the ring to the left and to the right of it.",
  ask: "From the left: why do more samples make the network worse?",
  expect:
    "Left of the peak it can still fit every label, noise included. The closer the number of samples comes to the number of free parameters, the larger the weights that this takes. Beyond the peak it cannot fit all labels any more, and averages instead.",
};

const exponents: LessonStep = {
  minutes: 4,
  title: "Each phase has its exponent",
  view: {
    page: "scaling-laws",
    query: { network: "quadratic", d: 200, gamma: 1.5, decay: "small", n: 10 },
  },
  show: "Risk against effective samples at three weight decays, lines from theory, dots from trained networks, the exponents along the dashed guides.",
  ask: "Someone measures one scaling law, over two decades, and extrapolates. What can go wrong?",
  expect:
    "The same network has several exponents, one per phase, and a stretch in which the risk rises. An exponent holds only as long as the phase does.",
};

const optimum: LessonStep = {
  minutes: 3,
  title: "The best weight decay keeps exactly what stands above the noise",
  view: { page: "optimal-regularisation", query: { network: "quadratic", gamma: 1.25, noise: 0.5, n: 300 } },
  show: "Risk against weight decay: a valley. At its bottom the cut lies near the edge of the bulk.",
  ask: "Where on the map does the valley run?",
  expect:
    "Along the lower edge of phase II, λ of the order of √(n_eff/d): the least weight decay that keeps the noise out.",
};

const equivalence: LessonStep = {
  minutes: 8,
  title: "Weight decay on factors is a threshold",
  view: { page: "setup", query: { theta: 1, cut: 1 } },
  show: "The circle that touches the hyperbola, then the kink. Move θ, then the cut.",
  ask: "Which pair of factors a, w with product θ costs least, and what does it cost? Why does the quadratic network need no such minimisation?",
  expect:
    "Equal sizes, |a| = |w| = √|θ|, at the cost 2|θ|: weight decay is the ℓ₁ norm of the product. For S = WᵀW/√(pd) the squared weights are √(pd) times the trace of S, the sum of its eigenvalues, already.",
};

const denoise: LessonStep = {
  minutes: 9,
  title: "Training is denoising",
  view: { page: "state-evolution", query: { network: "quadratic", n: 100, lambda: 0.2 } },
  show: "Noise, then cut, on the spectrum. Drag δ and the cut freely first; then put the ring back on the solution and drag the samples and the weight decay.",
  ask: "Which of the two curves moves with the number of samples, and which with the weight decay? What happens if the cut lies inside the bulk?",
  expect:
    "Samples move the curve of the noise δ, weight decay the curve of the cut. With the cut inside the bulk a part of the noise passes and is learned.",
};

const tails: LessonStep = {
  minutes: 7,
  title: "When a heavy tail is real",
  view: { page: "power-law-tails", query: { network: "quadratic", gamma: 1, view: "ccdf" } },
  show: "The tail of the learned spectrum, its fitted exponent against the place where the fit starts.",
  ask: "The teacher's eigenvalues fall as k^(−γ). What exponent has the density of its spectrum, and in which phases does the trained network show it?",
  expect:
    "The rank of x is x^(−1/γ), so the density falls as x^(−1 − 1/γ). Cleanly in phases III and VIb, over the outliers only in II, IV and VIa, not at all in Ib and V.",
};

const gallery: LessonStep = {
  minutes: 6,
  title: "Phases told from spectra",
  view: { page: "spectra", query: { phase: "VIa" } },
  show: "The six spectra of trained networks over the theory, then one of them large.",
  ask: "Cover the names. Which spectrum belongs to which phase?",
  expect:
    "All at zero: Ib. Outliers without a bulk: II. A shifted power law: III. A few outliers over a thin bulk: IV. Outliers bleeding out of a full bulk: VIa.",
};

const short: Lesson = {
  id: "short",
  minutes: 20,
  title: "One picture: how weight decay and data decide what is learned",
  audience: "Anybody who knows what a training loss and weight decay are; no formulas.",
  aim: "Say what a network does in each corner of the map, from its spectrum.",
  steps: [
    {
      minutes: 4,
      title: "The map",
      view: { page: "", query: { n: 1000, lambda: 0.005 } },
      phase: "VIa",
      show: "Each point of the map is a trained network: samples to the right, weight decay upwards, the risk as colour. The ring picks one, the spectrum beside it shows its weights.",
      ask: "You may move the ring a little in any direction. Which one lowers the risk most?",
      expect: "To the right, more samples. With the samples given: upwards, to the edge of phase II.",
    },
    collapse,
    features,
    { ...overfit, minutes: 4 },
    { ...exponents, minutes: 4 },
  ],
};

const seminar: Lesson = {
  id: "seminar",
  minutes: 45,
  title: "Why training thresholds, and what follows",
  audience: "Students who know least squares, eigenvalues and Gaussian noise.",
  aim: "Explain the phases by two numbers, the noise and the cut, and read them off a spectrum.",
  steps: [
    equivalence,
    denoise,
    collapse,
    features,
    overfit,
    gallery,
    { ...exponents, minutes: 5 },
    { ...optimum, minutes: 4 },
  ],
};

const lecture: Lesson = {
  id: "lecture",
  minutes: 90,
  title: "Scaling laws and spectra of shallow networks, from the loss to the exponents",
  audience: "Graduate students in machine learning, statistics or physics.",
  aim: "Derive the main exponents, test them on trained networks, and say where the theory ends.",
  steps: [
    equivalence,
    { ...denoise, minutes: 10 },
    collapse,
    features,
    { ...overfit, minutes: 4 },
    {
      minutes: 8,
      title: "The minimax rate, by counting",
      view: {
        page: "scaling-laws",
        query: { network: "diagonal", d: 1_000_000, gamma: 1.5, decay: "small", n: 1000 },
      },
      show: "Phase IV in a dimension where the exponent has come close to its limit. Let the students derive the exponent before the guide is pointed out.",
      ask: "A feature is learned if it is stronger than the noise δ ≈ √(Δ d/n_eff) (diagonal network, teacher √d·i^(−γ)). How many are learned, and what risk do the others leave?",
      expect:
        "√d·i^(−γ) > √(Δd/n_eff) for i < K ∝ n_eff^(1/(2γ)). The others leave Σ_{i>K} i^(−2γ) ∝ K^(1 − 2γ) = n_eff^(−1 + 1/(2γ)); the K learned ones cost K/n_eff, the same order.",
    },
    {
      minutes: 6,
      title: "Where plateaus come from",
      view: { page: "plateaus", query: { network: "quadratic", gamma: 3 } },
      show: "A teacher with few strong features: the risk goes down in steps, and each step is one feature that leaves the noise.",
      ask: "Is a plateau a sign that the model is too small?",
      expect:
        "No: it waits for the samples that the next feature takes. The features are few and far between.",
    },
    {
      minutes: 7,
      title: "Harmful overfitting",
      view: { page: "overfitting", query: { network: "quadratic", gamma: 1, n: 50, d: 200 } },
      show: "The peak at n_eff = d/4 for the quadratic network, and its height against weight decay.",
      ask: "Why d/4, and not d/2, where there are as many samples as free parameters?",
      expect:
        "S may not have negative eigenvalues. Half of a symmetric bulk is cut away for free, and the network runs out of freedom at half as many samples.",
    },
    gallery,
    tails,
    {
      minutes: 6,
      title: "The error, part by part",
      view: { page: "decomposition", query: { network: "quadratic", gamma: 1 } },
      show: "Overfitting in orange, underfitting in grey, approximation in light blue, and their sum.",
      ask: "Which part dominates in phases IV, V and II?",
      expect:
        "IV: the features not yet learned and the noise on the learned ones, in balance. V: noise in the bulk. II: the bias of the learned features, and the features below the cut.",
    },
    { ...optimum, minutes: 6 },
    {
      minutes: 5,
      title: "On the way: training in time",
      view: { page: "training", query: { t: 0.16 } },
      show: "Eigenvalues against time: exponential growth, one feature after the other. This goes beyond the paper.",
      ask: "Feature k starts at σ² and grows at a rate proportional to its strength s_k ∝ k^(−γ). When is it learned?",
      expect: "At a time ∝ log(s_k/σ²)/s_k ∝ k^γ. The risk then falls as t^(−2 + 1/γ).",
    },
    {
      minutes: 4,
      title: "How many units?",
      view: { page: "width", query: { d: 100, gamma: 1.25, alpha: 1, decay: "little", p: 7 } },
      show: "Risk against the number of hidden units, with little weight decay and then with weight decay at the bulk's edge.",
      ask: "Why can fewer units be better?",
      expect:
        "With little weight decay the units beyond the learnable features learn noise. The width then does what weight decay fails to do.",
    },
    {
      minutes: 5,
      title: "Where the theory ends",
      view: { page: "limits" },
      show: "What is proven, what is conjectured and tested, what is not covered.",
      ask: "Which step of the argument would fail first for a deep network on real data?",
      expect:
        "Inputs without correlations, and labels from a teacher of the same form; then the equivalence to a convex problem, on which everything else rests.",
    },
  ],
};

/** The lesson plans, shortest first. */
export const LESSONS: readonly Lesson[] = [short, seminar, lecture];
