import { type CountedRisk, countedRisk, firstFeature } from "../../../theory/feature-count.js";
import type { Network } from "../../../theory/networks.js";
import { phaseAt } from "../../../theory/regimes.js";
import type { Solution } from "../../../theory/state-evolution.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatDimension, formatNumber } from "../../numbers.js";
import { drawnRanks } from "../../spectrum-rows.js";
import type { ReaderPoint } from "./curves.js";
import { featureCountChart } from "./feature-count.js";
import type { ScalingSchema } from "./quantities.js";
import { solveCommand } from "./risk.js";

/** The words of a count: how many features stand above, and what the parts of the risk are. */
export function countSentence(solution: Solution, counted: CountedRisk): string {
  const { d, delta, cut, excessRisk, zero } = solution;
  const { count, learned, hidden, noise } = counted;
  const heights = `noise δ = ${formatNumber(delta)}, cut c = ${formatNumber(cut)}`;
  const rest = `; together ${formatNumber(learned + hidden + noise)}, against an exact risk of ${formatNumber(excessRisk)}`;
  if (zero || count === 0)
    return `No feature stands above both noise and cut (${heights}): all of the teacher is left as error, ${formatNumber(hidden)}${noise > 0.005 * hidden ? `, and the noise that passes the cut adds ${formatNumber(noise)}` : ""}${rest}.`;
  const whole = count >= d;
  const parts = [
    `${whole ? "they" : "the learned ones"} cost ${formatNumber(learned)}`,
    ...(whole ? [] : [`the hidden tail leaves ${formatNumber(hidden)}`]),
    noise > 0 ? `learned noise adds ${formatNumber(noise)}` : "no noise passes the cut",
  ];
  const many = whole
    ? `All ${formatDimension(d)} features stand`
    : count === 1
      ? "One feature stands"
      : `${formatNumber(count)} of ${formatDimension(d)} features stand`;
  return `${many} above both noise and cut (${heights}): ${parts.join(", ")}${rest}.`;
}

/** The teacher by rank; drawn without the solver, which stays in its worker. */
function teacherRanks(network: Network, d: number, gamma: number) {
  const first = firstFeature(network, d, gamma);
  return drawnRanks(d).map((rank) => ({ rank, value: first * rank ** -gamma }));
}

/** The picture of a count at a solution. */
export function drawCount(solution: Solution, width: number): SVGSVGElement {
  const { network, d, gamma, delta, cut } = solution;
  const counted = countedRisk(solution);
  return featureCountChart(
    { network, d, teacher: teacherRanks(network, d, gamma), delta, cut, count: counted.count },
    { width, finding: countSentence(solution, counted) },
  );
}

/** The count at the reader's point. */
export const countingFigure: Drawing<ScalingSchema, { point: ReaderPoint }> = {
  title: "What the exponent counts: the features above the noise and the cut",
  caption: ({ point: { solution } }) =>
    `${countSentence(solution, countedRisk(solution))} This is the reader's point of the figure above, in phase ${phaseAt(solution).id}: drag there. Blue: features above both lines. Grey: the hidden ones, and their tail as an area. The two heights are the exact solution; the count takes every feature as clearly above or clearly below them, and is right up to a factor that the exponent does not see.`,
  draw: ({ point }, width) => drawCount(point.solution, width),
  rows({ point: { solution } }) {
    const { network, d, gamma, delta, cut } = solution;
    const { count } = countedRisk(solution);
    return rowsOf(
      teacherRanks(network, d, gamma).map((row) => ({ ...row, delta, cut, learned: row.rank <= count })),
    );
  },
  command: ({ point }) => solveCommand(point.solution),
};
