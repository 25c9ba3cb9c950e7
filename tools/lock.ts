import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Runs `work` while no other process that uses the same lock file does; `doing` says what is waited for. */
export async function exclusively<T>(file: string, work: () => Promise<T>, doing = "build"): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const mine = describe(process.pid);
  for (let told = false; ; await sleep(200)) {
    const holder = take(file, mine);
    if (holder === undefined) break;
    if (!told) console.error(`waiting for another ${doing} (process ${holder})`);
    told = true;
  }
  try {
    return await work();
  } finally {
    if (read(file) === mine) rmSync(file, { force: true });
  }
}

/** Takes the lock, from a process that is gone if need be; otherwise returns the process that holds it. */
function take(file: string, mine: string): number | undefined {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, mine);
  try {
    for (;;) {
      try {
        linkSync(fresh, file); // whole or not at all, unlike a file that is made and then written
        return undefined;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const found = read(file);
      if (found === undefined) continue; // given back just now
      const holder = Number.parseInt(found, 10);
      if (holder > 0 && found.trim() === describe(holder)) return holder;
      remove(file, found);
    }
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** Removes a lock that says `found`. Another process may have done so before, and hold the lock by now. */
function remove(file: string, found: string): void {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
    if (read(aside) !== found) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  rmSync(aside, { force: true });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** A process that runs, by its number and the moment it was started: numbers are used again. Empty if there is none. */
export function describe(pid: number): string {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "";
  }
  return `${pid} ${started(pid)}`.trim();
}

function started(pid: number): string {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]; // clock ticks from the start of the system
    }
    if (process.platform === "win32") return ""; // not to be had cheaply
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}
