import { lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./paths.js";

/** Folders of the repository that Framework sees below `src`. */
export const linked = ["components", "theory", "training", "data"];

/**
 * Makes `src/<folder>` point to `<folder>` where it does not: Framework only serves what lies under `src`.
 * Git on Windows may check a symbolic link out as a small text file holding the target; that file is replaced
 * by a junction, which needs no privilege.
 */
export function linkFolders(root = repository): void {
  for (const name of linked) {
    const link = join(root, "src", name);
    const target = `../${name}`;
    mkdirSync(join(root, name), { recursive: true });
    const found = lstatSync(link, { throwIfNoEntry: false });
    if (found?.isSymbolicLink() || found?.isDirectory()) continue;
    if (found) {
      if (readFileSync(link, "utf8").trim() !== target)
        throw new Error(`src/${name} is in the way of a link to ${target}`);
      rmSync(link);
    }
    if (process.platform === "win32") symlinkSync(join(root, name), link, "junction");
    else symlinkSync(target, link, "dir");
  }
}
