// The phases of the excess risk: their names, rates, exponents and spectra.
// Results 1–4 of arXiv:2509.24882; where each one holds is theory/regimes.ts.
import { facts, type Network } from "./networks.js";

/** All ids, in the order of the map. */
export const PHASE_IDS = ["Ia", "Ib", "II", "III", "IV", "V", "peak", "VIa", "VIb", "exact"] as const;

export type PhaseId = (typeof PHASE_IDS)[number];

/** Exponents of the risk's power law R ∝ n_eff^samples · λ^lambda · d^d; null where it is not a power of that variable. */
export interface Exponents {
  samples: number | null;
  lambda: number | null;
  d: number | null;
}

export interface Phase {
  id: PhaseId;
  title: string;
  /** Excess risk up to constants and logarithms, in TeX. */
  rate: string;
  /** The same in plain characters. */
  rateText: string;
  exponents: Exponents;
  /** What the spectrum of the trained weights looks like, in plain words. */
  spectrum: string;
}

/** What the phase's rate depends on besides n_eff, λ and d. */
export interface PhaseContext {
  network: Network;
  /** Exponent of the teacher's power law, > 1/2. */
  gamma: number;
  /** False where label noise plays no part: Δ = 0, or Δ below the risk of the features not yet seen. */
  noisy: boolean;
}

interface Description {
  title: string;
  spectrum: string;
  rate: (context: PhaseContext) => [tex: string, text: string];
  exponents: (context: PhaseContext) => [samples: number | null, lambda: number | null, d: number | null];
}

const N = "n_{\\mathrm{eff}}";

const DESCRIPTIONS: Record<PhaseId, Description> = {
  Ia: {
    title: "no data",
    spectrum: "a few large weights that are pure noise",
    rate: () => ["\\Theta(1)", "constant"],
    exponents: () => [0, 0, 0],
  },
  Ib: {
    title: "rank collapse",
    spectrum: "all weights are exactly zero",
    rate: () => ["R(0)", "that of the zero network, exactly flat"],
    exponents: () => [0, 0, 0],
  },
  II: {
    title: "over-regularised",
    spectrum: "the largest features as outliers, shrunk by the cut; no bulk, all else exactly zero",
    rate: () => [`\\left(\\lambda\\sqrt{d}/${N}\\right)^{2-1/\\gamma}`, "(λ√d / n_eff)^(2 − 1/γ)"],
    exponents: ({ gamma }) => [1 / gamma - 2, 2 - 1 / gamma, 1 - 0.5 / gamma],
  },
  III: {
    title: "all features, biased",
    spectrum: "the whole heavy tail of the teacher, shifted down by the cut",
    rate: () => [`(\\lambda d/${N})^2`, "(λd / n_eff)²"],
    exponents: () => [-2, 2, 2],
  },
  IV: {
    title: "fast decay",
    spectrum: "learned features as outliers above the thin edge of a noise bulk",
    rate: ({ noisy }) =>
      noisy ? [`${N}^{-1+1/(2\\gamma)}`, "n_eff^(−1 + 1/(2γ))"] : [`${N}^{1-2\\gamma}`, "n_eff^(1 − 2γ)"],
    exponents: ({ gamma, noisy }) => [noisy ? 0.5 / gamma - 1 : 1 - 2 * gamma, 0, 0],
  },
  V: {
    title: "harmful overfitting",
    spectrum: "a bulk of learned noise that outweighs the outliers",
    rate: ({ network }) => [...facts(network).noiseFit.rate],
    exponents({ network }) {
      const { power } = facts(network).noiseFit;
      return [power, 0, power === null ? null : -power];
    },
  },
  peak: {
    title: "interpolation peak",
    spectrum: "a noise bulk as wide as it gets, which buries the features",
    rate: () => ["\\lambda^{-2/3}", "λ^(−2/3)"],
    exponents: () => [null, -2 / 3, null],
  },
  VIa: {
    title: "bulk + outliers",
    spectrum: "a noise bulk with the learned features as outliers, more of them with more data",
    rate: () => [`d/${N}`, "d / n_eff"],
    exponents: () => [-1, 0, 1],
  },
  VIb: {
    title: "Bayes-optimal",
    spectrum: "no bulk left: the whole heavy tail of the teacher",
    rate: () => [`d/${N}`, "d / n_eff"],
    exponents: () => [-1, 0, 1],
  },
  exact: {
    title: "exact recovery",
    spectrum: "the teacher itself",
    rate: () => ["0", "zero"],
    exponents: () => [null, null, null],
  },
};

/** The phase called `id`, with the rate and exponents it has in `context`. */
export function phase(id: PhaseId, context: PhaseContext): Phase {
  const { title, spectrum, rate, exponents } = DESCRIPTIONS[id];
  const [tex, text] = rate(context);
  const [samples, lambda, d] = exponents(context);
  return { id, title, rate: tex, rateText: text, exponents: { samples, lambda, d }, spectrum };
}

/** Every phase, as described for the given problem; the noisy rate where two exist, unless `noise` is 0. */
export function phases(p: { network: Network; gamma: number; noise: number }): Record<PhaseId, Phase> {
  const context = { network: p.network, gamma: p.gamma, noisy: p.noise > 0 };
  return Object.fromEntries(PHASE_IDS.map((id) => [id, phase(id, context)])) as Record<PhaseId, Phase>;
}
