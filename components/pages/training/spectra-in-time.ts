import * as Plot from "@observablehq/plot";
import { html, svg } from "htl";
import { chart, custom, theoryLine, trainedDots } from "../../charts/chart.js";
import { px } from "../../charts/px.js";
import { color, textColor } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import {
  type End,
  methodName,
  passed,
  seriesOf,
  snapshotAt,
  type TimedRuns,
  type TimeRow,
  timeAxis,
} from "./in-time.js";
import type { TrainingSchema } from "./quantities.js";

type Needs = { end: End };
type SpectraView = View<TrainingSchema, Needs>;

/** Ranks that are drawn one by one. */
const SINGLE = 10;
const VALUES = [1.5e-3, 12] as const;
const HEIGHT = 330;

/** Eigenvalues against time, and beside it, on the same axis, the spectrum at one time against its ranks. */
export function spectraFigure(runs: TimedRuns): Drawing<TrainingSchema, Needs> {
  return {
    title: "Features are learned one after the other, the strongest first; the noise comes last",
    caption: (view) => caption(view, runs),
    draw(view, width) {
      const beside = width >= 520;
      const left = beside ? Math.round(width * 0.6) : width;
      return html`<div class="panels">${[
        eigenvaluesInTime(view, runs, left),
        spectrumAtTime(view, runs, beside ? width - left - 8 : width),
      ]}</div>` as HTMLElement;
    },
    rows: ({ of }) => rowsOf(runs.rows.filter((row) => row.method === of.method).map((row) => ({ ...row }))),
  };
}

function eigenvaluesInTime(view: SpectraView, runs: TimedRuns, width: number): SVGSVGElement {
  const { of, end, set } = view;
  const spectrum = seriesOf(runs.rows, of.method, "eigenvalue").filter(({ time }) => time > 0);
  const ofRank = (rank: number) => spectrum.filter((row) => row.rank === rank);
  const single = Array.from({ length: Math.min(SINGLE, end.features) }, (_, k) => ofRank(k + 1));
  const lowest = new Map(
    ofRank(Math.max(...spectrum.map((row) => row.rank))).map((row) => [row.iterations, row.value]),
  );
  const inside = (value: number) => Math.max(VALUES[0] / 2, value);
  const bulk = ofRank(end.features + 1).map((row) => ({
    x: row.time,
    y1: inside(lowest.get(row.iterations) ?? 0),
    y2: inside(row.value),
  }));
  return chart({
    width,
    height: HEIGHT,
    margin: { right: 30 },
    x: timeAxis,
    y: { domain: VALUES, title: "eigenvalue of S" },
    finding: caption(view, runs),
    onDrag: (time) => set({ time }),
    marks: [
      Plot.areaY(bulk, { x: "x", y1: "y1", y2: "y2", fill: color("bulk"), fillOpacity: 0.28, clip: true }),
      Plot.line(bulk, { x: "x", y: "y2", stroke: color("bulk"), strokeWidth: 2, clip: true }),
      ...single.map((rows) =>
        theoryLine(
          rows.map((row) => ({ x: row.time, y: row.flow })),
          { meaning: "learned", width: 1.75 },
        ),
      ),
      ...single.flatMap((rows) => dots(rows, "time", 2.6, "learned")),
      namesInTime(of.time, single, bulk.at(-1)),
    ],
  });
}

/** The reader's time, the ranks at the ends of their lines, and the name of the bulk. */
const namesInTime = (
  time: number,
  single: readonly (readonly TimeRow[])[],
  bulk: { y1: number; y2: number } | undefined,
) =>
  custom(({ x, y, right, top, bottom }) => {
    const at = x(time);
    const places = single.map((rows) => y((rows.at(-1) as TimeRow).value));
    // Once two would touch, no later one is named.
    const touch = places.findIndex((place, k) => k > 0 && place - places[k - 1] < 11);
    const named = touch < 0 ? places : places.slice(0, touch);
    return svg`<g>
      <line class="crosshair" x1=${px(at)} x2=${px(at)} y1=${top} y2=${bottom}></line>
      ${named.map((place, k) => svg`<text class="tick" x=${right + 6} y=${px(place)} dy="0.32em" text-anchor="start" fill=${textColor("learned")}>${k + 1}</text>`)}
      ${bulk ? svg`<text class="direct" x=${right - 8} y=${px(Math.min(bottom - 10, y(Math.sqrt(bulk.y1 * bulk.y2)) + 4))} text-anchor="end" fill=${textColor("bulk")}>bulk: noise</text>` : null}
      <text class="note" x=${right + 6} y=${top - 6} text-anchor="middle" fill=${textColor("learned")}>feature</text>
    </g>` as SVGElement;
  });

function dots(rows: readonly TimeRow[], x: "time" | "rank", radius: number, meaning: "learned" | "bulk") {
  const shown = rows.filter((row) => row.value > VALUES[0]);
  return trainedDots(
    shown.map((row) => ({ x: row[x], y: row.value, error: row.standardError })),
    { meaning, radius },
  );
}

function spectrumAtTime(
  { of, end: { features } }: SpectraView,
  { rows, teacher }: TimedRuns,
  width: number,
): SVGSVGElement {
  const snapshot = snapshotAt(rows, of.method, of.time);
  return chart({
    width,
    height: HEIGHT,
    margin: { left: 44 },
    x: { domain: [0.85, teacher.length * 1.15], title: "rank", ticks: [1, 2, 5, 10, 20, 50] },
    y: { domain: VALUES, title: "" },
    finding: `The spectrum at this time against its ranks: ${passed(snapshot, { teacher }).length} eigenvalues have passed half of the teacher's.`,
    marks: [
      Plot.dot(teacher, {
        x: (_, k) => k + 1,
        y: (value: number) => value,
        r: 4,
        stroke: color("teacher"),
        strokeWidth: 1.1,
        clip: true,
      }),
      theoryLine(
        snapshot.map((row) => ({ x: row.rank, y: row.flow })),
        { meaning: "learned", width: 1.75 },
      ),
      ...dots(
        snapshot.filter(({ rank }) => rank <= features),
        "rank",
        3,
        "learned",
      ),
      ...dots(
        snapshot.filter(({ rank }) => rank > features),
        "rank",
        3,
        "bulk",
      ),
      spectrumLegend("flow"),
    ],
  });
}

/** Which mark is the teacher, which the theory, which a trained network; above a spectrum against ranks. */
export const spectrumLegend = (theory: string) =>
  custom(({ left, top }) => {
    const trained = left + 98 + Math.round(theory.length * 5.45);
    return svg`<g>
      <circle cx=${left + 8} cy=${top - 9} r="4" fill="none" stroke=${color("teacher")}></circle>
      <text class="note" text-anchor="start" x=${left + 16} y=${top - 5}>teacher</text>
      <path d=${`M${left + 66},${top - 9}h16`} stroke=${color("learned")} stroke-width="2"></path>
      <text class="note" text-anchor="start" x=${left + 86} y=${top - 5}>${theory}</text>
      <circle cx=${trained} cy=${top - 9} r="3.5" fill=${color("learned")}></circle>
      <text class="note" text-anchor="start" x=${trained + 8} y=${top - 5}>trained</text>
    </g>` as SVGElement;
  });

function caption({ of, end: { features } }: SpectraView, runs: TimedRuns): string {
  const { problem, learningTimes } = runs;
  const snapshot = snapshotAt(runs.rows, of.method, of.time);
  const [{ time, iterations }] = snapshot;
  const above = passed(snapshot, runs);
  const learned = above.filter(({ rank }) => rank <= features).length;
  const noise = above.length - learned;
  const expected = learningTimes.filter((due) => due <= time).length;
  const bulk = noise > 0 ? `, and ${noise} of the weaker ones, which are noise` : "";
  const setting = `d = ${problem.d}, n = ${formatNumber(problem.n)}, γ = ${problem.gamma}, Δ = ${problem.noise}, λ = ${problem.lambda}`;
  return `After ${iterations} steps of ${methodName(of.method)} (t = ${formatNumber(time)}), ${learned} of the ${features} features that can be told from noise have passed half of their teacher's strength${bulk}; the flow without noise expects ${expected}. Dots: mean of four networks, ${setting}; lines: gradient flow on infinitely many samples, in closed form. Orange: everything from rank ${features + 1} on.`;
}
