// The positive eigenvalues of every network that was trained for its spectrum, in one small table.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../tools/paths.js";
import { runLoader } from "./loader.js";
import type { WritableColumns } from "./tables/column.js";
import { readTable } from "./tables/read.js";
import { tailSpectraTable } from "./tables/tail-spectra.js";
import { trainedRunsTable } from "./tables/trained-runs.js";
import { trainedSpectraTable } from "./tables/trained-spectra.js";

/** Relative to the scale √d of the teacher: what lies below is zero up to the accuracy of training. */
const ZERO = 1e-3;
const folder = join(repository, "data", "experiments");

type Cells = { [K in keyof WritableColumns<typeof tailSpectraTable>]: (string | number)[] };

await runLoader({
  url: import.meta.url,
  table: tailSpectraTable,
  parameters: [],
  make() {
    const columns: Cells = {
      network: [],
      d: [],
      effectiveSamples: [],
      gamma: [],
      noise: [],
      lambda: [],
      seed: [],
      rank: [],
      value: [],
      iterations: [],
      seconds: [],
      gap: [],
    };
    const names = readdirSync(folder)
      .map((file) => /^(spectra-\w+)\.spectra\.arrow$/.exec(file)?.[1])
      .filter((name) => name !== undefined)
      .sort();
    for (const name of names) {
      const read = (kind: string) => readFileSync(join(folder, `${name}.${kind}.arrow`));
      // Below one effective sample the zeros are not resolved at the tolerance of training.
      const ends = readTable(trainedRunsTable, read("runs"), name).rows.filter(
        (end) => end.final && ((end.n as number) >= (end.d as number) || end.network === "diagonal"),
      );
      const spectra = readTable(trainedSpectraTable, read("spectra"), name).rows;
      for (const { run, network, d, n, gamma, noise, lambda, seed, ...end } of ends) {
        if (!end.converged) continue;
        const { iterations, seconds, gap } = end;
        const values = spectra.filter((row) => row.run === run && row.iterations === iterations);
        const zero = ZERO * Math.sqrt(d as number);
        // A network without any weight keeps one row, its largest: zero.
        for (const { rank, value } of values) {
          if (rank !== 1 && !((value as number) > zero)) continue;
          const effectiveSamples = network === "diagonal" ? (n as number) : (n as number) / (d as number);
          const row = {
            network,
            d,
            effectiveSamples,
            gamma,
            noise,
            lambda,
            seed,
            rank,
            value,
            iterations,
            seconds,
            gap,
          };
          for (const [key, cell] of Object.entries(row)) columns[key as keyof Cells].push(cell as number);
        }
      }
    }
    return {
      title: "Positive weights of trained networks, every seed",
      parameters: { experiments: names.join(" "), zero: ZERO },
      columns: columns as unknown as WritableColumns<typeof tailSpectraTable>,
    };
  },
});
