// The positive eigenvalues of every network that was trained for its spectrum, in one small table.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { facts } from "../theory/networks.js";
import { repository } from "../tools/paths.js";
import { runLoader } from "./loader.js";
import { readTable } from "./tables/read.js";
import { type TailSpectrumRow, tailSpectraTable } from "./tables/tail-spectra.js";
import { trainedRunsTable } from "./tables/trained-runs.js";
import { trainedSpectraTable } from "./tables/trained-spectra.js";

/** Relative to the scale √d of the teacher: what lies below is zero up to the accuracy of training. */
const ZERO = 1e-3;
const folder = join(repository, "data", "experiments");

await runLoader({
  url: import.meta.url,
  table: tailSpectraTable,
  parameters: [],
  make() {
    const rows: TailSpectrumRow[] = [];
    const names = readdirSync(folder)
      .map((file) => /^(spectra-\w+)\.spectra\.arrow$/.exec(file)?.[1])
      .filter((name) => name !== undefined)
      .sort();
    for (const name of names) {
      const read = (kind: string) => readFileSync(join(folder, `${name}.${kind}.arrow`));
      // Below one effective sample the zeros of a matrix are not resolved at the tolerance of training.
      const ends = readTable(trainedRunsTable, read("runs"), name).rows.filter(
        (end) => end.final && (facts(end.network).shape === "vector" || end.n >= end.d),
      );
      const spectra = readTable(trainedSpectraTable, read("spectra"), name).rows;
      for (const { run, network, d, n, gamma, noise, lambda, seed, ...end } of ends) {
        if (!end.converged) continue;
        const { iterations, seconds, gap } = end;
        const values = spectra.filter((row) => row.run === run && row.iterations === iterations);
        const zero = ZERO * Math.sqrt(d);
        // A network without any weight keeps one row, its largest: zero.
        for (const { rank, value } of values) {
          if (rank !== 1 && !(value > zero)) continue;
          const effectiveSamples = facts(network).effectiveSamples(d, n);
          rows.push({
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
          });
        }
      }
    }
    return {
      title: "Positive weights of trained networks, every seed",
      parameters: { experiments: names.join(" "), zero: ZERO },
      rows,
    };
  },
});
