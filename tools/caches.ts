import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Lockfile } from "./lockfile.js";
import { repository } from "./paths.js";

/** Framework's own cache, below the folder that it reads pages from. */
export const cacheBelow = (source: string) => join(source, ".observablehq", "cache");

const packageFolders = ["_npm", "_node", "_duckdb"];

/**
 * Framework never looks again at what it has cached. Drops its bundled packages when other packages are
 * installed or are bundled in another way, and always what its loaders wrote: those outputs are kept, with the key that says
 * whether they still hold, by `load.ts`.
 */
export function dropStaleCaches(source: string, lockfile = new Lockfile()): void {
  const cache = cacheBelow(source);
  const stampFile = join(cache, "_packages");
  const bundler = readFileSync(join(repository, "tools", "packages.ts"));
  const stamp = createHash("sha256").update(lockfile.digest).update(bundler).digest("hex");
  const kept = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp ? packageFolders : [];
  mkdirSync(cache, { recursive: true });
  for (const entry of readdirSync(cache)) {
    if (!kept.includes(entry)) rmSync(join(cache, entry), { recursive: true, force: true });
  }
  writeFileSync(stampFile, stamp);
}
