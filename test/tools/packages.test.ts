import { describe, expect, it } from "vitest";
import { Lockfile } from "../../tools/lockfile.js";
import { Packages } from "../../tools/packages.js";
import { project } from "./project.js";

const host = "https://packages.invalid";
const list = "application/vnd.npm.install-v1+json";
const packages = new Packages();
const version = (name: string) => packages.lockfile.copies(name)[0].version;

describe("packages answered from node_modules", () => {
  it("lists the versions that are installed", async () => {
    const answer = await packages.answer(`${host}/@observablehq/plot`, list);
    expect((await answer.json()).versions).toHaveProperty(version("@observablehq/plot"));
    expect(await (await packages.answer(`${host}/d3/latest`)).json()).toEqual({
      name: "d3",
      version: version("d3"),
    });
  });

  it("lists a package that is not installed under a version that no range accepts", async () => {
    const { version } = await (await packages.answer(`${host}/echarts/latest`)).json();
    expect(version).toBe("0.0.0-not-installed");
    await expect(packages.answer(`${host}/npm/echarts@${version}/+esm`)).rejects.toThrow(
      /echarts is not installed/,
    );
  });

  it("bundles a package into one module whose dependencies stay imports", async () => {
    const answer = await packages.answer(`${host}/npm/d3-dsv@${version("d3-dsv")}/+esm`);
    expect(answer.headers.get("content-type")).toBe("application/javascript");
    const { csvParse } = await import(`data:text/javascript,${encodeURIComponent(await answer.text())}`);
    expect(csvParse("a,b\n1,2")[0]).toEqual({ a: "1", b: "2" });
    const plot = await (
      await packages.answer(`${host}/npm/@observablehq/plot@${version("@observablehq/plot")}/+esm`)
    ).text();
    expect(plot).toContain(`"/npm/d3@${version("d3")}/+esm"`);
    expect(plot).toContain(`"/npm/isoformat@${version("isoformat")}/+esm"`);
  });

  it("serves a file as it is", async () => {
    const answer = await packages.answer(`${host}/npm/katex@${version("katex")}/dist/katex.min.css`);
    expect(answer.headers.get("content-type")).toBe("text/css");
    expect(await answer.text()).toContain(".katex");
  });

  it("refuses, by name, what is not installed in that version, not in the package or not a package", async () => {
    const refused = (path: string) => expect(packages.answer(host + path)).rejects;
    await refused("/npm/d3@0.0.1/+esm").toThrow(/d3@0\.0\.1 is not installed; installed: \d/);
    await refused(`/npm/d3@${version("d3")}/no.js`).toThrow(/d3@.* has no file no\.js/);
    await refused(`/npm/d3@${version("d3")}/%2e%2e/htl/package.json`).toThrow();
    await refused("/v1.1.1/wasm_eh/json.duckdb_extension.wasm").toThrow(
      /may not use the network.*duckdb_extension/,
    );
    await refused("/telemetry").toThrow(/may not use the network.*telemetry/);
  });
});

describe("what is installed", () => {
  const installed = (inner: string) => ({
    "node_modules/.package-lock.json": JSON.stringify({
      packages: {
        "node_modules/a": { version: "1.0.0", integrity: "a", dependencies: { b: "^2" } },
        "node_modules/a/node_modules/b": { version: "2.0.0", integrity: inner },
        "node_modules/b": { version: "1.0.0", integrity: "b" },
        "node_modules/c": { version: "1.0.0", integrity: "c" },
      },
    }),
  });

  it("is resolved as Node does, the nearest copy first", () => {
    const lockfile = new Lockfile(project(installed("x")).root);
    expect(lockfile.resolve("b")?.version).toBe("1.0.0");
    expect(lockfile.resolve("b", "node_modules/a")?.version).toBe("2.0.0");
    expect(lockfile.resolve("c", "node_modules/a/node_modules/b")?.version).toBe("1.0.0");
    expect(lockfile.resolve("d", "node_modules/a")).toBeUndefined();
    expect(lockfile.copies("b").map((p) => p.version)).toEqual(["1.0.0", "2.0.0"]);
  });

  it("is hashed with all that the named packages depend on, and nothing else", () => {
    const [one, two] = ["x", "y"].map((inner) => new Lockfile(project(installed(inner)).root));
    expect(one.hash(["a"])).not.toBe(two.hash(["a"]));
    expect(one.hash(["b", "c"])).toBe(two.hash(["b", "c"]));
  });
});
