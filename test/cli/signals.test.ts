import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { Interruption } from "../../cli/interruption.js";
import { start, words } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "signals-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A run that would take minutes: a line of progress or an answer says that it is at work. */
const LONG = {
  diagonal:
    "train --network diagonal --d 900 --n 600 --gamma 1 --noise 0 --lambda 1e-9 --tolerance 1e-15 --json",
  descent:
    "train --network diagonal --d 300 --n 150 --gamma 1 --noise 0.5 --lambda 1e-6 --method gd --iterations 100000000 --json",
  quadratic:
    "train --network quadratic --d 100 --n 20000 --gamma 1 --noise 0.5 --lambda 1e-6 --tolerance 1e-12 --json",
  sgd: "train --network quadratic --d 60 --n 5000 --gamma 1 --noise 0.5 --lambda 1e-3 --method sgd --iterations 100000000 --json",
  convex:
    "train --network quadratic --d 160 --n 6000 --gamma 1 --noise 0.5 --lambda 1e-6 --method convex --tolerance 1e-12 --json",
};

interface Ended {
  code: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
}

/** Runs until `ready`, sends the signals, waits for the end. */
function interrupted(
  child: ChildProcess,
  signals: readonly NodeJS.Signals[],
  ready: (output: { stdout: string; stderr: string }) => boolean | Promise<boolean>,
): Promise<Ended> {
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    output.stderr += text;
  });
  const look = setInterval(async () => {
    if (!(await ready(output))) return;
    clearInterval(look);
    for (const signal of signals) child.kill(signal);
  }, 100);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(look);
      resolve({ code, signal, ...output });
    });
  });
}

/** A line of progress has come, the first after five seconds. */
const atWork = ({ stderr }: { stderr: string }) => /^step \d+ of at most/m.test(stderr);

describe("train", () => {
  it.each([
    ["diagonal", "SIGINT", 130],
    ["diagonal", "SIGTERM", 143],
    ["descent", "SIGINT", 130],
    ["quadratic", "SIGTERM", 143],
    ["sgd", "SIGINT", 130],
    ["convex", "SIGHUP", 129],
  ] as const)("%s on %s prints what it has and ends with %i", async (run, signal, expected) => {
    // Twice: a terminal sends a signal to the whole group, and npm passes it on.
    const { code, stdout, stderr } = await interrupted(start(...words(LONG[run])), [signal, signal], atWork);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(`before the minimum by ${signal}`)]);
    expect(JSON.parse(stdout)).toMatchObject({ converged: false, eigenvalues: expect.any(Array) });
  });

  it("prints what it has also where npm, which runs it, is told to end", async () => {
    const npm = spawn("npm", ["run", "-s", "cli", "--", ...words(LONG.diagonal)]);
    const { stdout, stderr } = await interrupted(npm, ["SIGTERM"], atWork);
    expect(stderr).toContain("stopped before the minimum by SIGTERM");
    expect(JSON.parse(stdout)).toMatchObject({ converged: false });
  });
});

describe("solve --batch", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("on %s has answered what it has read, and ends with %i", async (signal, expected) => {
    const child = start("solve", "--batch");
    child.stdin.on("error", () => {});
    const line =
      '{"network":"diagonal","d":40,"gamma":1,"noise":0.1,"alpha":2,"lambda":0.5,"width":null,"n":null}';
    child.stdin.write(`${line}\n${line}\n`);
    const { code, stdout, stderr } = await interrupted(
      child,
      [signal],
      ({ stdout: text }) => text.split("\n").length > 2,
    );
    expect(code).toBe(expected);
    expect(stderr).toContain(`stopped by ${signal}`);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((text) => JSON.parse(text).converged),
    ).toEqual([true, true]);
  });
});

describe("experiments", () => {
  it.each([
    ["1", "SIGINT", 130],
    ["2", "SIGTERM", 143],
  ] as const)(
    "on %s workers and %s keeps its finished points, and ends with %i",
    async (workers, signal, expected) => {
      const output = join(folder, workers);
      const parts = join(output, "parts", "peak-diagonal");
      const finished = () =>
        existsSync(parts) ? readdirSync(parts).filter((name) => /^\d+\.json$/.test(name)).length : 0;
      const child = start(
        ...words(`experiments --output ${output} --workers ${workers} --only peak-diagonal`),
      );
      const { code, stderr } = await interrupted(child, [signal, signal], () => finished() >= 2);
      expect(code).toBe(expected);
      expect(stderr).toContain(`stopped by ${signal}; ${finished()} finished points are kept`);
      expect(finished()).toBeLessThan(168);
    },
  );
});

describe("an interruption", () => {
  it("takes a second signal within a second for the first, and ends the process at a later one", () => {
    let time = 0;
    const exit = vi.spyOn(process, "exit").mockImplementation((() => undefined) as never);
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const interruption = new Interruption(() => time);
    const heard: string[] = [];
    interruption.onSignal((signal) => heard.push(signal));
    process.emit("SIGTERM", "SIGTERM");
    time = 900;
    process.emit("SIGTERM", "SIGTERM");
    expect([interruption.stopped, interruption.signal, interruption.exitCode]).toEqual([
      true,
      "SIGTERM",
      143,
    ]);
    expect(exit).not.toHaveBeenCalled();
    time = 1100;
    process.emit("SIGINT", "SIGINT");
    expect(exit).toHaveBeenCalledExactlyOnceWith(143);
    expect(heard).toEqual(["SIGTERM"]);
    interruption.close();
    exit.mockRestore();
    error.mockRestore();
  });
});
