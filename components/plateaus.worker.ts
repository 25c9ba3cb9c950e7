import { expose } from "comlink";
import { type Crossover, type CrossoverPoint, crossoverCurve } from "../theory/crossovers.js";
import { type FeatureStep, featureSteps, type PlateauEnd, plateauEnd } from "../theory/learned-features.js";
import { type Problem, plateauCurve } from "./plateau-curve.js";

/** The staircase is followed up to this number of features. */
const MOST = 12;

const plateaus = {
  curve: plateauCurve,
  /** Where each feature appears (quadratic network). */
  steps(problem: Problem, range: readonly [number, number]): FeatureStep[] {
    return problem.network === "quadratic" ? featureSteps(problem, range, { count: 73, most: MOST }) : [];
  },
  /** Where the plateaus of several problems end. */
  ends(problems: readonly Problem[]): PlateauEnd[] {
    return problems.map(plateauEnd);
  },
  /** One crossover at several dimensions. */
  crossovers(list: readonly Crossover[], xs: readonly number[]): CrossoverPoint[][] {
    return list.map((crossover) => crossoverCurve(crossover, xs));
  },
};

export type Plateaus = typeof plateaus;

expose(plateaus);
