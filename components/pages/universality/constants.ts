import type { Network } from "../../../theory/networks.js";
import { linearGrid } from "../../../theory/numeric/grids.js";
import type { Parameters } from "../../../theory/parameters.js";
import { riskRatio } from "../../../theory/universality.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { solver } from "../../kit/solver.js";
import { formatNumber } from "../../numbers.js";
import { type ConstantRow, GAMMA_RANGE, ratioConstants } from "./constants-chart.js";
import { both, type UniversalitySchema } from "./quantities.js";

export const CONSTANT_PHASES = ["Ib", "II", "VIb", "VIa", "III"] as const;
type ConstantPhase = (typeof CONSTANT_PHASES)[number];

const NOISE = 0.5;
/** γ at which the ratios are solved. */
const SOLVED_GAMMAS = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.25];

/**
 * A point deep inside a phase, at the same n_eff and λ for both networks: in the logarithm half way between its ends, at a d and a λ
 * for which these are far apart (the limits of `theory/regimes.ts`).
 */
export function deepPoint(phase: ConstantPhase, gamma: number, network: Network): Parameters {
  const make = (d: number, samples: number, lambda: number): Parameters => ({
    network,
    d,
    gamma,
    noise: NOISE,
    alpha: samples / d,
    lambda,
  });
  const middle = (a: number, b: number) => Math.sqrt(a * b);
  const d = 1e6;
  switch (phase) {
    case "Ib":
      return make(d, 1e3, 1e4);
    case "II": {
      const lambda = 1e5;
      return make(
        d,
        middle(lambda * Math.sqrt(d), lambda * Math.min(d ** (gamma + 0.5), (lambda * d) / NOISE)),
        lambda,
      );
    }
    case "III": {
      const lambda = 1e4 * 1e3 ** (gamma - 0.5);
      return make(1e3, middle(lambda * 1e3 ** (gamma + 0.5), (lambda * lambda * 1e3) / NOISE), lambda);
    }
    case "VIa":
      return make(1e9, middle(1e9, NOISE * 1e9 ** (2 * gamma)), 1e-3);
    case "VIb":
      return make(1e3, 1e4 * NOISE * 1e3 ** (2 * gamma), 1e-3);
  }
}

/** Limits over γ, at the dimension of the solved points. */
export const limitLine = (phase: ConstantPhase) => ({
  phase,
  points: linearGrid(...GAMMA_RANGE, 39).map((gamma) => ({
    x: gamma,
    y: riskRatio(phase, { d: deepPoint(phase, gamma, "diagonal").d, gamma })!,
  })),
});

/** The ratios by state evolution, where it converged. */
export async function solvedConstants(): Promise<ConstantRow[]> {
  const asked = CONSTANT_PHASES.flatMap((phase) => SOLVED_GAMMAS.map((gamma) => ({ phase, gamma })));
  const { line } = solver("curve", "line");
  const { diagonal, quadratic } = both((network) =>
    line(asked.map(({ phase, gamma }) => deepPoint(phase, gamma, network))),
  );
  const [below, above] = [await diagonal, await quadratic];
  return asked.flatMap(({ phase, gamma }, i) => {
    const [a, b] = [below[i].solution, above[i].solution];
    if (!a.converged || !b.converged) return [];
    return [
      { phase, gamma, limit: riskRatio(phase, { d: a.d, gamma })!, solved: b.excessRisk / a.excessRisk },
    ];
  });
}

type ConstantsView = View<UniversalitySchema, unknown, { solved: ConstantRow[] }>;

function caption({ of: { gamma }, solved }: ConstantsView): string {
  const here = CONSTANT_PHASES.map((phase) => {
    const { d } = deepPoint(phase, gamma, "diagonal");
    return `${formatNumber(riskRatio(phase, { d, gamma })!)} in ${phase}`;
  });
  const off = ({ limit, solved }: ConstantRow) => Math.abs(solved / limit - 1);
  const worst = solved?.reduce((a, b) => (off(b) > off(a) ? b : a));
  const check = worst
    ? ` Crosses: state evolution at a point inside each phase; the one farthest from its limit, in ${worst.phase} at γ = ${worst.gamma}, is off by ${formatNumber(100 * off(worst), 2)} %.`
    : "";
  return `At γ = ${gamma} the quadratic network's risk is ${here.slice(0, -1).join(", ")} and ${here.at(-1)} times the diagonal one's. Dashed: the limits, from equations (1) to (4).${check}`;
}

/** The constants that the two networks do not share, against γ. */
export const constantsFigure: Drawing<UniversalitySchema, unknown, { solved: ConstantRow[] }> = {
  title: "What is not universal: the constant in front of each rate",
  caption,
  draw: (view, width) =>
    ratioConstants(CONSTANT_PHASES.map(limitLine), view.solved ?? [], {
      width: Math.min(width, 640),
      gamma: view.of.gamma,
      finding: caption(view),
    }),
  rows: ({ solved = [] }) =>
    rowsOf([
      ...CONSTANT_PHASES.map(limitLine).flatMap(({ phase, points }) =>
        points.map(({ x, y }) => ({ phase, gamma: x, limit: y, solved: null })),
      ),
      ...solved.map((row) => ({ ...row })),
    ]),
  command({ of: { gamma } }) {
    const { network, d, noise, alpha, lambda } = deepPoint("II", gamma, "quadratic");
    return { command: "solve", options: { network, d, gamma, noise, alpha, lambda } };
  },
};
