import { facts, type Network } from "../../../theory/networks.js";
import { curveLabels, guide, theoryLine } from "../../charts/chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { LAMBDAS, LOADS, type LoadCurve } from "./curves.js";
import type { NoiselessSchema } from "./quantities.js";
import { riskChart } from "./risk-chart.js";

type Needs = { own: LoadCurve };
type Also = { others: LoadCurve[] };
type RecoveryView = View<NoiselessSchema, Needs, Also>;

/**
 * Noiseless risk beyond recovery as λ → 0, αλ²/(α − 1)³ (diagonal) or αλ²/(2α − 1)³ (quadratic), derived on the page; NaN below.
 * @param alpha load n_eff/d
 */
export function recoveredRisk(network: Network, alpha: number, lambda: number): number {
  const over = alpha / facts(network).recoveryLoad - 1;
  return over > 0 ? (alpha * lambda ** 2) / over ** 3 : Number.NaN;
}

/** The same in plain characters. */
function lawText(network: Network): string {
  const factor = 1 / facts(network).recoveryLoad;
  return `αλ²/(${factor === 1 ? "" : formatNumber(factor)}α − 1)³`;
}

/** Excess risk against weight decay at loads on both sides of recovery, and the square law beyond it. */
export const recoveryFigure: Drawing<NoiselessSchema, Needs, Also> = {
  title: ({ of }) =>
    of.load > 1
      ? "Enough samples: the risk vanishes with the weight decay"
      : "Too few samples: no weight decay is small enough to recover the teacher",
  caption,
  draw(view, width) {
    const { of, own } = view;
    const from = LAMBDAS[0] * 3;
    const law = (lambda: number) => recoveredRisk(of.network, own.alpha, lambda);
    // Where the square law holds for the reader's curve: while the curve is within a third of it.
    const to = Math.max(
      0,
      ...own.points.filter(({ x, y }) => Math.abs(y / law(x) - 1) < 1 / 3).map(({ x }) => x),
    );
    const square = guide({
      from,
      to,
      through: [from, law(from)],
      exponent: 2,
      text: "slope +2.00",
      lift: 14,
    });
    const curves = curvesOf(view).map((curve) => ({
      ...curve,
      mine: curve === own,
      meaning: curve.relativeLoad > 1 ? ("learned" as const) : ("harmful" as const),
    }));
    return riskChart({
      width,
      x: { domain: LAMBDAS, title: "weight decay", symbol: "λ" },
      risks: [1e-18, 10],
      finding: caption(view),
      marks: [
        ...(to > 10 * from ? [square] : []),
        ...curves.map(({ points, meaning, mine, relativeLoad }) =>
          theoryLine(points, {
            meaning,
            width: mine ? 3.25 : 1.5,
            dash: relativeLoad > 1 ? undefined : "7 4",
          }),
        ),
        curveLabels(
          curves.map(({ relativeLoad, points, mine, meaning }) => ({
            text: `${mine ? "yours, " : ""}${formatNumber(relativeLoad)} ×`,
            points,
            meaning,
          })),
        ),
      ],
    });
  },
  rows(view) {
    const { network, d, gamma } = view.of;
    return rowsOf(
      curvesOf(view).flatMap(({ alpha, points }) =>
        points.map(({ x, y, converged }) => ({
          source: "theory",
          ...{ network, d, gamma, noise: 0, alpha },
          lambda: x,
          excessRisk: y,
          converged,
        })),
      ),
    );
  },
  command: ({ of: { network, d, gamma }, own }) => ({
    command: "solve",
    options: { network, d, gamma, noise: 0, alpha: own.alpha, lambda: LAMBDAS[0] },
  }),
};

const curvesOf = ({ own, others = [] }: RecoveryView): LoadCurve[] => [...others, own];

function caption({ of, own }: RecoveryView): string {
  const [low, next] = [own.points[0], own.points[6]];
  const slope = formatExponent(Math.log(next.y / low.y) / Math.log(next.x / low.x));
  const end = `${formatNumber(low.y)} at λ = ${formatNumber(low.x)}`;
  const { network, load } = of;
  const start = `With ${formatNumber(load)} times the samples of n = ${facts(network).words.recoverySamples} the risk`;
  const found =
    load > 1
      ? `${start} falls to ${end}, with slope ${slope}; the law ${lawText(network)} says ${formatNumber(recoveredRisk(network, own.alpha, low.x))}`
      : `${start} stops at ${end} (slope ${slope})`;
  return `${found}. Here d = ${formatNumber(of.d)} and α = n_eff/d = ${formatNumber(own.alpha)}. Thin: ${LOADS.join(", ")} times. Broken red lines: too few samples; blue: enough.`;
}
