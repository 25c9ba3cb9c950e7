import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./paths.js";

interface Entry {
  version: string;
  integrity?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** One package as npm installed it. `folder` is relative to the root, in npm's notation (`node_modules/a`). */
export interface Installed {
  name: string;
  version: string;
  folder: string;
}

/** What is installed, read from npm's own record of node_modules. */
export class Lockfile {
  readonly #entries: Record<string, Entry>;
  readonly #named = new Map<string, Installed[]>();

  /** @throws if the packages have not been installed */
  constructor(readonly root: string = repository) {
    const path = join(root, "node_modules", ".package-lock.json");
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch (cause) {
      throw new Error("packages are not installed: run `npm ci` first", { cause });
    }
    this.#entries = JSON.parse(text).packages;
    for (const [folder, { version }] of Object.entries(this.#entries)) {
      const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
      const copies = this.#named.get(name) ?? [];
      copies.push({ name, version, folder });
      this.#named.set(
        name,
        copies.sort((a, b) => a.folder.length - b.folder.length),
      );
    }
  }

  /** Every installed copy of a package; the one at the top of node_modules, if any, comes first. */
  copies(name: string): Installed[] {
    return this.#named.get(name) ?? [];
  }

  /** The copy that a module in the package at `folder` (or, without it, a module of ours) gets for `name`. */
  resolve(name: string, folder = ""): Installed | undefined {
    for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
      const candidate = at ? `${at}/node_modules/${name}` : `node_modules/${name}`;
      const entry = this.#entries[candidate];
      if (entry) return { name, version: entry.version, folder: candidate };
      if (!at) return undefined;
    }
  }

  /** Hash of the exact contents of the named packages and of everything they depend on. */
  hash(names: Iterable<string>): string {
    const reached = new Map<string, Entry>();
    const visit = (name: string, from?: string) => {
      const found = this.resolve(name, from);
      if (!found || reached.has(found.folder)) return;
      const entry = this.#entries[found.folder];
      reached.set(found.folder, entry);
      const { dependencies, optionalDependencies, peerDependencies } = entry;
      for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
        visit(next, found.folder);
    };
    for (const name of names) visit(name);
    const lines = [...reached].map(([folder, e]) => `${folder} ${e.version} ${e.integrity ?? ""}`).sort();
    return createHash("sha256").update(lines.join("\n")).digest("hex");
  }

  /** Hash of everything installed. */
  get digest(): string {
    return createHash("sha256").update(JSON.stringify(this.#entries)).digest("hex");
  }
}
