import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { hashGraph, importGraph } from "./import-graph.js";
import { Lockfile } from "./lockfile.js";
import { cacheFolder, repository } from "./paths.js";

/** What is remembered of one run of a loader, beside its output. */
interface Run {
  /** Hash of the loader's import graph, packages, arguments and Node's major version. */
  key: string;
  /** Files and folders of ours that it read, relative to the root, with the hash of their contents. */
  reads: Record<string, string>;
  /** Hash of what it wrote. */
  wrote: string;
  seconds: number;
}

export interface Loaded {
  /** Absolute path of the loader's output. */
  output: string;
  cached: boolean;
  seconds: number;
}

export class LoaderError extends Error {
  override name = "LoaderError";
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Runs data loaders, or answers with what they wrote last time where nothing that they run or read has changed. */
export class LoaderCache {
  readonly #hashes = new Map<string, Promise<string>>();

  constructor(
    readonly root: string = repository,
    readonly folder: string = join(cacheFolder(root), "loaders"),
    readonly lockfile = new Lockfile(),
  ) {}

  /**
   * @param loader path of the loader, relative to the root and without links
   * @throws {LoaderError} if it fails: its own messages have gone to standard error
   */
  async load(loader: string, args: string[] = []): Promise<Loaded> {
    const place = join(this.folder, [loader, ...args].join(" ").replace(/[^\w.=[\]-]+/g, "_"));
    const output = join(place, "output");
    const key = createHash("sha256")
      .update(await this.#hashLoader(loader))
      .update(JSON.stringify([args, process.versions.node.split(".")[0]]))
      .digest("hex");
    const last = this.#last(place);
    if (last?.key === key && hashFile(output) === last.wrote && this.#unchanged(last.reads)) {
      return { output, cached: true, seconds: last.seconds };
    }
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
    const start = performance.now();
    const log = join(place, "reads");
    writeFileSync(log, "");
    await this.#run(loader, args, `${output}.part`, log);
    const seconds = (performance.now() - start) / 1000;
    const run: Run = { key, reads: this.#hashReads(log), wrote: hashFile(`${output}.part`), seconds };
    renameSync(`${output}.part`, output);
    writeFileSync(join(place, "run.json"), JSON.stringify(run, null, 2));
    rmSync(log);
    return { output, cached: false, seconds };
  }

  /** Looks at a loader's modules once in the life of this object, however many files it makes. */
  #hashLoader(loader: string): Promise<string> {
    let hash = this.#hashes.get(loader);
    if (!hash) {
      hash = importGraph(loader, this.root).then((graph) => hashGraph(graph, this.root, this.lockfile));
      this.#hashes.set(loader, hash);
    }
    return hash;
  }

  async #run(loader: string, args: string[], output: string, log: string): Promise<void> {
    const record = pathToFileURL(join(repository, "tools", "record-reads.mjs")).href;
    const descriptor = openSync(output, "w");
    try {
      const child = spawn(process.execPath, ["--import", tsx, join(this.root, loader), ...args], {
        cwd: this.root,
        stdio: ["ignore", descriptor, "inherit"],
        env: {
          ...process.env,
          NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import ${record}`,
          RECORD_READS: log,
        },
      });
      const status = await new Promise<string>((done, failed) => {
        child.on("error", failed);
        child.on("close", (code, signal) => done(signal ?? String(code)));
      });
      if (status !== "0")
        throw new LoaderError(
          `${[loader, ...args].join(" ")} failed (${/^\d+$/.test(status) ? `exit code ${status}` : status})`,
        );
    } finally {
      closeSync(descriptor);
    }
  }

  /** What is remembered of the last run, if it was written to its end. */
  #last(place: string): Run | undefined {
    try {
      const run: Partial<Run> = JSON.parse(readFileSync(join(place, "run.json"), "utf8"));
      return run.key && run.reads && run.wrote && run.seconds !== undefined ? (run as Run) : undefined;
    } catch {
      return undefined;
    }
  }

  #unchanged(reads: Record<string, string>): boolean {
    return Object.entries(reads).every(([path, hash]) => this.#hashPath(path) === hash);
  }

  #hashReads(log: string): Record<string, string> {
    const reads: Record<string, string> = {};
    for (const line of readFileSync(log, "utf8").split("\n")) {
      if (!line) continue;
      const path = relative(this.root, resolve(JSON.parse(line)))
        .split(sep)
        .join("/");
      if (path.startsWith("..") || unrelated.test(path)) continue;
      reads[path] = this.#hashPath(path);
    }
    return reads;
  }

  #hashPath(path: string): string {
    const file = join(this.root, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isDirectory()) return hashFile(file);
    return createHash("sha256")
      .update(JSON.stringify(readdirSync(file).sort()))
      .digest("hex");
  }
}

/** Hash of a file's bytes; of a file that is not there, a word. */
function hashFile(file: string): string {
  if (!existsSync(file)) return "absent";
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

/** What tsx and Node read for their own ends, and what a loader reads that is no input of it. */
const unrelated = /(^|\/)(node_modules|\.git|\.cache|\.observablehq)(\/|$)|(^|\/)(package|tsconfig)\.json$/;
