import type { Network } from "../../../theory/networks.js";
import { facts } from "../../../theory/networks.js";
import type { Values } from "../../kit/field.js";
import { ranged, segments } from "../../kit/quantity.js";
import { formatNumber } from "../../numbers.js";
import { dimension, gamma, lambda, network, samples } from "../../quantities.js";
import { DECAYS } from "./decays.js";

/** Dimension of the shipped maps. */
export const MAP_DIMENSION = 400;
/** Noise of the labels where they are noisy, in the map and in the risk curves. */
export const NOISY = 0.5;

/** What the address of the page holds. */
export const quantities = {
  network: network<Network>(["quadratic", "diagonal"], "quadratic"),
  gamma: gamma([0.75, 1, 1.25, 1.5, 2], 1),
  d: dimension([50, 100, 200, 400, 800, 1e6], 200),
  labels: segments({
    key: "labels",
    label: "Labels",
    values: ["noiseless", "noisy"],
    initial: "noiseless",
    format: (labels) => (labels === "noisy" ? `noisy, Δ = ${NOISY}` : "noiseless"),
  }),
  decay: segments({
    key: "decay",
    label: "Phases and slopes of",
    values: DECAYS.map(({ id }) => id),
    initial: "small",
    format: (id) => DECAYS.find((decay) => decay.id === id)?.name ?? id,
  }),
  samples: samples([0.3, 1e6], 20),
  lambda: lambda([1e-4, 1e4], 0.0005),
  load: ranged({
    key: "load",
    label: "Samples, over those of recovery",
    min: 0.2,
    max: 10,
    initial: 0.8,
    step: 1 / 50,
    format: (value) => `${formatNumber(value)} ×`,
  }),
  noise: ranged({
    key: "noise",
    label: "Label noise",
    symbol: "Δ",
    min: 1e-8,
    max: 0.5,
    initial: 0.1,
    step: 1 / 8,
  }),
};

export type NoiselessSchema = typeof quantities;
export type NoiselessValues = Readonly<Values<NoiselessSchema>>;

/** The variance of the label noise. */
export const noiseOf = ({ labels }: Pick<NoiselessValues, "labels">): number =>
  labels === "noisy" ? NOISY : 0;

/** Samples that the curves span: far beyond recovery. */
export const samplesRange = (d: number): readonly [number, number] => [0.3, d > 1e5 ? 1e7 : 1e5];

/** Load n_eff/d of a multiple of the samples from which on a noiseless teacher is recovered. */
export const loadOf = (of: Pick<NoiselessValues, "network">, multiple: number): number =>
  multiple * facts(of.network).recoveryLoad;
