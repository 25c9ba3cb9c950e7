import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repository } from "./paths.js";

/** How a command is kept off the network. */
export type Isolation = "namespace" | "preload";

// Root may make a namespace outright, anyone else as root of a new user namespace, if the machine allows it.
const unshare = [["--net"], ["--map-root-user", "--net"]];

const allowed = () => unshare.find((options) => spawnSync("unshare", [...options, "true"]).status === 0);

/**
 * The strongest isolation that this machine allows: a network namespace that has nothing but its own loopback
 * interface, else a module loaded into every Node process that refuses every connection to another machine.
 */
export function isolation(): Isolation {
  return allowed() ? "namespace" : "preload";
}

/** The command line and environment that run `command` without a network. */
export function withoutNetwork(
  command: string[],
  how: Isolation,
): { argv: string[]; env: NodeJS.ProcessEnv } {
  if (how === "namespace") {
    const options = allowed();
    if (!options) throw new Error("this machine allows no network namespace");
    const raiseLoopback = 'ip link set lo up 2>/dev/null; exec "$@"';
    return { argv: ["unshare", ...options, "sh", "-c", raiseLoopback, "sh", ...command], env: process.env };
  }
  const preload = pathToFileURL(join(repository, "tools", "refuse-network.mjs")).href;
  const options = `${process.env.NODE_OPTIONS ?? ""} --import ${preload}`.trim();
  return { argv: command, env: { ...process.env, NODE_OPTIONS: options } };
}
