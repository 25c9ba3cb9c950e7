import { spawn } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundleSite } from "./bundle.js";
import { distFiles, distPages, unresolvedImports } from "./dist.js";
import { drawPages } from "./draw.js";
import { exclusively } from "./lock.js";
import { cacheFolder, framework, repository } from "./paths.js";
import { fixShell } from "./shell.js";
import { slimSite } from "./slim.js";
import { finishStyles } from "./styles.js";

export interface BuildOptions {
  /** The project to build; must lie in the repository, whose packages it uses. */
  root?: string;
  /** Where the finished site goes; only ever replaced as a whole, by a build that succeeded. */
  output?: string;
  /** Show everything that Framework prints. */
  verbose?: boolean;
}

/** @throws if any step fails, leaving the previous site as it was */
export async function buildSite(options: BuildOptions = {}): Promise<void> {
  const { root = repository, output = join(root, "dist"), verbose = false } = options;
  await exclusively(join(cacheFolder(root), "build.lock"), async () => {
    const start = performance.now();
    // Framework empties its output folder only inside the working directory.
    const fresh = join(root, "dist.new");
    try {
      await runFramework(root, fresh, verbose);
      for (const file of distFiles(fresh).filter((name) => name.endsWith(".html"))) {
        writeFileSync(join(fresh, file), fixShell(readFileSync(join(fresh, file), "utf8")));
      }
      slimSite(fresh);
      await finishStyles(fresh);
      // Only the pages of this repository are notebooks of the kit.
      if (root === repository) await drawPages(fresh);
      await bundleSite(root, fresh);
      const unresolved = await unresolvedImports(fresh);
      if (unresolved.length > 0) throw new Error(`not installed:\n  ${unresolved.join("\n  ")}`);
      replaceFolder(output, fresh);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    const files = distFiles(output);
    const megabytes = files.reduce((sum, name) => sum + statSync(join(output, name)).size, 0) / 1e6;
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${distPages(output).length} pages, ${files.length} files, ${megabytes.toFixed(1)} MB, built in ${seconds.toFixed(1)} s`,
    );
  });
}

function replaceFolder(folder: string, fresh: string): void {
  const old = `${fresh}.old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (existsSync(old)) renameSync(old, folder);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

async function runFramework(root: string, output: string, verbose: boolean): Promise<void> {
  const child = spawn(process.execPath, [framework, "build"], {
    cwd: root,
    stdio: ["ignore", verbose ? "inherit" : "pipe", "inherit"],
    env: { ...process.env, SITE_OUTPUT: output, OBSERVABLE_TELEMETRY_DISABLE: "true" },
  });
  let printed = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on("error", failed);
    child.on("close", done);
  });
  if (code === 0) return;
  if (!verbose) console.error(printed.split("\n").slice(-12).join("\n"));
  throw new Error(`the site was not built (Framework ended with ${code})`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values } = parseArgs({
    options: {
      verbose: { type: "boolean", short: "v" },
      output: { type: "string" },
    },
  });
  try {
    await buildSite(values);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
