import type { Network, Parameters } from "../../../theory/parameters.js";
import type { Values } from "../../kit/field.js";
import { listed, ranged, segments } from "../../kit/quantity.js";
import { decade } from "../../numbers.js";
import { lambda, network, samples } from "../../quantities.js";
import { TERMS } from "./terms.js";

/** Variance of the label noise on the page. */
export const NOISE = 0.5;
/** Ranges of the axes. */
export const SAMPLES = [0.3, 1e6] as const;
export const LAMBDAS = [1e-4, 100] as const;

/** A dimension as it is written: 200, 10⁴. */
export const writtenDimension = (d: number): string =>
  d >= 1e4 && Number.isInteger(Math.log10(d)) ? decade(Math.log10(d)) : String(d);

/** What the address of the page holds. */
export const quantities = {
  network: network<Network>(["diagonal", "quadratic"], "quadratic"),
  along: segments({
    key: "along",
    label: "Along",
    values: ["samples", "lambda"],
    initial: "samples",
    format: (along) => (along === "samples" ? "samples" : "weight decay"),
  }),
  d: listed({
    key: "d",
    label: "Dimension",
    symbol: "d",
    values: [100, 200, 400, 10_000],
    initial: 200,
    format: writtenDimension,
  }),
  samples: samples(SAMPLES, 10),
  lambda: lambda(LAMBDAS, 0.005),
  gamma: ranged({
    key: "gamma",
    label: "Teacher decay",
    symbol: "γ",
    min: 0.6,
    max: 2,
    initial: 1,
    scale: "linear",
    step: 0.05,
  }),
  term: listed({ key: "term", label: "Light up", values: ["none", ...TERMS], initial: "none" }),
};

export type DecompositionSchema = typeof quantities;
export type DecompositionValues = Readonly<Values<DecompositionSchema>>;

/** The point that values of the page stand for. */
export const pointAt = (of: {
  network: Network;
  d: number;
  gamma: number;
  samples: number;
  lambda: number;
}): Parameters => {
  const { network, d, gamma, samples, lambda } = of;
  return { network, d, gamma, noise: NOISE, alpha: samples / d, lambda };
};
