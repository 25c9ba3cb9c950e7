import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { extname, join, relative, sep } from "node:path";
import { build, type Plugin } from "esbuild";
import { type Installed, Lockfile } from "./lockfile.js";

/** Stands for the version of a package that something mentions but that is not installed. */
const absent = "0.0.0-not-installed";

/** Framework's client asks for exactly this version; the lockfile's copy is served in its place. */
const pinnedByFramework: Record<string, string> = { "@duckdb/duckdb-wasm": "1.29.0" };

/** What Framework says it accepts when it asks for the list of a package's versions. */
const abbreviated = "application/vnd.npm.install-v1+json";

const types: Record<string, string> = {
  ".js": "application/javascript",
  ".mjs": "application/javascript",
  ".json": "application/json",
  ".css": "text/css",
  ".wasm": "application/wasm",
};

export class PackageError extends Error {
  override name = "PackageError";
}

/**
 * Answers Framework's requests for packages from node_modules, so that every byte of the site comes from the
 * lockfile. A request is known by its path alone: `/npm/<name>@<version>/<file>` is a file of a package, where
 * the file `+esm` (or `<module>/+esm`) is the package as one ES module whose dependencies stay imports; `/<name>` and
 * `/<name>/<tag>` ask which versions exist.
 */
export class Packages {
  constructor(readonly lockfile: Lockfile = new Lockfile()) {}

  /** @throws {PackageError} naming the package that is not installed, or the address that is not a package's */
  async answer(address: string, accept = ""): Promise<Response> {
    const path = decodeURIComponent(new URL(address).pathname);
    const file = /^\/npm\/((?:@[\w.-]+\/)?[\w.-]+)@([^/]+)\/(.+)$/.exec(path);
    if (file) return this.#file(file[1], file[2], file[3]);
    const metadata = /^\/((?:@[\w.-]+\/)?[\w.-]+)(?:\/([a-z]+))?$/.exec(path);
    if (metadata && (metadata[2] ? accept === "" : accept === abbreviated))
      return this.#metadata(metadata[1], metadata[2]);
    throw new PackageError(`a build may not use the network: ${address}`);
  }

  #metadata(name: string, tag?: string): Response {
    const versions = this.lockfile.copies(name).map((p) => p.version);
    if (versions.length === 0) versions.push(absent);
    if (tag !== undefined) return Response.json({ name, version: versions[0] });
    return Response.json({ name, versions: Object.fromEntries(versions.map((v) => [v, {}])) });
  }

  #find(name: string, version: string): Installed {
    const copies = this.lockfile.copies(name);
    if (copies.length === 0)
      throw new PackageError(`package ${name} is not installed: npm install --save-exact ${name}`);
    if (pinnedByFramework[name] === version) return copies[0];
    const copy = copies.find((p) => p.version === version);
    if (!copy) {
      throw new PackageError(
        `package ${name}@${version} is not installed; installed: ${copies.map((p) => p.version).join(", ")}`,
      );
    }
    return copy;
  }

  async #file(name: string, version: string, path: string): Promise<Response> {
    const found = this.#find(name, version);
    const esm = /^(?:(.*)\/)?\+esm$/.exec(path);
    if (esm) {
      const source = await this.#bundle(found, esm[1]);
      return new Response(source, { headers: { "content-type": types[".js"] } });
    }
    const folder = join(this.lockfile.root, found.folder);
    const file = join(folder, path);
    if (relative(folder, file).startsWith(`..${sep}`))
      throw new PackageError(`outside package ${name}: ${path}`);
    if (!existsSync(file)) throw new PackageError(`package ${name}@${found.version} has no file ${path}`);
    const body = new Uint8Array(await readFile(file));
    const type = types[extname(path)] ?? "application/octet-stream";
    return new Response(body, { headers: { "content-type": type } });
  }

  async #bundle({ name, folder }: Installed, module?: string): Promise<string> {
    const external: Plugin = {
      name: "dependencies stay imports",
      setup: (b) => {
        b.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
          if (kind === "entry-point" || isBuiltin(path)) return undefined;
          const [, other, rest] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.+))?$/.exec(path) ?? [];
          if (!other || other === name) return undefined;
          if (kind === "require-call" || kind === "require-resolve") return undefined;
          const found = this.lockfile.resolve(other, folder);
          if (!found) throw new PackageError(`package ${other} is not installed, and ${importer} imports it`);
          return { path: `/npm/${other}@${found.version}/${rest ? `${rest}/` : ""}+esm`, external: true };
        });
      },
    };
    const at = join(this.lockfile.root, folder);
    const { outputFiles } = await build({
      // A package's name resolves through its exports from the folder that holds it; a file is taken as it is.
      entryPoints: [
        module && extname(module) && existsSync(join(at, module))
          ? join(at, module)
          : [name, module].filter(Boolean).join("/"),
      ],
      absWorkingDir: at.slice(0, at.lastIndexOf(`${sep}node_modules${sep}`)),
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      mainFields: ["browser", "module", "main"],
      conditions: ["browser", "import", "default"],
      target: ["es2022"],
      define: { "process.env.NODE_ENV": '"production"' },
      minify: true,
      legalComments: "none",
      logLevel: "silent",
      plugins: [external],
    });
    return outputFiles[0].text;
  }
}

/** Replaces `fetch` in this process by one that answers from node_modules and refuses everything else. */
export function installPackages(packages: Packages = new Packages()): void {
  globalThis.fetch = async (input, init) => {
    const { url, headers, method } = new Request(input, init);
    if (method !== "GET") throw new PackageError(`a build may not use the network: ${method} ${url}`);
    return packages.answer(url, headers.get("accept") ?? "");
  };
}
