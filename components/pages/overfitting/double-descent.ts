import { facts } from "../../../theory/networks.js";
import { chart, curveLabels, landmark, readerRing, theoryLine, trainedDots } from "../../charts/chart.js";
import { ownTeacher } from "../../charts/own-teacher.js";
import { pointsOf } from "../../charts/points.js";
import { riskBesideWeights } from "../../charts/risk-beside-weights.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { SolvedPoint } from "../../topics/map.js";
import { dotsOf, riskRow, type Trained, trainedOf } from "../../trained.js";
import type { DescentCurve, DescentPoint } from "./descent.js";
import { FAMILY, NOISE, type OverfittingSchema, problemOf, SAMPLES } from "./quantities.js";
import { RISE, riskPeak } from "./risk-peak.js";

type Needs = { own: DescentCurve; point: SolvedPoint };
type Also = { family: DescentCurve[] };
type DescentView = View<OverfittingSchema, Needs, Also>;

/** The risk against effective samples at one weight decay, its fitted noise, a faint family of others, and trained networks; beside it the learned weights. */
export const descentFigure = (trained: readonly Trained[]): Drawing<OverfittingSchema, Needs, Also> => {
  const dots = ({ of }: DescentView) => trainedOf(trained, { ...of, noise: NOISE });
  const caption = (view: DescentView) => captionOf(view, dots(view).length);
  return {
    title: headline,
    caption,
    draw: (view, width) =>
      riskBesideWeights(
        (left, height) => riskChart(view, dots(view), { width: left, height, finding: caption(view) }),
        view.point.spectrum,
        { width, view: "log", heights: { beside: 340, tablet: 235, phone: 290, below: 215 } },
      ),
    rows(view) {
      const problem = problemOf(view.of);
      return rowsOf(
        [
          ...[view.own, ...(view.family ?? [])].flatMap(({ lambda, points }) =>
            points.map((point) => ({ source: "theory", ...problem, lambda, ...point })),
          ),
          ...dots(view).map((row) => ({
            source: "trained",
            ...problem,
            lambda: row.lambda,
            ...riskRow(row),
          })),
        ],
        { more: ["standardError", "ownTeacher"] },
      );
    },
    command: ({ of }) => ({
      command: "solve",
      options: { ...problemOf(of), alpha: of.samples / of.d, lambda: of.lambda },
    }),
  };
};

function riskChart(
  view: DescentView,
  dots: readonly Trained[],
  { width, height, finding }: { width: number; height: number; finding: string },
): SVGSVGElement {
  const { of, own, family = [], point } = view;
  const { peakLoad, words } = facts(of.network);
  const risk = pointsOf(own.points, "effectiveSamples", "excessRisk");
  const fitted = pointsOf(own.points, "effectiveSamples", (point) =>
    point.fitted > 0 ? point.fitted : Number.NaN,
  );
  return chart({
    width,
    height,
    x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
    y: { domain: [5e-3, 120], title: "excess risk", symbol: "R" },
    finding,
    onDrag: (samples) => view.set({ samples }),
    marks: [
      landmark(peakLoad * of.d, `n = ${words.peakSamples}`, "harmful"),
      ...family.map(({ points }) =>
        theoryLine(pointsOf(points, "effectiveSamples", "excessRisk"), { meaning: "hidden", width: 1 }),
      ),
      theoryLine(fitted, { meaning: "bulk" }),
      theoryLine(risk, { width: 2.5 }),
      ownTeacher(dots),
      ...trainedDots(dotsOf(dots)),
      curveLabels([
        { text: "risk", points: risk },
        { text: width > 420 ? "noise fitted by the bulk" : "fitted noise", points: fitted, meaning: "bulk" },
      ]),
      readerRing(of.samples, point.solution.excessRisk),
    ],
  });
}

function headline({ of, own }: DescentView): string {
  const peak = riskPeak(own.points);
  const start = `At λ = ${formatNumber(own.lambda)}`;
  if (!peak) return `${start} weight decay has removed the peak`;
  const { excessRisk, effectiveSamples } = peak.top;
  const { peakLoad, words } = facts(of.network);
  const near = Math.abs(Math.log(effectiveSamples / (peakLoad * of.d))) < Math.log(1.2);
  const place = near ? `near n_eff = ${words.peak}` : `at n_eff = ${formatNumber(effectiveSamples)}`;
  return `${start} the risk peaks at ${formatNumber(excessRisk)}, ${place}`;
}

/** How much of the risk the fitted noise is, in words. It may exceed the risk by a little, as what the bulk learns of its features counts negative. */
function share({ fitted, excessRisk }: DescentPoint): string {
  const part = fitted / excessRisk;
  return part > 0.97 ? "nearly all of it" : `${formatNumber(100 * part)} % of it`;
}

function captionOf({ of, own, point }: DescentView, dots: number): string {
  const peak = riskPeak(own.points);
  const { peakLoad, randomTeacher } = facts(of.network);
  const place = formatNumber(peakLoad * of.d);
  const { effectiveSamples, excessRisk } = point.solution;
  return [
    peak
      ? `With λ = ${formatNumber(own.lambda)} the risk falls to ${formatNumber(peak.valley.excessRisk)} at n_eff = ${formatNumber(peak.valley.effectiveSamples)}, rises to ${formatNumber(peak.top.excessRisk)} at ${formatNumber(peak.top.effectiveSamples)} (dotted: ${place}), and falls again; at the top ${share(peak.top)} is noise that the bulk has fitted (orange).`
      : `With λ = ${formatNumber(own.lambda)} the risk never rises by more than ${formatNumber(100 * (RISE - 1))} % with more samples: no peak is left at n_eff = ${place} (dotted).`,
    `At the ring, n_eff = ${formatNumber(effectiveSamples)}, the risk is ${formatNumber(excessRisk)}; beside it, the learned weights there.`,
    `Grey: λ from ${formatNumber(FAMILY[0])} to ${formatNumber(FAMILY[FAMILY.length - 1])} by decades.`,
    dots === 0
      ? "No trained networks at these settings."
      : randomTeacher
        ? "Dots: trained networks; bars: state evolution of the very teachers that they had."
        : "Dots: trained networks.",
  ].join(" ");
}
