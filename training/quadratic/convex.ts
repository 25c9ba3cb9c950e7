// The convex problem itself, S in place of W: what coordinate descent is to the diagonal network.
//
// Measured at γ = 1, Δ = 0.5 and λ = 1/d to a gap of 3e-6, in passes over the rows: proximal gradient 31 at n = 2d² and 51
// at n = d², but 8e-3 is left after 400 at n = d²/4, where the dual Newton method takes 530.

import { relativeGap } from "../gap.js";
import { dot } from "../lbfgs.js";
import type { Specification } from "../specification.js";
import type { Environment, Watch } from "../watch.js";
import { certify, dualBound, eigenvalues } from "./certificate.js";
import { Cone } from "./cone.js";
import { dualNewton } from "./dual-newton.js";
import { proximalGradient } from "./proximal.js";
import type { Rows } from "./rows.js";

/** Proximal steps before the dual Newton method begins, where n < d². */
const FIRST = 20;
/** Where n ≥ d²: far more than are needed. */
const MOST = 400;
/** Proximal steps between certificates. */
const INTERVAL = 10;

const traceOf = (s: Float64Array, d: number) => {
  let sum = 0;
  for (let i = 0; i < d; i++) sum += s[i * (d + 1)];
  return sum;
};

/** min Σ(y − Tr[S Z])² + λ√(pd) Tr S over S ⪰ 0. */
export async function solveConvex(
  spec: Specification,
  environment: Environment,
  rows: Rows,
  watch: Watch,
): Promise<{ s: Float64Array; iterations: number; evaluations: number; converged: boolean }> {
  const { d, width = d, lambda } = spec;
  const level = lambda * Math.sqrt(width * d);
  const cone = new Cone(d, environment.kernel);
  const first = Math.min(watch.maxIterations, rows.n < d * d ? FIRST : MOST);
  let converged = false;
  const start = await proximalGradient(rows, cone, {
    level,
    maxIterations: first,
    async stop(iteration, { s, sums, a }) {
      if (iteration % INTERVAL !== 0 && iteration !== first) return watch.heard();
      const loss = sums.squares + level * traceOf(s, d);
      const gap = () => certify({ a, sums, loss }, { d, width, lambda }).gap;
      converged = await watch.step(iteration, Number.NaN, loss, () => s, gap);
      return converged;
    },
  });
  const { evaluations, iterations } = start;
  if (converged || watch.stopped || iterations >= watch.maxIterations) {
    return { s: start.at.s, iterations, evaluations, converged: converged && !watch.stopped };
  }
  const y = await rows.labels();
  const lossOf = (s: Float64Array, r: Float64Array) => dot(r, r) + level * traceOf(s, d);
  const run = await dualNewton(rows, cone, {
    level,
    start: start.at.s,
    // In units of the inverse mean curvature of the squares.
    sigma: (30 * d) / (4 * rows.n),
    maxIterations: watch.maxIterations - iterations,
    stopped: () => watch.heard(),
    gap(s, r, force) {
      const sums = { squares: dot(r, r), products: dot(r, y) };
      return relativeGap(lossOf(s, r), dualBound(sums, eigenvalues(force, d)[d - 1], level));
    },
    async stop(steps, s, r, gap) {
      converged = await watch.step(
        iterations + steps,
        Number.NaN,
        lossOf(s, r),
        () => s,
        () => gap,
      );
      return converged;
    },
  });
  return {
    s: run.s,
    iterations: iterations + run.iterations,
    evaluations: evaluations + run.evaluations,
    converged: converged && !watch.stopped,
  };
}

/** A network at S: W (p × d, p ≥ d) with WᵀW = √(pd) S, its rows the eigenvectors of S times (pd)^(1/4) √s. */
export function networkAt(s: Float64Array, d: number, width: number, cone: Cone): Float64Array {
  const { values, vectors } = cone.decompose(s);
  const w = new Float64Array(width * d);
  for (let k = 0; k < d; k++) {
    const scale = Math.sqrt(Math.sqrt(width * d) * Math.max(0, values[d - 1 - k]));
    for (let i = 0; i < d; i++) w[k * d + i] = scale * vectors[(d - 1 - k) * d + i];
  }
  return w;
}
