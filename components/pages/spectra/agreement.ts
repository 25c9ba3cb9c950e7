import { html } from "htl";
import { formatNumber } from "../../numbers.js";
import type { Experiment } from "./solved.js";
import { errorExcess, overlapDeviation } from "./trained.js";

const signed = (excess: number) =>
  Math.abs(excess) < 5e-4 ? "0" : `${excess > 0 ? "+" : "−"}${formatNumber(100 * Math.abs(excess), 2)} %`;

/** What the comparison with trained networks comes to, in numbers. */
export function agreementWords(experiments: readonly Experiment[] | undefined): HTMLElement {
  if (!experiments) return html`<p>The predictions are being solved.</p>` as HTMLElement;
  const { median, count } = overlapDeviation(experiments);
  const overlaps =
    count > 0
      ? `The overlaps of ${count} learned features are within ${formatNumber(median, 2)} of the exact prediction (median of the absolute difference).`
      : "No trained feature stands alone in them, so that there are no overlaps to compare.";
  const errors = errorExcess(experiments).map(({ phase, excess }) => `${signed(excess)} (${phase})`);
  return html`<p>${overlaps} The error of the trained networks differs from the predicted one by ${errors.join(", ")}. It is largest where few effective samples have been seen: state evolution is a statement about large dimension.</p>` as HTMLElement;
}
