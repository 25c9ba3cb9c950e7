import { copyFileSync, mkdirSync, realpathSync } from "node:fs";
import { type IncomingMessage, Server } from "node:http";
import { availableParallelism } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { LoaderCache } from "./loader-cache.js";
import { framework } from "./paths.js";

/**
 * Puts the outputs of the loaders behind `paths` (`/data/phase-1.25.arrow`, …) where `target` says. Left to itself Framework runs its loaders one after the other; here as many run at once as there are processors.
 *
 * @throws if a loader fails, or if there is none for a path
 */
export async function prepareData(
  root: string,
  paths: string[],
  target: (path: string) => string,
  cache = new LoaderCache(root),
): Promise<void> {
  // Framework's own rule for which loader, with which arguments, makes a file.
  const { LoaderResolver } = await import(pathToFileURL(join(dirname(framework), "..", "loader.js")).href);
  const resolver = new LoaderResolver({ root: join(root, "src"), interpreters: { ".ts": ["tsx"] } });
  const start = performance.now();
  const queue = [...paths];
  let ran = 0;
  const work = async () => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      const found = resolver.find(path);
      if (!found) throw new Error(`no data loader makes ${path}`);
      if (!found.args) continue; // a file as it is
      const loader = relative(realpathSync(root), realpathSync(join(root, "src", found.path)));
      // The resolver's arguments begin with the loader's own path.
      const { output, cached } = await cache.load(loader.split(sep).join("/"), found.args.slice(1));
      if (!cached) ran++;
      mkdirSync(dirname(target(path)), { recursive: true });
      copyFileSync(output, target(path));
    }
  };
  try {
    await Promise.all(Array.from({ length: availableParallelism() }, work));
  } finally {
    queue.length = 0;
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (paths.length > 0) console.error(`data: ${ran} of ${paths.length} files made anew, ${seconds} s`);
}

const previewed = new Set<string>();

/**
 * Framework's preview answers for a loader's file only below `/_file`, its build writes it where `paths` says. Lets
 * the preview, which runs in this process, answer there too.
 */
export function previewData(paths: string[]): void {
  if (previewed.size === 0) {
    const { emit } = Server.prototype;
    Server.prototype.emit = function (event: string | symbol, ...args: unknown[]) {
      const [request] = args as [IncomingMessage];
      if (event === "request" && previewed.has(decodeURI(request.url ?? "")))
        request.url = `/_file${request.url}`;
      return Reflect.apply(emit, this, [event, ...args]);
    };
  }
  for (const path of paths) previewed.add(path);
}
