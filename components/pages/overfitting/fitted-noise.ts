import { svg } from "htl";
import { fittedNoise, fittedNoiseExponent } from "../../../theory/fitted-noise.js";
import { facts, type Network } from "../../../theory/networks.js";
import { chart, curveLabels, custom, type LinePoint, readerRing, theoryLine } from "../../charts/chart.js";
import { pointsOf } from "../../charts/points.js";
import { px } from "../../charts/px.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { FittedLine } from "../../topics/overfitting.js";
import { FINITE, type FiniteLine } from "./noise-lines.js";
import { LOADS, type OverfittingSchema } from "./quantities.js";

type Needs = { empty: FittedLine[] };
type Also = { finite: FiniteLine[] };
type NoiseView = View<OverfittingSchema, Needs, Also>;

/** ρ(t) of both networks with its laws, the same of a finite teacher, and under it the local exponents. */
export const fittedNoiseFigure: Drawing<OverfittingSchema, Needs, Also> = {
  title:
    "Fitted noise costs more in the diagonal network at small load, and rises faster in the quadratic one",
  caption,
  draw: (view, width) => [costs(view, width), exponents(view, width)],
  rows: ({ empty, finite = [] }) =>
    rowsOf([
      ...empty.flatMap(({ network, points }) =>
        points.map((point) => ({ source: "theory", teacher: "empty", network, ...point, converged: true })),
      ),
      ...finite.flatMap(({ network, points }) =>
        points.map((point) => ({
          source: "theory",
          teacher: `γ = ${FINITE.gamma}, d = 10⁶`,
          network,
          law: facts(network).noiseFit.law(point.load),
          ...point,
        })),
      ),
    ]),
};

/** The lines of the networks, with their names. */
const linesOf = (empty: readonly FittedLine[], column: "rho" | "exponent") =>
  empty.map(({ network, points }) => ({
    text: network,
    meaning: "bulk" as const,
    points: pointsOf(points, "load", column),
  }));

function costs(view: NoiseView, width: number): SVGSVGElement {
  const { empty, finite = [] } = view;
  const lines = linesOf(empty, "rho");
  return chart({
    width,
    height: 300,
    x: { domain: LOADS, title: "" },
    y: { domain: [0.01, 30], title: "fitted noise", symbol: "ρ" },
    margin: { bottom: 26 },
    finding: caption(view),
    onDrag: (load) => view.set({ load }),
    marks: [
      ...empty.map(({ network, points }) =>
        law(pointsOf(points, "load", "law"), facts(network).noiseFit.lawText),
      ),
      ...finite.map(({ points }) => theoryLine(pointsOf(points, "load", "rho"), { dash: "2 3", width: 1.5 })),
      ...lines.map(({ points }) => theoryLine(points, { meaning: "bulk" })),
      curveLabels(lines),
      ...rings(view, fittedNoise),
    ],
  });
}

function exponents(view: NoiseView, width: number): SVGSVGElement {
  const lines = linesOf(view.empty, "exponent");
  return chart({
    width,
    height: 220,
    x: { domain: LOADS, title: "load: effective samples per dimension", symbol: "t" },
    y: { domain: [0, 1.6], type: "linear", title: "local exponent", spacing: 36 },
    margin: { top: 8 },
    onDrag: (load) => view.set({ load }),
    finding: "The local exponents of the fitted noise.",
    marks: [
      ...view.empty.map(({ network, points }) => {
        const { lawExponent, lawExponentText } = facts(network).noiseFit;
        const claimed = pointsOf(points, "load", ({ load }) => lawExponent(load));
        return law(claimed, lawExponentText);
      }),
      ...lines.map(({ points }) => theoryLine(points, { meaning: "bulk" })),
      // Named where the lines are apart.
      curveLabels(
        lines.map(({ points, ...line }) => ({
          ...line,
          points: points.slice(0, Math.round(points.length * 0.7)),
        })),
      ),
      ...rings(view, fittedNoiseExponent),
    ],
  });
}

/** A law as a dashed line, named at its lower left. */
function law(points: readonly LinePoint[], text: string) {
  return custom(({ x, y, top, bottom }) => {
    const drawn = points
      .map((point) => ({ x: x(point.x), y: y(point.y) }))
      .filter((point) => point.y >= top && point.y <= bottom);
    if (drawn.length < 2) return null;
    const at = drawn[Math.round(drawn.length * 0.3)];
    return svg`<g>
      <path class="guide" fill="none" d=${`M${drawn.map((point) => `${px(point.x)},${px(point.y)}`).join("L")}`}></path>
      <text class="guide-label" x=${px(at.x)} y=${px(at.y + 17)}>${text}</text>
    </g>` as SVGElement;
  });
}

/** The reader's load on every network that does not yet interpolate there. */
function rings({ of, empty }: NoiseView, value: (network: Network, load: number) => number) {
  return empty
    .filter(({ network }) => of.load < facts(network).peakLoad)
    .map(({ network }) => readerRing(of.load, value(network, of.load)));
}

function caption({ of: { load }, finite = [] }: NoiseView): string {
  const t = formatNumber(load);
  const said = (network: Network, subject: string) => {
    const { peakLoad, noiseFit } = facts(network);
    if (load >= peakLoad) return `The ${network} network is beyond its interpolation at t = ${peakLoad}.`;
    const rho = fittedNoise(network, load);
    return `${subject} ${formatNumber(rho)} times the noise variance (${formatNumber(rho / noiseFit.law(load))} times ${noiseFit.lawText}, local exponent ${formatExponent(fittedNoiseExponent(network, load))})`;
  };
  const diagonal = `At t = ${t} ${said("diagonal", "the diagonal network pays")}`;
  const quadratic = said("quadratic", "the quadratic one");
  const sentences =
    load < facts("quadratic").peakLoad ? [`${diagonal}, ${quadratic}.`] : [`${diagonal}.`, quadratic];
  sentences.push("Solid: a teacher with nothing to learn, solved exactly; dashed: the laws at small t.");
  if (finite.length > 0) {
    const drift = finite.map(({ network, points: [first] }) => first.rho / fittedNoise(network, first.load));
    sentences.push(
      `Dotted: the bulk's part of the risk for a teacher with γ = ${FINITE.gamma} at d = 10⁶; it agrees for large t, and is ${drift.map((factor) => formatNumber(factor)).join(" and ")} times as high at t = 10⁻⁴, where features that are not learned act as noise as well.`,
    );
  }
  return sentences.join(" ");
}
