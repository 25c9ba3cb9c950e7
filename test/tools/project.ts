import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { repository } from "../../tools/paths.js";

/** A throw-away folder with the given files, inside the repository so that its modules find our packages. */
export function project(files: Record<string, string>) {
  const parent = join(repository, ".cache", "test");
  mkdirSync(parent, { recursive: true });
  const root = mkdtempSync(join(parent, "project-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  return { root, write, path: (name: string) => join(root, name) };
}

/** A site in a throw-away folder: our configuration, the given files, one page unless told otherwise. */
export function site(files: Record<string, string>, dataPaths: string[] = []) {
  return project({
    "observablehq.config.ts":
      'import { configureSite } from "../../../tools/config.js";\n' +
      `export default await configureSite(import.meta.dirname, ${JSON.stringify(dataPaths)});\n`,
    "src/style.css": '@import url("observablehq:default.css");\n',
    "src/index.md": "# A page\n",
    "components/scrollable.ts": "",
    "components/page-aids.ts": "",
    ...files,
  });
}
