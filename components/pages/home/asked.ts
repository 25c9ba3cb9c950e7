import type { Network } from "../../../theory/networks.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import { type PhaseId, phaseAt, phases } from "../../../theory/regimes.js";
import { phaseAnchors } from "../../charts/phase-labels.js";
import { solver } from "../../kit/solver.js";
import { axisEnds, type PhaseGrid, type Point } from "../../phase-grid.js";
import type { SpectrumRows } from "../../spectrum-rows.js";
import type { Best } from "../../topics/decay.js";
import type { SolvedPoint } from "../../topics/map.js";
import { diagramsOf, type Problem, readMaps } from "./maps.js";
import type { SliceAlong, SlicePoint } from "./risk-slice.js";

/** A slice of one network's map through the ring. */
export interface Slice {
  network: Network;
  rows: SlicePoint[];
}

/** The spectrum in the middle of one phase of a map. */
export interface PhaseSpectrum {
  network: Network;
  phase: PhaseId;
  title: string;
  at: Point;
  spectrum: SpectrumRows;
}

/** Points of a slice, besides the ring. */
const SLICE_POINTS = 161;

/** Everything at the ring, for each network. */
export function solveRing({ effectiveSamples, lambda, ...problem }: Problem & Point): Promise<SolvedPoint[]> {
  const { point } = solver("map", "hand");
  return Promise.all(
    diagramsOf(problem).map((of) => point({ ...of, alpha: effectiveSamples / of.d, lambda })),
  );
}

/** The risk along one line through the ring, the ring among its points. */
async function solveSlice(grid: PhaseGrid, ring: Point, along: SliceAlong): Promise<Slice> {
  const { network, d, gamma, noise } = grid;
  const name = along === "samples" ? "effectiveSamples" : "lambda";
  const values = Float64Array.from(
    new Set([...logGrid(...axisEnds(grid[name]), SLICE_POINTS), ring[name]]),
  ).sort();
  const line = { effectiveSamples: [ring.effectiveSamples], lambda: [ring.lambda], [name]: values };
  const { logRisk, converged } = await solver("map").risks({ network, d, gamma, noise, ...line });
  const rows = Array.from(values, (value, i) => ({
    value,
    logRisk: logRisk[i],
    phase: phaseAt({ network, d, gamma, noise, ...ring, [name]: value }).id,
    converged: converged[i] === 1,
  }));
  return { network, rows };
}

/** The slices of the maps along one of their axes. */
export const solveSlices =
  (along: SliceAlong) =>
  async ({ effectiveSamples, lambda, ...problem }: Problem & Point): Promise<Slice[]> => {
    const { grids } = await readMaps(problem);
    return Promise.all(grids.map((grid) => solveSlice(grid, { effectiveSamples, lambda }, along)));
  };

/** The best weight decay at the ring's samples, for each network. */
export function solveBest({
  effectiveSamples,
  ...problem
}: Problem & Pick<Point, "effectiveSamples">): Promise<Best[]> {
  const { best } = solver("decay");
  return Promise.all(diagramsOf(problem).map((of) => best({ ...of, alpha: effectiveSamples / of.d })));
}

/** A spectrum for every phase of the maps, in the order of the phases. */
export async function solvePhases(problem: Problem): Promise<PhaseSpectrum[][]> {
  const { point } = solver("map");
  const { grids } = await readMaps(problem);
  return Promise.all(
    grids.map((grid) => {
      const { network, d, gamma, noise } = grid;
      const anchors = phaseAnchors(grid);
      const present = Object.values(phases(grid)).filter(({ id }) => anchors.has(id));
      return Promise.all(
        present.map(async ({ id, title }) => {
          const at = anchors.get(id) as Point;
          const alpha = at.effectiveSamples / d;
          const { spectrum } = await point({ network, d, gamma, noise, alpha, lambda: at.lambda });
          return { network, phase: id, title, at, spectrum };
        }),
      );
    }),
  );
}
