import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

export interface Run {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

/** Starts the tool for real, as `npm run cli` does. */
export function start(...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args]);
}

/** Runs the tool to its end. */
export function run(args: string[], input = ""): Promise<Run> {
  const child = start(...args);
  const stdout: Buffer[] = [];
  let stderr = "";
  child.stdout.on("data", (chunk) => stdout.push(chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout: Buffer.concat(stdout), stderr }));
  });
}

/** A command line split at its blanks. */
export function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
