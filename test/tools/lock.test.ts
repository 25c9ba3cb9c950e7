import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { describe as describeProcess, exclusively } from "../../tools/lock.js";
import { repository } from "../../tools/paths.js";
import { project } from "./project.js";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

const gone = () => spawnSync(process.execPath, ["--eval", ""]).pid;

/** Left behind by a process that can no longer hold a lock. */
const dead: [string, () => string][] = [
  ["a process that was killed", () => `${gone()} 12345`],
  ["a process that was killed, as older versions wrote it", () => String(gone())],
  ["a process whose number another one has got", () => `${process.pid} 1`],
  ["a process that died before it could write its name", () => ""],
  ["something that is no process", () => "{}\n"],
  ["a write that was cut short", () => describeProcess(process.pid).slice(0, -1)],
];

describe("a lock", () => {
  it.each(dead)("of %s is taken over at once, and nothing is left of it", async (_, text) => {
    const { root, path } = project({ "build.lock": text() });
    expect(await exclusively(path("build.lock"), async () => readFileSync(path("build.lock"), "utf8"))).toBe(
      describeProcess(process.pid),
    );
    expect(readdirSync(root)).toEqual([]);
  });

  it("survives its process being killed, and the next one works", async () => {
    const { path } = project({});
    const script = `const { exclusively } = await import(${JSON.stringify(join(repository, "tools/lock.ts"))});
      await exclusively(${JSON.stringify(path("build.lock"))}, () => { console.log("held"); return new Promise(() => setInterval(() => {}, 1e6)); });`;
    const child = spawn(process.execPath, ["--import", tsx, "--input-type=module", "--eval", script]);
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "close");
    expect(existsSync(path("build.lock"))).toBe(true);
    expect(await exclusively(path("build.lock"), async () => "built")).toBe("built");
  });

  it("is waited for while it is held, and given back when the work fails", async () => {
    const { path } = project({});
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} begins`);
      await new Promise((done) => setTimeout(done, 300));
      order.push(`${name} ends`);
      throw new Error(name);
    };
    const ended = await Promise.allSettled([
      exclusively(path("build.lock"), work("one")),
      exclusively(path("build.lock"), work("two")),
    ]);
    expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const [first, second] = order[0].startsWith("one") ? ["one", "two"] : ["two", "one"];
    expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`]);
  });
});
