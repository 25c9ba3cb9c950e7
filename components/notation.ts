/** The symbols of the site, each with its one meaning. */

export interface Symbol {
  /** Anchor on the page of references: `sym-…`. */
  id: string;
  /** As it stands in prose. */
  text: string;
  /** Name in the code. */
  code?: string;
  meaning: string;
}

export const NOTATION: readonly Symbol[] = [
  { id: "d", text: "d", code: "d", meaning: "input dimension" },
  { id: "n", text: "n", code: "n", meaning: "number of training samples" },
  { id: "p", text: "p", code: "width", meaning: "number of hidden units of the quadratic network" },
  {
    id: "neff",
    text: "n_eff",
    code: "effectiveSamples",
    meaning: "effective samples: n for the diagonal network, n/d for the quadratic one",
  },
  { id: "alpha", text: "α", code: "alpha", meaning: "load: effective samples per dimension, n_eff/d" },
  {
    id: "gamma",
    text: "γ",
    code: "gamma",
    meaning: "how fast the teacher's features weaken: the i-th is proportional to i^(−γ), γ > 1/2",
  },
  { id: "noise", text: "Δ", code: "noise", meaning: "variance of the noise on the labels" },
  { id: "lambda", text: "λ", code: "lambda", meaning: "weight decay" },
  {
    id: "delta",
    text: "δ",
    code: "delta",
    meaning: "strength of the noise on the learned weights; the bulk ends at 2δ",
  },
  {
    id: "cut",
    text: "c",
    code: "cut",
    meaning: "cut: noisy weights below it are set to zero, the others move down by it",
  },
  { id: "epsilon", text: "ε", code: "epsilon", meaning: "cut per weight decay, c/λ" },
  {
    id: "divergence",
    text: "D",
    code: "divergence",
    meaning: "mean derivative of the threshold; the fraction of active weights of the diagonal network",
  },
  {
    id: "risk",
    text: "R",
    code: "excessRisk",
    meaning: "excess risk, the mean squared error on fresh inputs beyond the label noise",
  },
  {
    id: "mse",
    text: "mse",
    code: "mse",
    meaning: "squared error of the weights per coordinate; R = mse (diagonal), R = 2 mse (quadratic)",
  },
  { id: "theta", text: "θ", meaning: "weights of the diagonal network, products of its two layers" },
  { id: "s", text: "S", meaning: "matrix of the quadratic network, S = WᵀW/√(pd)" },
  { id: "spike", text: "sᵢ", meaning: "i-th eigenvalue of the teacher, the strength of its i-th feature" },
  {
    id: "rho",
    text: "ρ",
    meaning:
      "how the risk rises towards interpolation: −1/log t (diagonal), t^(2/5) (quadratic) at t = n_eff/d",
  },
  {
    id: "ktail",
    text: "α_tail",
    meaning: "exponent of a spectrum's tail: its density falls as x^(−α_tail); 1 + 1/γ for the teacher",
  },
];

/** Symbols that are explained wherever they first stand in a paragraph: single Greek letters. */
export const EXPLAINED = NOTATION.filter(({ text }) => /^[α-ωΑ-Ω]$/.test(text));
