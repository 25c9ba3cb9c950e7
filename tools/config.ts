import { createRequire } from "node:module";
import { join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { dropStaleCaches } from "./caches.js";
import { contentPolicy } from "./content-policy.js";
import { previewData } from "./data.js";
import { linkFolders } from "./links.js";
import { installPackages } from "./packages.js";
import { repository } from "./paths.js";
import { footer, home, icon, pages, title } from "./site.js";
import { stageFolder, stageSite } from "./stage.js";
import { stillNote } from "./still-note.js";
import { previewStyle } from "./styles.js";

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/**
 * Framework's configuration of the site at `root`, with the data files that no page names but that pages fetch. Framework evaluates it in its own process before it does
 * anything else, which is what makes the replaced `fetch` and the dropped caches take effect.
 */
export async function configureSite(root: string, dataPaths: string[] = []): Promise<object> {
  process.env.OBSERVABLE_TELEMETRY_DISABLE = "true";
  linkFolders(root);
  installPackages();
  const output = process.env.SITE_OUTPUT;
  const source = output ? stageFolder(root) : join(root, "src");
  if (output) await stageSite(root, dataPaths);
  else {
    // In a preview each file is made when a page first asks for it.
    dropStaleCaches(source);
    previewData(dataPaths);
  }
  const fonts = output ? "" : await previewStyle();
  return {
    root: relative(root, source).split(sep).join("/"),
    output,
    title,
    home,
    dynamicPaths: dataPaths,
    pages: pages(join(root, "src")),
    head: `${contentPolicy()}${stillNote()}<link rel="icon" href="${icon}"><script type="module" src="/components/scrollable.js"></script><script type="module" src="/components/page-aids.js"></script>${fonts}`,
    footer,
    style: "style.css",
    globalStylesheets: [],
    duckdb: { platforms: { eh: true, mvp: false }, extensions: { json: null, parquet: null } },
    interpreters: { ".ts": [process.execPath, "--import", tsx, join(repository, "tools", "load.ts")] },
  };
}
