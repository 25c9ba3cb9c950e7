import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dropStaleCaches } from "./caches.js";
import { linkFolders } from "./links.js";
import { installPackages } from "./packages.js";
import { repository } from "./paths.js";
import { footer, home, pages, title } from "./site.js";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/**
 * Framework's configuration of the site at `root`. Framework evaluates it in its own process before it does
 * anything else, which is what makes the replaced `fetch` and the dropped caches take effect.
 */
export function configureSite(root: string): object {
  process.env.OBSERVABLE_TELEMETRY_DISABLE = "true";
  linkFolders(root);
  installPackages();
  dropStaleCaches(root);
  return {
    root: "src",
    output: process.env.SITE_OUTPUT ?? "dist",
    title,
    home,
    pages: pages(join(root, "src")),
    footer,
    style: "style.css",
    globalStylesheets: [],
    duckdb: { platforms: { eh: true, mvp: false }, extensions: { json: null, parquet: null } },
    interpreters: { ".ts": [process.execPath, "--import", tsx, join(repository, "tools", "load.ts")] },
  };
}
