import { type ChartAxis, chart, curveLabels, guide, theoryLine, trainedDots } from "../../charts/chart.js";
import { color } from "../../encoding.js";
import { leastOf, meanByRank } from "../../learned-runs.js";
import { formatNumber } from "../../numbers.js";
import { drawnRanks, rankedWeights } from "../../spectrum-rows.js";
import type { PhaseSpectrum } from "./counts.js";

export interface TailOptions {
  width: number;
  height: number;
  /** "rank": eigenvalue against rank; "ccdf": fraction of the eigenvalues above a value against that value. */
  view: "rank" | "ccdf";
  domain: readonly [number, number];
  gamma: number;
  finding: string;
}

/**
 * The eigenvalues by rank, or the fraction of them above a value, on log-log axes, where a heavy tail is a straight line: the
 * prediction, the trained networks (mean over seeds), the teacher, and the slope that the teacher's power law has.
 */
export function tailPlot({ runs, theory }: PhaseSpectrum, options: TailOptions): SVGSVGElement {
  const { width, height, view, domain, gamma, finding } = options;
  const d = theory?.d ?? runs[0]?.d ?? 2;
  const byRank = view === "rank";
  const place = (rank: number, value: number) =>
    byRank ? { x: rank, y: value } : { x: value, y: (rank - 0.5) / d };
  const least = theory ? leastOf(theory) : domain[0];
  const ranked = theory ? rankedWeights(theory) : [];
  const parts = [
    { kind: "spike", text: "features", meaning: "learned" },
    { kind: "bulk", text: "noise", meaning: "bulk" },
  ] as const;
  const lines = parts.map(({ kind, text, meaning }) => ({
    text,
    meaning,
    // The other part's points are gaps, so that the two lines meet without crossing over each other.
    points: ranked.map(({ rank, value, kind: own }) => ({
      ...place(rank, value),
      converged: own === kind && value >= domain[0],
    })),
  }));
  const teacher = theory?.teacher.map(({ rank, value }) => place(rank, value)) ?? [];
  const shown = new Set(drawnRanks(d));
  const trained = meanByRank(runs, least).filter(({ rank }) => shown.has(rank));
  const middle = teacher[Math.min(teacher.length - 1, 11)];
  const dots = trained.map(({ rank, mean, error }) => ({ ...place(rank, mean), ...(byRank && { error }) }));
  const slope = byRank ? -gamma : -1 / gamma;
  const axes: Record<"x" | "y", ChartAxis> = byRank
    ? { x: { domain: [0.8, d * 1.25], title: "rank" }, y: { domain, title: "eigenvalue" } }
    : {
        x: { domain, title: "eigenvalue of the learned weights" },
        y: { domain: [0.4 / d, 1.25], title: "fraction of the eigenvalues above" },
      };
  return chart({
    width,
    height,
    ...axes,
    finding,
    marks: [
      theoryLine(teacher, { meaning: "teacher", width: 1 }),
      ...(middle
        ? [
            guide({
              from: byRank ? 4 : middle.x / 3,
              to: byRank ? 40 : middle.x * 3,
              through: [middle.x, middle.y],
              exponent: slope,
              text: `slope ${formatNumber(slope)}`,
            }),
          ]
        : []),
      ...lines.map(({ points, meaning }) => theoryLine(points, { meaning, width: 3 })),
      ...trainedDots(dots, { meaning: "teacher", radius: 3 }),
      curveLabels([
        ...lines
          .map(({ points, ...line }) => ({ ...line, points: points.filter(({ converged }) => converged) }))
          .filter(({ points }) => points.length > 2),
        {
          text: "teacher",
          points: teacher.slice(Math.floor(teacher.length * 0.4)),
          fill: color("teacher"),
        },
      ]),
    ],
  });
}
