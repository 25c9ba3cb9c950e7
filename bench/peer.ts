import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { stateEvolution } from "../theory/state-evolution.js";
import { type Measurement, median, seconds } from "./measurement.js";
import { pythonWith } from "./python.js";

/** One point of each kind: interpolating, at n_eff = d, beyond it. */
const POINTS = [
  { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, alpha: 0.05, lambda: 0.05 },
  { network: "quadratic", d: 400, gamma: 1.25, noise: 0.1, alpha: 1, lambda: 0.1 },
  { network: "quadratic", d: 400, gamma: 1, noise: 0.5, alpha: 100, lambda: 2 },
] as const;

interface PeerAnswer {
  matrixMse: number;
  standardError: number;
  seconds: number;
}

/** The NumPy Monte-Carlo state evolution on the same points, one thread each; skipped where NumPy is not there. */
export function peer(): Measurement[] {
  const what = "NumPy Monte-Carlo state evolution, d = 400, median";
  const python = pythonWith("numpy");
  if (!python) {
    return [{ what, value: Number.NaN, unit: "s", note: "skipped: python3 with NumPy is not installed" }];
  }
  const script = fileURLToPath(new URL("./peers/monte_carlo_state_evolution.py", import.meta.url));
  const run = spawnSync(python, [script], {
    input: POINTS.map((point) => JSON.stringify({ ...point, seed: 1 })).join("\n"),
    encoding: "utf8",
    env: { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" },
  });
  if (run.status !== 0) throw new Error(`the peer failed: ${run.stderr}`);
  const theirs: PeerAnswer[] = run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  let deviation = 0;
  const ours = POINTS.map((point, index) => {
    let mse = Number.NaN;
    const time = seconds(() => {
      mse = stateEvolution(point).mse;
    });
    const { matrixMse } = theirs[index];
    deviation = Math.max(deviation, Math.abs(matrixMse / mse - 1));
    return time;
  });
  const peerTime = median(theirs.map((answer) => answer.seconds));
  const accuracy = Math.max(...theirs.map((answer) => answer.standardError));
  return [
    {
      what,
      value: peerTime,
      unit: "s",
      note: `standard error ${(100 * accuracy).toFixed(2)} %; off ours by ≤ ${(100 * deviation).toFixed(1)} % (finite d)`,
    },
    {
      what: "NumPy Monte-Carlo over this solver, median of the ratios",
      value: median(theirs.map((answer, index) => answer.seconds / ours[index])),
      unit: "×",
      note: "one thread each",
    },
  ];
}
