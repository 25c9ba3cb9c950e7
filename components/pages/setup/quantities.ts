import { ranged } from "../../kit/quantity.js";

const linear = { scale: "linear", step: 0.05 } as const;

/** θ, the product of the two weights on one path of the diagonal network. */
export const theta = ranged({
  key: "theta",
  label: "product of the two weights",
  symbol: "θ",
  min: -2,
  max: 2,
  initial: 1,
  ...linear,
});

/** c, below which a weight becomes exactly zero. */
export const cut = ranged({ key: "cut", label: "cut", symbol: "c", min: 0, max: 2.5, initial: 1, ...linear });

/** γ, the exponent by which the teacher's features decay. */
export const decay = ranged({
  key: "gamma",
  label: "decay",
  symbol: "γ",
  min: 0.55,
  max: 3,
  initial: 1.25,
  ...linear,
});
