/** One line of the benchmark table. */
export interface Measurement {
  what: string;
  /** In `unit`; NaN where it could not be measured, `note` then says why. */
  value: number;
  unit: "ms" | "s" | "×" | "failures" | "GFLOP/s";
  /** What the design asks for; absent where the line is for comparison only. */
  target?: number;
  /** Whether the value is to stay below its target (the default) or above it. */
  atLeast?: boolean;
  note?: string;
}

/** Seconds that one call of `run` takes. */
export function seconds(run: () => void): number {
  const start = performance.now();
  run();
  return (performance.now() - start) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The table as text. The ratio is value to target; it is met up to 1 (from 1, where a minimum is asked for). */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(rowOf);
  const header = ["what", "value", "target", "ratio", "", "note"];
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column].length)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column > 0 && column < 4 ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
      )
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Whether a measurement meets its target; undefined where it has none or was not made. */
export function meets({ value, target, atLeast }: Measurement): boolean | undefined {
  if (target === undefined || Number.isNaN(value)) return undefined;
  return atLeast ? value >= target : value <= target;
}

function rowOf(measurement: Measurement): string[] {
  const { what, value, unit, target, atLeast, note = "" } = measurement;
  const met = meets(measurement);
  return [
    what,
    Number.isNaN(value) ? "—" : `${digits(value)} ${unit}`,
    target === undefined ? "" : `${atLeast ? "≥" : "≤"} ${digits(target)} ${unit}`,
    target && !Number.isNaN(value) ? digits(value / target) : "",
    met === undefined ? "" : met ? "met" : "MISSED",
    note,
  ];
}

function digits(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
