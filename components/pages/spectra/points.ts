import type { Parameters } from "../../../theory/parameters.js";
import type { PhaseId } from "../../../theory/regimes.js";
import { spectraExperiments } from "../../../training/experiments/spectra.js";
import { formatNumber } from "../../numbers.js";

/** The phases of the paper's Figure 2, in its order. */
export const SHOWN = ["Ia", "Ib", "II", "III", "IV", "VIa"] as const satisfies readonly PhaseId[];

/** Dimension and noise of all figures of the page: those of the trained networks. */
export const PROBLEM = { d: 200, noise: 0.5 } as const;

/** A point of Figure 2, where networks were trained. */
export interface PhasePoint {
  phase: (typeof SHOWN)[number];
  d: number;
  n: number;
  gamma: number;
  noise: number;
  lambda: number;
}

/** The points of Figure 2, as the experiments define them. */
export function figurePoints(): PhasePoint[] {
  return SHOWN.map((phase) => {
    const experiment = spectraExperiments.find(({ name }) => name === `spectra-${phase}`);
    if (!experiment) throw new RangeError(`there is no experiment for phase ${phase}`);
    const { d, n, gamma, noise, lambda } = experiment.points[0].spec;
    return { phase, d, n, gamma, noise, lambda };
  });
}

/** "n/d = 10, λ = 0.005", and γ where it is not that of the others. */
export const whereOf = ({ n, d, gamma, lambda }: PhasePoint): string =>
  `n/d = ${formatNumber(n / d)}, λ = ${formatNumber(lambda)}${gamma === 1 ? "" : `, γ = ${formatNumber(gamma)}`}`;

/** The point of state evolution that belongs to a trained one. */
export const parametersOf = ({ d, n, gamma, noise, lambda }: Omit<PhasePoint, "phase">): Parameters => ({
  network: "quadratic",
  d,
  gamma,
  noise,
  alpha: n / d ** 2,
  lambda,
});
