import { type Remote, wrap } from "comlink";
import type { Parameters } from "../theory/parameters.js";
import type { OutlinePoint, Outlines } from "./spectra.worker.js";

let worker: Remote<Outlines> | undefined;

/** Outlines of the learned spectra along a list of neighbouring points, off the main thread. */
export function solveOutlines(points: readonly Parameters[]): Promise<OutlinePoint[]> {
  worker ??= wrap<Outlines>(new Worker(import.meta.resolve("./spectra.worker.js"), { type: "module" }));
  return worker.sweep(points);
}
