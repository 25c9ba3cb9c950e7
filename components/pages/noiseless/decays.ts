import type { Meaning } from "../../encoding.js";

/** One weight decay of the paper's Figure 5. */
export interface FixedDecay {
  id: "small" | "one" | "large";
  name: string;
  value: (d: number) => number;
  meaning: Meaning;
  symbol: "circle" | "square" | "triangle";
}

/** The three weight decays of the paper's Figure 5, told apart by name and symbol as well as by colour. */
export const DECAYS: readonly FixedDecay[] = [
  { id: "small", name: "λ = 1/d", value: (d) => 1 / d, meaning: "learned", symbol: "circle" },
  { id: "one", name: "λ = 1", value: () => 1, meaning: "teacher", symbol: "square" },
  { id: "large", name: "λ = √d", value: Math.sqrt, meaning: "hidden", symbol: "triangle" },
];

export const decayOf = (id: FixedDecay["id"]): FixedDecay =>
  DECAYS.find((decay) => decay.id === id) as FixedDecay;
