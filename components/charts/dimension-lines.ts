import type * as Plot from "@observablehq/plot";
import { type LinePoint, theoryLine } from "./chart.js";

/** Dashes that tell the dimensions apart; the largest is solid. */
const DASHES = ["2 3", "6 3", "10 3", undefined];

/** The same curve at up to four dimensions, ascending: the lines in dashes, the last one solid and wide. */
export function dimensionLines(lines: readonly (readonly LinePoint[])[]): Plot.Markish[] {
  return lines.map((points, i) =>
    theoryLine(points, {
      dash: DASHES[DASHES.length - lines.length + i],
      width: i === lines.length - 1 ? 2.5 : 1.5,
    }),
  );
}
