import * as Plot from "@observablehq/plot";
import { leadingOverlap } from "../../../theory/leading-overlap.js";
import { logGrid } from "../../../theory/numeric/grids.js";
import type { PhaseId } from "../../../theory/regimes.js";
import type { SpectrumOutline } from "../../../theory/spectrum-outline.js";
import { chart, curveLabels, landmark, theoryLine, trainedDots } from "../../charts/chart.js";
import { dotsAt, pointsOf } from "../../charts/points.js";
import { color } from "../../encoding.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { SpectraSchema } from "./quantities.js";
import type { Also, Needs } from "./sweep.js";
import { atRing, overlapsTrained } from "./trained.js";

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
  outline: SpectrumOutline,
  delta: number,
  trained: readonly TrainedOverlaps[],
  options: { width: number; height: number; strengths: readonly [number, number]; finding: string },
): SVGSVGElement {
  const { strengths, ...size } = options;
  const leading = logGrid(...strengths, 121).map((x) => ({ x, y: leadingOverlap(x, 1) }));
  const exact = pointsOf(outline.outliers, ({ strength }) => strength / delta, "overlap");
  const dots = (here: boolean) => {
    const shown = trained.filter((experiment) => experiment.here === here);
    return dotsAt(
      shown.flatMap(({ points }) => points),
      "strength",
      "mean",
      "error",
    );
  };
  const other = { fill: "none", stroke: color("learned"), strokeOpacity: 0.8 };
  return chart({
    ...size,
    x: { domain: strengths, title: "feature strength over noise", symbol: "s/δ" },
    y: { domain: [0, 1.04], type: "linear", title: "squared overlap" },
    marks: [
      landmark(1, "s = δ"),
      theoryLine(leading, { meaning: "guide", dash: "5 4", width: 1.5 }),
      theoryLine(exact, { meaning: "learned" }),
      Plot.dot(dots(false), { x: "x", y: "y", r: 2.5, ...other, clip: true }),
      ...trainedDots(dots(true), { meaning: "learned" }),
      curveLabels([
        ...(exact.length > 1 ? [{ text: "exact", points: exact, meaning: "learned" as const }] : []),
        { text: "1 − δ²/s²", points: leading.slice(50, 90), meaning: "guide" as const },
      ]),
    ],
  });
}

type OverlapView = View<SpectraSchema, Pick<Needs, "ring">, Also>;

function finding({ ring }: OverlapView): string {
  const alone = ring.outline.outliers.filter(({ position }) => position > 0);
  if (alone.length === 0) return "No feature stands alone at the ring, so no direction is learned.";
  const last = alone[alone.length - 1];
  const of = (x: number) => formatNumber(x, 2);
  return alone.length === 1
    ? `The one feature that stands alone has the squared overlap ${of(last.overlap)}.`
    : `The squared overlap falls from ${of(alone[0].overlap)} for the first feature to ${of(last.overlap)} for number ${last.feature}, the last that stands alone.`;
}

const trainedOf = ({ of, experiments = [] }: OverlapView): TrainedOverlaps[] =>
  experiments.map((experiment) => ({
    phase: experiment.phase,
    here: atRing(experiment, of),
    points: overlapsTrained(experiment),
  }));

/** How well each outlier points at the ring, with the trained networks of every phase. */
export const overlapsFigure: Drawing<SpectraSchema, Pick<Needs, "ring">, Also> = {
  title: "The stronger a feature, the better its direction is learned",
  caption(view) {
    const trained = trainedOf(view);
    const filled = trained.some(({ here }) => here) ? "Filled dots: networks trained at the ring. " : "";
    const hollow =
      trained.length > 0
        ? `${filled}Hollow: networks trained in ${trained.map(({ phase }) => phase).join(", ")}, each over its own δ.`
        : "";
    return `${finding(view)} Dashed: the leading order 1 − δ²/s². ${hollow}`;
  },
  draw: (view, width) =>
    overlapPlot(view.ring.outline, view.ring.solution.delta, trainedOf(view), {
      width,
      height: 260,
      strengths: [0.3, 300],
      finding: finding(view),
    }),
  rows: ({ ring, experiments = [] }) =>
    rowsOf([
      ...ring.outline.outliers.map(({ feature, strength, overlap }) => ({
        source: "theory",
        phase: null,
        feature,
        strength,
        delta: ring.solution.delta,
        overlap,
        standardError: null,
        leading: leadingOverlap(strength, ring.solution.delta),
      })),
      ...experiments.flatMap((experiment) => {
        const { phase, solution } = experiment;
        return overlapsTrained(experiment).map(({ strength, mean, error }, k) => ({
          source: "trained",
          phase,
          feature: k + 1,
          strength: strength * solution.delta,
          delta: solution.delta,
          overlap: mean,
          standardError: error,
          leading: null,
        }));
      }),
    ]),
};
