import type { Network } from "../../../theory/networks.js";
import { phaseAt } from "../../../theory/regimes.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { solver } from "../../kit/solver.js";
import { formatExponent } from "../../numbers.js";
import { DRIFT_DIMENSIONS, driftPoints } from "./claims.js";
import { type ExponentPoint, exponentDrift } from "./drift-chart.js";
import type { LimitsSchema } from "./quantities.js";

const PHASES = ["II", "III", "IV", "V", "VIa", "VIb"] as const;
const NOISE = 0.5;

/** Local exponents deep inside every phase, at every dimension of the figure. */
export async function driftOf({
  network,
  gamma,
}: {
  network: Network;
  gamma: number;
}): Promise<ExponentPoint[]> {
  const asked = DRIFT_DIMENSIONS.flatMap((d) =>
    driftPoints(network, d, gamma)
      .map((point) => ({ ...point, d, found: phaseAt({ network, d, gamma, noise: NOISE, ...point }) }))
      // In small dimensions some phases have no room.
      .filter(({ phase, found }) => phase === found.id),
  );
  const solved = await Promise.all(
    asked.map(({ d, effectiveSamples, lambda }) =>
      solver("curve").line([{ network, d, gamma, noise: NOISE, alpha: effectiveSamples / d, lambda }], {
        exponents: true,
      }),
    ),
  );
  return asked.map(({ phase, d, effectiveSamples, lambda, found }, i) => {
    const [{ solution, exponents }] = solved[i];
    const { samples: local } = exponents!;
    return {
      phase,
      d,
      effectiveSamples,
      lambda,
      local,
      claimed: found.exponents.samples,
      converged: solution.converged,
    };
  });
}

/** Where the local exponent is furthest from the asymptotic one, in the smallest and in the largest dimension. */
export function driftFinding(points: readonly ExponentPoint[]): string {
  const furthest = (d: number) =>
    points
      .filter((point) => point.d === d && point.claimed !== null && point.converged)
      .reduce((a, b) => (Math.abs(b.local - b.claimed!) > Math.abs(a.local - a.claimed!) ? b : a));
  const [small, large] = [DRIFT_DIMENSIONS[0], DRIFT_DIMENSIONS[DRIFT_DIMENSIONS.length - 1]].map(furthest);
  const say = ({ phase, local, claimed }: ExponentPoint) =>
    `${formatExponent(local)} instead of ${formatExponent(claimed!)} in phase ${phase}`;
  return `At d = ${DRIFT_DIMENSIONS[0]} the exponent furthest from its limit is ${say(small)}; at d = 10⁹ it is ${say(large)}. Circles grow with d = 400, 10⁴, 10⁶, 10⁹ (thick); dashed: the exponent of the phase's rate (none where the rate is no power). Every circle is one point deep inside its phase, at fixed powers of d; phases without room at d = 400 are left out there. Exponents are on a linear axis.`;
}

/** Local exponents deep inside every phase at growing dimension, beside the exponents they go to. */
export const driftFigure: Drawing<LimitsSchema, { points: ExponentPoint[] }> = {
  title: "The exponents are those of infinite d; at the dimensions of experiments some are far away",
  caption: ({ points }) => driftFinding(points),
  draw: ({ points }, width) =>
    exponentDrift(points, {
      width,
      phases: PHASES,
      dimensions: DRIFT_DIMENSIONS,
      finding: driftFinding(points),
    }),
  rows: ({ points }) => rowsOf(points.map((point) => ({ ...point }))),
  command({ of: { network, gamma } }) {
    const d = 1e6;
    const { effectiveSamples, lambda } = driftPoints(network, d, gamma)[0];
    return {
      command: "solve",
      options: { network, d, gamma, noise: NOISE, alpha: effectiveSamples / d, lambda },
    };
  },
};
