import { html } from "htl";
import { facts } from "../../../theory/networks.js";
import { phaseAt, phaseBoundaries, phases } from "../../../theory/regimes.js";
import { type PhaseDiagram, phaseDiagram } from "../../charts/phase-diagram.js";
import { riskLegend } from "../../charts/risk-bands.js";
import type { Drawing, View } from "../../kit/figure.js";
import { solver } from "../../kit/solver.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { axisEnds, cropAbove, gridRows, type PhaseGrid } from "../../phase-grid.js";
import { pointFinding } from "../../point-findings.js";
import { readPhaseGrid } from "../../read-phase-grid.js";
import type { SolvedPoint } from "../../topics/map.js";
import { MAP_DIMENSION, type NoiselessSchema, type NoiselessValues, noiseOf } from "./quantities.js";

/** The colour scale of both maps, in decades of the risk: the same with noise and without. */
const RANGE = [-10, 1] as const;
/** The maps end at this weight decay. */
const TOP = 1e4;
/** Widest colour scale, and what its name takes beside it, in pixels. */
const LEGEND = { width: 416, name: 104 };

type Labelled = Pick<NoiselessValues, "network" | "gamma" | "labels">;
type Needs = { grid: PhaseGrid; here: SolvedPoint };
type MapView = View<NoiselessSchema, Needs>;

const problemOf = (of: Labelled) => ({
  network: of.network,
  d: MAP_DIMENSION,
  gamma: of.gamma,
  noise: noiseOf(of),
});

/** Reads the map of the reader's network, with noise in the labels or without. */
export const readMap = async (of: Labelled): Promise<PhaseGrid> =>
  cropAbove(await readPhaseGrid(problemOf(of)), TOP);

/** Everything at the ring. */
export const solveRing = (of: Labelled & { samples: number; lambda: number }): Promise<SolvedPoint> =>
  solver("map", "hand").point({ ...problemOf(of), alpha: of.samples / MAP_DIMENSION, lambda: of.lambda });

const ringOf = ({ samples, lambda }: NoiselessValues) => ({ effectiveSamples: samples, lambda });

function diagram({ grid, of, set }: MapView, width: number): PhaseDiagram {
  const { network, d } = grid;
  const { recoveryLoad, words } = facts(network);
  return phaseDiagram(grid, {
    width,
    height: Math.round(Math.min(520, Math.max(300, width * 0.74))),
    riskRange: RANGE,
    phases: phases(grid),
    boundaries: phaseBoundaries({
      ...problemOf(of),
      window: { effectiveSamples: axisEnds(grid.effectiveSamples), lambda: axisEnds(grid.lambda) },
    }),
    cursor: ringOf(of),
    label: "Phase map of the network",
    landmarks: [{ value: recoveryLoad * d, tex: words.recovery }],
    onMove: ({ effectiveSamples, lambda }) => set({ samples: effectiveSamples, lambda }),
  });
}

function caption({ of, here: { solution, exponents, spectrum } }: MapView): string {
  const { effectiveSamples, lambda, excessRisk, converged } = solution;
  const phase = phaseAt({ ...problemOf(of), ...ringOf(of) });
  const expected =
    phase.exponents.samples === null
      ? ""
      : ` (phase ${phase.id}, far from its borders: ${formatExponent(phase.exponents.samples)})`;
  const lowest = 10 ** RANGE[0];
  const colour = excessRisk < lowest ? ` Risks below ${formatNumber(lowest)} share one colour.` : "";
  return `At n_eff = ${formatNumber(effectiveSamples)}, λ = ${formatNumber(lambda)} the risk is ${formatNumber(excessRisk)}${converged ? "" : " (not converged)"} and changes with the samples as a power of ${formatExponent(exponents.samples)}${expected}. ${pointFinding(phase.id, solution, spectrum)}${colour} Dashed: where the asymptotic theory changes phase, with constants one; d = ${MAP_DIMENSION}.`;
}

/** The map of the page: with noise in the labels or without, at the turn of a switch. */
export function mapFigure(): Drawing<NoiselessSchema, Needs> {
  // A ring that moves leaves the map as it is: it is drawn anew for another map or another width only.
  let drawn: { grid: PhaseGrid; width: number; map: PhaseDiagram; elements: Element[] } | undefined;
  function drawMap(view: MapView, width: number) {
    const map = diagram(view, width);
    const legend = riskLegend(RANGE, Math.min(LEGEND.width, width - LEGEND.name));
    const scale = html`<div class="legend-row"><span class="legend-name">excess risk <i class="symbol">R</i></span>${legend}</div>`;
    return { grid: view.grid, width, map, elements: [map, scale] };
  }
  return {
    title: ({ of }) =>
      of.labels === "noiseless"
        ? "Without label noise there is no peak and no overfitting: enough samples recover the teacher"
        : "With label noise the phases V and VI and the interpolation peak are back",
    caption,
    draw(view, width) {
      if (drawn?.grid !== view.grid || drawn.width !== width) drawn = drawMap(view, width);
      drawn.map.moveTo(ringOf(view.of));
      return drawn.elements;
    },
    rows: ({ grid }) => gridRows(grid),
    command: ({ of }) => ({
      command: "solve",
      options: { ...problemOf(of), alpha: of.samples / MAP_DIMENSION, lambda: of.lambda },
    }),
  };
}
