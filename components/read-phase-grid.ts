import { phaseDiagramTable } from "../data/tables/phase-diagram.js";
import { type DiagramProblem, phaseDiagramFile, phaseGrid } from "../data/tables/phase-grid.js";
import { readTable } from "../data/tables/read.js";
import { host } from "./kit/host.js";
import type { PhaseGrid } from "./phase-grid.js";

const read = new Map<string, Promise<PhaseGrid>>();

/** The shipped diagram of a problem, read once. @throws where its file cannot be had, naming it */
export function readPhaseGrid(problem: DiagramProblem): Promise<PhaseGrid> {
  const file = phaseDiagramFile(problem);
  const before = read.get(file);
  if (before) return before;
  const reading = host()
    .file(`data/${file}`)
    .then((bytes) => phaseGrid(readTable(phaseDiagramTable, bytes, file)));
  read.set(file, reading);
  reading.catch(() => read.delete(file));
  return reading;
}
