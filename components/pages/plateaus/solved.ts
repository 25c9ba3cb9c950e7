import type { Crossover, CrossoverPoint } from "../../../theory/crossovers.js";
import type { FeatureStep } from "../../../theory/learned-features.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import { solver } from "../../kit/solver.js";
import type { SolvedPoint } from "../../topics/map.js";
import type { PlateauCurve } from "../../topics/plateaus.js";
import { GRID, NOISE, type Plateau, type PlateausValues, problemOf, SAMPLES } from "./quantities.js";

/** The risk along n_eff. */
export const plateauCurve = (of: Plateau): Promise<PlateauCurve> =>
  solver("plateaus", "hand").curve(problemOf(of), GRID);

/** Where each feature appears. */
export const stepsOf = (of: Plateau): Promise<FeatureStep[]> =>
  solver("plateaus", "line").steps(problemOf(of), SAMPLES);

/** The reader's point, with its learned weights. */
export const solvedPoint = (of: Plateau & { samples: number }): Promise<SolvedPoint> =>
  solver("map", "hand").point({ ...problemOf(of), alpha: of.samples / of.d });

/** One dimension's line through a crossover. */
export interface CrossoverLine {
  crossover: Crossover;
  points: readonly CrossoverPoint[];
}

/** The dimensions whose lines are drawn. */
export const DIMENSIONS = [1e3, 1e4, 1e5, 1e6] as const;

/** Range of n_eff over the predicted place. */
export const MULTIPLES = { "IV-V": [1e-2, 1e2], "II-III": [1e-3, 10] } as const;

/** The crossover at every dimension, ascending. */
export async function crossoverLines(
  of: Pick<PlateausValues, "network" | "crossover" | "bend">,
): Promise<CrossoverLine[]> {
  const { network, crossover: id, bend: gamma } = of;
  const list = DIMENSIONS.map((d) => ({ id, network, d, gamma, noise: NOISE }));
  const [from, to] = MULTIPLES[id];
  const curves = await solver("plateaus", "line").crossovers(list, logGrid(from, to, 97));
  return list.map((crossover, i) => ({ crossover, points: curves[i] }));
}

/** Where the plateau of the quadratic network with γ = 1 ends at several dimensions, at a weight decay that may go with them: n_eff. */
export const endsAt = (decay: (d: number) => number, dimensions: readonly number[]): Promise<number[]> =>
  solver("plateaus").ends(
    dimensions.map((d) => ({ network: "quadratic", d, gamma: 1, noise: NOISE, lambda: decay(d) })),
  );
