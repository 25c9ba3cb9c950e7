import { formatNumber } from "../../numbers.js";
import { effectiveSamplesOf, isFullWidth, type Trained } from "../../trained.js";

/** Why a point may lie away from state evolution, as far as its parameters tell. */
export function reasonsFor(row: Trained): string[] {
  const { network, d, noise, lambda, seeds, zScore, deviationError, converged } = row;
  const samples = effectiveSamplesOf(row);
  const peak = network === "diagonal" ? d : d / 4;
  const recovery = network === "diagonal" ? d : d / 2;
  const near = (value: number, factor: number) => Math.abs(Math.log(samples / value)) < Math.log(factor);
  const reasons: string[] = [];
  if (!converged) reasons.push("a run did not reach its tolerance");
  if (samples < 1)
    reasons.push(
      "fewer than one effective sample: the limit of the theory supposes many, and the error is set by single directions",
    );
  if (network === "quadratic" && row.n <= 3.2 * d && lambda * d <= 2)
    reasons.push(
      "about three samples a direction or fewer, and hardly any weight decay: many networks reach the same least loss, with different risks, and the start decides between them",
    );
  else if (network === "quadratic" && row.n <= 13 * d && lambda <= 1)
    reasons.push(
      "few samples a direction, while the first features are being learned: the load at which that happens still moves with d",
    );
  if (noise === 0 && near(recovery, 2))
    reasons.push(
      "without noise and near exact recovery, where the risk falls by decades within a factor of two in n",
    );
  if (noise > 0 && lambda <= 1 && near(peak, 2))
    reasons.push(
      "at the interpolation peak, where the risk hangs on the smallest singular values of one sample of inputs",
    );
  if (noise > 0 && lambda * d <= 2 && samples >= 2 * peak && samples <= 4 * peak)
    reasons.push(
      "just beyond the peak at weak decay: the risk is nearly the same multiple of one noise variance for every teacher, so that points share their deviation",
    );
  if (samples >= 1 && samples < 20)
    reasons.push(
      `few features are learned at ${formatNumber(samples)} effective samples, so that their fluctuations do not average out`,
    );
  if (!isFullWidth(row))
    reasons.push(
      "a network narrower than its input: the problem is not convex, and a run may end in a poorer minimum",
    );
  if (d <= 50)
    reasons.push(`a small dimension: terms of order 1/d are ${formatNumber(100 / d)} % times a constant`);
  if (Math.abs(zScore) < 2) reasons.push("within two standard errors of theory");
  if (deviationError > 0.1)
    reasons.push(
      `the ${seeds} networks scatter: the standard error alone is ${formatNumber(100 * deviationError, 2)} %`,
    );
  else if (seeds <= 4) reasons.push(`only ${seeds} networks, so that the standard error itself is uncertain`);
  return reasons;
}
