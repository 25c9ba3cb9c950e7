import { type Remote, wrap } from "comlink";
import type { Decompositions } from "./decomposition.worker.js";

const workers = new Map<string, Remote<Decompositions>>();

/** The decomposition in a worker of its own for each kind of question, started when first asked for. */
export function decompositions(kind = "page"): Remote<Decompositions> {
  let remote = workers.get(kind);
  if (!remote) {
    remote = wrap<Decompositions>(
      new Worker(import.meta.resolve("./decomposition.worker.js"), { type: "module" }),
    );
    workers.set(kind, remote);
  }
  return remote;
}
