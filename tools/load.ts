// Framework runs this in place of a data loader: `load.ts src/data/phase.arrow.ts --gamma=1`. Writes what the
// loader writes, or wrote last time, and says on standard error which of the two.
import { createReadStream, realpathSync } from "node:fs";
import { relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { LoaderCache } from "./loader-cache.js";

const root = process.cwd();
const [path, ...args] = process.argv.slice(2);
const loader = relative(realpathSync(root), realpathSync(path)).split(sep).join("/");
try {
  const { output, cached, seconds } = await new LoaderCache(root).load(loader, args);
  console.error(`${[loader, ...args].join(" ")}: ${cached ? "unchanged" : `${seconds.toFixed(1)} s`}`);
  await pipeline(createReadStream(output), process.stdout);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
