import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeOutput } from "../../cli/output.js";
import { phaseDiagramTable } from "../../data/tables/phase-diagram.js";
import { phaseGrid } from "../../data/tables/phase-grid.js";
import { readTable } from "../../data/tables/read.js";
import { spectrumTable } from "../../data/tables/spectrum.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { run, words } from "./run.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("phase", () => {
  const problem = { network: "diagonal", d: 50, gamma: 1, noise: 0.1 } as const;
  const args = words(
    "phase --network diagonal --d 50 --gamma 1 --noise 0.1 --samples 1:1e4:9 --lambdas 1e-2:1e2:5",
  );

  it("writes the same diagram as Arrow and as CSV, of which every point is a solution", async () => {
    const file = join(folder, "phase.arrow");
    const [arrow, csv] = await Promise.all([run([...args, "-o", file]), run(args)]);
    expect([arrow.code, arrow.stderr, arrow.stdout.length]).toEqual([0, "", 0]);
    const table = readTable(phaseDiagramTable, await readFile(file), file);
    const diagram = phaseGrid(table);
    expect(diagram).toMatchObject(problem);
    expect(table.metadata.command).toBe(`npm run -s cli -- ${args.join(" ")} -o ${file}`);
    expect(diagram.effectiveSamples).toHaveLength(9);
    expect(diagram.lambda).toHaveLength(5);
    const [header, ...lines] = csv.stdout.toString().trimEnd().split("\n");
    const names = header.split(",");
    expect(lines).toHaveLength(45);
    for (const [row, text] of lines.entries()) {
      const cells = Object.fromEntries(text.split(",").map((cell, index) => [names[index], cell]));
      const effectiveSamples = diagram.effectiveSamples[row % 9];
      const lambda = diagram.lambda[Math.floor(row / 9)];
      expect(Number(cells.effectiveSamples)).toBe(effectiveSamples);
      expect(Number(cells.lambda)).toBe(lambda);
      const { excessRisk, delta, cut } = stateEvolution({ ...problem, alpha: effectiveSamples / 50, lambda });
      expect(Number(cells.logRisk)).toBeCloseTo(Math.log10(excessRisk), 8);
      expect(Number(cells.logDelta)).toBeCloseTo(Math.log10(delta), 8);
      expect(Number(cells.logCut)).toBeCloseTo(Math.log10(cut), 8);
      expect(diagram.logRisk[row]).toBe(Math.fround(Number(cells.logRisk)));
      expect(cells.phase).toBe(diagram.phase[row]);
      expect(cells.converged).toBe("true");
    }
  });
});

describe("spectrum", () => {
  const point = words("--network quadratic --d 60 --gamma 1.25 --noise 0.5 --alpha 2 --lambda 0.05");

  it("writes bulk, spikes and zeros whose masses add up, alike in every format", async () => {
    const file = join(folder, "spectrum.arrow");
    const [json, csv, arrow] = await Promise.all([
      run(["spectrum", ...point]),
      run(["spectrum", ...point, "--format", "csv"]),
      run(["spectrum", ...point, "--output", file]),
    ]);
    expect([json.code, csv.code, arrow.code]).toEqual([0, 0, 0]);
    const report = JSON.parse(json.stdout.toString());
    expect(report.converged).toBe(true);
    expect(report.spikes.length).toBeGreaterThan(0);
    expect(report.bulk.length).toBeGreaterThan(0);
    const sum = (parts: Record<string, number>[], key: string): number =>
      parts.reduce((total, part) => total + part[key], 0);
    expect(report.zeroMass + sum(report.bulk, "weight") + sum(report.spikes, "weight")).toBeCloseTo(1, 8);
    for (const spike of report.spikes) {
      expect(spike.weight).toBeCloseTo(1 / 60, 8);
      expect(spike.overlap).toBeGreaterThan(0);
      expect(spike.overlap).toBeLessThanOrEqual(1);
    }
    const { columns } = readTable(spectrumTable, await readFile(file), file);
    const spikes = columns.kind.flatMap((kind, row) => (kind === "spike" ? [columns.x[row]] : []));
    expect(spikes).toEqual(report.spikes.map((spike: { position: number }) => Math.fround(spike.position)));
    expect(csv.stdout.toString().trimEnd().split("\n")).toHaveLength(columns.x.length + 1);
  });
});

describe("an output file", () => {
  it("appears complete or not at all, and leaves nothing beside it", async () => {
    const file = join(folder, "whole.csv");
    await writeOutput("a,b\n", file);
    await writeOutput("a,b\n1,2\n", file);
    expect(await readFile(file, "utf8")).toBe("a,b\n1,2\n");
    await expect(writeOutput("text", join(folder, "absent", "file.csv"))).rejects.toThrow("ENOENT");
    await expect(writeOutput("text", folder)).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith("."))).toEqual([]);
  });
});
