import { spawn } from "node:child_process";
import { type FSWatcher, readdirSync, statSync, utimesSync, watch } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { framework, frameworkCache, repository } from "./paths.js";

/**
 * Framework's preview watches a loader, not what the loader imports. Touches every loader when anything that one
 * may import or read changes; those whose import graph is unchanged answer from their cache.
 */
function watchLoaders(): FSWatcher[] {
  const data = join(repository, "data");
  const isLoader = (name: string) => /\.\w+\.ts$/.test(name) && !name.endsWith(".d.ts");
  let timer: NodeJS.Timeout | undefined;
  const touch = async () => {
    await rm(join(frameworkCache(repository), "data"), { recursive: true, force: true });
    const now = new Date();
    for (const name of readdirSync(data, { recursive: true, encoding: "utf8" })) {
      if (isLoader(name)) utimesSync(join(data, name), now, now);
    }
  };
  const touched = new Map<string, number>();
  return ["theory", "training", "data"].map((folder) =>
    watch(join(repository, folder), { recursive: true }, (_, name) => {
      if (!name || isLoader(name)) return;
      const file = join(repository, folder, name);
      const time = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (touched.get(file) === time) return;
      touched.set(file, time);
      clearTimeout(timer);
      timer = setTimeout(touch, 100);
    }),
  );
}

const watchers = watchLoaders();
const child = spawn(process.execPath, [framework, "preview", "--no-open", ...process.argv.slice(2)], {
  cwd: repository,
  stdio: "inherit",
  env: { ...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true" },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
child.on("close", (code) => {
  for (const watcher of watchers) watcher.close();
  process.exitCode = code ?? 1;
});
