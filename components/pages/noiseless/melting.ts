import { facts } from "../../../theory/networks.js";
import { curveLabels, landmark, readerRing, theoryLine } from "../../charts/chart.js";
import { at } from "../../charts/read-curve.js";
import type { Meaning } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { decade, formatNumber } from "../../numbers.js";
import { NOISES, type SamplesCurve } from "./curves.js";
import { type NoiselessSchema, samplesRange } from "./quantities.js";
import { rise } from "./rise.js";
import { riskChart, samplesAxis } from "./risk-chart.js";

type Needs = { own: SamplesCurve; others: SamplesCurve[] };
type MeltingView = View<NoiselessSchema, Needs>;

const allOf = ({ own, others }: MeltingView): SamplesCurve[] => [...others, own];

/** Excess risk against n_eff at hardly any weight decay, as the label noise goes to zero. */
export const meltingFigure: Drawing<NoiselessSchema, Needs> = {
  title: ({ own }) =>
    rise(own.points)
      ? `A label noise of ${formatNumber(own.noise)} still makes a peak`
      : "The peak has melted: this little noise is less than the risk of what is not yet seen",
  caption,
  draw(view, width) {
    const { of, own } = view;
    const { peakLoad, words } = facts(of.network);
    const seen = allOf(view).flatMap(({ points }) => points.map(({ y }) => y).filter((y) => y > 0));
    // One that lies on the reader's is left out.
    const curves = allOf(view).filter(
      (curve) => curve === own || Math.abs(curve.noise / own.noise - 1) > 0.05,
    );
    const meaning = (curve: SamplesCurve): Meaning =>
      curve === own ? "harmful" : curve.noise === 0 ? "teacher" : "hidden";
    const reader = at(own.points, of.samples);
    return riskChart({
      width,
      x: samplesAxis(samplesRange(of.d)),
      risks: [Math.max(1e-12, Math.min(...seen) / 3), Math.max(...seen) * 3],
      finding: caption(view),
      onDrag: (samples) => view.set({ samples }),
      marks: [
        landmark(peakLoad * of.d, words.peak),
        ...curves.map((curve) =>
          theoryLine(curve.points, {
            meaning: meaning(curve),
            width: curve === own ? 3.25 : curve.noise === 0 ? 2.5 : 1.25,
          }),
        ),
        curveLabels(
          [own, ...curves.filter((curve) => curve !== own)].map((curve) => ({
            text: curve === own ? `yours, Δ = ${formatNumber(own.noise)}` : nameOf(curve),
            points: curve.points,
            meaning: meaning(curve),
          })),
        ),
        ...(Number.isFinite(reader) ? [readerRing(of.samples, reader)] : []),
      ],
    });
  },
  rows(view) {
    const { network, d, gamma } = view.of;
    return rowsOf(
      allOf(view).flatMap(({ lambda, noise, points }) =>
        points.map(({ x, y, converged }) => ({
          source: "theory",
          ...{ network, d, gamma, noise, lambda },
          effectiveSamples: x,
          excessRisk: y,
          converged,
        })),
      ),
    );
  },
  command: ({ of: { network, d, gamma, noise, samples } }) => ({
    command: "solve",
    options: { network, d, gamma, noise, alpha: samples / d, lambda: 1 / d },
  }),
};

function nameOf({ noise }: SamplesCurve): string {
  const text = noise > 0 && noise < 1e-3 ? decade(Math.round(Math.log10(noise))) : formatNumber(noise);
  return `Δ = ${text}`;
}

function caption({ of, own, others }: MeltingView): string {
  const found = rise(own.points);
  const largest = others.find(({ noise }) => noise === NOISES[0]);
  const reference = largest && rise(largest.points);
  const now = found
    ? `At Δ = ${formatNumber(of.noise)} the risk rises ${formatNumber(found.factor)}-fold, from ${formatNumber(found.from.y)} at n_eff = ${formatNumber(found.from.x)} to ${formatNumber(found.to.y)} at ${formatNumber(found.to.x)}`
    : `At Δ = ${formatNumber(of.noise)} more samples never hurt once the first features are learned: the peak is gone`;
  const then = reference ? ` At Δ = ${NOISES[0]} it rises ${formatNumber(reference.factor)}-fold.` : "";
  return `${now}.${then} All curves at λ = 1/d = ${formatNumber(1 / of.d)}, γ = ${of.gamma}; grey: Δ = 0.5, 10⁻², 10⁻⁴, 10⁻⁶; black: no noise.`;
}
