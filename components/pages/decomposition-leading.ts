import { decomposition } from "../../theory/decomposition.js";
import { leadingOrder } from "../../theory/leading-order.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { chart, chartScales, curveLabels, dragAlong, readerRing, theoryLine } from "../figures/chart.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { Store } from "../state.js";
import { solveCurve } from "../theory-client.js";
import { type decompositionSchema, dimension } from "./decomposition.js";

interface Overshoot {
  d: number;
  points: { effectiveSamples: number; overshoot: number; converged: boolean }[];
}

const SAMPLES = [0.3, 1e6] as const;
const SHARES = [1e-3, 10] as const;
/** Dimensions shown beside the reader's own. */
const OTHERS = [10_000, 1_000_000];
const COUNT = 73;

/** How far the leading-order formula of Result 3 lies above the exact error, for the quadratic network. */
export function leadingFigure(store: Store<typeof decompositionSchema>, noise: number) {
  const { values } = store;
  let curves: Overshoot[] = [];
  const dimensions = () => [...new Set([values.d, ...OTHERS])];
  const at = (d: number, effectiveSamples: number) => ({
    network: "quadratic" as const,
    d,
    gamma: values.gamma,
    noise,
    alpha: effectiveSamples / d,
    lambda: values.lambda,
  });
  const here = () => {
    const solution = stateEvolution(at(values.d, values.samples));
    return leadingOrder(solution).total / decomposition(solution).total - 1;
  };
  const axes = (width: number) => ({
    width,
    height: 320,
    x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
    y: { domain: SHARES, title: "leading order over exact, less 1", spacing: 30 },
  });
  const finding = () => {
    const excess = here();
    const side = excess >= 0 ? "above" : "below";
    return `At the ring (d = ${dimension(values.d)}) the leading-order formula lies ${formatNumber(100 * Math.abs(excess), 2)} % ${side} the exact error.`;
  };
  const figure = liveFigure({
    name: "leading-order",
    store,
    level: 3,
    depends: ["d", "gamma", "samples", "lambda"],
    title: "The formula in leading order is good while outliers are few, and counts too much when they crowd",
    draw(width) {
      if (curves.length === 0) return null;
      const lines = curves.map(({ d, points }) => ({
        d,
        points: points.map(({ effectiveSamples, overshoot, converged }) => ({
          x: effectiveSamples,
          y: overshoot,
          converged: converged && overshoot > 0,
        })),
      }));
      const drawing = chart({
        ...axes(width),
        finding: finding(),
        marks: [
          ...lines.map(({ d, points }, k) =>
            theoryLine(points, {
              meaning: "teacher",
              width: d === values.d ? 3 : 1.5,
              dash: k === 0 ? undefined : ["6 3", "2 3"][k - 1],
            }),
          ),
          curveLabels(lines.map(({ d, points }) => ({ text: `d = ${dimension(d)}`, points }))),
          readerRing(values.samples, Math.max(SHARES[0], here())),
        ],
      });
      dragAlong(drawing, chartScales(axes(width)).x, (samples) => store.set({ samples }));
      return drawing;
    },
    caption: () =>
      `${finding()} Quadratic network, γ = ${formatNumber(values.gamma)}, λ = ${formatNumber(values.lambda)}. Values below ${formatNumber(100 * SHARES[0])} % and negative ones are not drawn.`,
    rows: () => rowsOf(curves.flatMap(({ d, points }) => points.map((point) => ({ d, ...point })))),
  });
  liveData(
    store,
    ["d", "gamma", "lambda"],
    () =>
      Promise.all(
        dimensions().map(async (d) => {
          const solved = await solveCurve(
            Array.from({ length: COUNT }, (_, k) =>
              at(d, SAMPLES[0] * (SAMPLES[1] / SAMPLES[0]) ** (k / (COUNT - 1))),
            ),
            { decomposition: true },
            "leading-order",
          );
          return {
            d,
            points: solved.map(({ solution, decomposition: parts }) => ({
              effectiveSamples: solution.effectiveSamples,
              overshoot: leadingOrder(solution).total / parts!.total - 1,
              converged: solution.converged,
            })),
          };
        }),
      ),
    (data) => {
      curves = data;
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return figure;
}
