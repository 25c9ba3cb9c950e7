// Runs every check there is: types, style, unit tests, a build from the lockfile alone without network, and the
// tests of the built site in a browser. Prints `N passed, N failed` as its last line.
// With `--changed [SINCE]` only what is quick: types, style, and the unit tests that reach a file changed since a commit (by default the last one).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isolation, withoutNetwork } from "./offline.js";
import { cacheFolder, repository } from "./paths.js";
import { testTimes, timesTable } from "./test-times.js";

interface Count {
  passed: number;
  failed: number;
}

const require = createRequire(import.meta.url);
const tsx = pathToFileURL(require.resolve("tsx")).href;

/** The program of an installed package, as arguments of Node. */
function program(name: string, command = name): string {
  const description = join(repository, "node_modules", name, "package.json");
  const { bin } = JSON.parse(readFileSync(description, "utf8"));
  return join(dirname(description), typeof bin === "string" ? bin : bin[command]);
}

/** A step that hangs must not keep the others from being reported. */
const STEP_LIMIT_MS = 25 * 60_000;

async function run(argv: string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const child = spawn(argv[0], argv.slice(1), {
    cwd: repository,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    timeout: STEP_LIMIT_MS,
    killSignal: "SIGKILL",
  });
  return new Promise((done) => {
    child.on("error", (error) => {
      console.error(error.message);
      done(false);
    });
    child.on("close", (code) => done(code === 0));
  });
}

async function check(argv: string[], env?: NodeJS.ProcessEnv): Promise<Count> {
  const passed = await run(argv, env);
  return { passed: Number(passed), failed: Number(!passed) };
}

/** Runs one of the projects of vitest.config.ts. A file that cannot even be loaded counts as a failure. */
async function vitest(project: string, options: readonly string[] = []): Promise<Count> {
  const report = join(cacheFolder(repository), `${project}-tests.json`);
  rmSync(report, { force: true });
  mkdirSync(dirname(report), { recursive: true });
  const times = join(cacheFolder(repository), `${project}-times.jsonl`);
  rmSync(times, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const argv = [process.execPath, program("vitest"), "run", "--project", project, ...reporters, ...options];
  const passed = await run(argv, { ...process.env, TEST_TIMES: times });
  console.log(timesTable(testTimes(times)));
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const broken = testResults.filter(
    (file: { status: string; assertionResults: unknown[] }) =>
      file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + broken;
  return { passed: numPassedTests, failed: passed ? failed : Math.max(failed, 1) };
}

type Step = [name: string, run: () => Promise<Count>];

const quick: Step[] = [
  ["pages as modules", () => check([process.execPath, "--import", tsx, join("tools", "notebook.ts")])],
  ["types", () => check([process.execPath, program("typescript", "tsc"), "--noEmit"])],
  ["style", () => check([process.execPath, program("@biomejs/biome", "biome"), "check", "."])],
];

function everything(): Step[] {
  const how = isolation();
  const build = withoutNetwork([process.execPath, "--import", tsx, join("tools", "build.ts")], how);
  return [
    ...quick,
    ["unit tests", () => vitest("unit")],
    [`build without network (${how})`, () => check(build.argv, build.env)],
    ["the built site in a browser", () => vitest("browser")],
  ];
}

const { values, positionals } = parseArgs({
  options: { changed: { type: "boolean", default: false } },
  allowPositionals: true,
});
if (positionals.length > (values.changed ? 1 : 0)) {
  console.error("npm test [-- --changed [SINCE]]");
  process.exit(2);
}
const since = positionals[0] ?? "HEAD";
const steps: Step[] = values.changed
  ? [
      ...quick,
      [
        `unit tests of what has changed since ${since}`,
        () => vitest("unit", ["--changed", since, "--passWithNoTests"]),
      ],
    ]
  : everything();

const total: Count = { passed: 0, failed: 0 };
for (const [name, step] of steps) {
  console.log(`\n— ${name}`);
  const start = performance.now();
  const { passed, failed } = await step();
  total.passed += passed;
  total.failed += failed;
  console.log(
    `${name}: ${passed} passed, ${failed} failed, ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
