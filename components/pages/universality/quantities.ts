import { NETWORKS, type Network } from "../../../theory/networks.js";
import { type PhaseId, phaseAt } from "../../../theory/regimes.js";
import type { Values } from "../../kit/field.js";
import { type Quantity, ranged, segments } from "../../kit/quantity.js";
import { type DecayLaw, type DIMENSIONS, type GAMMAS, SAMPLES } from "../../risk-curves.js";

/** Weight decays of the page: fixed ones, and κ√(n_eff/d), which follows the noise. */
const LAWS = ["small", "one", "large", "tuned"] as const;
type Law = (typeof LAWS)[number];

/** Their names; κ is the reader's. */
export const LAW_NAMES: Record<Law, string> = { small: "1/d", one: "1", large: "√d", tuned: "κ√(n_eff/d)" };

export const law = segments<Law>({
  key: "law",
  label: "Weight decay λ",
  values: LAWS,
  initial: "large",
  format: (id) => LAW_NAMES[id].replace("n_eff", "n"),
});

export const kappa = ranged({ key: "kappa", label: "Its factor", symbol: "κ", min: 1, max: 30, initial: 3 });

/** Whether the risk is shown as it is, or over that of the network that knows nothing. */
export const scale = segments({
  key: "scale",
  label: "Risk",
  values: ["absolute", "relative"],
  initial: "absolute",
  format: (id) => (id === "absolute" ? "R" : "R/R(0)"),
});

/** What the address of the page holds. */
export type UniversalitySchema = {
  d: Quantity<(typeof DIMENSIONS)[number]>;
  gamma: Quantity<(typeof GAMMAS)[number]>;
  noise: Quantity<0.5 | 0>;
  law: typeof law;
  kappa: Quantity<number>;
  scale: typeof scale;
  samples: Quantity<number>;
};
export type UniversalityValues = Readonly<Values<UniversalitySchema>>;
/** What the curves depend on. */
export type LawValues = Omit<UniversalityValues, "scale" | "samples">;

/** Something of each network. */
export type Both<T> = Record<Network, T>;

export const both = <T>(make: (network: Network) => T): Both<T> =>
  Object.fromEntries(NETWORKS.map((network) => [network, make(network)])) as Both<T>;

/** λ as a function of n_eff. */
export function lawOf({ law, d, kappa }: Pick<LawValues, "law" | "d" | "kappa">): DecayLaw {
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

export function lambdaAt(of: LawValues, effectiveSamples: number): number {
  const { factor, power } = lawOf(of);
  return factor * effectiveSamples ** power;
}

/** κ below which noise passes the cut of the quadratic network (c < 2δ): its overfitting does not vanish as d grows. */
export const leastKappa = ({ noise }: Pick<LawValues, "noise">): number => 4 * Math.sqrt(noise);

/** Whether a weight decay tuned to the noise lets some of it pass. */
export const leaks = (of: LawValues): boolean => of.law === "tuned" && of.kappa < leastKappa(of);

/** n_eff from … to …, up to the last phase. */
export function samplesWindow({ d, gamma, law }: Pick<LawValues, "d" | "gamma" | "law">): [number, number] {
  const last = d ** Math.max(2, Math.min(3, 2 * gamma));
  return [SAMPLES[0], Math.max(1e5, (law === "tuned" ? 1000 : 10) * last)];
}

/** The reader's n_eff, within the picture. */
export const settle = (of: UniversalityValues) => ({ samples: Math.min(of.samples, samplesWindow(of)[1]) });

/** The phases of both networks at the reader's point. */
export const phasesAt = (of: UniversalityValues): Both<PhaseId> =>
  both((network) => {
    const { d, gamma, noise, samples } = of;
    return phaseAt({ network, d, gamma, noise, effectiveSamples: samples, lambda: lambdaAt(of, samples) }).id;
  });
