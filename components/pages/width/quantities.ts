import { ranged, segments } from "../../kit/quantity.js";
import { formatNumber } from "../../numbers.js";
import { DECAYS, type DecayId, LOADS } from "./curves.js";

export const decay = segments<DecayId>({
  key: "decay",
  label: "Weight decay",
  values: ["little", "edge"],
  initial: "little",
  format: (id) => DECAYS[id].name,
});

export const load = segments({
  key: "alpha",
  label: "Load α, effective samples per dimension",
  values: LOADS,
  initial: 1,
  format: (value) => formatNumber(value),
});

export const units = ranged({
  key: "p",
  label: "Hidden units",
  symbol: "p",
  min: 1,
  max: 10_000,
  initial: 7,
  digits: 5,
  format: (value) => formatNumber(Math.round(value), 5),
});
