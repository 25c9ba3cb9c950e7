import { type Crossover, type CrossoverPoint, crossoverCurve } from "../../theory/crossovers.js";
import {
  type FeatureStep,
  featureSteps,
  learnedFeatures,
  type PlateauEnd,
  plateauEnd,
  zeroRisk,
} from "../../theory/learned-features.js";
import { guessFrom } from "../../theory/line.js";
import { localExponents } from "../../theory/local-exponents.js";
import { facts } from "../../theory/networks.js";
import type { Parameters } from "../../theory/parameters.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";

/** A problem without its number of samples. */
export type Problem = Omit<Parameters, "alpha">;

/** A point of the risk against effective samples, with the number of features that are learned there. */
export interface PlateauPoint {
  effectiveSamples: number;
  excessRisk: number;
  /** ∂log R/∂log n_eff. */
  exponent: number;
  features: number;
  /** All weights are exactly zero. */
  zero: boolean;
  converged: boolean;
}

/** Kinks are resolved up to this number of features, to this width in log n_eff. */
const SHARP = { features: 6, width: 2e-3 };

function pointAt(problem: Problem, effectiveSamples: number, guess?: Solution): [PlateauPoint, Solution] {
  const solution = stateEvolution({ ...problem, alpha: effectiveSamples / problem.d }, guessFrom(guess));
  const { excessRisk, zero, converged } = solution;
  const features = zero ? 0 : learnedFeatures(solution);
  const exponent = localExponents(solution).samples;
  return [{ effectiveSamples, excessRisk, exponent, features, zero, converged }, solution];
}

/** Points between a and b that close in on where a feature appears: the slope of the risk may jump there. */
function closeIn(problem: Problem, a: PlateauPoint, b: PlateauPoint): PlateauPoint[] {
  const before: PlateauPoint[] = [];
  const after: PlateauPoint[] = [];
  while (Math.log(b.effectiveSamples / a.effectiveSamples) > SHARP.width) {
    const [middle] = pointAt(problem, Math.sqrt(a.effectiveSamples * b.effectiveSamples));
    if (middle.features === a.features) {
      before.push(middle);
      a = middle;
    } else {
      after.unshift(middle);
      b = middle;
    }
  }
  return [...before, ...after];
}

/** The risk along n_eff with its plateau: its height R(0), and where it ends. */
export interface PlateauCurve {
  points: PlateauPoint[];
  end: PlateauEnd;
  zeroRisk: number;
}

export function curve(problem: Problem, samples: readonly number[]): PlateauCurve {
  const kinks = facts(problem.network).resolvesFeatures;
  let last: Solution | undefined;
  const points: PlateauPoint[] = [];
  for (const effectiveSamples of samples) {
    const [point, solution] = pointAt(problem, effectiveSamples, last);
    const previous = points[points.length - 1];
    const appears = previous && previous.features !== point.features && point.features <= SHARP.features;
    if (kinks && appears) points.push(...closeIn(problem, previous, point));
    points.push(point);
    last = solution;
  }
  return { points, end: plateauEnd(problem), zeroRisk: zeroRisk(problem) };
}

/** The staircase is followed up to this number of features. */
const MOST = 12;

/** Where each feature appears; none where the network's features have no steps. */
export const steps = (problem: Problem, range: readonly [number, number]): FeatureStep[] =>
  facts(problem.network).resolvesFeatures ? featureSteps(problem, range, { count: 73, most: MOST }) : [];

/** Where the plateaus of several problems end: n_eff. */
export const ends = (problems: readonly Problem[]): number[] =>
  problems.map((problem) => plateauEnd(problem).effectiveSamples);

/** Several crossovers, each at the same multiples of its predicted place. */
export const crossovers = (list: readonly Crossover[], xs: readonly number[]): CrossoverPoint[][] =>
  list.map((crossover) => crossoverCurve(crossover, xs));
