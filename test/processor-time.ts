// Set-up of every test file: notes the processor time that its process has taken, its children included, so that `npm test` can say where the time goes.
import { appendFileSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, expect } from "vitest";
import { repository } from "../tools/paths.js";

/** Seconds of processor time of this process and of its children that have ended; Linux only says the latter. */
function seconds(): number {
  const { user, system } = process.cpuUsage();
  let children = 0;
  if (process.platform === "linux") {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
    children = (Number(fields[13]) + Number(fields[14])) / 100;
  }
  return (user + system) / 1e6 + children;
}

const { TEST_TIMES } = process.env;
if (TEST_TIMES)
  afterAll(() => {
    const file = relative(repository, expect.getState().testPath ?? "");
    appendFileSync(TEST_TIMES, `${JSON.stringify({ file, seconds: seconds() })}\n`);
  });
