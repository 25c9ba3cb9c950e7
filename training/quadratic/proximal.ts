// Accelerated proximal gradient on the convex problem  min Σ(y − Tr[S Z])² + c Tr S,  S ⪰ 0  (FISTA: Beck & Teboulle 2009,
// restarted where the momentum points uphill: O'Donoghue & Candès 2015).
//
// The gradient is affine in S, so that at the extrapolated point it is the same combination of two gradients that the
// points themselves are: one pass over the rows a step, at S itself, where the loss and the certificate are wanted too.

import { dot } from "../lbfgs.js";
import type { Cone } from "./cone.js";
import { forceMatrix } from "./objective.js";
import type { RowSums, Rows } from "./rows.js";

/** A matrix S ⪰ 0 and what a pass over the rows said of it. */
export interface Iterate {
  s: Float64Array;
  sums: RowSums;
  /** A = Σ 2 r Z; the gradient of Σ r² is −A. */
  a: Float64Array;
}

export interface ProximalOptions {
  /** c = λ√(pd). */
  level: number;
  maxIterations: number;
  /** Called after every step; true ends the run as converged. */
  stop(iteration: number, at: Iterate): Promise<boolean> | boolean;
}

/** a + t (a − b). */
const beyond = (a: Float64Array, b: Float64Array, t: number) => a.map((x, i) => x + t * (x - b[i]));

/** A pass over the rows at S. */
export async function iterateAt(rows: Rows, s: Float64Array, d: number): Promise<Iterate> {
  const sums = await rows.sums(s);
  return { s, sums, a: forceMatrix(sums, d) };
}

/** Minimises from S = 0. */
export async function proximalGradient(
  rows: Rows,
  cone: Cone,
  options: ProximalOptions,
): Promise<{ at: Iterate; iterations: number; evaluations: number; curvature: number }> {
  const { d } = cone;
  const { level, maxIterations } = options;
  // Curvature of Σ r² along S: 2‖Z(S)‖²/‖S‖² is 4n/d on average; what steps meet is at most about this.
  let curvature = (4 / d) * (Math.sqrt(rows.n) + d / 2) ** 2;
  let evaluations = 1;
  let previous = await iterateAt(rows, new Float64Array(d * d), d);
  let current = previous;
  let momentum = 1;
  let iterations = 0;
  while (iterations < maxIterations) {
    const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const t = (momentum - 1) / next;
    const y = beyond(current.s, previous.s, t);
    const a = beyond(current.a, previous.a, t);
    let accepted: Iterate;
    for (;;) {
      const step = 1 / curvature;
      const target = y.map((x, i) => x + step * a[i]);
      for (let i = 0; i < d; i++) target[i * (d + 1)] -= step * level;
      const trial = await iterateAt(rows, cone.project(target, cone.decompose(target)), d);
      evaluations++;
      const move = trial.s.map((x, i) => x - y[i]);
      const turn = a.map((x, i) => x - trial.a[i]);
      const [met, length] = [dot(turn, move), dot(move, move)];
      accepted = trial;
      if (met <= curvature * length * (1 + 1e-9) || length === 0) break;
      curvature = Math.max(1.02 * curvature, Math.min(2 * curvature, (1.05 * met) / length));
    }
    // Momentum that points against the step just made does harm.
    let against = 0;
    for (let i = 0; i < y.length; i++) against += (y[i] - accepted.s[i]) * (accepted.s[i] - current.s[i]);
    previous = current;
    current = accepted;
    momentum = against > 0 ? 1 : next;
    if (against > 0) previous = current;
    iterations++;
    if (await options.stop(iterations, current)) break;
  }
  return { at: current, iterations, evaluations, curvature };
}
