import { logGrid } from "../../../theory/numeric/grids.js";
import {
  type ChartOptions,
  chart,
  curveLabels,
  guide,
  readerRing,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { dotsAt, nearestInRatio, pointsOf } from "../../charts/points.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { Best } from "../../topics/decay.js";
import { medianDeviation, type Trained } from "../../trained.js";
import { atWidth, fullProblem, type TrainedAtLoad, tailRisk, trainedAt, type WidthCurve } from "./curves.js";
import { widthFindings } from "./findings.js";
import { DECAYS, unitsOf, type WidthSchema } from "./quantities.js";

type Needs = { own: WidthCurve };
type Also = { all: WidthCurve[]; tuned: Best };
type RiskView = View<WidthSchema, Needs, Also>;

export const plural = (count: number) => `${formatNumber(count)} ${count === 1 ? "unit" : "units"}`;

/** Ticks at round widths up to the last one. */
export function widthTicks(last: number): number[] {
  const all = [1, 2, 5, 10, 20, 50, 100, 200, 400, 1000, 3000, 10_000];
  return (last > 1000 ? [1, 10, 100, 1000, 10_000] : all).filter((tick) => tick <= last);
}

const curvesOf = ({ own, all }: Pick<RiskView, "own" | "all">): readonly WidthCurve[] => all ?? [own];

/** Risk that the features beyond rank p are worth, at the width of the curve nearest to p. */
const hiddenRisk = ({ d, gamma }: RiskView["of"], p: number): number =>
  p >= d ? 0 : nearestInRatio(tailRisk(d, gamma), "x", p).y;

function verdict({ of, own }: RiskView): string {
  const { full, best, narrowWins, enough, worst } = widthFindings(own);
  if (!narrowWins)
    return `From about ${plural(enough)} on the risk is within 5 % of its value at full width, ${formatNumber(full.excessRisk)}: ${of.decay === "edge" ? "more units find nothing to learn" : "more units change little"}.`;
  const between =
    worst.excessRisk > 1.02 * full.excessRisk ? `, and up to ${formatNumber(worst.excessRisk)} between` : "";
  return `The best width is ${plural(best.width)}, with a risk of ${formatNumber(best.excessRisk)} against ${formatNumber(full.excessRisk)} at full width${between}: with so little weight decay, it is the width that keeps the noise out.`;
}

function aboutDots(shown: readonly TrainedAtLoad[], load: number): string {
  const rows = shown.filter((row) => row.load === load);
  if (rows.length > 0)
    return `Trained networks lie ${formatNumber(100 * medianDeviation(rows), 2)} % from the line (median of ${rows.length} widths).`;
  return shown.length > 0
    ? "Dots: trained networks, at other loads."
    : "No trained networks at these settings.";
}

function about({ where, lambda, excessRisk }: Best): string {
  const risk = formatNumber(excessRisk);
  return where === "vanishing"
    ? `At full width the risk is lowest, ${risk}, as the weight decay vanishes.`
    : `The best weight decay at full width (λ = ${formatNumber(lambda, 2)}) gives ${risk}.`;
}

function caption(trained: readonly Trained[], view: RiskView): string {
  const { of, own, tuned } = view;
  const p = unitsOf(of);
  const hidden = hiddenRisk(of, p);
  const here = `With ${plural(p)} the risk is ${formatNumber(atWidth(own, p).excessRisk)}${hidden > 0 ? `; the features that ${plural(p)} cannot hold are worth ${formatNumber(hidden)} of it` : ""}.`;
  const decayed = tuned ? ` ${about(tuned)}` : "";
  const counts = `${formatNumber(own.learnable)} features stand above the noise; the full network uses ${formatNumber(own.active)} units.`;
  return `${here} ${verdict(view)}${decayed} ${counts} ${aboutDots(trainedAt(trained, of), of.load)}`;
}

/** Excess risk against the number of hidden units for several loads, the rate p^(1 − 2γ), and trained networks. */
export function riskOverWidth(
  view: Pick<RiskView, "own" | "all" | "tuned"> & { of: Record<"d" | "gamma" | "units", number> },
  trained: readonly TrainedAtLoad[],
  options: Pick<ChartOptions, "width" | "finding" | "onDrag"> & { risks: readonly [number, number] },
): SVGSVGElement {
  const { of, own, tuned } = view;
  const { risks, ...shape } = options;
  const widths = [0.85, of.d * 1.7] as const;
  const curves = curvesOf(view).map(({ load, points }) => ({
    load,
    text: `α = ${formatNumber(load)}`,
    // At full width the line goes on to the edge.
    points: pointsOf([...points, { ...points[points.length - 1], width: widths[1] }], "width", "excessRisk"),
    meaning: load === own.load ? ("teacher" as const) : ("guide" as const),
  }));
  const tail = tailRisk(of.d, of.gamma);
  const level = tuned ? logGrid(...widths, 9).map((x) => ({ x, y: tuned.excessRisk })) : [];
  const at = atWidth(own, of.units);
  const exponent = 1 - 2 * of.gamma;
  const reach = Math.max(4, own.learnable / 2);
  const through = nearestInRatio(tail, "x", Math.sqrt(2 * reach));
  const lines = (meaning: "teacher" | "guide", width: number) =>
    curves
      .filter((curve) => curve.meaning === meaning)
      .map(({ points }) => theoryLine(points, { meaning, width }));
  return chart({
    ...shape,
    x: { domain: widths, title: "hidden units", symbol: "p", ticks: widthTicks(widths[1]) },
    y: { domain: risks, title: "excess risk", symbol: "R" },
    marks: [
      theoryLine(tail, { meaning: "hidden", width: 1.5 }),
      ...(tuned ? [theoryLine(level, { meaning: "tuned", dash: "2 3", width: 1.5 })] : []),
      ...lines("guide", 1.25),
      ...lines("teacher", 2.75),
      guide({
        from: 2,
        to: reach,
        through: [through.x, through.y],
        exponent,
        text: `slope 1 − 2γ = ${formatExponent(exponent)}`,
        lift: -24,
      }),
      ...curves.flatMap(({ load, meaning }) => {
        const rows = trained.filter((row) => row.load === load);
        return trainedDots(dotsAt(rows, "width", "excessRisk", "standardError"), { meaning });
      }),
      curveLabels([
        ...curves,
        { text: "features lost", points: tail, meaning: "hidden" },
        ...(tuned ? [{ text: "best weight decay", points: level, meaning: "tuned" as const }] : []),
      ]),
      readerRing(at.width, at.excessRisk),
    ],
  });
}

/** Excess risk against width: state evolution at several loads, and the trained networks there are. */
export const riskFigure = (trained: readonly Trained[]): Drawing<WidthSchema, Needs, Also> => ({
  title: ({ own }) =>
    widthFindings(own).narrowWins
      ? "Too narrow, and features are missing; too wide, and noise is learned"
      : "Width stops mattering once every learnable feature has its unit",
  caption: (view) => caption(trained, view),
  draw(view, width) {
    const { of, set } = view;
    const found = curvesOf(view).flatMap(({ points }) => points.map(({ excessRisk }) => excessRisk));
    const least = Math.min(0.02, ...found.filter((risk) => risk > 0));
    return riskOverWidth({ ...view, of: { ...of, units: unitsOf(of) } }, trainedAt(trained, of), {
      width,
      risks: [least / 1.8, 2.5],
      finding: caption(trained, view),
      onDrag: (p) => set({ units: Math.round(Math.min(of.d, p)) }),
    });
  },
  rows: (view) =>
    rowsOf(
      [
        ...curvesOf(view).flatMap(({ load, effectiveSamples, points }) =>
          points.map((point) => ({ source: "theory", load, effectiveSamples, ...point })),
        ),
        ...trainedAt(trained, view.of).map((row) => ({
          source: "trained",
          effectiveSamples: row.n / row.d,
          ...row,
        })),
      ],
      { more: ["standardError"] },
    ),
  command({ of }) {
    const { lambda, ...problem } = fullProblem(of);
    const p = unitsOf(of);
    const decay = p < of.d ? { width: p, lambdaTilde: DECAYS[of.decay].value(of.load) } : { lambda };
    return { command: "solve", options: { ...problem, ...decay } };
  },
});
