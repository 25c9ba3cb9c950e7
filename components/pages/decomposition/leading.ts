import { chart, chartScales, curveLabels, dragAlong, readerRing, theoryLine } from "../../charts/chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import { type DecompositionSchema, SAMPLES, writtenDimension } from "./quantities.js";
import type { Overshoot } from "./solved.js";

const SHARES = [1e-3, 10] as const;

type Needs = { overshoots: Overshoot[]; own: number };
type LeadingView = View<DecompositionSchema, Needs>;

const axes = (width: number) => ({
  width,
  height: 320,
  x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
  y: { domain: SHARES, title: "leading order over exact, less 1", spacing: 30 },
});

const finding = ({ of, own }: LeadingView): string =>
  `At the ring (d = ${writtenDimension(of.d)}) the leading-order formula lies ${formatNumber(100 * Math.abs(own), 2)} % ${own >= 0 ? "above" : "below"} the exact error.`;

function draw(view: LeadingView, width: number): SVGSVGElement {
  const { of, own, overshoots } = view;
  const lines = overshoots.map(({ d, points }) => ({
    d,
    points: points.map(({ effectiveSamples, overshoot, converged }) => ({
      x: effectiveSamples,
      y: overshoot,
      converged: converged && overshoot > 0,
    })),
  }));
  const drawing = chart({
    ...axes(width),
    finding: finding(view),
    marks: [
      ...lines.map(({ d, points }, k) =>
        theoryLine(points, {
          width: d === of.d ? 3 : 1.5,
          dash: k === 0 ? undefined : ["6 3", "2 3"][k - 1],
        }),
      ),
      curveLabels(lines.map(({ d, points }) => ({ text: `d = ${writtenDimension(d)}`, points }))),
      readerRing(of.samples, Math.max(SHARES[0], own)),
    ],
  });
  dragAlong(drawing, chartScales(axes(width)).x, (samples) => view.set({ samples }));
  return drawing;
}

/** How far the leading-order formula of Result 3 lies above the exact error, for the quadratic network. */
export const leadingFigure: Drawing<DecompositionSchema, Needs> = {
  title: "The formula in leading order is good while outliers are few, and counts too much when they crowd",
  caption: (view) =>
    `${finding(view)} Quadratic network, γ = ${formatNumber(view.of.gamma)}, λ = ${formatNumber(view.of.lambda)}. Values below ${formatNumber(100 * SHARES[0])} % and negative ones are not drawn.`,
  draw,
  rows: ({ overshoots }) =>
    rowsOf(overshoots.flatMap(({ d, points }) => points.map((point) => ({ source: "theory", d, ...point })))),
};
