import { html } from "htl";
import { collapsingWeightDecay } from "../../../theory/learned-features.js";
import { formatNumber } from "../../numbers.js";
import { effectiveSamplesOf, type Trained } from "../../trained.js";
import { deviationItem, listOr, settledAt, trainedPhase } from "../../trained-words.js";
import { NOISE } from "./quantities.js";
import { featureCounts, type TrainedFeatures } from "./trained-features.js";

/** Trained networks on the plateau, by what holds them there. */
export function trainedOnPlateau(trained: readonly Trained[]): { zero: Trained[]; noise: Trained[] } {
  const rows = settledAt(trained, NOISE);
  return {
    zero: rows.filter((row) =>
      row.network === "quadratic"
        ? row.lambda >= collapsingWeightDecay({ ...row, alpha: effectiveSamplesOf(row) / row.d })
        : trainedPhase(row) === "Ib",
    ),
    noise: rows.filter((row) => trainedPhase(row) === "Ia"),
  };
}

/** A sentence on the trained networks of the plateau and how far they lie from state evolution, from the data. */
export function plateauAgreement(trained: readonly Trained[], features: readonly TrainedFeatures[]): Element {
  const { zero, noise } = trainedOnPlateau(trained);
  return listOr(
    [
      deviationItem("Rank collapse (Ib)", "quadratic", zero),
      deviationItem("Rank collapse (Ib)", "diagonal", zero),
      deviationItem("No data (Ia)", "quadratic", noise),
      deviationItem("No data (Ia)", "diagonal", noise),
      ...featureCounts(features, { d: 200, gamma: 1, noise: NOISE }).map(
        ({ effectiveSamples, lambda, networks, features, predicted }) =>
          html`<li>Features learned at d = 200, n<sub>eff</sub> = ${formatNumber(effectiveSamples)}, λ = ${formatNumber(lambda)}: ${formatNumber(features)} on average over ${networks} networks, ${predicted} by state evolution.</li>`,
      ),
    ],
    "There are no trained networks on the plateau in the data of this build.",
  );
}
