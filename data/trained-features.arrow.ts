// How many features the quadratic networks of the experiments spectra-* have learned.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { learnedFeatures } from "../theory/learned-features.js";
import { components } from "../theory/quadratic/components.js";
import { stateEvolution } from "../theory/state-evolution.js";
import { quadraticKernelOf } from "../theory/teacher.js";
import { repository } from "../tools/paths.js";
import { decodeTable } from "./decode.js";
import { trainedRunsTable, trainedSpectraTable } from "./experiments/tables.js";
import { runLoader } from "./loader.js";
import { trainedFeaturesTable } from "./tables/trained-features.js";

const folder = join(repository, "data", "experiments");

/** The least learned eigenvalue that counts as a feature, and the number that state evolution expects. */
function feature(p: { d: number; n: number; gamma: number; noise: number; lambda: number }) {
  const { d, gamma, n } = p;
  const solution = stateEvolution({ ...p, network: "quadratic", alpha: n / d ** 2 });
  const { atoms } = quadraticKernelOf(d, gamma);
  const bulk = components(atoms, solution.delta ** 2).at(-1)?.right ?? 0;
  const scatter = 3 * solution.delta * d ** (-2 / 3);
  return {
    least: Math.max(bulk + scatter - solution.cut, 1e-3 * atoms.value(0)),
    predicted: learnedFeatures(solution),
  };
}

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
      const spectra = decodeTable(trainedSpectraTable, read("spectra"), name).rows();
      return decodeTable(trainedRunsTable, read("runs"), name)
        .rows()
        .filter(({ final, network }) => final && network === "quadratic")
        .map(({ run, d, n, gamma, noise, lambda, seed, iterations, seconds, gap, converged }) => {
          const { least, predicted } = feature({ d, n, gamma, noise, lambda });
          const features = spectra.filter(
            (row) => row.run === run && row.iterations === iterations && row.value > least,
          ).length;
          return {
            ...{ d, n, gamma, noise, lambda, seed, features, predicted },
            ...{ iterations, seconds, gap: gap ?? Number.NaN, converged },
          };
        });
    });
    const columns: Record<string, unknown[]> = {};
    for (const name of Object.keys(trainedFeaturesTable.columns))
      columns[name] = rows.map((row) => row[name as keyof (typeof rows)[number]]);
    return {
      title: "Features learned by the networks of the experiments spectra-*",
      parameters: { experiments: names.join(", ") },
      columns: columns as never,
    };
  },
});
