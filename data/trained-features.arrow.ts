// How many features the quadratic networks of the experiments spectra-* have learned.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { learnedFeatures, leastFeature } from "../theory/learned-features.js";
import { facts } from "../theory/networks.js";
import { stateEvolution } from "../theory/state-evolution.js";
import { repository } from "../tools/paths.js";
import { runLoader } from "./loader.js";
import { readTable } from "./tables/read.js";
import { trainedFeaturesTable } from "./tables/trained-features.js";
import { trainedRunsTable } from "./tables/trained-runs.js";
import { trainedSpectraTable } from "./tables/trained-spectra.js";

const folder = join(repository, "data", "experiments");

await runLoader({
  url: import.meta.url,
  table: trainedFeaturesTable,
  parameters: [],
  make() {
    const names = readdirSync(folder)
      .map((file) => /^(spectra-\w+)\.spectra\.arrow$/.exec(file)?.[1])
      .filter((name) => name !== undefined)
      .sort();
    const rows = names.flatMap((name) => {
      const read = (kind: string) => readFileSync(join(folder, `${name}.${kind}.arrow`));
      const spectra = readTable(trainedSpectraTable, read("spectra"), name).rows;
      return readTable(trainedRunsTable, read("runs"), name)
        .rows.filter(({ final, network }) => final && facts(network).resolvesFeatures)
        .map(({ run, d, n, gamma, noise, lambda, seed, iterations, seconds, gap, converged }) => {
          const parameters = { network: "quadratic", d, gamma, noise, lambda, alpha: n / d ** 2 } as const;
          const solution = stateEvolution(parameters);
          const [least, predicted] = [leastFeature(solution), learnedFeatures(solution)];
          const features = spectra.filter(
            (row) => row.run === run && row.iterations === iterations && row.value > least,
          ).length;
          return {
            ...{ d, n, gamma, noise, lambda, seed, features, predicted },
            ...{ iterations, seconds, gap, converged },
          };
        });
    });
    return {
      title: "Features learned by the networks of the experiments spectra-*",
      parameters: { experiments: names.join(", ") },
      rows,
    };
  },
});
