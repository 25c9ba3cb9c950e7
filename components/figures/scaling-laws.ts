import type { Network } from "../../theory/parameters.js";
import { phaseAt } from "../../theory/regimes.js";
import { formatNumber } from "../numbers.js";
import { effectiveSamplesOf, type Trained } from "../trained.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  guide,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "./chart.js";

/** One weight decay of the figure: how it is called, and what it is. */
export interface Decay {
  id: "small" | "one" | "large";
  name: string;
  value: (d: number) => number;
  stroke: string;
}

/** The three weight decays of the paper's Figure 3. */
export const DECAYS: readonly Decay[] = [
  { id: "small", name: "λ = 1/d", value: (d) => 1 / d, stroke: "var(--c-harmful)" },
  { id: "one", name: "λ = 1", value: () => 1, stroke: "var(--c-tuned)" },
  { id: "large", name: "λ = √d", value: Math.sqrt, stroke: "var(--c-learned)" },
];

export interface RiskPoint {
  effectiveSamples: number;
  excessRisk: number;
  /** ∂log R/∂log n_eff. */
  exponent: number;
  converged: boolean;
}

export interface RiskCurve {
  decay: Decay;
  points: readonly RiskPoint[];
}

export interface ScalingOptions {
  width: number;
  network: Network;
  d: number;
  gamma: number;
  noise: number;
  /** The weight decay whose phases are drawn as bands. */
  lit: Decay;
  samples: readonly [number, number];
  risks: readonly [number, number];
  cursor: number;
}

/** Excess risk against effective samples: state evolution as lines, trained networks as dots, the phases' rates as guides. */
export function scalingLaws(
  curves: readonly RiskCurve[],
  trained: readonly Trained[],
  options: ScalingOptions,
): SVGSVGElement {
  const { width, network, d, gamma, noise, lit, samples, risks, cursor } = options;
  const lambda = lit.value(d);
  const phaseOf = (effectiveSamples: number) =>
    phaseAt({ network, d, gamma, noise, effectiveSamples, lambda });
  const litCurve = curves.find(({ decay }) => decay === lit);
  const stretches = stretchesOf(
    (litCurve?.points ?? []).map(({ effectiveSamples }) => ({
      x: effectiveSamples,
      phase: phaseOf(effectiveSamples).id,
    })),
  );
  const guides = stretches.flatMap(({ phase, from, to }) => {
    const exponent = phaseOf(Math.sqrt(from * to)).exponents.samples;
    if (phase === "Ia" || phase === "Ib" || exponent === null || to / from < 3) return [];
    const middle = Math.sqrt(from * to);
    const near = litCurve!.points.reduce((a, b) =>
      Math.abs(Math.log(b.effectiveSamples / middle)) < Math.abs(Math.log(a.effectiveSamples / middle))
        ? b
        : a,
    );
    const reach = (to / from) ** 0.4;
    return [
      guide({
        from: middle / reach,
        to: middle * reach,
        through: [near.effectiveSamples, near.excessRisk],
        exponent,
        text: `slope ${formatNumber(exponent)}`,
      }),
    ];
  });
  const x: ChartAxis = { domain: samples, title: "effective samples", symbol: "n_eff" };
  const y: ChartAxis = { domain: risks, title: "excess risk", symbol: "R" };
  const points = (curve: RiskCurve) =>
    curve.points.map(({ effectiveSamples, excessRisk, converged }) => ({
      x: effectiveSamples,
      y: excessRisk,
      converged,
    }));
  const at = litCurve && near(litCurve.points, cursor);
  return chart({
    width,
    x,
    y,
    finding: "",
    marks: [
      phaseBands(stretches),
      ...guides,
      ...curves.map((curve) => theoryLine(points(curve), { stroke: curve.decay.stroke })),
      ...curves.flatMap(({ decay }) =>
        trainedDots(
          trained
            .filter((row) => Math.abs(row.lambda / decay.value(row.d) - 1) < 1e-9)
            .map((row) => ({
              x: effectiveSamplesOf(row),
              y: row.excessRisk,
              error: row.standardError,
              converged: row.converged,
            })),
          { stroke: decay.stroke },
        ),
      ),
      curveLabels(
        curves.map((curve) => ({ text: curve.decay.name, points: points(curve), fill: curve.decay.stroke })),
      ),
      ...(at ? [readerRing(at.effectiveSamples, at.excessRisk)] : []),
    ],
  });
}

function near(points: readonly RiskPoint[], value: number): RiskPoint {
  return points.reduce((a, b) =>
    Math.abs(Math.log(b.effectiveSamples / value)) < Math.abs(Math.log(a.effectiveSamples / value)) ? b : a,
  );
}
