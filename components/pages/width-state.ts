import type { WidthCurve } from "../figures/width.js";
import { choiceField, numberField } from "../state.js";
import type { Trained } from "../trained.js";
import { DECAYS, type DecayId, LOADS, NOISE } from "./width-curves.js";

/** What the address of the page on width holds. */
export const widthSchema = {
  d: choiceField({ key: "d", label: "d", initial: 100, values: [100, 400, 10_000] }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1.25, values: [0.75, 1, 1.25, 1.5, 2] }),
  load: choiceField({ key: "alpha", label: "n_eff/d", initial: 1, values: LOADS }),
  decay: choiceField({ key: "decay", label: "weight decay", initial: "little", values: ["little", "edge"] }),
  units: numberField({ key: "p", label: "p", initial: 7, min: 1, max: 10_000, digits: 5 }),
};

export type WidthSchema = typeof widthSchema;

/** Trained networks of the settings shown, each with the load whose curve it belongs to. */
export function trainedAt(
  trained: readonly Trained[],
  { d, gamma, decay }: { d: number; gamma: number; decay: DecayId },
): (Trained & { load: number })[] {
  return trained.flatMap((row) => {
    if (row.network !== "quadratic" || row.d !== d || row.gamma !== gamma || row.noise !== NOISE) return [];
    const load = LOADS.find((value) => Math.abs(row.n / d ** 2 / value - 1) < 1e-6);
    if (load === undefined) return [];
    const rescaled = row.lambda * Math.sqrt(row.width / d);
    return Math.abs(rescaled / DECAYS[decay].value(load) - 1) < 1e-6 ? [{ ...row, load }] : [];
  });
}

/** What a curve says: its best width, and whether width alone beats the full network. */
export function widthFindings(curve: WidthCurve) {
  const usable = curve.points.filter(({ converged }) => converged);
  const full = curve.points[curve.points.length - 1];
  const best = usable.reduce((a, b) => (b.excessRisk < a.excessRisk * (1 - 1e-9) ? b : a));
  /** A tenth or more below the full network. */
  const narrowWins = best.excessRisk < 0.9 * full.excessRisk;
  // From here on the risk stays within 5 % of that at full width.
  const lastOff = usable.findLastIndex(({ excessRisk }) => Math.abs(excessRisk / full.excessRisk - 1) > 0.05);
  const enough = (usable[lastOff + 1] ?? full).width;
  const worst = usable
    .filter(({ width }) => width >= best.width)
    .reduce((a, b) => (b.excessRisk > a.excessRisk ? b : a));
  return { full, best, narrowWins, enough, worst };
}
