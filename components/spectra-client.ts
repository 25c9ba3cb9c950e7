import { type Remote, wrap } from "comlink";
import type { Parameters } from "../theory/parameters.js";
import type { OutlinePoint, Outlines, SpectrumPoint } from "./spectra.worker.js";

let worker: Remote<Outlines> | undefined;

function outlines(): Remote<Outlines> {
  worker ??= wrap<Outlines>(new Worker(import.meta.resolve("./spectra.worker.js"), { type: "module" }));
  return worker;
}

/** Outlines of the learned spectra along a list of neighbouring points, off the main thread. */
export const solveOutlines = (points: readonly Parameters[]): Promise<OutlinePoint[]> =>
  outlines().sweep(points);

/** Whole spectra at points that need not be neighbours, off the main thread. */
export const solveSpectra = (points: readonly Parameters[]): Promise<SpectrumPoint[]> =>
  outlines().spectra(points);
