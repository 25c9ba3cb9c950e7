// Result 3 for the quadratic network: bulk and outliers integrated apart.
import { lastGap } from "./bayes.js";
import { contour, emptyIntegrals } from "./contour.js";
import { gapAt } from "./gaps.js";
import type { QuadraticKernel } from "./kernel.js";
import { type CurvePoint, curvePoint } from "./subordination.js";

/** Terms as in `Decomposition`; the outliers are the eigenvalues to the right of the support's last gap, the bulk the component below it. */
export function quadraticDecomposition(kernel: QuadraticKernel, tau: number, cut: number) {
  const { atoms } = kernel;
  const outliers = lastGap(atoms, tau);
  const dissolved = outliers === atoms.size - 1;
  kernel.reset?.();
  const total = kernel.evaluate(tau, cut).mse;
  if (dissolved) return { overfitting: 0, underfitting: 0, approximation: total, alignment: 0, total };
  const underfitting = atoms.squaresFrom(outliers);
  const bulk = emptyIntegrals();
  const point: CurvePoint = { u: 0, v: 0 };
  curvePoint(atoms, tau, cut, undefined, point);
  const inBulk =
    atoms.countAbove(point.u) >= outliers && !(point.v === 0 && atoms.countAbove(point.u) === outliers);
  if (inBulk) {
    const gap = gapAt(atoms, tau, outliers)!;
    const reach =
      gap.left + Math.max(Math.abs(gap.left - point.u), 1e-3 * Math.sqrt(tau * atoms.smallestWeight));
    contour(atoms, tau, cut, point.u, point.v, Math.min(reach, gap.inside), bulk);
  }
  const overfitting = bulk.second;
  // ∫(x−c)₊(x−2τH)dμ, x = (x−c) + c.
  const alignment = -2 * (bulk.second + cut * bulk.first - tau * bulk.hilbertFirst);
  const approximation = inBulk ? kernel.outlierError(tau, cut, outliers) : total - underfitting;
  return {
    overfitting,
    underfitting,
    approximation,
    alignment,
    total: overfitting + underfitting + approximation + alignment,
  };
}
