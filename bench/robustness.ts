import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { Measurement } from "./measurement.js";
import { pointOfBox } from "./points.js";
import type { ShardReport } from "./robustness-shard.js";

/**
 * Solves random points of the box of ./points.ts on all cores and counts the failures: anything thrown, not
 * finite, not converged, a residual above 1e-10, a solution that does not satisfy the equations when they are
 * evaluated again, or one on the wrong branch.
 *
 * @param first index of the first point, to continue an earlier run
 */
export async function robustness(points: number, first = 0): Promise<Measurement[]> {
  const shards = Math.min(availableParallelism(), points);
  const reports = await Promise.all(
    Array.from({ length: shards }, (_, index) => shard(first + index, shards, first + points)),
  );
  const failures = reports.reduce((total, report) => total + report.failures.length, 0);
  const sum = (key: "points" | "zero" | "seconds" | "independent" | "branches"): number =>
    reports.reduce((total, report) => total + report[key], 0);
  const [slowest] = reports.map((report) => report.slowest).sort((a, b) => b.seconds - a.seconds);
  return [
    {
      what: `failures over ${sum("points")} random points of the box`,
      value: failures,
      unit: "failures",
      target: 0,
      note: `${sum("zero")} exact zeros; second formulas at ${sum("independent")} points, branch test at ${sum("branches")}`,
    },
    {
      what: "mean time per point of the box, cold",
      value: (1000 * sum("seconds")) / sum("points"),
      unit: "ms",
      note: `slowest ${(1000 * slowest.seconds).toFixed(0)} ms: ${JSON.stringify(pointOfBox(slowest.index))}`,
    },
  ];
}

function shard(start: number, step: number, end: number): Promise<ShardReport> {
  const script = fileURLToPath(new URL("./robustness-shard.ts", import.meta.url));
  const args = [...process.execArgv, script, String(start), String(step), String(end)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(text));
      else reject(new Error(`the shard from point ${start} ended with code ${code}`));
    });
  });
}
