import type { Network } from "../theory/parameters.js";
import { type InverseSolution, inverseMap } from "../theory/state-evolution.js";
import { powerLawTeacher } from "../theory/teacher.js";
import type { EquationGrid, NoisePoint } from "./figures/equation-plane.js";

export interface Asked {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
  lambda: number;
}

/** Both equations of state evolution over a window of (δ, c) around a point, three decades wide. */
export function equationGrid(
  problem: Asked,
  around: NoisePoint,
  size: [number, number] = [40, 34],
): EquationGrid {
  const axis = (center: number, count: number) =>
    Float64Array.from({ length: count }, (_, i) => center * 10 ** (3 * (i / (count - 1) - 0.5)));
  const delta = axis(around.delta, size[0]);
  const cut = axis(around.cut, size[1]);
  const first = new Float64Array(size[0] * size[1]);
  const second = new Float64Array(size[0] * size[1]);
  for (let j = 0; j < size[1]; j++)
    for (let i = 0; i < size[0]; i++) {
      const defects = equationDefects(problem, { delta: delta[i], cut: cut[j] });
      first[j * size[0] + i] = defects.first;
      second[j * size[0] + i] = defects.second;
    }
  return { delta, cut, first, second };
}

/** log(left/right) of both equations at (δ, c) for the problem asked, and what the point does solve. */
export function equationDefects(
  { network, d, gamma, noise, alpha, lambda }: Asked,
  { delta, cut }: NoisePoint,
): { first: number; second: number; solves: InverseSolution } {
  const { load, response } = powerLawTeacher(network, d, gamma).kernel.equations;
  const solves = inverseMap(network, d, gamma, noise, delta, cut);
  const slope = load * alpha - response * solves.divergence;
  return {
    first: Math.log(alpha / solves.alpha),
    second: slope > 0 ? Math.log((cut * slope) / lambda) : Number.NEGATIVE_INFINITY,
    solves,
  };
}
