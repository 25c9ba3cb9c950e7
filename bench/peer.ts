import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Parameters } from "../theory/parameters.js";
import { stateEvolution } from "../theory/state-evolution.js";
import { type Measurement, median, seconds } from "./measurement.js";
import { peerEnvironment } from "./peer-environment.js";
import { pointOfDiagram } from "./points.js";
import { pythonWith } from "./python.js";

const COUNT = 20;
/** Calls of which the median is a warm time. */
const REPEATS = 15;

interface PeerAnswer {
  matrixMse: number;
  standardError: number;
  seconds: number;
  iterations: number;
}

interface Point {
  parameters: Parameters;
  mse: number;
  /** Seconds of the first call at this point, after the compiler has seen others, and of the later ones. */
  cold: number;
  warm: number;
}

/** Points of the quadratic diagram at d = 400, with noise and with weights that are not all zero. */
function points(): Point[] {
  const found: Point[] = [];
  for (let seed = 1; seed <= 40; seed++) stateEvolution(pointOfDiagram(seed, "quadratic", 400));
  for (let seed = 3000; found.length < COUNT; seed++) {
    const parameters = pointOfDiagram(seed, "quadratic", 400);
    if (parameters.noise === 0) continue;
    let solution: ReturnType<typeof stateEvolution> | undefined;
    const call = () => {
      solution = stateEvolution(parameters);
    };
    const cold = seconds(call);
    const { mse, zero, converged } = solution as ReturnType<typeof stateEvolution>;
    if (zero) continue;
    if (!converged) throw new Error(`no fixed point at ${JSON.stringify(parameters)}`);
    found.push({
      parameters,
      mse,
      cold,
      warm: median(Array.from({ length: REPEATS }, () => seconds(call))),
    });
  }
  return found;
}

function ask(python: string, found: readonly Point[], method: "published" | "accurate"): PeerAnswer[] {
  const script = fileURLToPath(new URL("./peers/monte_carlo_state_evolution.py", import.meta.url));
  const run = spawnSync(python, [script], {
    input: found.map(({ parameters }) => JSON.stringify({ ...parameters, seed: 1, method })).join("\n"),
    encoding: "utf8",
    env: peerEnvironment(),
  });
  if (run.status !== 0) throw new Error(`the peer failed: ${run.stderr}`);
  return run.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const percent = (x: number) => `${(100 * x).toPrecision(2)} %`;

/** The NumPy Monte-Carlo state evolution on the same points, one thread each; skipped where NumPy is not there. */
export function peer(): Measurement[] {
  const what = `NumPy Monte-Carlo state evolution, d = 400, median of ${COUNT} points`;
  const python = pythonWith("numpy");
  if (!python) {
    return [{ what, value: Number.NaN, unit: "s", note: "skipped: python3 with NumPy is not installed" }];
  }
  const found = points();
  const ours = (key: "cold" | "warm") => 1000 * median(found.map((point) => point[key]));
  const lines: Measurement[] = [
    {
      what: `this solver at the same points, to a residual of 1e-10, warm`,
      value: ours("warm"),
      unit: "ms",
      note: `${ours("cold").toPrecision(3)} ms at the first call of a point`,
    },
  ];
  for (const method of ["accurate", "published"] as const) {
    const theirs = ask(python, found, method);
    const name = method === "accurate" ? "to 0.2 %" : "as published: 3 samples, ≤ 60 steps";
    const off = theirs.map(({ matrixMse }, k) => Math.abs(matrixMse / found[k].mse - 1));
    const ratios = (key: "cold" | "warm") =>
      median(theirs.map((answer, k) => answer.seconds / found[k][key]));
    const reached = theirs.filter(({ standardError }) => standardError <= 2e-3).length;
    lines.push(
      {
        what: `${what}, ${name}`,
        value: median(theirs.map((answer) => answer.seconds)),
        unit: "s",
        note: `${reached} of ${COUNT} to a standard error of 0.2 %; off ours by ${percent(median(off))}, at most ${percent(Math.max(...off))}`,
      },
      {
        what: `its time over this solver's, warm, ${name}`,
        value: ratios("warm"),
        unit: "×",
        target: 1000,
        atLeast: true,
        note: `${ratios("cold").toPrecision(3)} × the first call; medians of the points' ratios, one thread each`,
      },
    );
  }
  return lines;
}
