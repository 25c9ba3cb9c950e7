/** Trained networks beside state evolution: every point, and the limit of large d where several dimensions were run. */
import { CONVERGED, fixedPoint } from "../../theory/fixed-point.js";
import { facts, model } from "../../theory/models.js";
import { mean, standardError } from "../../theory/numeric/statistics.js";
import type { Network } from "../../theory/parameters.js";
import { riskOfMse, stateEvolution } from "../../theory/state-evolution.js";
import { drawTeacher } from "../../training/teacher.js";
import type { AgreementRow } from "../tables/agreement.js";
import type { TrainedRunRow } from "../tables/trained-runs.js";

/** The end of a training run. */
export type TrainedEnd = Pick<
  TrainedRunRow,
  "network" | "d" | "n" | "gamma" | "noise" | "lambda" | "width" | "seed" | "excessRisk" | "gap" | "converged"
>;

interface Prediction {
  excessRisk: number;
  converged: boolean;
  residual: number;
}

/** n/d or n/d². */
const loadOf = ({ network, d, n }: Pick<TrainedEnd, "network" | "d" | "n">): number =>
  n / facts(network).samplesAtUnitLoad(d);

function predict(end: TrainedEnd): Prediction {
  const { network, d, gamma, noise, lambda, width, seed } = end;
  const { givenTeacher, width: widths } = model(network);
  const alpha = loadOf(end);
  // Where teachers differ, theory is that of the very teacher: the average over teachers is another number.
  if (givenTeacher) {
    const { weights } = drawTeacher({ network, d, gamma, seed });
    const { mse, residual } = fixedPoint(givenTeacher(weights), alpha, noise, lambda);
    return { excessRisk: riskOfMse(network, mse), converged: residual <= CONVERGED, residual };
  }
  return stateEvolution({
    network,
    d,
    gamma,
    noise,
    alpha,
    lambda: widths ? widths.rescaledDecay(lambda, d, width) : lambda,
    ...(widths && width < d && { width }),
  });
}

/** Every point of the given runs, in the order of their first appearance; points with one seed are left out. */
export function agreementOf(ends: readonly TrainedEnd[]): AgreementRow[] {
  const groups = new Map<string, TrainedEnd[]>();
  for (const end of ends) {
    const { network, d, n, gamma, noise, lambda, width } = end;
    const key = JSON.stringify([network, d, n, gamma, noise, lambda, width]);
    const group = groups.get(key);
    if (!group) groups.set(key, [end]);
    // One run may belong to two experiments.
    else if (!group.some(({ seed }) => seed === end.seed)) group.push(end);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => {
      const { network, d, n, gamma, noise, lambda, width } = group[0];
      const shared = facts(network).randomTeacher ? undefined : predict(group[0]);
      const predictions = group.map((end) => shared ?? predict(end));
      const risks = group.map(({ excessRisk }) => excessRisk);
      const ratios = risks.map((risk, i) => risk / predictions[i].excessRisk - 1);
      const gaps = group.flatMap(({ gap }) => gap ?? []);
      const deviation = mean(ratios);
      const deviationError = standardError(ratios);
      return {
        network,
        d,
        n,
        gamma,
        noise,
        lambda,
        width,
        seeds: group.length,
        excessRisk: mean(risks),
        standardError: standardError(risks),
        theory: mean(predictions.map((prediction) => prediction.excessRisk)),
        deviation,
        deviationError,
        zScore: Math.abs(deviation) < 1e-9 ? 0 : deviation / deviationError,
        gap: gaps.length < group.length ? null : Math.max(...gaps),
        converged:
          group.every(({ converged }) => converged) && predictions.every(({ converged }) => converged),
        residual: Math.max(...predictions.map(({ residual }) => residual)),
      };
    });
}

/** Points at one load and one weight decay (relative to 1/d, 1 or √d) at three or more dimensions. */
export interface Limit {
  network: Network;
  gamma: number;
  noise: number;
  /** n/d or n/d². */
  alpha: number;
  /** The weight decay as a rule: "1/d", "1" or "√d". */
  decay: string;
  dimensions: number[];
  /** Deviation extrapolated to 1/d = 0, and its standard error. */
  intercept: number;
  interceptError: number;
  /** Deviation · d. */
  slope: number;
}

function decayRule(d: number, lambda: number): string | undefined {
  const rules: [string, number][] = [
    ["1/d", 1 / d],
    ["1", 1],
    ["√d", Math.sqrt(d)],
  ];
  return rules.find(([, value]) => Math.abs(lambda / value - 1) < 1e-12)?.[0];
}

/** Loads that are equal but for n being an integer share this number. */
const loadClass = (alpha: number) => Math.round(20 * Math.log(alpha));

/**
 * Weighted least squares of deviation = intercept + slope/d over the dimensions of every family of points. A point's weight
 * is seeds · d, as if its variance fell as 1/d: weights taken from the variances of three to eight skewed samples would go
 * to the points that happen to lie low with a small spread. The errors are those of the samples, whatever the weights.
 */
export function limitsOf(points: readonly AgreementRow[]): Limit[] {
  const families = new Map<string, AgreementRow[]>();
  for (const point of points) {
    const { network, d, gamma, noise, lambda, width } = point;
    const decay = decayRule(d, lambda);
    if (!decay || !point.converged || (width !== 0 && width !== d)) continue;
    const key = JSON.stringify([network, gamma, noise, decay, loadClass(loadOf(point))]);
    families.set(key, [...(families.get(key) ?? []), point]);
  }
  return [...families.entries()]
    .filter(([, family]) => family.length >= 3)
    .map(([key, family]) => {
      const [network, gamma, noise, decay] = JSON.parse(key);
      let [s, sx, sxx, sy, sxy] = [0, 0, 0, 0, 0];
      for (const { d, seeds, deviation } of family) {
        const w = seeds * d;
        s += w;
        sx += w / d;
        sxx += w / d / d;
        sy += w * deviation;
        sxy += (w * deviation) / d;
      }
      const determinant = s * sxx - sx * sx;
      // The intercept is a sum of the deviations times these.
      const part = ({ d, seeds }: AgreementRow) => (seeds * d * (sxx - sx / d)) / determinant;
      const variance = family.reduce(
        (sum, point) => sum + (part(point) * Math.max(point.deviationError, 1e-12)) ** 2,
        0,
      );
      return {
        network,
        gamma,
        noise,
        alpha: Number(loadOf(family[0]).toPrecision(2)),
        decay,
        dimensions: family.map(({ d }) => d),
        intercept: (sxx * sy - sx * sxy) / determinant,
        interceptError: Math.sqrt(variance),
        slope: (s * sxy - sx * sy) / determinant,
      };
    });
}
