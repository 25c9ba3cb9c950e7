import { chart, chartScales, curveLabels, dragAlong, readerRing, theoryLine } from "../charts/chart.js";
import { decompositions } from "../decomposition-client.js";
import type { OvershootPoint, Place } from "../decomposition-solver.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { Store } from "../state.js";
import { type decompositionSchema, dimension } from "./decomposition.js";

interface Overshoot {
  d: number;
  points: OvershootPoint[];
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
  const at = (d: number, samples: number): Place => ({
    network: "quadratic",
    d,
    gamma: values.gamma,
    noise,
    samples,
    lambda: values.lambda,
  });
  /** At the reader's point, read off the reader's curve. */
  const here = (): number => {
    const points = curves[0]?.points ?? [];
    const k = points.findIndex(({ effectiveSamples }) => effectiveSamples >= values.samples);
    if (k < 1) return points[Math.max(0, k)]?.overshoot ?? Number.NaN;
    const [a, b] = [points[k - 1], points[k]];
    const share =
      Math.log(values.samples / a.effectiveSamples) / Math.log(b.effectiveSamples / a.effectiveSamples);
    return a.overshoot + share * (b.overshoot - a.overshoot);
  };
  const axes = (width: number) => ({
    width,
    height: 320,
    x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
    y: { domain: SHARES, title: "leading order over exact, less 1", spacing: 30 },
  });
  const finding = () => {
    const excess = here();
    if (Number.isNaN(excess)) return "The leading orders are being solved.";
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
  const start = () =>
    liveData(
      store,
      ["d", "gamma", "lambda"],
      () => {
        const ratio = SAMPLES[1] / SAMPLES[0];
        return Promise.all(
          dimensions().map(async (d) => ({
            d,
            points: await decompositions("leading-order").overshoot(
              Array.from({ length: COUNT }, (_, k) => at(d, SAMPLES[0] * ratio ** (k / (COUNT - 1)))),
            ),
          })),
        );
      },
      (data) => {
        curves = data;
        figure.redraw();
      },
      (message) => figure.setCaption(`The curves could not be solved: ${message}`),
    );
  // Three long curves: solved in a worker of their own, and only once the reader comes near.
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      start();
    },
    { rootMargin: "400px" },
  );
  observer.observe(figure);
  return figure;
}
