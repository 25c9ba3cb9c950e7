// Trained networks before and after pruning, averaged over their seeds; no rows where the experiment has not been run.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../tools/paths.js";
import { runLoader } from "./loader.js";
import { prunedPoints } from "./pruning.js";
import type { WritableColumns } from "./tables/column.js";
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
    const points = readdirSync(folder).includes(file)
      ? prunedPoints(readTable(trainedRunsTable, readFileSync(join(folder, file)), file).rows)
      : [];
    const columns = Object.fromEntries(
      Object.keys(pruningTable.columns).map((name) => [
        name,
        points.map((point) => point[name as keyof (typeof points)[number]]),
      ]),
    ) as unknown as WritableColumns<typeof pruningTable>;
    return { title: "Networks before and after pruning", parameters: { experiment: "pruning" }, columns };
  },
});
