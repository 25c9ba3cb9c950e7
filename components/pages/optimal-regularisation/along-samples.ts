import { chartScales, dragAlong } from "../../charts/chart.js";
import { at } from "../../charts/read-curve.js";
import { boundSegments } from "../../controls/bound.js";
import {
  decayPlane,
  decayRatio,
  type OptimaCurves,
  optimaCurves,
  optimaRatios,
  type RiskAt,
  samplesAxis,
  times,
} from "../../figures/optimal-regularisation.js";
import { type LiveFigure, liveFigure } from "../../live-figure.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { Race } from "../../optimal-regularisation.worker.js";
import { rowsOf } from "../../rows.js";
import { DECAYS, EDGES, type OptimaStore, problemOf } from "./state.js";

/** A figure, and the way to draw it again. */
export interface Panel {
  element: LiveFigure;
  redraw: () => void;
}

interface AlongOptions {
  store: OptimaStore;
  samples: readonly [number, number];
  curves: () => OptimaCurves & { decay: RiskAt[] };
}

const LOADER = "npx tsx data/optimal-regularisation.arrow.ts > optimal-regularisation.arrow";

function draggable(
  store: OptimaStore,
  samples: readonly [number, number],
  drawing: SVGSVGElement,
  width: number,
) {
  const y = { domain: [1, 10] as const, title: "" };
  dragAlong(drawing, chartScales({ width, x: samplesAxis(samples), y }).x, (value) =>
    store.set({ samples: value }),
  );
  return drawing;
}

/** Untuned, pruned, tuned and Bayes-optimal risks along n_eff, and their ratios. */
export function ratesFigure(options: AlongOptions & { slope: () => number }): Panel {
  const { store, samples, curves, slope } = options;
  const { values } = store;
  const ratio = (kind: keyof OptimaCurves, x: number) => {
    const all = curves();
    return at(all[kind], x) / at(all.bayes, x);
  };
  const title = () => {
    const all = curves();
    const range = all.bayes
      .filter(({ x }) => x >= 10)
      .map(({ x, y }) => at(all.tuned, x) / y)
      .filter(Number.isFinite);
    return range.length === 0
      ? "Tuned weight decay against the best possible"
      : `Tuned weight decay stays within ${times(Math.max(...range))} times the best possible risk`;
  };
  const caption = () => {
    const { gamma, noise, d, edge, network } = values;
    const knee = noise * d ** (2 * gamma);
    const expected = values.samples < knee ? -1 + 0.5 / gamma : -1;
    const [tuned, pruned, untuned] = (["tuned", "pruned", "untuned"] as const).map((kind) =>
      ratio(kind, values.samples),
    );
    const rate =
      values.samples < 3
        ? "so few samples have no rate"
        : `the asymptotic rate is ${formatExponent(expected)}`;
    const others = Number.isFinite(pruned)
      ? `, that of the pruned network ${times(pruned)} and that of the untuned one ${times(untuned)} times`
      : "";
    const where =
      network === "diagonal"
        ? "δ√(2 log d), the largest of d Gaussians"
        : edge === "noise"
          ? "2δ, where pure noise ends"
          : "the exact right edge of the bulk, which reaches beyond 2δ because features touch it, and nothing is pruned where no bulk is left";
    return `At n_eff = ${formatNumber(values.samples)} the tuned risk is ${times(tuned)} times the Bayes-optimal one${others}. Its slope there is ${formatExponent(slope())}; ${rate} (dashed: ${formatExponent(-1 + 0.5 / gamma)} up to Δd²ᵞ = ${formatNumber(knee)}, −1 beyond). Below: every risk over the Bayes-optimal one. Pruned at ${where}.`;
  };
  const element = liveFigure({
    name: "optimal-rates",
    store,
    title,
    draw(width) {
      const all = curves();
      if (all.bayes.length === 0) return null;
      const seen = [...all.bayes, ...all.untuned, ...all.tuned].map(({ y }) => y).filter((y) => y > 0);
      const risks = [Math.min(...seen) / 2, Math.max(...seen) * 2] as const;
      const shared = { width, problem: problemOf(values), samples, cursor: values.samples };
      const top = optimaCurves(all, { ...shared, risks, finding: caption() });
      const bottom = optimaRatios(all, { ...shared, finding: "The same risks over the Bayes-optimal one." });
      return [draggable(store, samples, top, width), draggable(store, samples, bottom, width)];
    },
    caption,
    rows: () => {
      const all = curves();
      return rowsOf(
        (["untuned", "pruned", "tuned", "bayes"] as const).flatMap((kind) =>
          all[kind].map(({ x, y, converged }) => ({ kind, effectiveSamples: x, excessRisk: y, converged })),
        ),
      );
    },
    command: () => LOADER,
    controls: [
      boundSegments(store, "edge", {
        label: "Prune the quadratic network at",
        values: EDGES,
        format: (edge) => (edge === "noise" ? "2δ" : "the bulk's edge"),
      }),
    ],
  });
  return { element, redraw: element.redraw };
}

/** The best weight decay over the phases. */
export function planeFigure(options: AlongOptions & { current: () => Race | null }): Panel {
  const { store, samples, curves, current } = options;
  const { values } = store;
  const caption = () => {
    const shown = current();
    const scale = Math.sqrt((values.noise * values.samples) / values.d);
    const general = `The dashed line is √(Δ n_eff/d) = ${formatNumber(scale)} at the ring; the lower picture is the ratio of the two, and dashed its value where the cut lies at the edge of the noise. Dotted: boundaries of the phases, with constants one.`;
    if (!shown) return general;
    const { where, lambda } = shown.tuned;
    if (where === "interior")
      return `At n_eff = ${formatNumber(values.samples)} the best weight decay is ${formatNumber(lambda)}, ${times(lambda / scale)} times its scale. ${general}`;
    return where === "vanishing"
      ? `At n_eff = ${formatNumber(values.samples)} the risk only falls as the weight decay vanishes, so that the line has ended. ${general}`
      : `At n_eff = ${formatNumber(values.samples)} nothing beats the zero network, so that the line has not begun. ${general}`;
  };
  const element = liveFigure({
    name: "best-decay",
    store,
    title: () => {
      const knee = values.noise * values.d ** (2 * values.gamma);
      const ratios = curves()
        .decay.filter(({ x, y }) => x >= 3 && x <= knee / 30 && Number.isFinite(y))
        .map(({ x, y }) => y / Math.sqrt((values.noise * x) / values.d));
      return ratios.length < 2
        ? "The best weight decay grows with the samples"
        : `The best weight decay is ${times(Math.min(...ratios))} to ${times(Math.max(...ratios))} times √(Δ n_eff/d) while features are being found`;
    },
    draw(width) {
      const { decay } = curves();
      const problem = problemOf(values);
      const shared = { width, problem, samples };
      const top = decayPlane(decay, {
        ...shared,
        lambda: DECAYS,
        ring: { effectiveSamples: values.samples, lambda: values.lambda },
        finding: caption(),
      });
      const bottom = decayRatio(decay, {
        ...shared,
        cursor: values.samples,
        finding: "The best weight decay over its scale √(Δ n_eff/d).",
      });
      return [draggable(store, samples, top, width), draggable(store, samples, bottom, width)];
    },
    caption,
    rows: () =>
      rowsOf(curves().decay.map(({ x, y, converged }) => ({ effectiveSamples: x, lambda: y, converged }))),
    command: () => LOADER,
  });
  return { element, redraw: element.redraw };
}
