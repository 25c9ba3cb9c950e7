import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loaderParameters, numberParameter } from "../../data/loader.js";
import { codeHash, commandLine } from "../../data/provenance.js";
import { phaseDiagramTable } from "../../data/tables/phase-diagram.js";
import { readTable } from "../../data/tables/read.js";

interface Run {
  code: number;
  stdout: Buffer;
  stderr: string;
}

function load(file: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const command = ["--import", "tsx", file, ...args];
    execFile(process.execPath, command, { encoding: "buffer" }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr: stderr.toString() });
    });
  });
}

describe("a loader", () => {
  it("writes one stream that says what made it, unconverged rows kept", async () => {
    const { code, stdout, stderr } = await load("test/data/fixtures/working.arrow.ts", "--gamma=1.25");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const { metadata, columns } = readTable(phaseDiagramTable, new Uint8Array(stdout));
    expect(metadata).toMatchObject({
      title: "Two rows at γ = 1.25",
      command: "npx tsx test/data/fixtures/working.arrow.ts --gamma=1.25",
      parameters: { gamma: 1.25 },
      seeds: [],
      rows: 2,
    });
    expect([...columns.converged]).toEqual([1, 0]);
    expect([...columns.logRisk]).toEqual([0, Number.NaN]);
  });

  it("that fails half-way writes nothing, names itself and the reason, and exits with 1", async () => {
    const { code, stdout, stderr } = await load("test/data/fixtures/failing.arrow.ts");
    expect(stdout.length).toBe(0);
    expect(stderr).toBe(
      "loader test/data/fixtures/failing.arrow.ts failed: the fifth row has no fixed point\n",
    );
    expect(code).toBe(1);
  });

  it("takes all its parameters and no others, numbers in their shortest form", () => {
    expect(loaderParameters(["network", "gamma"], ["--gamma=1.25", "--network=diagonal"])).toEqual({
      network: "diagonal",
      gamma: "1.25",
    });
    expect(() => loaderParameters(["network", "gamma"], ["--gamma=1"])).toThrow(
      "parameter --network=… is missing",
    );
    expect(() => loaderParameters(["gamma"], ["--gamma=1", "--delta=2"])).toThrow("--delta");
    expect(numberParameter("d", "1000000")).toBe(1e6);
    for (const text of ["", " ", "1.250", "1e6", "Infinity", "x"]) {
      expect(() => numberParameter("gamma", text)).toThrow(`gamma = "${text}" is outside its range`);
    }
  });
});

describe("the hash of a module's code", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(import.meta.dirname, "fixtures", ".hash-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("changes with what the module imports, and with nothing else", async () => {
    const file = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
    const hash = (): Promise<string> => codeHash(`file://${join(folder, "entry.ts")}`);
    await file("entry.ts", 'import { value } from "./helper.js";\nconsole.log(value);\n');
    await file("helper.ts", "export const value = 1;\n");
    await file("other.ts", "export const value = 1;\n");
    const first = await hash();
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    await file("other.ts", "export const value = 2;\n");
    expect(await hash()).toBe(first);
    await file("helper.ts", "export const value = 2;\n");
    expect(await hash()).not.toBe(first);
    await file("helper.ts", "export const value = 1;\n");
    expect(await hash()).toBe(first);
  });
});

describe("a command line", () => {
  it("can be typed again", () => {
    expect(commandLine("npx", "tsx", "data/a-[b].ts", "--gamma=1.25", "it's")).toBe(
      "npx tsx 'data/a-[b].ts' --gamma=1.25 'it'\\''s'",
    );
  });
});
