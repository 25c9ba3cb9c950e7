import type { Network } from "../../theory/parameters.js";
import { type DecayLaw, peakOf, samplesGrid } from "../risk-curves.js";
import { choiceField, numberField, type Store, type Values } from "../state.js";
import { DIMENSIONS, GAMMAS } from "./scaling-laws-state.js";

const LAWS = ["small", "one", "large", "tuned"] as const;
export type Law = (typeof LAWS)[number];
/** Names of the weight decays; κ is the reader's. */
export const LAW_NAMES: Record<Law, string> = { small: "1/d", one: "1", large: "√d", tuned: "κ√(n_eff/d)" };

export const NETWORKS: readonly Network[] = ["diagonal", "quadratic"];

export const schema = {
  d: choiceField({ key: "d", label: "d", initial: 200, values: DIMENSIONS }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: GAMMAS }),
  noise: choiceField({ key: "noise", label: "Δ", initial: 0.5, values: [0.5, 0] }),
  law: choiceField({ key: "law", label: "weight decay", initial: "large", values: LAWS }),
  kappa: numberField({ key: "kappa", label: "κ", initial: 3, min: 1, max: 30 }),
  scale: choiceField({ key: "scale", label: "risk", initial: "absolute", values: ["absolute", "relative"] }),
  samples: numberField({ key: "n", label: "n_eff", initial: 3000, min: 0.3, max: 1e20 }),
};

export type UniversalitySchema = typeof schema;
export type UniversalityValues = Readonly<Values<UniversalitySchema>>;
export type UniversalityStore = Store<UniversalitySchema>;

/** λ as a function of n_eff. */
export function lawOf({ law, d, kappa }: Pick<UniversalityValues, "law" | "d" | "kappa">): DecayLaw {
  switch (law) {
    case "small":
      return { factor: 1 / d, power: 0 };
    case "one":
      return { factor: 1, power: 0 };
    case "large":
      return { factor: Math.sqrt(d), power: 0 };
    case "tuned":
      return { factor: kappa / Math.sqrt(d), power: 0.5 };
  }
}

export const lambdaAt = (values: UniversalityValues, effectiveSamples: number): number => {
  const { factor, power } = lawOf(values);
  return factor * effectiveSamples ** power;
};

/** κ below which noise passes the cut of the quadratic network (c < 2δ): its overfitting does not vanish as d grows. */
export const leastKappa = ({ noise }: Pick<UniversalityValues, "noise">): number => 4 * Math.sqrt(noise);

/** Whether a weight decay tuned to the noise lets some of it pass. */
export const leaks = (values: UniversalityValues): boolean =>
  values.law === "tuned" && values.kappa < leastKappa(values);

/** n_eff from … to …, up to the last phase. */
export function window({ d, gamma, law }: UniversalityValues): [number, number] {
  const last = d ** Math.max(2, Math.min(3, 2 * gamma));
  return [0.3, Math.max(1e5, (law === "tuned" ? 1000 : 10) * last)];
}

/** The effective samples of both curves: one grid, dense about both peaks. */
export function gridOf(values: UniversalityValues): number[] {
  const [from, to] = window(values);
  return samplesGrid(
    from,
    to,
    NETWORKS.map((network) => peakOf({ network, d: values.d })),
  );
}
