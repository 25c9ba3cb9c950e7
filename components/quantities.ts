import type { Network } from "../theory/parameters.js";
import { listed, type Quantity, ranged, segments } from "./kit/quantity.js";
import { formatDimension } from "./numbers.js";

/** The quantities that the paper speaks of, each with its one label, symbol, key and range. */

/** Which network, by name. */
export const network = <const T extends string = Network>(
  values: readonly T[],
  initial: NoInfer<T>,
): Quantity<T> => segments<T>({ key: "network", label: "Network", values, initial });

/** γ, the exponent by which the teacher's features decay: i^(−γ). */
export const gamma = <const T extends number>(values: readonly T[], initial: NoInfer<T>): Quantity<T> =>
  listed<T>({ key: "gamma", label: "Teacher decay", symbol: "γ", values, initial });

/** d, the number of inputs. */
export const dimension = <const T extends number>(values: readonly T[], initial: NoInfer<T>): Quantity<T> =>
  listed<T>({ key: "d", label: "Dimension", symbol: "d", values, initial, format: formatDimension });

/** Δ, the variance of the label noise. */
export const noise = <const T extends number>(values: readonly T[], initial: NoInfer<T>): Quantity<T> =>
  listed<T>({ key: "noise", label: "Label noise", symbol: "Δ", values, initial });

/** λ, the weight decay, on a slider. */
export const lambda = (range: readonly [number, number], initial: number): Quantity<number> =>
  ranged({ key: "lambda", label: "Weight decay", symbol: "λ", min: range[0], max: range[1], initial });

/** n_eff, the effective samples: n for the diagonal network, n/d for the quadratic one; on a slider. */
export const samples = (range: readonly [number, number], initial: number): Quantity<number> =>
  ranged({ key: "n", label: "Effective samples", symbol: "n_eff", min: range[0], max: range[1], initial });
