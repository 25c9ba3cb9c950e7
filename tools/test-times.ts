import { existsSync, readFileSync } from "node:fs";

interface FileTime {
  file: string;
  /** Processor time, children included. */
  seconds: number;
}

/** The processor time of every test file, as test/processor-time.ts has noted it line by line, the slowest first. */
export function testTimes(path: string): FileTime[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").filter(Boolean);
  const times: FileTime[] = lines.map((line) => JSON.parse(line));
  return times.sort((a, b) => b.seconds - a.seconds);
}

/** A table of the slowest files and of all together. */
export function timesTable(times: readonly FileTime[], shown = 15): string {
  const line = (seconds: number, what: string) => `${seconds.toFixed(1).padStart(7)} s  ${what}`;
  const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
  return [
    "Processor time:",
    line(total, `all ${times.length} files`),
    ...times.slice(0, shown).map(({ file, seconds }) => line(seconds, file)),
  ].join("\n");
}
