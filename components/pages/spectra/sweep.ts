import { phaseAt } from "../../../theory/regimes.js";
import { stretchesOf } from "../../charts/chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { OutlinePoint, SpectrumPoint } from "../../topics/spectra.js";
import { PROBLEM } from "./points.js";
import { SAMPLES, type SpectraSchema } from "./quantities.js";
import { type Experiment, parametersAt } from "./solved.js";
import { outlierSweep } from "./sweep-chart.js";
import { onLine, sweepTrained } from "./trained.js";

export type Needs = { curve: OutlinePoint[]; ring: SpectrumPoint };
export type Also = { experiments: Experiment[] };
type SweepView = View<SpectraSchema, Needs, Also>;

/** Eigenvalues that the axis shows. */
const VALUES = [0.03, 30] as const;

/** How many features stand alone, above zero. */
export const standingIn = ({ outline }: OutlinePoint): number =>
  outline.outliers.filter(({ position }) => position > 0).length;

/**
 * The number of features that stand alone at some number of samples, read off a curve: undefined where the points of the curve to
 * its left and right differ, or where it ends.
 */
export function standingAt(curve: readonly OutlinePoint[], samples: number): number | undefined {
  const k = curve.findIndex(({ solution }) => solution.effectiveSamples >= samples);
  if (k < 1) return undefined;
  const [left, right] = [standingIn(curve[k - 1]), standingIn(curve[k])];
  return left === right ? left : undefined;
}

function finding(ring: SpectrumPoint): string {
  const { bulks, zeroMass } = ring.outline;
  const count = standingIn(ring);
  const noise = bulks.filter(({ merged }) => !merged);
  const features = `${count === 0 ? "no feature stands" : count === 1 ? "one feature stands" : `${count} features stand`} alone`;
  const below =
    noise.length > 0
      ? `, the noise reaches up to ${formatNumber(Math.max(...noise.map(({ right }) => right)))}`
      : bulks.length > 0
        ? ", the others are too crowded to be told apart, and none is noise"
        : ", and no noise shows";
  return `With ${formatNumber(ring.solution.effectiveSamples)} effective samples ${features}${below}; ${Math.round(zeroMass * PROBLEM.d)} of ${PROBLEM.d} eigenvalues are exactly zero.`;
}

function caption({ of, ring, experiments }: SweepView): string {
  const { stronger, outliers } = ring.outline;
  const removed = outliers.length - standingIn(ring);
  const below = removed > 0 ? ` The cut removes ${removed} more that have parted from the noise.` : "";
  const rule =
    stronger !== outliers.length
      ? ` By the rule s > δ (δ = ${formatNumber(ring.solution.delta)}) ${stronger} would have parted from the noise${removed > 0 ? `, not ${outliers.length}` : ""}; the exact condition also asks for distance from the next feature.`
      : "";
  const dots = experiments?.filter((experiment) => onLine(experiment, of));
  const seen = !dots
    ? ""
    : dots.length > 0
      ? ` Dots: trained networks (${dots.map(({ phase, effectiveSamples }) => `${phase} at ${formatNumber(effectiveSamples)}`).join(", ")}), features round, the largest eigenvalue of noise square.`
      : " No networks were trained at this γ and weight decay.";
  return `${finding(ring)}${below}${rule}${seen} Lines: mean position of the first twelve features, every fourth up to 40, every twentieth beyond; the axis ends at ${formatNumber(VALUES[0])}.`;
}

/** Phases along the curve. */
function bands({ of, curve }: SweepView) {
  const { network, gamma, noise, lambda, d } = parametersAt(of);
  return stretchesOf(
    curve.map(({ solution: { effectiveSamples } }) => ({
      x: effectiveSamples,
      phase: phaseAt({ network, d, gamma, noise, effectiveSamples, lambda }).id,
    })),
  );
}

const trainedOn = ({ of, experiments = [] }: SweepView) =>
  experiments.filter((experiment) => onLine(experiment, of)).map(sweepTrained);

/** Bulk and outliers along the samples, with trained networks and the spectrum at the ring. */
export const sweepFigure: Drawing<SpectraSchema, Needs, Also> = {
  title: "The noise narrows with the samples, and features leave it one by one",
  caption,
  draw(view, width) {
    const { of, set, curve, ring } = view;
    const { bulks, outliers } = ring.outline;
    const top = bulks.length > 0 ? Math.max(...bulks.map(({ right }) => right)) : outliers[0]?.position;
    return outlierSweep(curve, trainedOn(view), {
      width,
      height: Math.round(Math.min(400, Math.max(300, width * 0.52))),
      samples: SAMPLES,
      values: VALUES,
      cursor: of.samples,
      ring: top > 0 ? top : undefined,
      slice: ring.rows,
      phases: bands(view),
      finding: finding(ring),
      onDrag: (samples) => set({ samples }),
    });
  },
  rows: (view) => rowsOf([...view.curve.flatMap(theoryRows), ...trainedOn(view).flatMap(trainedRows)]),
  command: ({ of }) => {
    const { network, d, gamma, noise, alpha, lambda } = parametersAt(of);
    return { command: "spectrum", options: { network, d, gamma, noise, alpha, lambda } };
  },
};

/** A row of the sweep: a band (noise, or features that are merged) with its ends, or one eigenvalue. */
const BLANK = {
  feature: null,
  features: null,
  left: null,
  right: null,
  position: null,
  standardError: null,
  overlap: null,
  zeroMass: null,
  converged: null,
};

function theoryRows({ solution, outline }: OutlinePoint) {
  const { effectiveSamples, converged } = solution;
  const { zeroMass } = outline;
  const row = (kind: string, values: Record<string, number>) => ({
    source: "theory",
    effectiveSamples,
    kind,
    ...BLANK,
    zeroMass,
    converged,
    ...values,
  });
  return [
    ...outline.bulks.map(({ left, right, feature, features, merged }) =>
      row(merged ? "features" : "noise", { feature, features, left, right }),
    ),
    ...outline.outliers.map(({ feature, position, overlap }) =>
      row("feature", { feature, features: 1, position, overlap }),
    ),
  ];
}

function trainedRows({ effectiveSamples, features, noise }: ReturnType<typeof sweepTrained>) {
  const row = (kind: string, feature: number | null, { mean, error }: { mean: number; error: number }) => ({
    source: "trained",
    effectiveSamples,
    kind,
    ...BLANK,
    feature,
    position: mean,
    standardError: error,
  });
  return [
    ...features.map((mean, k) => row("feature", k + 1, mean)),
    ...(noise ? [row("noise", null, noise)] : []),
  ];
}
