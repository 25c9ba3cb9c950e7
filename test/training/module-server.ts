// Serves the project's TypeScript modules to a browser one by one, so that the training code can run there unbundled.

import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "@swc/core";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The ES module behind a package's name and path. */
function packageEntry(specifier: string): string {
  const [name, ...rest] = specifier.split("/");
  const folder = join(root, "node_modules", name);
  const description = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  // ml-matrix exports a wrapper of its CommonJS build; its sources are ES modules.
  const sources = name === "ml-matrix" ? "src/index.js" : undefined;
  let target = description.exports?.[[".", ...rest].join("/")];
  while (typeof target === "object") target = target.import ?? target.default;
  return join("/node_modules", name, sources ?? target ?? description.module ?? description.main);
}

/** The file behind a path, with the extension that an import may leave out. */
function fileOf(path: string): string | undefined {
  const base = join(root, path);
  const candidates = [base.replace(/\.js$/, ".ts"), base, `${base}.js`, join(base, "index.js")];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

function moduleText(file: string): string {
  const source = readFileSync(file, "utf8");
  const code = file.endsWith(".ts")
    ? transformSync(source, { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }).code
    : source;
  return code.replace(
    /(\bfrom\s*|\bimport\s*)(["'])([^."'/][^"']*)\2/g,
    (_, keyword, quote, specifier) => `${keyword}${quote}${packageEntry(specifier)}${quote}`,
  );
}

/**
 * A running server.
 * @param script module that its page, at `url`, runs
 */
export async function serveModules(script: string): Promise<{ url: string; close(): void }> {
  const page = `<!doctype html><script type="module">${script}</script>`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/") return void response.setHeader("Content-Type", "text/html").end(page);
    const file = path.includes("..") ? undefined : fileOf(path);
    if (!file) return void response.writeHead(404).end();
    try {
      response.setHeader("Content-Type", "text/javascript").end(moduleText(file));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => server.close(),
  };
}
