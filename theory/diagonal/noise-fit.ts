// ρ(t) of the diagonal network: soft-thresholded Gaussian noise without a teacher.
import type { NoiseFit } from "../model.js";
import { secondTailMoment, upperTail } from "../normal.js";

const N = "n_{\\mathrm{eff}}";

/** The cut is measured by a = c/δ > 0. */
export const diagonalNoiseFit: NoiseFit = {
  // D = 2Φ̄(a) = t, learned noise J = δ²·2E(z − a)₊² and tδ² = J + Δ.
  atCut(a) {
    const t = 2 * upperTail(a);
    const learned = 2 * secondTailMoment(a);
    return { t, rho: learned / (t - learned) };
  },
  cuts: [0, 40],
  rising: false,
  law: (t) => -1 / Math.log(t),
  lawExponent: (t) => -1 / Math.log(t),
  lawText: "−1/log t",
  lawExponentText: "",
  rate: [`1/\\log(d/${N})`, "1 / log(d / n_eff)"],
  power: null,
};
