import type { View } from "./lessons.js";

export interface LessonExercise {
  id: string;
  question: string;
  answer: string;
  /** Where the answer can be seen. */
  view?: View;
}

/** Exercises for pen and paper, each with its answer and, where there is one, the view that shows it. */
export const EXERCISES: readonly LessonExercise[] = [
  {
    id: "factors",
    question: "Minimise a² + w² over all a, w with aw = θ. At which a and w is the minimum reached?",
    answer: "a² + w² ≥ 2|aw| = 2|θ|, with equality for |a| = |w| = √|θ| and sign(aw) = sign θ.",
    view: { page: "setup", query: { theta: 1.5 } },
  },
  {
    id: "threshold",
    question: "Minimise ½(h − x)² + c|x| over x, and again over x ≥ 0.",
    answer:
      "sign(h)(|h| − c)₊, and (h − c)₊: for x > 0 the derivative x − h + c vanishes at h − c; zero is the minimum where the slopes c − h and −c − h on its two sides have different signs (over x ≥ 0: where h ≤ c).",
    view: { page: "setup", query: { cut: 1.5 } },
  },
  {
    id: "noise",
    question:
      "The quadratic network, d = 50, n = 10 000, Δ = 0.5, little weight decay. How strong is the noise δ on the learned weights, if their own error is small beside Δ? How many features s_k = 6.11·k^(−1.25) stand above it?",
    answer:
      "α = n/d² = 4 and 4αδ² = 2 mse + Δ ≈ Δ give δ ≈ √(0.5/16) ≈ 0.18. Then k < (6.11/0.18)^(1/1.25) ≈ 17, about 16 or 17 features.",
    view: { page: "training" },
  },
  {
    id: "outlier",
    question:
      "An eigenvalue s of the teacher in noise with bulk [−2δ, 2δ] appears at s + δ²/s. Where does it leave the bulk? Compare its position with 2δ.",
    answer:
      "s + δ²/s ≥ 2δ always, with equality at s = δ, since (s − δ)² ≥ 0. It stands apart for s > δ; weaker ones are hidden in the bulk.",
    view: { page: "state-evolution", query: { n: 300, lambda: 0.2 } },
  },
  {
    id: "rate",
    question:
      "In phase II the cut is c ≈ λ√d/n_eff in units in which the features are i^(−γ). Derive R ∝ c^(2 − 1/γ).",
    answer:
      "Features with i^(−γ) > c are learned: K = c^(−1/γ). The others leave Σ_{i>K} i^(−2γ) ∝ K^(1 − 2γ) = c^(2 − 1/γ); the learned ones are biased by c each: K c² = c^(2 − 1/γ), the same order.",
    view: {
      page: "scaling-laws",
      query: { network: "quadratic", d: 10_000, gamma: 1.5, decay: "large", n: 1000 },
    },
  },
  {
    id: "tail",
    question:
      "A spectrum has eigenvalues x_k = k^(−γ). Find the exponent of its density at large x, and γ for a density that falls as x^(−3).",
    answer: "The number above x is x^(−1/γ), its derivative x^(−1 − 1/γ). An exponent of 3 means γ = 1/2.",
    view: { page: "power-law-tails" },
  },
  {
    id: "time",
    question:
      "How much longer takes the tenth feature than the first in gradient descent from a very small start, at γ = 1.25? And how many more samples does it take to be seen above the noise?",
    answer:
      "In time 10^1.25 ≈ 18 times, since the time is inverse to the strength; in samples 10^2.5 ≈ 316 times, since the noise falls only as the square root of the samples.",
    view: { page: "training", query: { gamma: 1.25, start: 1e-12, tau: 18 } },
  },
  {
    id: "width",
    question:
      "A network with p units cannot hold more than p features. How does its risk fall with p at γ = 2, and at which p does this end, if 16 features stand above the noise?",
    answer: "As p^(1 − 2γ) = p^(−3), up to about p = 16.",
    view: { page: "width", query: { gamma: 2, d: 10_000, decay: "edge", alpha: 1 } },
  },
];
