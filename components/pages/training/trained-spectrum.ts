import * as Plot from "@observablehq/plot";
import { type ChartAxis, chart, theoryLine, trainedDots } from "../../charts/chart.js";
import { color } from "../../encoding.js";
import { rankedWeights, type SpectrumRows } from "../../spectrum-rows.js";
import { spectrumLegend } from "./spectra-in-time.js";

export interface TrainedSpectrumOptions {
  width: number;
  /** Eigenvalues of a trained network, descending; absent before there is one. */
  trained?: ArrayLike<number>;
  /** Whether it reached its tolerance: hollow dots where not. */
  converged?: boolean;
  finding: string;
}

/** The learned spectrum by rank: the law that the theory expects as a line, a trained network as dots, the teacher hollow. */
export function trainedSpectrum(rows: SpectrumRows, options: TrainedSpectrumOptions): SVGSVGElement {
  const { width, trained = [], converged = true, finding } = options;
  const { teacher, d } = rows;
  const top = Math.max(teacher[0].value, trained[0] ?? 0) * 1.6;
  const domain: [number, number] = [top / 2e3, top];
  const ranks = Array.from({ length: d }, (_, k) => k + 1);
  const expected = rankedWeights(rows, ranks);
  const line = (kind: "spike" | "bulk") => {
    // The line goes on to its neighbour of the other kind, so that it has no gap.
    const points = expected.map((point, i) => ({
      x: point.rank,
      y: point.kind === kind || expected[i - 1]?.kind === kind ? point.value : Number.NaN,
    }));
    return theoryLine(points, { meaning: kind === "bulk" ? "bulk" : "learned", width: 2 });
  };
  const learned = expected.filter(({ kind }) => kind === "spike").length;
  const dots = Array.from(trained, (y, k) => ({ x: k + 1, y, converged })).filter(({ y }) => y > domain[0]);
  const x: ChartAxis = {
    domain: [0.85, d * 1.15],
    title: "rank",
    ticks: [1, 2, 5, 10, 20, 40].filter((tick) => tick <= d),
  };
  return chart({
    width,
    x,
    y: { domain, title: "eigenvalue of S" },
    finding,
    marks: [
      Plot.dot(teacher as { rank: number; value: number }[], {
        x: "rank",
        y: "value",
        r: 4,
        stroke: color("teacher"),
        strokeWidth: 1.1,
        clip: true,
      }),
      line("spike"),
      line("bulk"),
      ...trainedDots(
        dots.filter(({ x }) => x <= learned),
        { meaning: "learned", radius: 3.4 },
      ),
      ...trainedDots(
        dots.filter(({ x }) => x > learned),
        { meaning: "bulk", radius: 3.4 },
      ),
      spectrumLegend("state evolution"),
    ],
  });
}
