import { lstatSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { linkFolders } from "../../tools/links.js";
import { project } from "./project.js";

describe("the links from src", () => {
  it("are made where they are missing, or where Git has left their text", () => {
    const { root, path } = project({ "src/theory": "../theory", "theory/a.ts": "" });
    linkFolders(root);
    linkFolders(root);
    for (const name of ["components", "theory", "training", "data"]) {
      expect(lstatSync(path(`src/${name}`)).isSymbolicLink(), name).toBe(true);
    }
    expect(readdirSync(path("src/theory"))).toEqual(["a.ts"]);
  });

  it("never replace a file that is something else", () => {
    const { root } = project({ "src/theory": "notes" });
    expect(() => linkFolders(root)).toThrow("src/theory is in the way");
  });
});
