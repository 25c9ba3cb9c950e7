// The spectra at the ends of all runs of the experiments spectra-*, without the eigenvalues that are as good as zero.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { powerLawAtoms } from "../theory/quadratic/atoms.js";
import { repository } from "../tools/paths.js";
import { runLoader } from "./loader.js";
import { type LearnedSpectraRow, learnedSpectraTable } from "./tables/learned-spectra.js";
import { readTable } from "./tables/read.js";
import { trainedRunsTable } from "./tables/trained-runs.js";
import { trainedSpectraTable } from "./tables/trained-spectra.js";

/** Eigenvalues below this fraction of the teacher's largest are counted, not listed. */
const NOTHING = 1e-6;

const folder = join(repository, "data", "experiments");
const { values: PHASES } = learnedSpectraTable.columns.phase;

await runLoader({
  url: import.meta.url,
  table: learnedSpectraTable,
  parameters: [],
  make() {
    const names = new Set(readdirSync(folder));
    const found = PHASES.filter((phase) => names.has(`spectra-${phase}.spectra.arrow`));
    return {
      title: "Eigenvalues of trained networks, one experiment per phase",
      parameters: { phases: found.join(", "), nothing: NOTHING },
      rows: found.flatMap(rowsOf),
    };
  },
});

function rowsOf(phase: (typeof PHASES)[number]): LearnedSpectraRow[] {
  const path = (kind: string) => join(folder, `spectra-${phase}.${kind}.arrow`);
  if (!existsSync(path("runs"))) throw new Error(`${path("runs")} is missing`);
  const runs = readTable(trainedRunsTable, readFileSync(path("runs")), path("runs")).rows;
  const spectra = readTable(trainedSpectraTable, readFileSync(path("spectra")), path("spectra")).columns;
  return runs
    .filter(({ final }) => final)
    .flatMap((run) => {
      const { d, n, gamma, noise, lambda, seed, iterations, seconds, gap, mse, converged } = run;
      const common = { phase, d, n, gamma, noise, lambda, seed, iterations, seconds, gap, mse, converged };
      const least = NOTHING * powerLawAtoms(d, gamma).value(0);
      const mine: LearnedSpectraRow[] = [];
      let zeros: LearnedSpectraRow | undefined;
      for (let k = 0; k < spectra.run.length; k++) {
        if (spectra.run[k] !== run.run || spectra.iterations[k] !== iterations) continue;
        const row = {
          ...common,
          rank: spectra.rank[k],
          overlap: Number.isNaN(spectra.overlap[k]) ? null : spectra.overlap[k],
        };
        if (spectra.value[k] >= least) mine.push({ ...row, value: spectra.value[k], count: 1 });
        else if (zeros) zeros.count++;
        else zeros = { ...row, overlap: null, value: 0, count: 1 };
      }
      return zeros ? [...mine, zeros] : mine;
    });
}
