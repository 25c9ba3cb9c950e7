import type * as Plot from "@observablehq/plot";
import { phaseAt } from "../../theory/regimes.js";
import type { Solution } from "../../theory/state-evolution.js";
import { chartScales, dragAlong } from "../charts/chart.js";
import { EXPONENT_RANGE, exponentStrip, signed } from "../charts/exponent-strip.js";
import { type DrawnCurve, scalingLaws, strokeOf } from "../figures/scaling-laws.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { claimedExponent, type RiskCurve, samplesGrid } from "../risk-curves.js";
import { rowsOf } from "../rows.js";
import { isFullWidth, medianDeviation, type Trained } from "../trained.js";
import {
  decayOf,
  plain,
  type ScalingStore,
  type ScalingValues,
  samplesWindow,
  type Wanted,
  wantedCurves,
} from "./scaling-laws-state.js";
import { solveRiskCurve } from "./solve-risk-curve.js";

/** The reader's point as it was solved. */
export interface ReaderPoint {
  solution: Solution;
  exponent: number;
}

/** The curves of one state of the page, with that state: a picture and its words are never of two different ones. */
interface Shown {
  values: ScalingValues;
  wanted: Wanted[];
  curves: RiskCurve[];
}

const SYMBOLS: Plot.SymbolType[] = ["circle", "square", "triangle", "diamond", "star"];

/** Figure 3 of the paper with the local exponent beneath it. `point` gives the reader's point where it is solved. */
export function scalingLawsFigure(
  store: ScalingStore,
  trained: readonly Trained[],
  point: () => ReaderPoint | undefined,
) {
  const snapshot = (): ScalingValues => ({ ...store.values });
  let shown: Shown = { values: snapshot(), wanted: [], curves: [] };

  const trainedOn = ({ problem, decay }: Wanted): Trained[] =>
    trained.filter(
      (row) =>
        row.network === problem.network &&
        row.d === problem.d &&
        row.gamma === problem.gamma &&
        row.noise === problem.noise &&
        Math.abs(row.lambda / decay.value(row.d) - 1) < 1e-9 &&
        isFullWidth(row),
    );

  const figure = liveFigure({
    name: "scaling-laws",
    store,
    title: () =>
      shown.values.view === "decays"
        ? "The slope of the risk changes where the phase changes"
        : "The same phases at every d, over longer stretches as d grows",
    draw(width) {
      const { values } = shown;
      const wanted = shown.wanted.length > 0 ? shown.wanted : wantedCurves(values);
      const drawn: DrawnCurve[] = wanted.map((entry, k) => ({
        curve: shown.curves[k] ?? { ...entry.problem, name: entry.name, points: [] },
        trained: trainedOn(entry),
        symbol: values.view === "decays" ? entry.decay.symbol : SYMBOLS[k % SYMBOLS.length],
      }));
      const lit = drawn[wanted.findIndex((entry) => entry.lit)].curve;
      const at = pointOf();
      const x = { domain: samplesWindow(values), title: "effective samples", symbol: "n_eff" };
      const y = { domain: riskWindow(drawn), title: "excess risk", symbol: "R" };
      const height = Math.round(Math.min(340, Math.max(235, width * 0.44)));
      const risk = scalingLaws(drawn, {
        width,
        height,
        x: { domain: x.domain, title: "", ticks: [] },
        y,
        lit,
        cursor: at?.solution,
        finding: caption(),
      });
      const strip = exponentStrip(
        drawn.map(({ curve }) => curve),
        {
          width,
          x,
          lit,
          stroke: (curve) => strokeOf(curve === lit),
          cursor: at && [{ effectiveSamples: at.solution.effectiveSamples, exponent: at.exponent }],
          finding: `The local exponent of each curve. ${caption()}`,
        },
      );
      const scale = chartScales({ width, height, x, y }).x;
      for (const drawing of [risk, strip])
        dragAlong(drawing, scale, (value) => store.set({ samples: value }));
      return [risk, strip];
    },
    caption,
    rows: () =>
      rowsOf(
        shown.curves.flatMap(({ name, network, d, gamma, noise, points }) =>
          points.map((p) => ({ curve: name, network, d, gamma, noise, ...p })),
        ),
      ),
    command() {
      const { values } = shown;
      const { network, d, gamma, noise } = values;
      const [from, to] = samplesWindow(values);
      // 1/d, d^(−1/2), 1, √d, d: even in the logarithm, with the figure's three or four among them.
      const lambdas = values.decay === "huge" ? `${1 / d}:${d}:5` : `${1 / d}:${Math.sqrt(d)}:4`;
      return `npm run -s cli -- phase --network ${network} --d ${d} --gamma ${gamma} --noise ${noise} --samples ${from}:${to}:121 --lambdas ${lambdas}`;
    },
  });

  /** The reader's point, once it belongs to the state that is drawn. */
  function pointOf(): ReaderPoint | undefined {
    const at = point();
    if (!at) return undefined;
    const { network, d, gamma, noise, lambda } = at.solution;
    const { values } = shown;
    return network === values.network &&
      d === values.d &&
      gamma === values.gamma &&
      noise === values.noise &&
      Math.abs(lambda / decayOf(values).value(d) - 1) < 1e-9
      ? at
      : undefined;
  }

  function caption(): string {
    const { values, wanted } = shown;
    const dots = (wanted.length > 0 ? wanted : wantedCurves(values)).flatMap(trainedOn);
    const networks =
      dots.length > 0
        ? ` Dots: networks trained at ${dots.length} ${dots.length === 1 ? "point" : "points"}, mean and standard error; half of them lie within ${formatNumber(100 * medianDeviation(dots), 2)} % of state evolution for the teachers they had.`
        : " No networks were trained at these settings.";
    const at = pointOf();
    const reading = at ? `${pointSentence(at, values)} ` : "";
    return `${reading}${spread(shown)}Bands: phases of ${decayOf(values).name}. Dashed: the exponents they tend to as d grows. Below: the exact local exponent, cut off at ${EXPONENT_RANGE.map((end) => formatNumber(end)).join(" and ")}.${networks}`;
  }

  liveData(
    store,
    ["network", "d", "gamma", "noise", "decay", "view"],
    async () => {
      const values = snapshot();
      const wanted = wantedCurves(values);
      const [from, to] = samplesWindow(values);
      const points = await Promise.all(
        wanted.map(({ problem, decay, near }) =>
          solveRiskCurve(problem, { factor: decay.value(problem.d), power: 0 }, samplesGrid(from, to, near)),
        ),
      );
      return {
        values,
        wanted,
        curves: wanted.map(({ problem, name }, k) => ({ ...problem, name, points: points[k] })),
      };
    },
    (data) => {
      shown = data;
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return figure;
}

/** What the figure shows at the reader's point, true at any: the exponent there, beside the phase's own. */
export function pointSentence({ solution, exponent }: ReaderPoint, values: ScalingValues): string {
  const { network, d, effectiveSamples, lambda, excessRisk, zero } = solution;
  const phase = phaseAt(solution);
  const where = `At n_eff = ${formatNumber(effectiveSamples)} (${network} network, d = ${plain(d)}, ${decayOf(values).name})`;
  const { claimed } = claimedExponent(solution, effectiveSamples, { factor: lambda, power: 0 });
  if (zero || (claimed === 0 && Math.abs(exponent) < 0.005))
    return `${where} the risk is flat at ${formatNumber(excessRisk)}: phase ${phase.id}, ${phase.title}.`;
  const here = `${where} the risk is ${formatNumber(excessRisk)} and changes as n_eff to the power ${formatExponent(exponent)}`;
  const name = phase.id === "peak" ? "at the interpolation peak" : `in phase ${phase.id}, ${phase.title}`;
  if (claimed === null) return `${here}: ${name}, which has no power of its own.`;
  const off = Math.abs(exponent - claimed);
  return off < 0.05
    ? `${here}: ${name}, whose own exponent is ${signed(claimed)}.`
    : `${here}: ${name}, whose own exponent is ${signed(claimed)}; a finite d and the nearest boundary leave a difference of ${formatNumber(off, 2)}.`;
}

/** In the view of several dimensions: how far the curves are apart at the reader's point. */
function spread({ values, curves }: Shown): string {
  if (values.view !== "dimensions" || curves.length < 2) return "";
  const risks = curves.map(({ points }) => {
    const nearest = points.reduce((a, b) =>
      Math.abs(Math.log(b.effectiveSamples / values.samples)) <
      Math.abs(Math.log(a.effectiveSamples / values.samples))
        ? b
        : a,
    );
    return nearest.excessRisk;
  });
  const factor = Math.max(...risks) / Math.min(...risks);
  const range = `d = ${plain(Math.min(...curves.map(({ d }) => d)))} to ${plain(Math.max(...curves.map(({ d }) => d)))}`;
  return factor < 1.1
    ? `There the curves of ${range} lie within ${formatNumber(100 * (factor - 1), 2)} % of one another. `
    : `There the curves of ${range} differ by a factor of ${formatNumber(factor)}. `;
}

/** The risks to be shown, rounded out to half decades. */
function riskWindow(drawn: readonly DrawnCurve[]): [number, number] {
  const values = drawn.flatMap(({ curve, trained }) => [
    ...curve.points.filter(({ converged }) => converged).map(({ excessRisk }) => excessRisk),
    ...trained.map(({ excessRisk }) => excessRisk),
  ]);
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return [1e-3, 10];
  const half = (value: number, round: (x: number) => number) => 10 ** (round(2 * Math.log10(value)) / 2);
  return [half(Math.min(...positive) * 0.9, Math.floor), half(Math.max(...positive) * 1.6, Math.ceil)];
}
