import type { Values } from "../../kit/field.js";
import { ranged, segments } from "../../kit/quantity.js";
import { formatNumber } from "../../numbers.js";
import { dimension, gamma } from "../../quantities.js";

/** Variance of the label noise on the page. */
export const NOISE = 0.5;

/** Loads n_eff/d whose curves are drawn. */
export const LOADS = [0.1, 0.3, 1, 3, 10] as const;

/** Weight decays of the page: hardly any, or as much as puts the cut near the edge of the bulk. */
export const DECAYS = {
  little: { name: "little, λ̃ = 0.1", value: (_: number) => 0.1 },
  // c ≈ λ/(4α) reaches 2δ ≈ 2√(Δ/(4α)) where the error of the weights is small beside the noise.
  edge: { name: "at the bulk's edge, λ̃ = 4√(Δα)", value: (load: number) => 4 * Math.sqrt(NOISE * load) },
} as const;

export type DecayId = keyof typeof DECAYS;

/** What the address of the page holds. */
export const quantities = {
  d: dimension([100, 400, 10_000], 100),
  gamma: gamma([0.75, 1, 1.25, 1.5, 2], 1.25),
  load: segments({
    key: "alpha",
    label: "Load α, effective samples per dimension",
    values: LOADS,
    initial: 1,
    format: (value) => formatNumber(value),
  }),
  decay: segments<DecayId>({
    key: "decay",
    label: "Weight decay",
    values: ["little", "edge"],
    initial: "little",
    format: (id) => DECAYS[id].name,
  }),
  units: ranged({
    key: "p",
    label: "Hidden units",
    symbol: "p",
    min: 1,
    max: 10_000,
    initial: 7,
    digits: 5,
    format: (value) => formatNumber(Math.round(value), 5),
  }),
};

export type WidthSchema = typeof quantities;
export type WidthValues = Readonly<Values<WidthSchema>>;

/** The reader's number of units: at most as many as inputs. */
export const unitsOf = ({ d, units }: Pick<WidthValues, "d" | "units">): number =>
  Math.min(d, Math.max(1, Math.round(units)));
