// Solves the points i, i + n, i + 2n, … < m of the box and prints what failed, as one JSON object, and each failure at
// once on the standard error. Started by robustness.ts.
import type { Parameters } from "../theory/parameters.js";
import { inverseMap, type Solution, stateEvolution } from "../theory/state-evolution.js";
import { independentResidual } from "./independent.js";
import { pointOfBox } from "./points.js";

export interface ShardReport {
  points: number;
  zero: number;
  seconds: number;
  slowest: { seconds: number; index: number };
  /** Points whose equations were also evaluated from independent formulas. */
  independent: number;
  /** Points at which the sign structure around the solution was looked at. */
  branches: number;
  failures: { index: number; point: Parameters; fault: string }[];
}

/**
 * Every so many points of small d get the slow second opinion (which loses its digits where δ is tiny), and
 * every so many points the branch test.
 */
const INDEPENDENT = { every: 40, largest: 150, weakest: 1e-6 };
const BRANCH = { every: 20 };

const [start, step, end] = process.argv.slice(2).map(Number);
const report: ShardReport = {
  points: 0,
  zero: 0,
  seconds: 0,
  slowest: { seconds: 0, index: start },
  independent: 0,
  branches: 0,
  failures: [],
};
for (let index = start; index < end; index += step) {
  const point = pointOfBox(index);
  const fail = (fault: string): void => {
    report.failures.push({ index, point, fault });
    console.error(`point ${index}: ${fault}\n  ${JSON.stringify(point)}`);
  };
  report.points++;
  let solution: Solution;
  const before = performance.now();
  try {
    solution = stateEvolution(point);
  } catch (error) {
    fail(`threw: ${(error as Error).message}`);
    continue;
  }
  const elapsed = (performance.now() - before) / 1000;
  report.seconds += elapsed;
  if (elapsed > report.slowest.seconds) report.slowest = { seconds: elapsed, index };
  if (solution.zero) report.zero++;
  const fault = faultOf(point, solution);
  if (fault) fail(fault);
  const turn = Math.floor(index / step);
  if (!fault && turn % BRANCH.every === 0) {
    report.branches++;
    if (!changesSign(point, solution)) fail("wrong branch: the error equation does not change sign at δ");
  }
  const readable =
    point.d <= INDEPENDENT.largest && point.width === undefined && solution.delta > INDEPENDENT.weakest;
  if (!fault && readable && turn % INDEPENDENT.every < 10) {
    report.independent++;
    const residual = independentResidual(point, solution);
    if (!(residual <= 1e-8)) fail(`independent residual ${residual}`);
  }
}
console.log(JSON.stringify(report));

function faultOf(p: Parameters, s: Solution): string | undefined {
  for (const name of ["delta", "cut", "epsilon", "divergence", "mse", "excessRisk", "residual"] as const) {
    if (!Number.isFinite(s[name])) return `${name} is ${s[name]}`;
  }
  if (!s.converged) return `not converged, residual ${s.residual}`;
  if (s.residual > 1e-10) return `marked converged with residual ${s.residual}`;
  const load = p.network === "quadratic" ? 4 * p.alpha : p.alpha;
  const weight = p.network === "quadratic" ? 2 : 1;
  if (!(s.delta > 0 && s.cut >= (p.lambda / load) * (1 - 1e-9)))
    return "wrong branch: the cut is below λ/(load)";
  if (!(load * s.delta ** 2 >= p.noise * (1 - 1e-9))) return "wrong branch: δ is below the label noise's";
  // The denoiser of finite width jumps, so that its average slope may exceed 1.
  const steepest = p.width === undefined || p.width === p.d ? 1 + 1e-9 : Number.POSITIVE_INFINITY;
  if (!(s.divergence >= 0 && s.divergence <= steepest))
    return `the divergence ${s.divergence} is out of range`;
  if (!(s.mse >= 0)) return `the error ${s.mse} is negative`;
  if (s.zero && s.divergence !== 0) return "called zero with active weights";
  // The equations once more, at the numbers given out, from a kernel that has seen nothing else.
  const back = inverseMap(p.network, p.d, p.gamma, p.noise, s.delta, s.cut, p.width);
  const error = Math.abs(back.alpha / p.alpha - 1);
  const response = weight * back.divergence + p.lambda / s.cut;
  const second = Math.abs(response - load) / Math.max(response, load);
  if (!(Math.max(error, second) <= 1e-9)) return `does not solve its equations: ${error}, ${second}`;
  return undefined;
}

/**
 * Whether error·mse + Δ − load·α·δ², along the solution c(δ) of the cut equation, is positive just below the
 * solution and negative just above it. It changes sign once, so that this tells the branch.
 */
function changesSign(p: Parameters, s: Solution): boolean {
  const [load, weight] = p.network === "quadratic" ? [4 * p.alpha, 2] : [p.alpha, 1];
  const balance = (delta: number): number => {
    const map = (cut: number) => inverseMap(p.network, p.d, p.gamma, p.noise, delta, cut, p.width);
    let low = Math.log(p.lambda / load);
    let high = low + 1;
    const over = (x: number): boolean =>
      weight * map(Math.exp(x)).divergence + p.lambda * Math.exp(-x) > load;
    while (over(high) && high < 700) high += 2 * (high - low);
    for (let halving = 0; halving < 45; halving++) {
      const middle = (low + high) / 2;
      if (over(middle)) low = middle;
      else high = middle;
    }
    return weight * map(Math.exp((low + high) / 2)).mse + p.noise - load * delta ** 2;
  };
  return balance(s.delta * 0.98) > 0 && balance(s.delta * 1.02) < 0;
}
