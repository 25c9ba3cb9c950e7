// Augmented Lagrangian of the dual of the convex problem, each subproblem by a semismooth Newton method with conjugate
// gradients (Zhao, Sun & Toh 2010): for few rows and little weight decay, where gradients in S are badly conditioned.
//
//   dual: max 2ν·y − ν·ν where A(ν) = Σ 2ν_μ Z_μ ⪯ c I; its multiplier is S.
//   φ(ν) = ν·ν − 2ν·y + (‖Π(M)‖² − ‖S‖²)/2σ with M = S + σ(A(ν) − c I);  ½∇φ = ν − (y − Z(Π(M)));  next S = Π(M).
//
// A step of S is a proximal-point step of length σ on the loss, so any σ converges; subproblems get harder as σ grows.

import { dot } from "../lbfgs.js";
import type { Cone, Eigen } from "./cone.js";
import { forceMatrix } from "./objective.js";
import type { Rows } from "./rows.js";

/** Rough solutions of many easy subproblems cost least: found by counting passes at d = 60, 100 and 200. */
const GROWTH = 1.5;
/** A subproblem is done when ‖½∇φ‖² is below this much of ‖change of S‖²/σ. */
const ROUGHNESS = 5;
/** Residual at which conjugate gradients end, relative to their start. */
const FORCING = 0.2;
const MOST_CONJUGATE_STEPS = 400;
/** Proximal steps without a smaller gap after which rounding has won. */
const PATIENCE = 15;

export interface DualNewtonOptions {
  /** c = λ√(pd). */
  level: number;
  /** Where to start: S ⪰ 0, and the proximal step σ > 0. */
  start: Float64Array;
  sigma: number;
  /** Most Newton steps. */
  maxIterations: number;
  /** Asked before every Newton step and every step of conjugate gradients; true ends the run. */
  stopped(): Promise<boolean>;
  /** Called after every proximal step with the residuals of S; true ends the run. */
  stop(iteration: number, s: Float64Array, residuals: Float64Array, gap: number): Promise<boolean>;
  /** Relative duality gap of S. */
  gap(s: Float64Array, residuals: Float64Array, force: Float64Array): number;
}

/** A point of the subproblem. */
interface Dual {
  nu: Float64Array;
  /** A(ν). */
  force: Float64Array;
  m: Float64Array;
  eigen: Eigen;
  /** φ(ν). */
  value: number;
}

const along = (x: Float64Array, t: number, direction: Float64Array) => x.map((v, i) => v + t * direction[i]);

/** Minimises from a start near which S is to be found. Evaluations count passes over the rows. */
export async function dualNewton(
  rows: Rows,
  cone: Cone,
  options: DualNewtonOptions,
): Promise<{ s: Float64Array; iterations: number; evaluations: number }> {
  const { d } = cone;
  const { level, maxIterations } = options;
  const y = await rows.labels();
  let { sigma, start: s } = options;
  let evaluations = 0;
  let iterations = 0;

  const forceOf = async (weights: Float64Array) => forceMatrix(await rows.adjoint(weights), d);

  function place(nu: Float64Array, force: Float64Array): Dual {
    const m = along(s, sigma, force);
    for (let i = 0; i < d; i++) m[i * (d + 1)] -= sigma * level;
    const eigen = cone.decompose(m);
    const positive = eigen.values.subarray(eigen.negative);
    const value = dot(nu, nu) - 2 * dot(nu, y) + (dot(positive, positive) - dot(s, s)) / (2 * sigma);
    return { nu, force, m, eigen, value };
  }

  async function residualsOf(matrix: Float64Array): Promise<Float64Array> {
    evaluations++;
    return along(y, -1, await rows.forms(matrix));
  }

  /** δ and A(δ) of (1 + 2σ Z Π' Z*) δ = −½∇φ, by conjugate gradients. */
  async function newtonStep(eigen: Eigen, half: Float64Array): Promise<[Float64Array, Float64Array]> {
    const turn = cone.derivative(eigen);
    const delta = new Float64Array(half.length);
    const force = new Float64Array(d * d);
    const rest = half.map((x) => -x);
    const p = rest.slice();
    let rho = dot(rest, rest);
    const goal = FORCING ** 2 * rho;
    for (let k = 0; k < MOST_CONJUGATE_STEPS && rho > goal && !(await options.stopped()); k++) {
      const a = await forceOf(p);
      const q = along(p, sigma, await rows.forms(turn(a)));
      evaluations++;
      const alpha = rho / dot(p, q);
      const before = rho;
      for (let i = 0; i < delta.length; i++) {
        delta[i] += alpha * p[i];
        rest[i] -= alpha * q[i];
      }
      for (let i = 0; i < force.length; i++) force[i] += alpha * a[i];
      rho = dot(rest, rest);
      for (let i = 0; i < p.length; i++) p[i] = rest[i] + (rho / before) * p[i];
    }
    return [delta, force];
  }

  let r = await residualsOf(s);
  let at = place(r, await forceOf(r));
  let least = Number.POSITIVE_INFINITY;
  let barren = 0;
  for (;;) {
    let learned = cone.project(at.m, at.eigen);
    r = await residualsOf(learned);
    for (let inner = 0; inner < 30 && iterations < maxIterations; inner++) {
      const half = along(at.nu, -1, r);
      const moved = along(learned, -1, s);
      if (dot(half, half) <= (ROUGHNESS * dot(moved, moved)) / sigma || (await options.stopped())) break;
      iterations++;
      const [delta, force] = await newtonStep(at.eigen, half);
      const slope = 2 * dot(half, delta);
      let trial: Dual;
      for (let t = 1; ; t /= 2) {
        trial = place(along(at.nu, t, delta), along(at.force, t, force));
        // What rounding makes of φ is no reason to turn back.
        if (trial.value <= at.value + 1e-4 * t * slope + 1e-14 * Math.abs(at.value) || t < 1e-6) break;
      }
      at = trial;
      learned = cone.project(at.m, at.eigen);
      r = await residualsOf(learned);
    }
    s = learned;
    const gap = options.gap(s, r, await forceOf(r));
    barren = gap < 0.9 * least ? 0 : barren + 1;
    least = Math.min(least, gap);
    if (await options.stop(iterations, s, r, gap)) break;
    if (iterations >= maxIterations || barren > PATIENCE) break;
    sigma *= GROWTH;
    at = place(at.nu, at.force);
  }
  return { s, iterations, evaluations };
}
