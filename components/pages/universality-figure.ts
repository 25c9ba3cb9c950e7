import { powerSum } from "../../theory/power-sum.js";
import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import { riskRatio } from "../../theory/universality.js";
import { chartScales, dragAlong } from "../charts/chart.js";
import { signed } from "../charts/exponent-strip.js";
import { type BothCurves, RATIO_RANGE, universality } from "../figures/universality.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { peakOf, type RiskPoint } from "../risk-curves.js";
import { rowsOf } from "../rows.js";
import { isFullWidth, type Trained } from "../trained.js";
import { plain } from "./scaling-laws-state.js";
import { solveRiskCurve } from "./solve-risk-curve.js";
import {
  gridOf,
  LAW_NAMES,
  lambdaAt,
  lawOf,
  leaks,
  leastKappa,
  NETWORKS,
  type UniversalityStore,
  type UniversalityValues,
  window,
} from "./universality-state.js";

/** Both risks at the reader's n_eff. */
export interface BothPoints {
  diagonal: RiskPoint;
  quadratic: RiskPoint;
}

/** R(0) of both networks: Σ i^{−2γ} and 2. */
export const zeroRisks = ({ d, gamma }: { d: number; gamma: number }) => ({
  diagonal: powerSum(1, d, -2 * gamma),
  quadratic: 2,
});

/** The finding at one n_eff, true at any: phases, exponents, and the ratio beside its limit. */
export function comparison({ diagonal, quadratic }: BothPoints, values: UniversalityValues): string {
  const { d, gamma, law, scale } = values;
  const zero = zeroRisks(values);
  const unit = scale === "relative" ? zero.diagonal / zero.quadratic : 1;
  const ratio = (quadratic.excessRisk / diagonal.excessRisk) * unit;
  const what = scale === "relative" ? "over R(0) " : "";
  const decay = law === "tuned" ? `λ = ${formatNumber(values.kappa)}√(n_eff/d)` : `λ = ${LAW_NAMES[law]}`;
  const where = `At n_eff = ${formatNumber(diagonal.effectiveSamples)} (d = ${plain(d)}, ${decay})`;
  const exponents = `local exponents ${formatExponent(quadratic.exponent)} and ${formatExponent(diagonal.exponent)} (quadratic, diagonal)`;
  const times = `the quadratic network's risk ${what}is ${formatNumber(ratio)} times the diagonal one's, with ${exponents}`;
  if (law === "tuned") {
    const { claimed } = quadratic;
    if (leaks(values))
      return `${where} ${times}. Below κ = 4√Δ = ${formatNumber(leastKappa(values))} noise passes the cut, and the exponents are those of no phase.`;
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

interface Shown {
  values: UniversalityValues;
  both: BothCurves | null;
}

/** The two networks over one axis. */
export function universalityFigure(store: UniversalityStore, trained: readonly Trained[]) {
  const snapshot = (): UniversalityValues => ({ ...store.values });
  let shown: Shown = { values: snapshot(), both: null };
  let point: { values: UniversalityValues; both: BothPoints } | undefined;

  const trainedAt = (values: UniversalityValues) =>
    values.law === "tuned"
      ? []
      : trained.filter(
          (row) =>
            row.d === values.d &&
            row.gamma === values.gamma &&
            row.noise === values.noise &&
            Math.abs(row.lambda / lambdaAt(values, 1) - 1) < 1e-9 &&
            isFullWidth(row),
        );
  const empty = (values: UniversalityValues): BothCurves => {
    const { d, gamma, noise } = values;
    const [diagonal, quadratic] = NETWORKS.map((network) => ({
      network,
      d,
      gamma,
      noise,
      name: network,
      points: [],
    }));
    return { diagonal, quadratic };
  };
  /** The reader's point, once it belongs to the state that is drawn. */
  const pointOf = (): BothPoints | undefined => {
    const same = (["d", "gamma", "noise", "law", "kappa"] as const).every(
      (key) => point?.values[key] === shown.values[key],
    );
    return same ? point?.both : undefined;
  };
  const caption = () => {
    const { values } = shown;
    const dots = trainedAt(values);
    const counts = NETWORKS.map((network) => dots.filter((row) => row.network === network).length);
    const networks =
      dots.length > 0
        ? ` Dots: networks trained at ${counts[0]} (diagonal) and ${counts[1]} (quadratic) points, mean and standard error; the teachers of the diagonal ones are random, a few per point, so that its dots may lie off the average line together.`
        : " No networks were trained at these settings.";
    const at = pointOf();
    const reading = at ? `${comparison(at, values)} ` : "";
    return `${reading}${leaks(values) ? "" : "Bands: where both networks are in the same phase. Dashed: the constants and exponents that the phases tend to as d grows. "}Ratios beyond ${RATIO_RANGE.map((end) => formatNumber(end)).join(" and ")} are cut off.${networks}`;
  };

  const figure = liveFigure({
    name: "universality",
    store,
    title: () =>
      shown.values.law === "tuned"
        ? leaks(shown.values)
          ? "With a weight decay below the noise, both networks learn some of it"
          : "With a weight decay that follows the noise, two networks fall side by side"
        : shown.both && peaksOf(shown.both).length === 2
          ? "Same slopes, different heights, and a peak in a different place"
          : "Same slopes, different heights",
    draw(width) {
      const { values, both } = shown;
      const unit = values.scale === "relative" ? zeroRisks(values) : { diagonal: 1, quadratic: 1 };
      const curves = both ?? empty(values);
      const dots = trainedAt(values);
      const samples = window(values);
      const drawings = universality(curves, {
        width,
        samples,
        risks: risksOf(curves, dots, unit),
        unit,
        relative: values.scale === "relative",
        limit: (phase) => (values.law === "tuned" ? null : riskRatio(phase, values)),
        trained: dots,
        claimed: !leaks(values),
        peaks: peaksOf(curves),
        cursor: pointOf(),
        finding: caption(),
      });
      const axis = { title: "" };
      const scale = chartScales({
        width,
        x: { ...axis, domain: samples },
        y: { ...axis, domain: [0.1, 1] },
      }).x;
      for (const drawing of drawings) dragAlong(drawing, scale, (value) => store.set({ samples: value }));
      return drawings;
    },
    caption,
    rows() {
      if (!shown.both) throw new Error("The curves are still being computed.");
      const { diagonal, quadratic } = shown.both;
      return rowsOf(
        diagonal.points.map((d, i) => ({
          effectiveSamples: d.effectiveSamples,
          lambda: d.lambda,
          diagonal: d.excessRisk,
          quadratic: quadratic.points[i].excessRisk,
          diagonalExponent: d.exponent,
          quadraticExponent: quadratic.points[i].exponent,
          diagonalPhase: d.phase,
          quadraticPhase: quadratic.points[i].phase,
          converged: d.converged && quadratic.points[i].converged,
        })),
      );
    },
    command() {
      const { values } = shown;
      const { d, gamma, noise, samples } = values;
      const lambda = lambdaAt(values, samples);
      const [from, to] = window(values);
      return NETWORKS.map((network) => {
        const problem = `--network ${network} --d ${d} --gamma ${gamma} --noise ${noise}`;
        // A weight decay that changes with n_eff is no row of a phase diagram: the command solves the reader's point.
        return values.law === "tuned"
          ? `npm run -s cli -- solve ${problem} --alpha ${samples / d} --lambda ${lambda}`
          : `npm run -s cli -- phase ${problem} --samples ${from}:${to}:121 --lambdas ${lambda}:${10 * lambda}:2`;
      }).join(" && ");
    },
  });

  // The reader's point is asked for before the curves: the worker answers in order.
  liveData(
    store,
    ["d", "gamma", "noise", "law", "kappa", "samples", "scale"],
    async () => {
      const values = snapshot();
      const { d, gamma, noise, samples } = values;
      const solved = await Promise.all(
        NETWORKS.map((network) => solveRiskCurve({ network, d, gamma, noise }, lawOf(values), [samples])),
      );
      return { values, both: { diagonal: solved[0][0], quadratic: solved[1][0] } };
    },
    (data) => {
      point = data.both.diagonal.converged && data.both.quadratic.converged ? data : undefined;
      shown.values = { ...shown.values, scale: data.values.scale };
      figure.redraw();
    },
    () => {
      point = undefined;
      figure.redraw();
    },
  );
  liveData(
    store,
    ["d", "gamma", "noise", "law", "kappa"],
    async () => {
      const values = snapshot();
      const { d, gamma, noise } = values;
      const grid = gridOf(values);
      const [diagonal, quadratic] = await Promise.all(
        NETWORKS.map(async (network) => {
          const problem = { network, d, gamma, noise };
          return {
            ...problem,
            name: network,
            points: await solveRiskCurve(problem, lawOf(values), grid),
          };
        }),
      );
      return { values, both: { diagonal, quadratic } };
    },
    (data) => {
      shown = { ...data, values: { ...data.values, scale: store.values.scale } };
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return figure;
}

/** The peaks that the curves pass through. */
function peaksOf({ diagonal, quadratic }: BothCurves) {
  return [
    { curve: diagonal, text: "d", side: "right" as const },
    { curve: quadratic, text: "d/4", side: "left" as const },
  ]
    .filter(({ curve }) => curve.points.some(({ phase }) => phase === "peak"))
    .map(({ curve, text, side }) => ({ at: peakOf(curve), text, side }));
}

/** The risks to be shown, rounded out to half decades. */
function risksOf(
  { diagonal, quadratic }: BothCurves,
  dots: readonly Trained[],
  unit: { diagonal: number; quadratic: number },
): [number, number] {
  const values = [
    ...[diagonal, quadratic].flatMap(({ network, points }) =>
      points.filter(({ converged }) => converged).map(({ excessRisk }) => excessRisk / unit[network]),
    ),
    ...dots.map(({ network, excessRisk }) => excessRisk / unit[network]),
  ].filter((value) => value > 0 && Number.isFinite(value));
  if (values.length === 0) return [1e-3, 10];
  const half = (value: number, round: (x: number) => number) => 10 ** (round(2 * Math.log10(value)) / 2);
  return [half(Math.min(...values) * 0.9, Math.floor), half(Math.max(...values) * 1.6, Math.ceil)];
}

/** The phases of both networks at a state of the page. */
export function phasesAt(values: UniversalityValues): Record<"diagonal" | "quadratic", PhaseId> {
  const { d, gamma, noise, samples } = values;
  const at = (network: "diagonal" | "quadratic") =>
    phaseAt({ network, d, gamma, noise, effectiveSamples: samples, lambda: lambdaAt(values, samples) }).id;
  return { diagonal: at("diagonal"), quadratic: at("quadratic") };
}
