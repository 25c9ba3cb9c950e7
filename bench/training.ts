import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveModules } from "../test/training/module-server.js";
import { launchBrowser } from "../tools/browser.js";
import { RowsInMemory } from "../training/diagonal/rows-in-memory.js";
import { solveLassoInMemory } from "../training/diagonal/working-set.js";
import { symmetricEigen } from "../training/kernel/eigen.js";
import { tileLength } from "../training/kernel/kernel.js";
import { dot } from "../training/lbfgs.js";
import { nodePool } from "../training/node-pool.js";
import { localRows } from "../training/quadratic/local.js";
import { QuadraticObjective } from "../training/quadratic/objective.js";
import { Stream } from "../training/random.js";
import { drawTeacher } from "../training/teacher.js";
import { productRate, ROWS, SIZE } from "./kernel-rate.js";
import { type Measurement, seconds } from "./measurement.js";
import { peerEnvironment } from "./peer-environment.js";
import { pythonWith } from "./python.js";

/** Least time of a few calls. */
const best = (run: () => void, repeats = 15) =>
  Math.min(...Array.from({ length: repeats }, () => seconds(run)));

/** Operations of a training step at 8192 × 128, p = 128, by this project's method: two triangular products and S, WA. */
const STEP_WORK = (4 * 16 * ROWS * tileLength(SIZE)) / 16 + 4 * SIZE ** 3;

/** Seconds of one training step of the quadratic network (loss and gradient), on `workers` threads. */
async function stepTime(workers: number): Promise<number> {
  const teacher = drawTeacher({ network: "quadratic", d: SIZE, gamma: 1, seed: 1 });
  const data = { teacher, n: ROWS, noise: 0.5, seed: 1 };
  const pool = workers > 1 ? nodePool(workers) : undefined;
  try {
    const rows = await (pool ? pool.rows(data) : localRows(data));
    const objective = new QuadraticObjective(rows, { d: SIZE, width: SIZE, lambda: 0.1 });
    const w = new Stream(1, "initialisation").gaussians(SIZE * SIZE);
    const gradient = new Float64Array(SIZE * SIZE);
    let least = Infinity;
    for (let i = 0; i < 60; i++) {
      const start = performance.now();
      await objective.evaluate(w, gradient);
      least = Math.min(least, (performance.now() - start) / 1000);
    }
    return least;
  } finally {
    pool?.close();
  }
}

const LASSO = { n: 20_000, d: 400, lambda: 20, gap: 1e-8 };

/** A LASSO problem as rows and labels. */
function lassoData(): { x: Float64Array; y: Float64Array } {
  const { n, d } = LASSO;
  const { weights } = drawTeacher({ network: "diagonal", d, gamma: 1, seed: 1 });
  const x = new Stream(1, "data").gaussians(n * d);
  const noise = new Stream(1, "noise").gaussians(n);
  const y = Float64Array.from(
    noise,
    (xi, row) => dot(x.subarray(row * d, (row + 1) * d), weights) / Math.sqrt(d) + xi * Math.SQRT1_2,
  );
  return { x, y };
}

/** Seconds from rows and labels in memory to a solution with the wanted gap, and its primal value. */
async function lassoTime(x: Float64Array, y: Float64Array) {
  const { lambda, gap } = LASSO;
  const rows = new RowsInMemory(x, y);
  let time = Infinity;
  for (let run = 0; ; run++) {
    const start = performance.now();
    const result = await solveLassoInMemory(rows, { lambda, tolerance: gap });
    time = Math.min(time, (performance.now() - start) / 1000);
    if (run === 4) return { time, ...result };
  }
}

interface Peer {
  numpy: string;
  product: number;
  step: number;
  /** Seconds by dimension. */
  eigen: Record<number, number>;
  eigenvalues: Record<number, number>;
  sklearn?: string;
  lasso?: number;
  lassoPrimal?: number;
}

/** The peers' times, one thread each; undefined where NumPy is not there. */
function askPeer(x: Float64Array, y: Float64Array, primal: number): Peer | undefined {
  const python = pythonWith("numpy", "sklearn") ?? pythonWith("numpy");
  if (!python) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const file = join(folder, "data");
    const data = new Float64Array(x.length + y.length);
    data.set(x);
    data.set(y, x.length);
    writeFileSync(file, new Uint8Array(data.buffer));
    const script = fileURLToPath(new URL("./peers/training.py", import.meta.url));
    const run = spawnSync(python, [script, file], {
      input: JSON.stringify({ ...LASSO, primal }),
      encoding: "utf8",
      env: peerEnvironment(),
    });
    if (run.status !== 0) throw new Error(`the peer failed: ${run.stderr}`);
    return JSON.parse(run.stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The kernel's rate in a browser, on one thread; undefined where there is no browser. */
async function browserRate(): Promise<number | undefined> {
  const server = await serveModules(
    'import { productRate } from "/bench/kernel-rate.js"; window.rate = productRate;',
  );
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      await page.goto(server.url);
      await page.waitForFunction("window.rate");
      return await page.evaluate('rate("wasm")');
    } finally {
      await browser.close();
    }
  } catch (error) {
    console.error(`no browser: ${(error as Error).message}`);
    return undefined;
  } finally {
    server.close();
  }
}

const EIGEN_SIZES = [200, 400, 800] as const;

/** Milliseconds of one eigendecomposition. */
function eigenTime(size: number, vectors: "all" | "none"): number {
  const values = new Stream(1, "data").gaussians(size * size);
  return 1000 * best(() => symmetricEigen(values, { vectors }), 7);
}

/** Times of the decomposition beside LAPACK's. */
function eigenLines(peer: Peer | undefined, missing: string): Measurement[] {
  return (["all", "none"] as const).flatMap((vectors) =>
    EIGEN_SIZES.map((size): Measurement => {
      const lapack = peer && 1000 * peer[vectors === "all" ? "eigen" : "eigenvalues"][size];
      return {
        what: `${vectors === "all" ? "eigendecomposition" : "eigenvalues alone"}, d = ${size}`,
        value: eigenTime(size, vectors),
        unit: "ms",
        target: lapack && (vectors === "all" ? 4 : 3) * lapack,
        note: lapack ? `LAPACK ${lapack.toPrecision(3)} ms` : missing,
      };
    }),
  );
}

/** The speed of training/, beside its peers in the same run. */
export async function training(): Promise<Measurement[]> {
  const { x, y } = lassoData();
  const lasso = await lassoTime(x, y);
  const peer = askPeer(x, y, lasso.primal);
  const missing = "skipped: python3 with NumPy is not installed";
  const inBrowser = await browserRate();
  const [alone, shared] = [await stepTime(1), await stepTime(2)];
  const stepRate = STEP_WORK / alone / 1e9;
  const shape = `${ROWS} × ${SIZE} × ${SIZE}`;
  const productWork = 2 * ROWS * SIZE * SIZE;
  return [
    {
      what: `kernel, ${shape}, one thread`,
      value: productRate("wasm"),
      unit: "GFLOP/s",
      target: 16,
      atLeast: true,
      note: `in TypeScript ${productRate("typescript", 3).toPrecision(3)} GFLOP/s`,
    },
    {
      what: `the same in Chromium`,
      value: inBrowser ?? Number.NaN,
      unit: "GFLOP/s",
      target: 16,
      atLeast: true,
      note: inBrowser === undefined ? "skipped: no browser starts" : undefined,
    },
    {
      what: `OpenBLAS, ${shape}, one thread`,
      value: peer ? productWork / peer.product / 1e9 : Number.NaN,
      unit: "GFLOP/s",
      note: peer ? `NumPy ${peer.numpy}` : missing,
    },
    {
      what: `training step, n = ${ROWS}, d = p = ${SIZE}, one thread`,
      value: stepRate,
      unit: "GFLOP/s",
      target: 16,
      atLeast: true,
      note: `${(1000 * alone).toFixed(1)} ms; operations that are done: two triangular products`,
    },
    {
      what: "the same step by full products in NumPy",
      value: peer ? (2 * productWork) / peer.step / 1e9 : Number.NaN,
      unit: "GFLOP/s",
      note: peer ? `${(1000 * peer.step).toFixed(1)} ms` : missing,
    },
    { what: "training step on two workers", value: alone / shared, unit: "×", target: 1.9, atLeast: true },
    {
      what: `LASSO, n = ${LASSO.n}, d = ${LASSO.d}, to a gap of ${LASSO.gap}`,
      value: lasso.time,
      unit: "s",
      target: peer?.lasso,
      note: `gap ${lasso.gap.toExponential(1)}`,
    },
    {
      what: "the same by scikit-learn",
      value: peer?.lasso ?? Number.NaN,
      unit: "s",
      note: peer?.lasso
        ? `${peer.sklearn}; objective ${((peer.lassoPrimal as number) / lasso.primal - 1).toExponential(1)} above ours`
        : "skipped: scikit-learn is not installed",
    },
    ...eigenLines(peer, missing),
  ];
}
