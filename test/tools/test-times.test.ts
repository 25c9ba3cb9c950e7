import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testTimes, timesTable } from "../../tools/test-times.js";
import { project } from "./project.js";

it("the slowest test files are listed first, after the sum of all", () => {
  const { root } = project({});
  const path = join(root, "times.jsonl");
  const times = [
    { file: "a.test.ts", seconds: 1.25 },
    { file: "b.test.ts", seconds: 30 },
    { file: "c.test.ts", seconds: 2 },
  ];
  writeFileSync(path, times.map((time) => `${JSON.stringify(time)}\n`).join(""));
  expect(testTimes(path).map(({ file }) => file)).toEqual(["b.test.ts", "c.test.ts", "a.test.ts"]);
  expect(timesTable(testTimes(path), 2).split("\n")).toEqual([
    "Processor time:",
    "   33.3 s  all 3 files",
    "   30.0 s  b.test.ts",
    "    2.0 s  c.test.ts",
  ]);
});

it("there are none where nothing was noted", () => {
  expect(testTimes("/no/such/file")).toEqual([]);
});
