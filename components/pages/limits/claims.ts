import type { Network } from "../../../theory/networks.js";
import { overfittingOnset, type PhaseId } from "../../../theory/regimes.js";
import { type AgreementRow, certificates } from "../../agreement.js";
import { formatNumber } from "../../numbers.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation } from "../../trained.js";

/** How firmly a claim stands. */
export type Status = "proved" | "derived" | "conjectured" | "simulated" | "convention";

export const STATUS_MEANING: Record<Status, string> = {
  proved: "a proof exists, in the literature or in a line on this site",
  derived:
    "derived in the literature or here by arguments that are not proofs throughout; rates up to constants and logarithms",
  conjectured: "believed, supported by numbers, not proved",
  simulated: "seen in trained networks, without a theory on this site that covers it",
  convention: "a choice that was made to draw a picture",
};

export interface Claim {
  claim: string;
  status: Status;
  /** What supports it, with its numbers, and the page where it is shown. */
  evidence: string;
  page: string;
  /** Key of a work, where it is the support. */
  cite?: string;
  fails: string;
}

const percent = (value: number) =>
  Number.isNaN(value) ? "no points yet" : `${formatNumber(100 * value, 2)} %`;

/** The median deviation of the points that hold, with their number. */
function median(rows: readonly AgreementRow[], holds: (row: AgreementRow) => boolean): string {
  const found = rows.filter((row) => row.converged && holds(row));
  if (found.length === 0) return "no networks trained yet";
  return `median deviation ${percent(medianDeviation(found))} over ${found.length} ${found.length === 1 ? "point" : "points"}`;
}

const load = (row: AgreementRow) => effectiveSamplesOf(row) / row.d;

/** Every claim that the site makes or repeats, with the numbers of the trained networks. */
export function claimsOf(rows: readonly AgreementRow[]): Claim[] {
  const { largestGap } = certificates(rows);
  return [
    {
      claim:
        "Weight decay makes the diagonal network a LASSO and the wide quadratic network a nuclear-norm regression",
      status: "proved",
      evidence: `a few lines${rows.length > 0 ? `; trained networks reach the convex minimum to a gap of ${formatNumber(largestGap, 2)}` : ""}`,
      page: "setup",
      fails:
        "below full width (p < d) the problem is not convex, and says nothing of how training gets there",
    },
    {
      claim: "State evolution of the LASSO at a fixed number of samples per dimension",
      status: "proved",
      evidence: median(rows, (row) => row.network === "diagonal" && load(row) >= 0.1 && load(row) <= 10),
      page: "agreement",
      cite: "bayati2012",
      fails: "at finite d, by terms that shrink with d",
    },
    {
      claim: "State evolution of the quadratic network at a fixed n/d²",
      status: "derived",
      evidence: median(
        rows,
        (row) => row.network === "quadratic" && isFullWidth(row) && load(row) >= 0.1 && load(row) <= 10,
      ),
      page: "agreement",
      cite: "nuclear2025",
      fails: "at finite d, by terms of order 1/d",
    },
    {
      claim: "State evolution far from a fixed load, n_eff ≪ d or n_eff ≫ d",
      status: "conjectured",
      evidence: median(rows, (row) => isFullWidth(row) && (load(row) < 0.1 || load(row) > 10)),
      page: "agreement",
      cite: "defilippis2026",
      fails: "below one effective sample, where single directions decide",
    },
    {
      claim: "The exponent of every phase (Result 1)",
      status: "derived",
      evidence: "the figure below: local exponents up to d = 10⁹",
      page: "scaling-laws",
      fails:
        "near the borders of a phase, and at small γ or d, where the local exponent still drifts; logarithms are left out",
    },
    {
      claim: "The borders between the phases",
      status: "convention",
      evidence: "they compare orders of magnitude, here with constant 1; two of them are this site's own",
      page: ".",
      fails: "a crossover has a width: within a factor of a few of a border the name says little",
    },
    {
      claim: "The peak grows as λ^(−2/3)",
      status: "derived",
      evidence: "solved at α = 1 (diagonal) and α = 1/4 (quadratic)",
      page: "overfitting",
      fails:
        "for the quadratic network at finite d, where the peak saturates once the cut is below the teacher's mean eigenvalue",
    },
    {
      claim: "The best weight decay reaches the Bayes-optimal rate (Corollary 1)",
      status: "derived",
      evidence: "the optimum beside the Bayes error",
      page: "optimal-regularisation",
      fails: "the rate is the same, the constant is not; logarithms are left out",
    },
    {
      claim: "Pruning reaches that rate without tuning (Corollary 2)",
      status: "derived",
      evidence: "the risk before and after pruning",
      page: "optimal-regularisation",
      fails: "near the interpolation peak, where the noise itself is inflated",
    },
    {
      claim: "The phases without label noise (Result 4), and exact recovery",
      status: "derived",
      evidence: median(rows, (row) => row.noise === 0),
      page: "noiseless",
      fails: "at finite d exact recovery is a steep fall, not a jump",
    },
    {
      claim: "The learned spectrum is the teacher's, blurred and cut (Result 2)",
      status: "conjectured",
      evidence: "trained spectra over their theory; as firm as state evolution",
      page: "spectra",
      fails: "the smallest eigenvalues of a trained network are zero only up to the tolerance of training",
    },
    {
      claim: "The error splits into overfitting, underfitting and approximation (Result 3)",
      status: "derived",
      evidence: "the leading order beside an exact split at finite d, which is this site's own",
      page: "decomposition",
      fails: "the leading order, where outliers are not well separated from the bulk",
    },
    {
      claim: "The tail of the trained weights has the exponent 1 + 1/γ",
      status: "derived",
      evidence: "fits of expected and trained spectra",
      page: "power-law-tails",
      fails: "where the bulk or the cut hides the tail; a fit returns an exponent there as well",
    },
    {
      claim: "Both networks share phases and exponents",
      status: "derived",
      evidence: "two models, solved side by side",
      page: "universality",
      fails: "constants, logarithms and the way into the peak differ; two models are no proof for others",
    },
    {
      claim: "Networks narrower than their input",
      status: "conjectured",
      evidence: median(rows, (row) => !isFullWidth(row)),
      page: "width",
      cite: "width2026",
      fails: "the problem is not convex: a run may end in a poorer minimum, and has no certificate",
    },
    {
      claim: "Features are learned one after the other in time",
      status: "simulated",
      evidence: "trained networks beside a flow on infinitely many samples",
      page: "training",
      fails: "the flow knows no noise; with few samples training departs from it",
    },
  ];
}

/** A point deep inside each phase, at fixed powers of d. */
export interface DriftPoint {
  phase: PhaseId;
  effectiveSamples: number;
  lambda: number;
}

/** Dimensions at which the local exponents are shown. */
export const DRIFT_DIMENSIONS = [400, 1e4, 1e6, 1e9] as const;

/** n_eff = d^a and λ = d^b well inside each phase of Result 1, for γ from 0.75 to 1.25. */
export function driftPoints(network: Network, d: number, gamma: number): DriftPoint[] {
  // Of the large-d onset: a power of d for the quadratic network, of log d for the diagonal one.
  const onset = Math.log(overfittingOnset({ network: "quadratic", d, gamma, noise: 1 })) / Math.log(d);
  const point = (phase: PhaseId, a: number, b: number) => ({
    phase,
    effectiveSamples: d ** a,
    lambda: d ** b,
  });
  const weak = (a: number) => (a - 1) / 2 - 0.4;
  const deep = Math.min(2 * gamma + 0.8, 3);
  return [
    point("II", 1.45, ((1.45 - 1) / 2 + 1.45 - 0.5) / 2),
    point("III", deep, ((deep - 1) / 2 + deep - gamma - 0.5) / 2),
    // The diagonal network overfits from a power of log d on: only there phase IV has room at these dimensions.
    point("IV", 0.6 * onset, network === "diagonal" ? (0.6 * onset - 1) / 2 - 0.1 : weak(0.6 * onset)),
    point("V", 0.5 * (onset + 1), weak(0.5 * (onset + 1))),
    point("VIa", 0.5 + gamma, weak(0.5 + gamma)),
    point("VIb", deep - 0.1, weak(deep - 0.1)),
  ];
}
