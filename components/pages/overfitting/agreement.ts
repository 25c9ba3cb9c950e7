import { formatNumber } from "../../numbers.js";
import type { Trained } from "../../trained.js";
import { deviationItem, listOr, settledAt, trainedPhase } from "../../trained-words.js";
import { NOISE } from "./quantities.js";

/** Trained networks in the phases of this page: harmful overfitting, and the peak. */
export function trainedOverfitting(trained: readonly Trained[]): { harmful: Trained[]; peak: Trained[] } {
  const rows = settledAt(trained, NOISE);
  return {
    harmful: rows.filter((row) => trainedPhase(row) === "V"),
    peak: rows.filter((row) => trainedPhase(row) === "peak"),
  };
}

/** What the trained networks of these phases say, from the data. */
export function peakAgreement(trained: readonly Trained[]): Element {
  const { harmful, peak } = trainedOverfitting(trained);
  const about = ({ d, lambda, seeds }: Trained) =>
    ` (d = ${d}, λ = ${formatNumber(lambda)}, over ${seeds} seeds)`;
  return listOr(
    [
      deviationItem("At the peak", "diagonal", peak, about),
      deviationItem("At the peak", "quadratic", peak, about),
      deviationItem("Before it (V)", "diagonal", harmful, about),
      deviationItem("Before it (V)", "quadratic", harmful, about),
    ],
    "There are no trained networks near the peak in the data of this build.",
  );
}
