import { solveLine } from "../../theory/line.js";
import type { Parameters } from "../../theory/parameters.js";
import { type SpectrumOutline, spectrumOutline } from "../../theory/spectrum-outline.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { learnedWeights } from "../learned-weights.js";
import type { SpectrumRows } from "../spectrum-rows.js";

/** A point of a sweep: its solution, and where bulk and outliers of its spectrum lie. */
export interface OutlinePoint {
  solution: Solution;
  outline: SpectrumOutline;
}

/** The same with its whole spectrum. */
export interface SpectrumPoint extends OutlinePoint {
  rows: SpectrumRows;
}

/** Outlines of the learned spectra along a line of points of the quadratic network, each solved from its neighbour. */
export const sweep = (points: readonly Parameters[]): OutlinePoint[] =>
  solveLine(points).map((solution) => ({ solution, outline: spectrumOutline(solution) }));

/** Whole spectra of the quadratic network at points that need not be neighbours. */
export const spectra = (points: readonly Parameters[]): SpectrumPoint[] =>
  points.map((point) => {
    const solution = stateEvolution(point);
    return { solution, outline: spectrumOutline(solution), rows: learnedWeights(solution) };
  });
