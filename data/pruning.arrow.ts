// Trained networks before and after pruning, averaged over their seeds; no rows where the experiment has not been run.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../tools/paths.js";
import { runLoader } from "./loader.js";
import { prunedPoints } from "./pruning.js";
import { pruningTable } from "./tables/pruning.js";
import { readTable } from "./tables/read.js";
import { trainedRunsTable } from "./tables/trained-runs.js";

const folder = join(repository, "data/experiments");
const file = "pruning.runs.arrow";

await runLoader({
  url: import.meta.url,
  table: pruningTable,
  parameters: [],
  make() {
    const rows = readdirSync(folder).includes(file)
      ? prunedPoints(readTable(trainedRunsTable, readFileSync(join(folder, file)), file).rows)
      : [];
    return { title: "Networks before and after pruning", parameters: { experiment: "pruning" }, rows };
  },
});
