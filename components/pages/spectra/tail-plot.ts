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
  const place =
    view === "rank"
      ? (rank: number, value: number) => ({ x: rank, y: value })
      : (rank: number, value: number) => ({ x: value, y: (rank - 0.5) / d });
  const least = theory ? leastOf(theory) : domain[0];
  const ranked = theory ? rankedWeights(theory) : [];
  const lines = (["spike", "bulk"] as const).map((kind) => ({
    kind,
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
  const ranks: ChartAxis = { domain: [0.8, d * 1.25], title: "rank" };
  const values: ChartAxis = { domain, title: "eigenvalue of the learned weights" };
  const share: ChartAxis = { domain: [0.4 / d, 1.25], title: "fraction of the eigenvalues above" };
  const dots = trained.map(({ rank, mean, error }) => ({
    ...place(rank, mean),
    ...(view === "rank" ? { error } : {}),
  }));
  return chart({
    width,
    height,
    x: view === "rank" ? ranks : values,
    y: view === "rank" ? { ...values, title: "eigenvalue" } : share,
    finding,
    marks: [
      theoryLine(teacher, { meaning: "teacher", width: 1 }),
      ...(middle
        ? [
            guide({
              from: view === "rank" ? 4 : middle.x / 3,
              to: view === "rank" ? 40 : middle.x * 3,
              through: [middle.x, middle.y],
              exponent: view === "rank" ? -gamma : -1 / gamma,
              text: `slope ${formatNumber(view === "rank" ? -gamma : -1 / gamma)}`,
            }),
          ]
        : []),
      ...lines.map(({ kind, points }) =>
        theoryLine(points, { meaning: kind === "bulk" ? "bulk" : "learned", width: 3 }),
      ),
      ...trainedDots(dots, { meaning: "teacher", radius: 3 }),
      curveLabels([
        ...lines
          .map(({ kind, points }) => ({
            text: kind === "bulk" ? "noise" : "features",
            points: points.filter(({ converged }) => converged),
            meaning: kind === "bulk" ? ("bulk" as const) : ("learned" as const),
          }))
          .filter(({ points }) => points.length > 2),
        ...(teacher.length > 0
          ? [
              {
                text: "teacher",
                points: teacher.slice(Math.floor(teacher.length * 0.4)),
                fill: color("teacher"),
              },
            ]
          : []),
      ]),
    ],
  });
}
