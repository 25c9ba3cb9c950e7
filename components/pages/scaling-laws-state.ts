import { DECAYS, type Decay } from "../figures/scaling-laws.js";
import { type CurveProblem, peakOf } from "../risk-curves.js";
import { choiceField, numberField, type Store, type Values } from "../state.js";

/** Dimensions with trained networks, and two in which exponents have come close to their limits. */
export const DIMENSIONS = [50, 100, 200, 400, 800, 10_000, 1_000_000] as const;
/** The dimensions of the paper's Figure 3. */
export const PAPER_DIMENSIONS = [100, 200, 400, 800] as const;
export const GAMMAS = [0.75, 1, 1.25, 1.5, 2] as const;

/** The least and the most of n_eff at any setting. */
const SAMPLES: [number, number] = [0.3, 1e20];

export const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "diagonal",
    values: ["diagonal", "quadratic"],
  }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: DIMENSIONS }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: GAMMAS }),
  noise: choiceField({ key: "noise", label: "Δ", initial: 0.5, values: [0.5, 0] }),
  decay: choiceField({
    key: "decay",
    label: "weight decay",
    initial: "small",
    values: ["small", "one", "large", "huge"],
  }),
  view: choiceField({ key: "view", label: "curves", initial: "decays", values: ["decays", "dimensions"] }),
  samples: numberField({
    key: "n",
    label: "n_eff",
    initial: 10,
    min: SAMPLES[0],
    max: SAMPLES[1],
  }),
};

export type ScalingSchema = typeof schema;
export type ScalingValues = Readonly<Values<ScalingSchema>>;
export type ScalingStore = Store<ScalingSchema>;

/** The weight decay whose phases are shown. */
export const decayOf = ({ decay }: Pick<ScalingValues, "decay">): Decay =>
  DECAYS.find(({ id }) => id === decay)!;

/** n_eff from … to …: wide enough for the last phase of the chosen curve and for every trained network. */
export function samplesWindow({ d, gamma, decay }: ScalingValues): [number, number] {
  const last = 10 * d ** Math.max(2, Math.min(3, 2 * gamma));
  return [SAMPLES[0], Math.max(1e5, last, decay === "huge" ? 100 * d ** 3 : 0)];
}

/** One curve to be solved. */
export interface Wanted {
  problem: CurveProblem;
  decay: Decay;
  name: string;
  lit: boolean;
  /** Where the grid is densest. */
  near: number[];
}

/** The curves of a view: several weight decays at one dimension, or several dimensions at one weight decay. */
export function wantedCurves(values: ScalingValues): Wanted[] {
  const { network, gamma, noise, d, view } = values;
  const lit = decayOf(values);
  const make = (dimension: number, decay: Decay, name: string, isLit: boolean): Wanted => {
    const problem = { network, d: dimension, gamma, noise };
    return { problem, decay, name, lit: isLit, near: [peakOf(problem)] };
  };
  if (view === "decays")
    return DECAYS.filter((decay) => decay.id !== "huge" || decay === lit).map((decay) =>
      make(d, decay, decay.name, decay === lit),
    );
  const dimensions = [...new Set<number>([...PAPER_DIMENSIONS, d])].sort((a, b) => a - b);
  return dimensions.map((dimension) => make(dimension, lit, `d = ${plain(dimension)}`, dimension === d));
}

/** A dimension as a reader writes it. */
export const plain = (d: number): string => (d === 1e4 ? "10⁴" : d === 1e6 ? "10⁶" : String(d));
