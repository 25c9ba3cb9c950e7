import { expose } from "comlink";
import type { Parameters } from "../theory/parameters.js";
import { type SpectrumOutline, spectrumOutline } from "../theory/spectrum-outline.js";
import { type Solution, stateEvolution } from "../theory/state-evolution.js";
import { learnedWeights } from "./learned-weights.js";
import type { SpectrumRows } from "./spectrum-rows.js";

/** A point of a sweep: its solution, and where bulk and outliers of its spectrum lie. */
export interface OutlinePoint {
  solution: Solution;
  outline: SpectrumOutline;
}

/** The same with its whole spectrum. */
export interface SpectrumPoint extends OutlinePoint {
  rows: SpectrumRows;
}

const outlines = {
  /** Solves a list of points in order, each from its neighbour. */
  sweep(points: readonly Parameters[]): OutlinePoint[] {
    let last: Solution | undefined;
    return points.map((point) => {
      const solution = stateEvolution(point, last?.converged && !last.zero ? last : undefined);
      last = solution;
      return { solution, outline: spectrumOutline(solution) };
    });
  },
  /** Solves points that need not be neighbours. */
  spectra(points: readonly Parameters[]): SpectrumPoint[] {
    return points.map((point) => {
      const solution = stateEvolution(point);
      return { solution, outline: spectrumOutline(solution), rows: learnedWeights(solution) };
    });
  },
};

export type Outlines = typeof outlines;

expose(outlines);
