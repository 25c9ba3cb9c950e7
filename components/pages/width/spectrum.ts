import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { learnedWeights, noisyWeights } from "../../learned-weights.js";
import { formatNumber } from "../../numbers.js";
import { rankedWeights } from "../../spectrum-rows.js";
import { atWidth, unitCut, type WidthCurve, widthSpectrum } from "./chart.js";
import { fullProblem } from "./curves.js";
import { plural, unitsOf, type WidthSchema } from "./risk.js";

type SpectrumView = View<WidthSchema, { own: WidthCurve }>;

/** The law of the noisy teacher at the reader's width, and what full width makes of it. */
function spectraAt({ of, own }: SpectrumView) {
  const { network, d, gamma } = fullProblem(of.d, of.gamma, of.load, of.decay);
  const p = unitsOf(of);
  const { delta, cut } = atWidth(own, p);
  const full = own.points[own.points.length - 1];
  const noisy = noisyWeights({ network, d, gamma, delta });
  const whole = learnedWeights({ network, d, gamma, delta: full.delta, cut: full.cut });
  return { noisy, whole, cut, p, level: unitCut(noisy, p) };
}

function caption({ cut, level, p }: ReturnType<typeof spectraAt>): string {
  const c = formatNumber(cut);
  if (level <= cut)
    return `The cut, c = ${c}, lies above xₚ${Number.isFinite(level) ? ` = ${formatNumber(level)}` : ""}: weight decay leaves fewer eigenvalues than there are units, and the width makes no difference.`;
  if (p === 1)
    return `1 unit keeps the largest eigenvalue of the noisy teacher and shifts it down by the cut, c = ${c}. Everything in the grey band becomes exactly zero.`;
  return `${plural(p)} keep the ${formatNumber(p)} largest eigenvalues of the noisy teacher, those above xₚ = ${formatNumber(level)}, and shift them down by the cut, c = ${c}: the smallest that is kept does not shrink to zero but stays at ${formatNumber(level - cut)}. Everything in the grey band becomes exactly zero.`;
}

/** The learned eigenvalues of a narrow network: density with the two thresholds, and by rank. */
export const spectrumFigure: Drawing<WidthSchema, { own: WidthCurve }> = {
  title: "A narrow network keeps the largest eigenvalues, as many as it has units",
  caption: (view) => caption(spectraAt(view)),
  draw(view, width) {
    const at = spectraAt(view);
    return widthSpectrum(at.noisy, at.whole, { width, units: at.p, cut: at.cut, finding: caption(at) });
  },
  rows(view) {
    const { noisy, p, cut } = spectraAt(view);
    return rowsOf(
      rankedWeights(noisy).map(({ rank, value, kind }) => ({
        rank,
        noisy: value,
        learned: rank <= p ? Math.max(0, value - cut) : 0,
        kind,
      })),
    );
  },
};
