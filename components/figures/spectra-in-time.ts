import * as Plot from "@observablehq/plot";
import { html, svg } from "htl";
import type { TrainingInTimeRow } from "../../data/tables/training-in-time.js";
import { type ChartAxis, chart, custom, theoryLine, trainedDots } from "../charts/chart.js";
import { color, textColor } from "../encoding.js";

/** A trained number in time, mean over the seeds, beside the population gradient flow. */
export type TimeRow = Omit<TrainingInTimeRow, "converged" | "residual">;

export interface SpectraOptions {
  width: number;
  method: TimeRow["method"];
  /** Time of the snapshot beside. */
  time: number;
  times: readonly [number, number];
  /** Eigenvalues of the teacher, descending. */
  teacher: ArrayLike<number>;
  /** Features that end above the noise; the ranks after them are bulk. */
  features: number;
  finding: string;
  onTime?: (time: number) => void;
}

/** Ranks that are drawn one by one. */
const SINGLE = 10;
const VALUES = [1.5e-3, 12] as const;

/** The snapshot nearest to a time (in the logarithm), one row per rank. */
export function snapshotAt(rows: readonly TimeRow[], method: TimeRow["method"], time: number): TimeRow[] {
  const spectrum = rows.filter((row) => row.quantity === "eigenvalue" && row.method === method);
  const nearest = spectrum.reduce(
    (best, row) => (Math.abs(Math.log(row.time / time)) < Math.abs(Math.log(best / time)) ? row.time : best),
    Number.MIN_VALUE,
  );
  return spectrum.filter((row) => row.time === nearest);
}

/** Eigenvalues against time, and beside it, on the same axis, the spectrum at one time against its ranks. */
export function spectraInTime(rows: readonly TimeRow[], options: SpectraOptions): HTMLElement {
  const { width } = options;
  const beside = width >= 520;
  const left = beside ? Math.round(width * 0.6) : width;
  return html`<div class="panels">${[
    eigenvaluesInTime(rows, { ...options, width: left }),
    spectrumAtTime(rows, { ...options, width: beside ? width - left - 8 : width }),
  ]}</div>` as HTMLElement;
}

export const timeAxis = (times: readonly [number, number]): ChartAxis => ({
  domain: times,
  title: "time, the sum of all steps",
  symbol: "t",
  ticks: [0.01, 0.03, 0.1, 0.3],
});

function eigenvaluesInTime(rows: readonly TimeRow[], options: SpectraOptions): SVGSVGElement {
  const { width, method, time, times, features, finding } = options;
  const spectrum = rows.filter(
    (row) => row.quantity === "eigenvalue" && row.method === method && row.time > 0,
  );
  const single = Array.from({ length: Math.min(SINGLE, features) }, (_, k) => k + 1);
  const ofRank = (rank: number) => spectrum.filter((row) => row.rank === rank);
  const largest = ofRank(features + 1);
  const lowest = new Map(
    ofRank(Math.max(...spectrum.map((row) => row.rank))).map((row) => [row.iterations, row.value]),
  );
  const bulk = largest.map((row) => ({
    x: row.time,
    y1: Math.max(VALUES[0] / 2, lowest.get(row.iterations)!),
    y2: Math.max(VALUES[0] / 2, row.value),
  }));
  return chart({
    width,
    height: panelHeight,
    margin: { right: 30 },
    x: timeAxis(times),
    y: { domain: VALUES, title: "eigenvalue of S" },
    finding,
    marks: [
      Plot.areaY(bulk, { x: "x", y1: "y1", y2: "y2", fill: color("bulk"), fillOpacity: 0.28, clip: true }),
      Plot.line(bulk, { x: "x", y: "y2", stroke: color("bulk"), strokeWidth: 2, clip: true }),
      ...single.map((rank) =>
        theoryLine(
          ofRank(rank).map((row) => ({ x: row.time, y: row.flow })),
          { meaning: "learned", width: 1.75 },
        ),
      ),
      ...single.flatMap((rank) =>
        trainedDots(
          ofRank(rank)
            .filter((row) => row.value > VALUES[0])
            .map((row) => ({ x: row.time, y: row.value, error: row.standardError })),
          { meaning: "learned", radius: 2.6 },
        ),
      ),
      custom(({ x, y, right, top, bottom }) => {
        const at = x(time);
        let above = Number.NEGATIVE_INFINITY;
        const ends = single.map((rank) => {
          const row = ofRank(rank).at(-1)!;
          // Once two would touch, no later one is named.
          if (y(row.value) - above < 11) above = Number.POSITIVE_INFINITY;
          else above = y(row.value);
          if (above === Number.POSITIVE_INFINITY) return null;
          return svg`<text class="tick" x=${right + 6} y=${px(y(row.value))} dy="0.32em" text-anchor="start" fill=${textColor("learned")}>${rank}</text>`;
        });
        const last = bulk.at(-1);
        return svg`<g>
          <line class="crosshair" x1=${px(at)} x2=${px(at)} y1=${top} y2=${bottom}></line>
          ${ends}
          ${last ? svg`<text class="direct" x=${right - 8} y=${px(Math.min(bottom - 10, y(Math.sqrt(last.y1 * last.y2)) + 4))} text-anchor="end" fill=${textColor("bulk")}>bulk: noise</text>` : null}
          <text class="note" x=${right + 6} y=${top - 6} text-anchor="middle" fill=${textColor("learned")}>feature</text>
        </g>` as SVGElement;
      }),
    ],
  });
}

function spectrumAtTime(rows: readonly TimeRow[], options: SpectraOptions): SVGSVGElement {
  const { width, method, time, teacher, features } = options;
  const snapshot = snapshotAt(rows, method, time);
  const d = teacher.length;
  const marks = Array.from(teacher, (value, k) => ({ x: k + 1, y: value }));
  return chart({
    width,
    height: panelHeight,
    margin: { left: 44 },
    x: { domain: [0.85, d * 1.15], title: "rank", ticks: [1, 2, 5, 10, 20, 50] },
    y: { domain: VALUES, title: "" },
    finding: `The spectrum at this time against its ranks: ${snapshot.filter((row) => row.value > teacher[row.rank - 1] / 2).length} eigenvalues have passed half of the teacher's.`,
    marks: [
      Plot.dot(marks, { x: "x", y: "y", r: 4, stroke: color("teacher"), strokeWidth: 1.1, clip: true }),
      theoryLine(
        snapshot.map((row) => ({ x: row.rank, y: row.flow })),
        { meaning: "learned", width: 1.75 },
      ),
      ...trainedDots(
        snapshot
          .filter((row) => row.rank <= features && row.value > VALUES[0])
          .map((row) => ({ x: row.rank, y: row.value, error: row.standardError })),
        { meaning: "learned", radius: 3 },
      ),
      ...trainedDots(
        snapshot
          .filter((row) => row.rank > features && row.value > VALUES[0])
          .map((row) => ({ x: row.rank, y: row.value, error: row.standardError })),
        { meaning: "bulk", radius: 3 },
      ),
      custom(
        ({ left, top }) =>
          svg`<g>
            <circle cx=${left + 8} cy=${top - 9} r="4" fill="none" stroke=${color("teacher")}></circle>
            <text class="note" text-anchor="start" x=${left + 16} y=${top - 5}>teacher</text>
            <path d=${`M${left + 66},${top - 9}h16`} stroke=${color("learned")} stroke-width="2"></path>
            <text class="note" text-anchor="start" x=${left + 86} y=${top - 5}>flow</text>
            <circle cx=${left + 120} cy=${top - 9} r="3.5" fill=${color("learned")}></circle>
            <text class="note" text-anchor="start" x=${left + 128} y=${top - 5}>trained</text>
          </g>` as SVGElement,
      ),
    ],
  });
}

const panelHeight = 330;
const px = (value: number) => String(Math.round(value * 10) / 10);
