import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Specification } from "../../training/specification.js";
import { train } from "../../training/train.js";
import { run, start, words } from "../cli/run.js";

const folder = mkdtempSync(join(tmpdir(), "train-"));
afterAll(() => rmSync(folder, { recursive: true }));

const point = words(
  "train --network quadratic --d 20 --n 300 --gamma 1.25 --noise 0.5 --lambda 0.3 --seed 4",
);
const spec: Specification = {
  network: "quadratic",
  d: 20,
  n: 300,
  gamma: 1.25,
  noise: 0.5,
  lambda: 0.3,
  seed: 4,
};

describe("cli train", () => {
  it("prints what the library computes, whatever the number of workers", async () => {
    const [one, two] = await Promise.all([
      run([...point, "--json"]),
      run([...point, "--json", "--workers", "2"]),
    ]);
    expect([one.code, one.stderr]).toEqual([0, ""]);
    const [a, b] = [one, two].map(({ stdout }) => JSON.parse(stdout.toString()));
    const result = await train(spec);
    expect(a).toMatchObject({
      matrixMse: result.mse,
      excessRisk: result.excessRisk,
      trainLoss: result.trainLoss,
      gap: result.gap,
      iterations: result.iterations,
      converged: true,
      eigenvalues: [...result.spectrum],
      seconds: expect.any(Number),
    });
    expect({ ...b, seconds: 0 }).toEqual({ ...a, seconds: 0 });
  });

  it("prints snapshots, and says below full width that the problem is not convex", async () => {
    const { code, stdout } = await run([
      ...point,
      ...words("--width 5 --method gd --iterations 30 --snapshots 0,30 --json"),
    ]);
    const result = JSON.parse(stdout.toString());
    expect(code).toBe(0);
    expect(result).toMatchObject({ gap: null, convex: false, converged: false, iterations: 30 });
    expect(result.snapshots).toHaveLength(2);
    expect(result.snapshots[1].eigenvalues).toHaveLength(20);
    expect(result.snapshots[1].excessRisk).toBeLessThan(result.snapshots[0].excessRisk);
  });

  it("ends with 1 where the minimum was not reached", async () => {
    const { code, stderr } = await run([...point, "--tolerance", "1e-15"]);
    expect(code).toBe(1);
    expect(stderr).toContain("the minimum was not reached");
  });

  it.each([
    ["--n 0", "n = 0 is outside its range: an integer from 1"],
    ["--n 1000000000", "what fits in memory (it needs 168 GB at d = 20;"],
    ["--snapshots 1,x", "integers ≥ 0"],
  ])("refuses %s with exit code 2 before it starts", async (options, message) => {
    const { code, stdout, stderr } = await run([...point, ...words(options)]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout.length).toBe(0);
  });

  it("on Ctrl-C prints what it has", async () => {
    const child = start(
      ...words(
        "train --network quadratic --d 100 --n 20000 --gamma 1 --noise 0.5 --lambda 1e-6 --tolerance 1e-12 --json",
      ),
    );
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
      if (String(chunk).includes("left")) child.kill("SIGINT");
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(130);
    expect(stderr).toContain("stopped before the minimum");
    expect(JSON.parse(stdout)).toMatchObject({ converged: false, convex: true });
  });
});

describe("cli experiments", () => {
  const command = (options: string) => words(`experiments --output ${folder} --workers 1 ${options}`);
  const parts = join(folder, "parts", "peak-diagonal");
  const finished = () =>
    existsSync(parts) ? readdirSync(parts).filter((name) => /^\d+\.json$/.test(name)) : [];

  it("lists every experiment", async () => {
    const { code, stdout } = await run(command("--list"));
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/^risk-diagonal-100 +\d+ points/);
  });

  it("loses only the point in flight when it is killed, and goes on with --resume", async () => {
    const child = start(...command("--only peak-diagonal --shard 2/20"));
    const closed = new Promise((resolve) => child.on("close", resolve));
    while (finished().length < 3 && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill("SIGKILL");
    await closed;
    const before = finished().map((name) => [name, statSync(join(parts, name)).mtimeMs]);
    expect(before.length).toBeGreaterThanOrEqual(3);
    expect(before.length).toBeLessThan(9);
    const { code } = await run(command("--only peak-diagonal --shard 2/20 --resume"));
    expect(code).toBe(0);
    // Points 1, 21, 41, … of 168.
    expect(finished()).toHaveLength(9);
    for (const [name, time] of before) expect(statSync(join(parts, name as string)).mtimeMs).toBe(time);
    expect(existsSync(join(folder, "peak-diagonal.json"))).toBe(false);
  });

  it.each([
    ["--only nothing", 'only = "nothing"'],
    ["--shard 3/2", "i/n with 1 ≤ i ≤ n"],
  ])("refuses %s with exit code 2", async (options, message) => {
    const { code, stderr } = await run([...command(options)]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
