import * as Plot from "@observablehq/plot";
import { leadingOverlap } from "../../theory/leading-overlap.js";
import type { PhaseId } from "../../theory/regimes.js";
import type { SpectrumOutline } from "../../theory/spectrum-outline.js";
import { type ChartAxis, chart, curveLabels, landmark, theoryLine, trainedDots } from "../charts/chart.js";
import { color } from "../encoding.js";

/** Trained overlaps of one experiment: feature strength over its δ, and the squared overlap. */
export interface TrainedOverlaps {
  phase: PhaseId;
  /** Whether it was trained at the reader's point. */
  here: boolean;
  points: readonly { strength: number; mean: number; error: number }[];
}

/**
 * Squared overlap of each outlier's eigenvector with its feature against the feature's strength in units of the noise δ: exact at
 * the reader's point, the leading order 1 − δ²/s² dashed, trained networks as dots (those of other points hollow).
 */
export function overlapPlot(
  outline: SpectrumOutline | undefined,
  delta: number,
  trained: readonly TrainedOverlaps[],
  options: { width: number; height: number; strengths: readonly [number, number]; finding: string },
): SVGSVGElement {
  const { width, height, strengths, finding } = options;
  const [low, high] = strengths;
  const leading = Array.from({ length: 121 }, (_, k) => {
    const x = low * (high / low) ** (k / 120);
    return { x, y: leadingOverlap(x, 1) };
  });
  const exact = (outline?.outliers ?? []).map(({ strength, overlap }) => ({
    x: strength / delta,
    y: overlap,
  }));
  const x: ChartAxis = { domain: strengths, title: "feature strength over noise", symbol: "s/δ" };
  const y: ChartAxis = { domain: [0, 1.04], type: "linear", title: "squared overlap" };
  return chart({
    width,
    height,
    x,
    y,
    finding,
    marks: [
      landmark(1, "s = δ"),
      theoryLine(leading, { meaning: "guide", dash: "5 4", width: 1.5 }),
      theoryLine(exact, { meaning: "learned" }),
      Plot.dot(
        trained.filter(({ here }) => !here).flatMap(({ points }) => points),
        {
          x: "strength",
          y: "mean",
          r: 2.5,
          fill: "none",
          stroke: color("learned"),
          strokeOpacity: 0.8,
          clip: true,
        },
      ),
      ...trained
        .filter(({ here }) => here)
        .flatMap(({ points }) =>
          trainedDots(
            points.map(({ strength, mean, error }) => ({ x: strength, y: mean, error })),
            { meaning: "learned" },
          ),
        ),
      curveLabels([
        ...(exact.length > 1 ? [{ text: "exact", points: exact, meaning: "learned" as const }] : []),
        { text: "1 − δ²/s²", points: leading.slice(50, 90), meaning: "guide" as const },
      ]),
    ],
  });
}
