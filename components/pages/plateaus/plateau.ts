import { facts } from "../../../theory/networks.js";
import { chart, landmark, phaseBands, readerRing, theoryLine, trainedDots } from "../../charts/chart.js";
import { level } from "../../charts/level.js";
import { ownTeacher } from "../../charts/own-teacher.js";
import { pointsOf } from "../../charts/points.js";
import { riskBesideWeights } from "../../charts/risk-beside-weights.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import { spectrumCounts } from "../../spectrum-rows.js";
import type { SolvedPoint } from "../../topics/map.js";
import type { PlateauCurve } from "../../topics/plateaus.js";
import { dotsOf, riskRow, type Trained, trainedOf } from "../../trained.js";
import { plateauPhases } from "./phases.js";
import { NOISE, type PlateausSchema, problemOf, SAMPLES } from "./quantities.js";

type Needs = { curve: PlateauCurve; point: SolvedPoint };
type PlateauView = View<PlateausSchema, Needs>;

/** The risk against effective samples with its plateau: the exact height of zero weights, and where the first feature ends it; beside it the learned weights. */
export const plateauFigure = (trained: readonly Trained[]): Drawing<PlateausSchema, Needs> => {
  const dots = ({ of }: PlateauView) => trainedOf(trained, { ...of, noise: NOISE });
  const caption = (view: PlateauView) =>
    [...pointSentences(view), dotsSentence(view, dots(view).length)].join(" ");
  return {
    title({ of, curve: { end } }) {
      const place = formatNumber(end.effectiveSamples);
      return facts(of.network).resolvesFeatures
        ? `More data do not help before n_eff = ${place}, where the first feature is learned`
        : `More data hardly help before the strongest weight stands out, near n_eff = ${place}`;
    },
    caption,
    draw: (view, width) =>
      riskBesideWeights(
        (left, height) => riskChart(view, dots(view), { width: left, height, finding: caption(view) }),
        view.point.spectrum,
        { width, view: "rank", heights: { beside: 330, tablet: 240, phone: 280, below: 220 } },
      ),
    rows(view) {
      const problem = problemOf(view.of);
      return rowsOf(
        [
          ...view.curve.points.map((point) => ({ source: "theory", ...problem, ...point })),
          ...dots(view).map((row) => ({ source: "trained", ...problem, ...riskRow(row) })),
        ],
        { more: ["standardError", "ownTeacher"] },
      );
    },
    command: ({ of }) => ({
      command: "solve",
      options: { ...problemOf(of), alpha: of.samples / of.d },
    }),
  };
};

function riskChart(
  { of, set, curve, point }: PlateauView,
  dots: readonly Trained[],
  { width, height, finding }: { width: number; height: number; finding: string },
): SVGSVGElement {
  const { points, end, zeroRisk } = curve;
  return chart({
    width,
    height,
    x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
    y: { domain: [1e-3, 6], title: "excess risk", symbol: "R" },
    finding,
    onDrag: (samples) => set({ samples }),
    marks: [
      phaseBands(plateauPhases(curve, problemOf(of))),
      level(zeroRisk, `R(0) = ${formatNumber(zeroRisk)}`),
      landmark(end.effectiveSamples, "first feature", "learned"),
      theoryLine(pointsOf(points, "effectiveSamples", "excessRisk")),
      ownTeacher(dots),
      ...trainedDots(dotsOf(dots)),
      readerRing(of.samples, point.solution.excessRisk),
    ],
  });
}

/** What is seen at the reader's point. */
function pointSentences({ of, curve: { end, zeroRisk }, point }: PlateauView): string[] {
  const { words, randomTeacher, resolvesFeatures } = facts(of.network);
  const { effectiveSamples, excessRisk, zero, lambda, d, divergence } = point.solution;
  const place = `At n_eff = ${formatNumber(effectiveSamples)} and λ = ${formatNumber(lambda)}`;
  const risk = `the risk, ${formatNumber(excessRisk)}, is ${relativeRisk(excessRisk / zeroRisk)}.`;
  const { bulk, spikes } = spectrumCounts(point.spectrum);
  const features = Math.round(spikes);
  const sentences: string[] = [];
  if (zero)
    sentences.push(
      `${place} every learned weight is exactly zero and the risk is exactly R(0) = ${formatNumber(zeroRisk)}.`,
      `Nothing changes with more data until n_eff = ${formatNumber(end.effectiveSamples)}.`,
    );
  else if (effectiveSamples >= end.effectiveSamples)
    sentences.push(
      `${place} ${features === 1 ? "one feature is" : `${formatNumber(features)} features are`} learned${randomTeacher ? " on average" : ""}, and ${risk}`,
    );
  else if (divergence * d < 0.5) sentences.push(`${place} hardly any weight is learned and ${risk}`);
  else
    sentences.push(
      `${place} about ${formatNumber(Math.max(1, Math.round(bulk)))} of ${d} ${words.weights} are learned, all of them noise; ${risk}`,
    );
  if (!resolvesFeatures)
    sentences.push(
      `The ${of.network} network has no sharp end: its strongest weight is Gaussian; where its typical size √d passes noise and cut, the risk is ${formatNumber(100 * end.relativeRisk)} % of R(0).`,
    );
  return sentences;
}

function relativeRisk(share: number): string {
  if (Math.abs(share - 1) < 0.005) return "as high as that of zero weights";
  return share < 1
    ? `${formatNumber(100 * share)} % of that of zero weights`
    : `${formatNumber(100 * (share - 1))} % above that of zero weights`;
}

function dotsSentence({ of }: PlateauView, dots: number): string {
  if (dots === 0)
    return "Line: state evolution. No trained networks at these settings: there are some at γ = 1 and 1.5 for λ = 1/d, 1 and √d, where the slider holds.";
  return facts(of.network).randomTeacher
    ? "Line: state evolution, averaged over teachers. Dots: trained networks, mean of several seeds; short bars: state evolution of the very teachers that they had."
    : "Line: state evolution. Dots: trained networks, mean of several seeds.";
}
