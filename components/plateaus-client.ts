import { type Remote, wrap } from "comlink";
import type { Plateaus } from "./plateaus.worker.js";

const workers = new Map<string, Remote<Plateaus>>();

/** The questions of the page on plateaus, in a worker of its own for each kind of question. */
export function plateaus(kind: "curve" | "background"): Remote<Plateaus> {
  let remote = workers.get(kind);
  if (!remote) {
    remote = wrap<Plateaus>(new Worker(import.meta.resolve("./plateaus.worker.js"), { type: "module" }));
    workers.set(kind, remote);
  }
  return remote;
}
