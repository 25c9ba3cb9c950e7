import { NETWORKS } from "../../../theory/networks.js";
import { type PhaseId, phaseAt } from "../../../theory/regimes.js";
import { riskRatio } from "../../../theory/universality.js";
import { chartScales, dragAlong } from "../../charts/chart.js";
import { signed } from "../../charts/exponent-strip.js";
import { riskWindow } from "../../charts/risk-chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatDimension, formatExponent, formatNumber } from "../../numbers.js";
import { peakOf, type RiskCurve, type RiskPoint } from "../../risk-curves.js";
import { effectiveSamplesOf, type Trained, trainedOf } from "../../trained.js";
import { RATIO_RANGE, ratioPoints, universality } from "./chart.js";
import { zeroRisks } from "./curves.js";
import {
  type Both,
  both,
  LAW_NAMES,
  lambdaAt,
  leaks,
  leastKappa,
  samplesWindow,
  type UniversalitySchema,
  type UniversalityValues,
} from "./quantities.js";

type Needs = { curves: Both<RiskCurve>; point: Both<RiskPoint> };
type RiskView = View<UniversalitySchema, Needs>;

/** The finding at one n_eff, true at any: phases, exponents, and the ratio beside its limit. */
export function comparison({ diagonal, quadratic }: Both<RiskPoint>, of: UniversalityValues): string {
  const { d, gamma, law, scale } = of;
  const zero = zeroRisks(of);
  const unit = scale === "relative" ? zero.diagonal / zero.quadratic : 1;
  const ratio = (quadratic.excessRisk / diagonal.excessRisk) * unit;
  const what = scale === "relative" ? "over R(0) " : "";
  const decay = law === "tuned" ? `λ = ${formatNumber(of.kappa)}√(n_eff/d)` : `λ = ${LAW_NAMES[law]}`;
  const where = `At n_eff = ${formatNumber(diagonal.effectiveSamples)} (d = ${formatDimension(d)}, ${decay})`;
  const exponents = `local exponents ${formatExponent(quadratic.exponent)} and ${formatExponent(diagonal.exponent)} (quadratic, diagonal)`;
  const times = `the quadratic network's risk ${what}is ${formatNumber(ratio)} times the diagonal one's, with ${exponents}`;
  if (law === "tuned") {
    const { claimed } = quadratic;
    if (leaks(of))
      return `${where} ${times}. Below κ = 4√Δ = ${formatNumber(leastKappa(of))} noise passes the cut, and the exponents are those of no phase.`;
    const near = [quadratic, diagonal].every(
      (point) => point.claimed !== null && Math.abs(point.exponent - point.claimed) < 0.05,
    );
    return near && claimed === diagonal.claimed
      ? `${where} ${times}: both fall with the best possible exponent, ${signed(claimed!)}; the constant depends on κ.`
      : `${where} ${times}; a weight decay that grows with the noise leaves neither peak nor overfitting.`;
  }
  if (diagonal.phase !== quadratic.phase)
    return `${where} ${times}: the diagonal network is ${placeOf(diagonal.phase)}, the quadratic one ${placeOf(quadratic.phase)}.`;
  const limit = riskRatio(diagonal.phase, { d, gamma });
  if (diagonal.phase === "V")
    return `${where} ${times}: both are in phase V, where their rates differ, 1/log(d/n_eff) against (n_eff/d) to the power 2/5.`;
  if (limit === null)
    return `${where} ${times}: both are ${placeOf(diagonal.phase)}, which fixes ${diagonal.phase === "IV" ? "the exponent, but leaves the ratio to drift with logarithms" : "no common constant"}.`;
  return `${where} ${times}: both are ${placeOf(diagonal.phase)}, where the ratio tends to ${formatNumber(limit * unit)}.`;
}

const placeOf = (phase: PhaseId): string => (phase === "peak" ? "at its peak" : `in phase ${phase}`);

/** The networks trained at one weight decay of each curve; none follow the noise. */
const trainedAt = (trained: readonly Trained[], of: UniversalityValues): Both<Trained[]> =>
  both((network) =>
    of.law === "tuned"
      ? []
      : trainedOf(trained, {
          network,
          d: of.d,
          gamma: of.gamma,
          noise: of.noise,
          lambda: lambdaAt(of, 1),
        }),
  );

/** The peaks that the curves pass through. */
const peaksOf = ({ diagonal, quadratic }: Both<RiskCurve>) =>
  [
    { curve: diagonal, text: "d", side: "right" as const },
    { curve: quadratic, text: "d/4", side: "left" as const },
  ]
    .filter(({ curve }) => curve.points.some(({ phase }) => phase === "peak"))
    .map(({ curve, text, side }) => ({ at: peakOf(curve), text, side }));

function caption(trained: readonly Trained[], { of, point }: RiskView): string {
  const { diagonal, quadratic } = trainedAt(trained, of);
  const networks =
    diagonal.length + quadratic.length > 0
      ? `Dots: networks trained at ${diagonal.length} (diagonal) and ${quadratic.length} (quadratic) points, mean and standard error; the teachers of the diagonal ones are random, a few per point, so that its dots may lie off the average line together.`
      : "No networks were trained at these settings.";
  return `${comparison(point, of)} ${leaks(of) ? "" : "Bands: where both networks are in the same phase. Dashed: the constants and exponents that the phases tend to as d grows. "}Ratios beyond ${RATIO_RANGE.map((end) => formatNumber(end)).join(" and ")} are cut off. ${networks}`;
}

function draw(all: readonly Trained[], view: RiskView, width: number): Element[] {
  const { of, curves, point, set } = view;
  const relative = of.scale === "relative";
  const unit = relative ? zeroRisks(of) : both(() => 1);
  const trained = trainedAt(all, of);
  const samples = samplesWindow(of);
  const shown = NETWORKS.flatMap((network) =>
    [...curves[network].points.filter(({ converged }) => converged), ...trained[network]].map(
      ({ excessRisk }) => excessRisk / unit[network],
    ),
  );
  const drawings = universality(curves, {
    width,
    samples,
    risks: riskWindow(shown),
    unit,
    relative,
    limit: (phase) => (of.law === "tuned" ? null : riskRatio(phase, of)),
    trained,
    claimed: !leaks(of),
    peaks: peaksOf(curves),
    cursor: point,
    finding: caption(all, view),
  });
  const { x } = chartScales({ width, x: { domain: samples, title: "" }, y: { domain: [0.1, 1], title: "" } });
  for (const drawing of drawings) dragAlong(drawing, x, (value) => set({ samples: value }));
  return drawings;
}

/** The rows of one network: its curve, with the ratio R(quadratic)/R(diagonal) at the same n_eff, and its dots. */
function networkRows({ network, points }: RiskCurve, ratios: readonly number[], trained: readonly Trained[]) {
  return [
    ...points.map((point, i) => ({
      source: "theory",
      network,
      ...point,
      ratio: ratios[i],
      standardError: null,
    })),
    ...trained.map((row) => ({
      source: "trained",
      network,
      effectiveSamples: effectiveSamplesOf(row),
      lambda: row.lambda,
      excessRisk: row.excessRisk,
      exponent: null,
      phase: phaseAt({ ...row, effectiveSamples: effectiveSamplesOf(row) }).id,
      claimed: null,
      converged: row.converged,
      ratio: null,
      standardError: row.standardError,
    })),
  ];
}

/** The two networks over one axis. */
export const riskFigure = (trained: readonly Trained[]): Drawing<UniversalitySchema, Needs> => ({
  title({ of, curves }) {
    if (of.law === "tuned")
      return leaks(of)
        ? "With a weight decay below the noise, both networks learn some of it"
        : "With a weight decay that follows the noise, two networks fall side by side";
    return peaksOf(curves).length === 2
      ? "Same slopes, different heights, and a peak in a different place"
      : "Same slopes, different heights";
  },
  caption: (view) => caption(trained, view),
  draw: (view, width) => draw(trained, view, width),
  rows({ of, curves }) {
    const dots = trainedAt(trained, of);
    const ratios = ratioPoints(curves).map(({ y }) => y);
    return rowsOf(NETWORKS.flatMap((network) => networkRows(curves[network], ratios, dots[network])));
  },
  command: ({ of: { d, gamma, noise, samples }, point }) => ({
    command: "solve",
    options: {
      network: "quadratic",
      d,
      gamma,
      noise,
      alpha: samples / d,
      lambda: point.quadratic.lambda,
    },
  }),
});
