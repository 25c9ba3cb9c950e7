import { svg } from "htl";
import { facts } from "../../../theory/networks.js";
import { type PhaseId, type PlaneProblem, phaseAt, phaseBoundaries } from "../../../theory/regimes.js";
import { chart, curveLabels, custom, type Frame, guide, readerRing } from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { at } from "../../charts/read-curve.js";
import { placeLabels } from "../../charts/region-labels.js";
import { color, tint } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import { fewPoints, type RiskAt, samplesAxis } from "./chart.js";

export interface DecayPlaneOptions {
  width: number;
  problem: PlaneProblem;
  samples: readonly [number, number];
  lambda: readonly [number, number];
  ring: { effectiveSamples: number; lambda: number };
  finding: string;
}

/** The best weight decay over the phases of the (n_eff, λ) plane, with the scale √(Δn_eff/d) of Corollary 1. */
export function decayPlane(optimum: readonly RiskAt[], options: DecayPlaneOptions): SVGSVGElement {
  const { width, problem, samples, lambda, ring, finding } = options;
  const [from, to] = [samples[0] * 1.2, samples[1] / 1.2];
  const middle = (from * to) ** 0.5;
  return chart({
    width,
    x: samplesAxis(samples),
    y: { domain: lambda, title: "weight decay", symbol: "λ" },
    finding,
    marks: [
      custom((frame) => phaseRegions(frame, problem)),
      guide({
        from,
        to,
        through: [middle, Math.sqrt((problem.noise * middle) / problem.d)],
        exponent: 0.5,
        text: width < 480 ? "" : "√(Δ × samples / d)",
        lift: 0.01,
      }),
      fewPoints(optimum, "tuned"),
      curveLabels([{ text: "best weight decay", points: optimum, meaning: "tuned" }]),
      readerRing(ring.effectiveSamples, ring.lambda),
    ],
  });
}

/** λ_opt/√(Δn_eff/d) along n_eff. */
export function decayRatio(
  optimum: readonly RiskAt[],
  options: Omit<DecayPlaneOptions, "lambda" | "ring"> & { cursor: number },
): SVGSVGElement {
  const { width, problem, samples, cursor, finding } = options;
  const scaled = optimum.map((p) => ({ ...p, y: p.y / Math.sqrt((problem.noise * p.x) / problem.d) }));
  const here = at(scaled, cursor);
  const { shape, equations, noiseEdge } = facts(problem.network);
  // λ = (load α)c and (load α)δ² = Δ, with the cut at the edge of the noise.
  const limit = Math.sqrt(equations.load) * noiseEdge(problem.d);
  return chart({
    width,
    height: 200,
    x: samplesAxis(samples),
    y: { domain: [0.1, 30], title: "λ over its scale", ticks: [0.1, 1, 10] },
    finding,
    marks: [
      guide({
        from: samples[0] * 1.2,
        to: samples[1] / 1.2,
        through: [1, limit],
        exponent: 0,
        text:
          shape === "matrix"
            ? "4: a cut at 2δ, large d"
            : `√(2 log d) = ${formatNumber(limit)}: a cut at the largest noise`,
        lift: 0.01,
      }),
      fewPoints(scaled, "tuned"),
      ...(Number.isFinite(here) ? [readerRing(cursor, here)] : []),
    ],
  });
}

/** The phases as tinted regions with their names, and the lines between them. */
function phaseRegions(frame: Frame, problem: PlaneProblem): SVGElement {
  const { x, y, left, right, top, bottom } = frame;
  const cell = 4;
  const columns = Math.ceil((right - left) / cell);
  const rows = Math.ceil((bottom - top) / cell);
  const phases: PhaseId[] = [];
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++)
      phases.push(
        phaseAt({
          ...problem,
          effectiveSamples: x.invert(Math.min(right, left + (i + 0.5) * cell)),
          lambda: y.invert(Math.min(bottom, top + (j + 0.5) * cell)),
        }).id,
      );
  const paths = new Map<PhaseId, string>();
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; ) {
      const phase = phases[j * columns + i];
      let end = i + 1;
      while (end < columns && phases[j * columns + end] === phase) end++;
      const [x0, x1] = [left + i * cell, Math.min(right, left + end * cell)];
      const height = Math.min(cell, bottom - top - j * cell);
      paths.set(
        phase,
        `${paths.get(phase) ?? ""}M${px(x0)},${px(top + j * cell)}H${px(x1)}v${px(height)}H${px(x0)}Z`,
      );
      i = end;
    }
  }
  const labels = placeLabels(
    { columns, rows, cell, region: (i, j) => phases[j * columns + i] },
    Object.fromEntries(
      [...paths.keys()].map((id) => [
        id,
        [
          { width: 40, height: 20 },
          { width: 20, height: 16 },
        ],
      ]),
    ),
  );
  const window = {
    effectiveSamples: [x.invert(left), x.invert(right)] as [number, number],
    lambda: [y.invert(bottom), y.invert(top)] as [number, number],
  };
  return svg`<g>
    ${[...paths].map(([phase, d]) => svg`<path d=${d} fill=${tint(phase)} shape-rendering="crispEdges"></path>`)}
    ${phaseBoundaries({ ...problem, window }).map(
      ({ points: [[a, b], [c, d]] }) =>
        svg`<line x1=${px(x(a))} y1=${px(y(b))} x2=${px(x(c))} y2=${px(y(d))} stroke=${color("guide")} stroke-width="1" stroke-dasharray="2 3"></line>`,
    )}
    ${labels
      .filter(({ size }) => size >= 0)
      .map(
        ({ region, box }) =>
          svg`<text class="band-name" x=${px(left + box.x + box.width / 2)} y=${px(top + box.y + box.height / 2)} dy="0.35em" text-anchor="middle">${region}</text>`,
      )}
  </g>` as SVGElement;
}
