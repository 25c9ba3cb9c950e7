import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { agreementOf, limitsOf } from "../data/experiments/agreement.js";
import { codeHash, commandLine } from "../data/provenance.js";
import { type AgreementRow, agreementTable } from "../data/tables/agreement.js";
import { columnsOf } from "../data/tables/column.js";
import { encodeTable } from "../data/tables/encode.js";
import { readTable } from "../data/tables/read.js";
import { trainedRunsTable } from "../data/tables/trained-runs.js";
import { facts } from "../theory/networks.js";
import { median } from "../theory/numeric/statistics.js";
import type { ExperimentStore } from "./experiment-store.js";
import { writeOutput } from "./output.js";

const FILE = fileURLToPath(new URL("../data/experiments/agreement.arrow", import.meta.url));

/** Compares what is committed with state evolution: writes the table and prints its summary. */
export async function compare(stores: readonly ExperimentStore[], file = FILE): Promise<void> {
  const ends = stores.flatMap((store) => {
    const manifest = store.manifest();
    const bytes = manifest && store.read(manifest, trainedRunsTable);
    if (!bytes) return [];
    return readTable(trainedRunsTable, bytes, store.experiment.name).rows.filter(
      ({ final, method }) => final && method !== "gd" && method !== "sgd",
    );
  });
  const points = agreementOf(ends);
  await mkdir(dirname(file), { recursive: true });
  await writeOutput(
    encodeTable(agreementTable, columnsOf(agreementTable, points), {
      title: agreementTable.title,
      command: commandLine("npm", "run", "-s", "experiments", "--", "--agreement"),
      parameters: { runs: ends.length, points: points.length },
      seeds: [...new Set(ends.map(({ seed }) => seed))].sort((a, b) => a - b),
      code: await codeHash(new URL("../data/experiments/agreement.ts", import.meta.url).href),
    }),
    file,
  );
  await writeOutput(`${summaryOf(points)}\n`);
}

const percent = (x: number) => `${(100 * x).toPrecision(3)} %`;

/** The table in words: medians by network and dimension, the limits of large d, the ten points furthest off. */
export function summaryOf(points: readonly AgreementRow[]): string {
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
  lines.push(...classesOf(usable));
  lines.push("furthest off:");
  const worst = [...usable].sort((a, b) => Math.abs(b.deviation) - Math.abs(a.deviation)).slice(0, 10);
  for (const point of worst) {
    lines.push(
      `  ${nameOf(point)}: R ${point.excessRisk.toPrecision(3)}, theory ${point.theory.toPrecision(3)}, ` +
        `${percent(point.deviation)} ± ${percent(point.deviationError)} over ${point.seeds} seeds`,
    );
    lines.push(`    ${evidence(point, usable)}`);
  }
  return lines.join("\n");
}

const nameOf = ({ network, d, n, gamma, noise, lambda, width }: AgreementRow) =>
  `${network} d=${d} n=${n} γ=${gamma} Δ=${noise} λ=${Number(lambda.toPrecision(3))}` +
  `${width !== 0 && width !== d ? ` p=${width}` : ""}`;

/** Deviations where they are to be expected, and where not. */
function classesOf(points: readonly AgreementRow[]): string[] {
  const isFew = ({ d, n, network }: AgreementRow) =>
    facts(network).shape === "matrix" ? n <= 4 * d : n <= 30;
  const isNoiselessTransition = (point: AgreementRow) =>
    point.noise === 0 && !isFew(point) && point.lambda * point.d < 1.5;
  const classes: [string, (point: AgreementRow) => boolean][] = [
    ["few samples (n ≤ 4d quadratic, n ≤ 30 diagonal)", isFew],
    ["no noise and λ = 1/d, more samples", isNoiselessTransition],
    ["all others", (point) => !isFew(point) && !isNoiselessTransition(point)],
  ];
  return classes.flatMap(([name, holds]) => {
    const group = points.filter(holds);
    if (group.length === 0) return [];
    const sizes = group.map(({ deviation }) => Math.abs(deviation));
    const far = sizes.filter((size) => size > 0.2).length;
    return [
      `${name}: ${group.length} points, median |deviation| ${percent(median(sizes))}, ${far} above 20 %`,
    ];
  });
}

/** What tells a finite-size effect from an error: seed-to-seed spread, and how the deviation changes with d and n. */
function evidence(point: AgreementRow, points: readonly AgreementRow[]): string {
  const { network, d, n, gamma, noise, width } = point;
  const scale = (p: AgreementRow) => facts(p.network).samplesAtUnitLoad(p.d);
  const decay = (p: AgreementRow) => [p.lambda * p.d, p.lambda, p.lambda / Math.sqrt(p.d)];
  const family = points
    .filter(
      (p) =>
        p.network === network &&
        p.gamma === gamma &&
        p.noise === noise &&
        (p.width === p.d || p.width === 0) === (width === d || width === 0) &&
        Math.abs(Math.log(p.n / scale(p) / (n / scale(point)))) < 0.05 &&
        decay(p).some((value, i) => Math.abs(value / decay(point)[i] - 1) < 1e-9),
    )
    .sort((a, b) => a.d - b.d);
  const spread = point.deviationError * Math.sqrt(point.seeds);
  return (
    `n/d = ${Number((n / d).toPrecision(3))}, z = ${point.zScore.toFixed(1)}, spread of a seed ${percent(spread)}` +
    (family.length > 1
      ? `; at this load: ${family.map((p) => `${percent(p.deviation)} (d=${p.d})`).join(", ")}`
      : "")
  );
}
