// Preloaded into a data loader, and into its workers and children: appends the path of every file and folder
// that the program opens for reading to the file named by RECORD_READS, one JSON string a line.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const log = process.env.RECORD_READS;
if (log) {
  const { appendFileSync } = fs;
  const seen = new Set();
  const record = (path) => {
    if (typeof path === "number" || path == null || (typeof path === "object" && "fd" in path)) return;
    const file = path instanceof URL ? fileURLToPath(path) : resolve(String(path));
    if (file === log || seen.has(file)) return;
    seen.add(file);
    appendFileSync(log, `${JSON.stringify(file)}\n`);
  };
  const reads = (flags) =>
    flags === undefined || typeof flags === "function" || flags === "r" || flags === fs.constants.O_RDONLY;
  const watch = (owner, name, flagged = false) => {
    const original = owner[name];
    owner[name] = function (path, second, ...rest) {
      if (!flagged || reads(second)) record(path);
      return Reflect.apply(original, this, [path, second, ...rest]);
    };
    Object.assign(owner[name], original);
  };
  for (const owner of [fs, fs.promises]) {
    for (const name of ["readFile", "readdir", "opendir"]) watch(owner, name);
    watch(owner, "open", true);
  }
  for (const name of ["readFileSync", "readdirSync", "opendirSync", "createReadStream"]) watch(fs, name);
  watch(fs, "openSync", true);
  syncBuiltinESMExports();
}
