import { logGrid } from "../../../theory/numeric/grids.js";
import { solver } from "../../kit/solver.js";
import type { CurvePoint } from "../../topics/curve.js";
import type { DecayPoint, Tuned, Untuned } from "../../topics/decay.js";
import { DECAYS, type OptimaValues, type ProblemValues, problemAt, SAMPLES } from "./quantities.js";

const GRID = logGrid(...DECAYS, 113);
const ALONG = logGrid(...SAMPLES, 191);

type AtSamples = ProblemValues & Pick<OptimaValues, "samples">;

/** Everything about the weight decay at one n_eff but the reader's own. */
export interface Race {
  /** The risk at every weight decay that the page shows. */
  curve: DecayPoint[];
  tuned: Tuned;
  untuned: Untuned;
}

/** The risk of all weight decays, of the best one, and of hardly any. */
export async function race(of: AtSamples): Promise<Race> {
  const decay = solver("decay", "hand");
  const problem = problemAt(of, of.samples);
  const [curve, tuned, untuned] = await Promise.all([
    decay.risks(problem, GRID),
    decay.tuned(problem),
    decay.untuned(problem),
  ]);
  return { curve, tuned, untuned };
}

/** The risk at the reader's weight decay. */
export async function ring(of: AtSamples & Pick<OptimaValues, "lambda">): Promise<DecayPoint> {
  const [point] = await solver("decay", "hand").risks(problemAt(of, of.samples), [of.lambda]);
  return point;
}

/** The Bayes-optimal risk; NaN where it could not be found. */
export async function bayes(of: AtSamples): Promise<number> {
  const { excessRisk, converged } = await solver("decay", "line").bayes(problemAt(of, of.samples));
  return converged ? excessRisk : Number.NaN;
}

/** Risks along n_eff with hardly any weight decay, pruned and not. */
export const untunedAlong = (of: ProblemValues): Promise<Untuned[]> =>
  solver("decay", "line").untunedLine(ALONG.map((samples) => problemAt(of, samples)));

/** The problem of the experiment on pruning, its numbers of samples, and its range of weight decays. */
export const PRUNED = { network: "quadratic", d: 100, gamma: 1.25, noise: 0.5 } as const;
export const PRUNED_SAMPLES = [1000, 10_000, 30_000] as const;
export const PRUNED_DECAYS = [2e-3, 5] as const;

/** State evolution before and after pruning, one curve for each number of samples. */
export const prunedCurves = (): Promise<CurvePoint[][]> =>
  Promise.all(
    PRUNED_SAMPLES.map((n) =>
      solver("curve", "line").line(
        logGrid(...PRUNED_DECAYS, 49).map((lambda) => ({ ...PRUNED, alpha: n / PRUNED.d ** 2, lambda })),
        { pruned: true },
      ),
    ),
  );
