import type * as Plot from "@observablehq/plot";
import type { Network } from "../../../theory/networks.js";
import { type PhaseId, phaseAt } from "../../../theory/regimes.js";
import type { Values } from "../../kit/field.js";
import { listed, type Quantity, segments } from "../../kit/quantity.js";
import { type DIMENSIONS, type GAMMAS, SAMPLES } from "../../risk-curves.js";

/** One weight decay of the paper's Figure 3, or beyond it: how it is called, and what it is. */
export interface Decay {
  id: "small" | "one" | "large" | "huge";
  name: string;
  value: (d: number) => number;
  symbol: Plot.SymbolType;
}

/** The three weight decays of the paper's Figure 3, and one large enough for phase III. */
export const DECAYS: readonly Decay[] = [
  { id: "small", name: "λ = 1/d", value: (d) => 1 / d, symbol: "triangle" },
  { id: "one", name: "λ = 1", value: () => 1, symbol: "square" },
  { id: "large", name: "λ = √d", value: Math.sqrt, symbol: "circle" },
  { id: "huge", name: "λ = d", value: (d) => d, symbol: "star" },
];

/** The weight decay whose phases are shown. */
export const decayOf = ({ decay }: { decay: Decay["id"] }): Decay => DECAYS.find(({ id }) => id === decay)!;

export const decay = segments<Decay["id"]>({
  key: "decay",
  label: "Weight decay",
  values: DECAYS.map(({ id }) => id),
  initial: "small",
  format: (id) => decayOf({ decay: id }).name.replace("λ = ", ""),
});

/** What the curves beside the chosen one differ in. */
export const view = listed({
  key: "view",
  label: "Curves",
  values: ["decays", "dimensions"],
  initial: "decays",
  format: (id) => (id === "decays" ? "by weight decay" : "by dimension"),
});

/** What the address of the page holds. */
export type ScalingSchema = {
  network: Quantity<Network>;
  d: Quantity<(typeof DIMENSIONS)[number]>;
  gamma: Quantity<(typeof GAMMAS)[number]>;
  noise: Quantity<0.5 | 0>;
  decay: typeof decay;
  view: typeof view;
  samples: Quantity<number>;
};
export type ScalingValues = Readonly<Values<ScalingSchema>>;

/** n_eff from … to …: wide enough for the last phase of the chosen curve and for every trained network. */
export function samplesWindow({
  d,
  gamma,
  decay,
}: Pick<ScalingValues, "d" | "gamma" | "decay">): [number, number] {
  const last = 10 * d ** Math.max(2, Math.min(3, 2 * gamma));
  return [SAMPLES[0], Math.max(1e5, last, decay === "huge" ? 100 * d ** 3 : 0)];
}

/** The phase of the reader's point. */
export const phaseOf = (of: ScalingValues): PhaseId =>
  phaseAt({ ...of, effectiveSamples: of.samples, lambda: decayOf(of).value(of.d) }).id;

/** The reader's n_eff, within the picture. */
export const settle = (of: ScalingValues) => ({ samples: Math.min(of.samples, samplesWindow(of)[1]) });
