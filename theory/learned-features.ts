// How many features a trained network has learned, and where each of them appears: the plateau's end and the staircase.
import { model } from "./models.js";
import { bisect } from "./numeric/roots.js";
import type { Parameters } from "./parameters.js";
import { components } from "./quadratic/components.js";
import { riskOfMse, type Solution, stateEvolution } from "./state-evolution.js";
import { powerLawTeacher, quadraticKernelOf } from "./teacher.js";

/** The point of the noisy teacher, and the cut through it, that the count is about. */
type Cut = Pick<Solution, "network" | "d" | "gamma" | "delta" | "cut">;

/**
 * Number K of learned features. Quadratic: eigenvalues of the noisy teacher above the cut and to the right of the support's last gap, below
 * which the features are hidden in the noise; a whole number. Diagonal: the expected number of active weights among those with √d·i^{−γ} > δ; its Gaussian teacher has no sharp steps.
 */
export function learnedFeatures(s: Cut): number {
  return model(s.network).learnedFeatures(powerLawTeacher(s.network, s.d, s.gamma).kernel, s);
}

/**
 * The least eigenvalue of a trained quadratic network that counts as a feature: the right edge of the bulk moved down by the cut, and beyond it
 * the scatter of a finite network's largest noise eigenvalue, 3δ·d^{−2/3} (three times its Tracy–Widom scale); at least a thousandth of the
 * teacher's largest, as training ends at a finite accuracy.
 */
export function leastFeature({ d, gamma, delta, cut }: Omit<Cut, "network">): number {
  const { atoms } = quadraticKernelOf(d, gamma);
  const bulk = components(atoms, delta * delta).at(-1)?.right ?? 0;
  return Math.max(bulk + 3 * delta * d ** (-2 / 3) - cut, 1e-3 * atoms.value(0));
}

/**
 * The weight decay from which on the quadratic network is exactly zero: 4α times the right edge of the noisy teacher at
 * δ² = (2Q* + Δ)/(4α), the noise that the zero network sees. Below n_eff = 1 it is the edge of pure noise, 2δ; beyond, the first
 * feature's s₁ + δ²/s₁.
 */
export function collapsingWeightDecay(p: Pick<Parameters, "d" | "gamma" | "noise" | "alpha">): number {
  const { atoms, secondMoment } = quadraticKernelOf(p.d, p.gamma);
  const tau = (2 * secondMoment + p.noise) / (4 * p.alpha);
  return 4 * p.alpha * components(atoms, tau)[0].right;
}

/** Where the plateau ends. */
export interface PlateauEnd {
  effectiveSamples: number;
  /** What holds the network back until then: "zero", the cut (phase Ib), or "noise" (phase Ia). */
  before: "zero" | "noise";
  /** Excess risk here over that of the zero network. */
  relativeRisk: number;
}

const LOWEST = 1e-4;
const HIGHEST = 1e12;

/**
 * The n_eff at which the first feature is learned. Quadratic: exactly, where K goes from 0 to 1. Diagonal: where the typical size √d of
 * the strongest weight exceeds both the noise δ and the cut; its risk has no kink there.
 */
export function plateauEnd(p: Omit<Parameters, "alpha">): PlateauEnd {
  const at = (effectiveSamples: number) => stateEvolution({ ...p, alpha: effectiveSamples / p.d });
  const { firstLearned, collapsed } = model(p.network);
  const learned = (s: Solution) => firstLearned(powerLawTeacher(p.network, p.d, p.gamma).kernel, s);
  let [low, high] = [LOWEST, LOWEST];
  do {
    low = high;
    high *= 4;
  } while (high < HIGHEST && !learned(at(high)));
  [low, high] = bisect((n) => learned(at(n)), [low, high], {
    logarithmic: true,
    tolerance: 1e-12,
    steps: 48,
  });
  const last = at(low);
  return {
    effectiveSamples: high,
    before: collapsed(last) ? "zero" : "noise",
    relativeRisk: at(high).excessRisk / zeroRisk(p),
  };
}

/** R(0), the excess risk of zero weights: 2·Q* = 2 (quadratic) or Σ_{i ≤ d} i^{−2γ} (diagonal). */
export function zeroRisk({ network, d, gamma }: Pick<Parameters, "network" | "d" | "gamma">): number {
  return riskOfMse(network, powerLawTeacher(network, d, gamma).secondMoment);
}

/** A change of the number of learned features along n_eff. */
export interface FeatureStep {
  effectiveSamples: number;
  from: number;
  to: number;
}

/**
 * The changes of K between n_eff = `from` and `to` for the quadratic network up to the first that exceeds `most`, found on a grid of
 * `count` points and then located to a relative 1e-6.
 */
export function featureSteps(
  p: Omit<Parameters, "alpha">,
  [from, to]: readonly [number, number],
  { count = 97, most = 12 } = {},
): FeatureStep[] {
  const K = (log: number) => learnedFeatures(stateEvolution({ ...p, alpha: Math.exp(log) / p.d }));
  const steps: FeatureStep[] = [];
  const locate = (a: number, ka: number, b: number, kb: number) => {
    if (ka === kb) return;
    if (b - a < 1e-6) {
      steps.push({ effectiveSamples: Math.exp((a + b) / 2), from: ka, to: kb });
      return;
    }
    const middle = (a + b) / 2;
    const km = K(middle);
    locate(a, ka, middle, km);
    if (km <= most) locate(middle, km, b, kb);
  };
  let [before, kBefore] = [Math.log(from), K(Math.log(from))];
  for (let i = 1; i < count && kBefore <= most; i++) {
    const at = Math.log(from) + (i / (count - 1)) * Math.log(to / from);
    const k = K(at);
    locate(before, kBefore, at, k);
    [before, kBefore] = [at, k];
  }
  return steps;
}
