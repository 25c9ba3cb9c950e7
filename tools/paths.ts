import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository. */
export const repository = dirname(dirname(fileURLToPath(import.meta.url)));

/** Everything under here may be deleted at any time, and is kept between builds to save work. */
export const cacheFolder = (root: string) => join(root, ".cache");

/** Framework's own cache: bundled packages, loader outputs, client. */
export const frameworkCache = (root: string) => join(root, "src", ".observablehq", "cache");

/** Framework's command-line program. */
export const framework = join(repository, "node_modules/@observablehq/framework/dist/bin/observable.js");
