import { spawnSync } from "node:child_process";

/** The first on PATH, then the system's own: distributions install their packages for that one alone. */
const INTERPRETERS = ["python3", "/usr/bin/python3"];

/** A Python 3 that has every one of these modules; undefined where there is none. */
export function pythonWith(...modules: readonly string[]): string | undefined {
  return INTERPRETERS.find(
    (interpreter) => spawnSync(interpreter, ["-c", `import ${modules.join(", ")}`]).status === 0,
  );
}
