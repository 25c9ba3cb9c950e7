import { chartScales, dragAlong } from "../../charts/chart.js";
import type { Values } from "../../kit/field.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { dimension, gamma } from "../../quantities.js";
import { medianDeviation, type Trained } from "../../trained.js";
import { atWidth, riskOverWidth, type WidthCurve, widthAxis } from "./chart.js";
import { DECAYS, fullProblem, tailRisk, trainedAt } from "./curves.js";
import { widthFindings } from "./findings.js";
import type { decay, load, units } from "./quantities.js";

/** What the address of the page holds. */
export type WidthSchema = {
  d: ReturnType<typeof dimension<100 | 400 | 10_000>>;
  gamma: ReturnType<typeof gamma<0.75 | 1 | 1.25 | 1.5 | 2>>;
  load: typeof load;
  decay: typeof decay;
  units: typeof units;
};

type Needs = { own: WidthCurve };
type Also = { all: WidthCurve[]; tuned: { lambda: number; excessRisk: number } };
type RiskView = View<WidthSchema, Needs, Also>;

/** The reader's number of units: at most as many as inputs. */
export const unitsOf = ({ d, units }: Pick<Values<WidthSchema>, "d" | "units">): number =>
  Math.min(d, Math.max(1, Math.round(units)));

export const plural = (count: number) => `${formatNumber(count)} ${count === 1 ? "unit" : "units"}`;

const curvesOf = ({ own, all }: RiskView): readonly WidthCurve[] => all ?? [own];

/** Risk that the features beyond rank p are worth, at the width of the curve nearest to p. */
function hiddenRisk({ of }: RiskView, p: number): number {
  if (p >= of.d) return 0;
  const tail = tailRisk(of.d, of.gamma);
  return tail.reduce((a, b) => (Math.abs(Math.log(b.x / p)) < Math.abs(Math.log(a.x / p)) ? b : a)).y;
}

function verdict({ of, own }: RiskView): string {
  const { full, best, narrowWins, enough, worst } = widthFindings(own);
  if (!narrowWins)
    return `From about ${plural(enough)} on the risk is within 5 % of its value at full width, ${formatNumber(full.excessRisk)}: ${of.decay === "edge" ? "more units find nothing to learn" : "more units change little"}.`;
  const between =
    worst.excessRisk > 1.02 * full.excessRisk ? `, and up to ${formatNumber(worst.excessRisk)} between` : "";
  return `The best width is ${plural(best.width)}, with a risk of ${formatNumber(best.excessRisk)} against ${formatNumber(full.excessRisk)} at full width${between}: with so little weight decay, it is the width that keeps the noise out.`;
}

function aboutDots(trained: readonly Trained[], { of }: RiskView): string {
  const shown = trainedAt(trained, of);
  const rows = shown.filter((row) => row.load === of.load);
  if (rows.length > 0)
    return `Trained networks lie ${formatNumber(100 * medianDeviation(rows), 2)} % from the line (median of ${rows.length} widths).`;
  return shown.length > 0
    ? "Dots: trained networks, at other loads."
    : "No trained networks at these settings.";
}

function caption(trained: readonly Trained[], view: RiskView): string {
  const { own, tuned } = view;
  const p = unitsOf(view.of);
  const hidden = hiddenRisk(view, p);
  const here = `With ${plural(p)} the risk is ${formatNumber(atWidth(own, p).excessRisk)}${hidden > 0 ? `; the features that ${plural(p)} cannot hold are worth ${formatNumber(hidden)} of it` : ""}.`;
  const decayed = tuned
    ? ` The best weight decay at full width (λ = ${formatNumber(tuned.lambda, 2)}) gives ${formatNumber(tuned.excessRisk)}.`
    : "";
  const counts = `${formatNumber(own.learnable)} features stand above the noise; the full network uses ${formatNumber(own.active)} units.`;
  return `${here} ${verdict(view)}${decayed} ${counts} ${aboutDots(trained, view)}`;
}

/** Excess risk against width: state evolution at several loads, and the trained networks there are. */
export const riskFigure = (trained: readonly Trained[]): Drawing<WidthSchema, Needs, Also> => ({
  title: ({ own }) =>
    widthFindings(own).narrowWins
      ? "Too narrow, and features are missing; too wide, and noise is learned"
      : "Width stops mattering once every learnable feature has its unit",
  caption: (view) => caption(trained, view),
  draw(view, width) {
    const { of, tuned } = view;
    const curves = curvesOf(view);
    const widths: [number, number] = [0.85, of.d * 1.7];
    const found = curves.flatMap(({ points }) => points.map(({ excessRisk }) => excessRisk));
    const risks: [number, number] = [Math.min(0.02, ...found.filter((risk) => risk > 0)) / 1.8, 2.5];
    const drawing = riskOverWidth(curves, {
      width,
      d: of.d,
      gamma: of.gamma,
      widths,
      risks,
      load: of.load,
      units: unitsOf(of),
      tail: tailRisk(of.d, of.gamma),
      tuned: tuned?.excessRisk,
      trained: trainedAt(trained, of),
      finding: caption(trained, view),
    });
    const scales = chartScales({ width, x: widthAxis(widths), y: { domain: risks, title: "" } });
    dragAlong(drawing, scales.x, (value) => view.set({ units: Math.round(Math.min(of.d, value)) }));
    return drawing;
  },
  rows: (view) =>
    rowsOf([
      ...curvesOf(view).flatMap(({ load, effectiveSamples, points }) =>
        points.map((point) => ({ source: "theory", load, effectiveSamples, ...point, standardError: null })),
      ),
      ...trainedAt(trained, view.of).map(({ load, n, d, width, excessRisk, standardError, converged }) => ({
        source: "trained",
        load,
        effectiveSamples: n / d,
        width,
        excessRisk,
        delta: null,
        cut: null,
        converged,
        standardError,
      })),
    ]),
  command({ of }) {
    const { network, d, gamma, noise, alpha, lambda } = fullProblem(of.d, of.gamma, of.load, of.decay);
    const p = unitsOf(of);
    return {
      command: "solve",
      options: {
        network,
        d,
        gamma,
        noise,
        alpha,
        ...(p < d ? { width: p, lambdaTilde: DECAYS[of.decay].value(of.load) } : { lambda }),
      },
    };
  },
});
