import { expose } from "comlink";
import type { Parameters } from "../theory/parameters.js";
import { type SpectrumOutline, spectrumOutline } from "../theory/spectrum-outline.js";
import { type Solution, stateEvolution } from "../theory/state-evolution.js";

/** A point of a sweep: its solution, and where bulk and outliers of its spectrum lie. */
export interface OutlinePoint {
  solution: Solution;
  outline: SpectrumOutline;
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
};

export type Outlines = typeof outlines;

expose(outlines);
