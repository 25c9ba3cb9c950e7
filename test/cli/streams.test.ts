import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "streams-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs a line of the shell, in which $CLI is the tool. */
function shell(line: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const tool = `${process.execPath} --import tsx cli/main.ts`;
  const child = spawn("bash", ["-c", line.replaceAll("$CLI", tool)]);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const PROBLEM = "--network diagonal --d 50 --gamma 1 --noise 0.1";
const LINE = '{"network":"diagonal","d":50,"gamma":1,"noise":0.1,"alpha":2,"lambda":0.5}';
/** Every command that writes to the standard output. */
const COMMANDS: [string, string][] = [
  ["solve", `$CLI solve ${PROBLEM} --alpha 2 --lambda 0.5`],
  ["solve --batch", `echo '${LINE}' | $CLI solve --batch`],
  ["spectrum", `$CLI spectrum ${PROBLEM} --alpha 2 --lambda 0.5`],
  ["phase", `$CLI phase ${PROBLEM}`],
  ["train", `$CLI train ${PROBLEM} --n 100 --lambda 0.5`],
  ["experiments --list", "$CLI experiments --list"],
  ["a loader", `${process.execPath} --import tsx data/phase-spectra.arrow.ts`],
];

describe("a standard output that takes nothing", () => {
  it.each(COMMANDS.filter(() => existsSync("/dev/full")))(
    "ends %s with a word and exit code 1",
    async (_, line) => {
      const { code, stderr } = await shell(`${line} > /dev/full`);
      expect(stderr).toMatch(/ENOSPC|no space/);
      expect(code).toBe(1);
    },
  );
});

describe("a standard output that fills up", () => {
  // The limit on a file's size makes a write short, as a disk that fills up does: so many blocks of 1024 bytes.
  it.each([
    ["phase", `$CLI phase ${PROBLEM}`, 64],
    ["spectrum", "$CLI spectrum --network quadratic --d 400 --gamma 1 --noise 0.1 --n 1e5 --lambda 0.1", 8],
    ["solve --batch", `for i in {1..20}; do echo '${LINE}'; done | $CLI solve --batch`, 1],
  ])("ends %s with a word and exit code 1, whatever was written", async (name, line, blocks) => {
    const file = join(folder, name.replaceAll(" ", ""));
    const { code, stderr } = await shell(
      `set -o pipefail; trap '' XFSZ; ${line.includes("|") ? line.replace("| ", `| (ulimit -f ${blocks}; `) : `(ulimit -f ${blocks}; ${line}`} > ${file})`,
    );
    expect(stderr).toMatch(/the standard output took \d+ of \d+ bytes: EFBIG/);
    expect(code).toBe(1);
    expect(statSync(file).size).toBe(1024 * blocks);
  });

  it("takes all of an output where there is room, byte by byte what a pipe gets", async () => {
    const file = join(folder, "whole.csv");
    const [piped, written] = await Promise.all([
      shell(`$CLI phase ${PROBLEM}`),
      shell(`$CLI phase ${PROBLEM} > ${file}`),
    ]);
    expect([piped.code, written.code]).toEqual([0, 0]);
    expect(piped.stdout.length).toBeGreaterThan(65_536);
    expect(readFileSync(file, "utf8")).toBe(piped.stdout);
  });
});

describe("-o", () => {
  it("names the file that could not be written", async () => {
    const { code, stderr } = await shell(`$CLI phase ${PROBLEM} --samples 1:10:2 -o ${folder}/absent/x.csv`);
    expect(code).toBe(1);
    expect(stderr).toContain("absent/x.csv: ENOENT");
  });

  it("writes into a pipe, which it does not replace by a file", async () => {
    const pipe = join(folder, "pipe");
    const { code, stdout } = await shell(
      `mkfifo ${pipe}; cat ${pipe} & $CLI phase ${PROBLEM} --samples 1:10:2 --lambdas 1:10:2 --format csv -o ${pipe} && wait && [ -p ${pipe} ]`,
    );
    expect(code).toBe(0);
    expect(stdout.split("\n")).toHaveLength(6);
  });

  it.each([
    ["spectrum --alpha 2 --lambda 0.5 -o x.parquet", ".json or .csv or .arrow"],
    ["phase -o x.parquet", ".csv or .arrow"],
    ["phase -o x.json", ".csv or .arrow"],
    ["phase -o x.arrow.gz", ".csv or .arrow"],
  ])("refuses what it does not write, %s, by naming what it does", async (options, formats) => {
    const [command, ...rest] = options.split(" ");
    const { code, stdout, stderr } = await shell(`$CLI ${command} ${PROBLEM} ${rest.join(" ")}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/output = "x\.[a-z.]+" is outside its range: a name that ends in/);
    expect(stderr).toContain(formats);
    expect(stdout).toBe("");
    expect(existsSync("x.parquet")).toBe(false);
  });
});
