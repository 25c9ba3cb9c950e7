import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { WritableColumns } from "../data/column.js";
import { decodeTable } from "../data/decode.js";
import { encodeTable } from "../data/encode.js";
import { type Agreement, agreementOf, limitsOf } from "../data/experiments/agreement.js";
import { agreementTable, trainedRunsTable } from "../data/experiments/tables.js";
import { codeHash, commandLine } from "../data/provenance.js";
import type { ExperimentStore } from "./experiment-store.js";
import { writeOutput } from "./output.js";

const FILE = fileURLToPath(new URL("../data/experiments/agreement.arrow", import.meta.url));

/** Compares what is committed with state evolution: writes the table and prints its summary. */
export async function compare(stores: readonly ExperimentStore[], file = FILE): Promise<void> {
  const ends = stores.flatMap((store) => {
    const manifest = store.manifest();
    const bytes = manifest && store.read(manifest, trainedRunsTable);
    if (!bytes) return [];
    return decodeTable(trainedRunsTable, bytes, store.experiment.name)
      .rows()
      .filter(({ final, method }) => final && method !== "gd" && method !== "sgd");
  });
  const points = agreementOf(ends);
  await mkdir(dirname(file), { recursive: true });
  await writeOutput(
    encodeTable(agreementTable, columnsOf(points), {
      title: agreementTable.title,
      command: commandLine("npm", "run", "-s", "experiments", "--", "--agreement"),
      parameters: { runs: ends.length, points: points.length },
      seeds: [...new Set(ends.map(({ seed }) => seed))].sort((a, b) => a - b),
      code: await codeHash(new URL("../data/experiments/agreement.ts", import.meta.url).href),
    }),
    file,
  );
  console.log(summaryOf(points));
}

function columnsOf(points: readonly Agreement[]): WritableColumns<typeof agreementTable> {
  const columns = Object.keys(agreementTable.columns).map((name) => [
    name,
    points.map((point) => point[name as keyof Agreement] ?? Number.NaN),
  ]);
  return Object.fromEntries(columns);
}

const percent = (x: number) => `${(100 * x).toPrecision(3)} %`;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The table in words: medians by network and dimension, the limits of large d, the ten points furthest off. */
export function summaryOf(points: readonly Agreement[]): string {
  const lines: string[] = [];
  const usable = points.filter(({ converged }) => converged);
  lines.push(
    `${points.length} points, ${points.length - usable.length} of them with a run or a fixed point unconverged`,
  );
  const dimensions = [...new Set(usable.map(({ network, d }) => `${network} ${d}`))];
  for (const name of dimensions) {
    const group = usable.filter(({ network, d }) => `${network} ${d}` === name);
    const deviations = group.map(({ deviation }) => Math.abs(deviation));
    const near = group.filter(({ zScore }) => Math.abs(zScore) <= 2).length;
    lines.push(
      `${name}: ${group.length} points, median |deviation| ${percent(median(deviations))}, within 2 standard errors ${near}`,
    );
  }
  const large = usable.filter(({ d }) => d >= 100).map(({ deviation }) => Math.abs(deviation));
  if (large.length > 0)
    lines.push(`d ≥ 100: median |deviation| ${percent(median(large))} of ${large.length} points`);
  const limits = limitsOf(points);
  const met = limits.filter(
    ({ intercept, interceptError }) => Math.abs(intercept) <= 2 * interceptError,
  ).length;
  if (limits.length > 0) {
    lines.push(
      `extrapolated in 1/d: ${met} of ${limits.length} families meet state evolution within 2 standard errors`,
    );
  }
  lines.push("furthest off:");
  const worst = [...usable].sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation)).slice(0, 10);
  for (const point of worst) {
    const { network, d, n, gamma, noise, lambda, width } = point;
    lines.push(
      `  ${network} d=${d} n=${n} γ=${gamma} Δ=${noise} λ=${Number(lambda.toPrecision(3))}` +
        `${width !== 0 && width !== d ? ` p=${width}` : ""}: R ${point.excessRisk.toPrecision(3)}, theory ` +
        `${point.theory.toPrecision(3)}, ${percent(point.deviation)} ± ${percent(point.deviationError)}`,
    );
  }
  return lines.join("\n");
}
