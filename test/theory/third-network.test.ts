// A network that theory has never heard of: the diagonal one with a teacher normalised to Q* = 1, θ*_i ~ N(0, k·d·i^{−2γ}),
// k = 1/Σ i^{−2γ}. Its answers are known, because the unit of the weights is a convention: with errors and Δ times k, and
// lengths (λ, δ, c) times √k, it is the diagonal network.
import { afterAll, describe, expect, it } from "vitest";
import { bayesOptimal } from "../../theory/bayes.js";
import { crossoverAt, crossoverCurve, crossoverExponents } from "../../theory/crossovers.js";
import { decomposition, featuresAboveNoise } from "../../theory/decomposition.js";
import { diagonalAtoms } from "../../theory/diagonal/atoms.js";
import { diagonalKernel } from "../../theory/diagonal/kernel.js";
import { countedRisk, featureCount } from "../../theory/feature-count.js";
import { fittedNoise } from "../../theory/fitted-noise.js";
import { meanWeight, peakRisk, peakSamples } from "../../theory/interpolation-peak.js";
import { leadingOrder } from "../../theory/leading-order.js";
import { learnedFeatures, plateauEnd, zeroRisk } from "../../theory/learned-features.js";
import { solveLine } from "../../theory/line.js";
import { localExponents } from "../../theory/local-exponents.js";
import { type Model, model, NETWORKS, type NoisyPoint, registerModel } from "../../theory/models.js";
import { logGrid } from "../../theory/numeric/grids.js";
import { optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import { checkParameters, loadOfSamples, type Parameters, RANGES } from "../../theory/parameters.js";
import { phaseDiagram } from "../../theory/phase-diagram.js";
import { powerSum } from "../../theory/power-sum.js";
import { noiseEdge, prunedRisk } from "../../theory/pruning.js";
import { phaseAt, phaseBoundaries, phases } from "../../theory/regimes.js";
import { learnedSpectrum, noisySpectrum } from "../../theory/spectrum.js";
import { spectrumOutline } from "../../theory/spectrum-outline.js";
import { inverseMap, stateEvolution } from "../../theory/state-evolution.js";
import { powerLawTeacher } from "../../theory/teacher.js";
import { relativeDistance as relative } from "./close.js";

const diagonal = model("diagonal");
/** k: what the unit of the squares is multiplied by. */
const unit = (d: number, gamma: number) => 1 / powerSum(1, d, -2 * gamma);

/** The same point in the diagonal network's unit. */
function unscaled<P extends { d: number; gamma: number; delta: number; cut?: number }>(p: P): P & NoisyPoint {
  const root = Math.sqrt(unit(p.d, p.gamma));
  return { ...p, delta: p.delta / root, cut: (p.cut ?? 0) / root };
}

const unitTeacher: Model = {
  ...diagonal,
  name: "unit-teacher",
  words: { ...diagonal.words, title: "diagonal linear network with a teacher of unit norm" },
  firstFeature: (d, gamma) => Math.sqrt(d * unit(d, gamma)),
  kernel(d, gamma) {
    const { variances, weights } = diagonalAtoms(d, gamma);
    const k = unit(d, gamma);
    return diagonalKernel(
      variances.map((v) => k * v),
      weights,
    );
  },
  feature: (d, gamma) => (rank) => Math.sqrt(unit(d, gamma)) * diagonal.feature(d, gamma)(rank),
  tailSamples: (kernel, { d, gamma, lambda }) =>
    diagonal.tailSamples(kernel, { d, gamma, lambda: lambda / Math.sqrt(unit(d, gamma)) }),
  spectrum(kernel, point, noisy) {
    const root = Math.sqrt(unit(point.d, point.gamma));
    const { zeroMass, components } = diagonal.spectrum(kernel, unscaled(point), noisy);
    return {
      zeroMass,
      components: components.map((part) => ({
        ...part,
        right: part.right * root,
        x: part.x.map((x) => x * root),
        density: part.density.map((density) => density / root),
      })),
    };
  },
  decomposition(kernel, point) {
    const k = unit(point.d, point.gamma);
    const { overfitting, underfitting, approximation, alignment, total } = diagonal.decomposition(
      kernel,
      unscaled(point),
    );
    return {
      overfitting: k * overfitting,
      underfitting: k * underfitting,
      approximation: k * approximation,
      alignment: k * alignment,
      total: k * total,
    };
  },
  featuresAboveNoise: (kernel, point) => diagonal.featuresAboveNoise(kernel, unscaled(point)),
  learnedFeatures: (kernel, point) => diagonal.learnedFeatures(kernel, unscaled(point)),
  firstLearned: (kernel, point) => diagonal.firstLearned(kernel, unscaled(point)),
  bayes(kernel, p) {
    const k = unit(p.d, p.gamma);
    const { delta, mse, ...certificate } = diagonal.bayes(kernel, { ...p, noise: p.noise / k });
    return { delta: delta * Math.sqrt(k), mse: k * mse, ...certificate };
  },
};
const { network, remove } = registerModel(unitTeacher);
afterAll(remove);

const d = 200;
const gamma = 1.25;
const k = unit(d, gamma);
const root = Math.sqrt(k);
/** Points from the collapsed network to interpolation and beyond, of the diagonal network. */
const points: Parameters[] = [0.05, 0.3, 1, 5].flatMap((alpha) =>
  [0.02, 0.7, 40].map((lambda) => ({ network: "diagonal", d, gamma, noise: 0.5, alpha, lambda })),
);
/** The same point of the new network. */
const rescaled = (p: Parameters): Parameters => ({
  ...p,
  network,
  noise: k * p.noise,
  lambda: root * p.lambda,
});

describe("a third network, registered as one record", () => {
  it("is a network by name, and its name is taken", () => {
    expect(RANGES.network.holds(network)).toBe(true);
    expect(RANGES.network.range).toBe('"diagonal" or "quadratic" or "unit-teacher"');
    expect(() => registerModel(unitTeacher)).toThrow("already");
    expect(NETWORKS).toEqual(["diagonal", "quadratic"]);
    expect(checkParameters({ ...rescaled(points[0]) }).network).toBe(network);
    expect(() => checkParameters({ ...rescaled(points[0]), width: 10 })).toThrow("has no width");
    expect(loadOfSamples(network, d, 50)).toBe(0.25);
  });

  it("has a fixed point, its exponents and the inverse map", () => {
    for (const p of points) {
      const [ours, theirs] = [stateEvolution(rescaled(p)), stateEvolution(p)];
      expect(ours.converged).toBe(true);
      expect(relative(ours.excessRisk, k * theirs.excessRisk)).toBeLessThan(1e-9);
      expect(relative(ours.delta, root * theirs.delta)).toBeLessThan(1e-9);
      expect(ours.zero).toBe(theirs.zero);
      expect(localExponents(ours).samples).toBeCloseTo(localExponents(theirs).samples, 7);
      const back = inverseMap(network, d, gamma, k * p.noise, ours.delta, ours.cut);
      expect(relative(back.alpha, p.alpha)).toBeLessThan(1e-9);
    }
    expect(relative(zeroRisk({ network, d, gamma }), 1)).toBeLessThan(1e-12);
    expect(relative(powerLawTeacher(network, d, gamma).secondMoment, 1)).toBeLessThan(1e-12);
  });

  it("has curves along a line and diagrams over a plane, of the points solved singly", () => {
    const line = logGrid(0.05, 5, 9).map((alpha) => ({ ...rescaled(points[0]), alpha }));
    for (const [i, solution] of solveLine(line).entries())
      expect(relative(solution.excessRisk, stateEvolution(line[i]).excessRisk)).toBeLessThan(1e-9);
    const grid = { effectiveSamples: [20, 60, 200], lambda: [0.1, 1] };
    const diagram = phaseDiagram({ network, d, gamma, noise: 0.3, ...grid });
    const single = stateEvolution({ network, d, gamma, noise: 0.3, alpha: 60 / d, lambda: 1 });
    expect(relative(diagram.excessRisk[4], single.excessRisk)).toBeLessThan(1e-9);
  });

  it("has a spectrum with all its mass, but no outline of single eigenvalues", () => {
    for (const p of points) {
      const s = stateEvolution(rescaled(p));
      const { zeroMass, components } = learnedSpectrum(s, s.delta, s.cut);
      const mass = components.reduce((sum, part) => sum + part.mass, zeroMass);
      expect(mass).toBeCloseTo(1, 10);
      expect(1 - zeroMass).toBeCloseTo(s.divergence, 9);
      expect(noisySpectrum(s, s.delta).components).not.toEqual([]);
      expect(() => spectrumOutline(s)).toThrow(RangeError);
      expect(() => leadingOrder(s)).toThrow(RangeError);
    }
  });

  it("has a decomposition that adds up to its error, and counts its features", () => {
    for (const p of points) {
      const [ours, theirs] = [stateEvolution(rescaled(p)), stateEvolution(p)];
      expect(relative(decomposition(ours).total, ours.mse)).toBeLessThan(1e-9);
      expect(featuresAboveNoise(ours)).toBe(featuresAboveNoise(theirs));
      expect(learnedFeatures(ours)).toBeCloseTo(learnedFeatures(theirs), 6);
      expect(relative(countedRisk(ours).hidden, k * countedRisk(theirs).hidden)).toBeLessThan(1e-7);
      expect(relative(prunedRisk(ours).excessRisk, k * prunedRisk(theirs).excessRisk)).toBeLessThan(1e-9);
      expect(noiseEdge(ours)).toBeCloseTo(root * noiseEdge(theirs), 9);
    }
    expect(featureCount(network, d, gamma, root).above).toBe(featureCount("diagonal", d, gamma, 1).above);
    expect(meanWeight({ network, d, gamma })).toBe(0);
  });

  it("has phases, their boundaries, its plateau's end and crossovers", () => {
    const plane = { network, d, gamma, noise: 0.5 };
    expect(phaseAt({ ...plane, effectiveSamples: 50, lambda: 100 }).id).toBe("Ib");
    expect(phases(plane).V.rateText).toBe("1 / log(d / n_eff)");
    expect(phaseBoundaries(plane)).toEqual(phaseBoundaries({ ...plane, network: "diagonal" }));
    const crossover = { id: "II-III", ...plane } as const;
    expect(crossoverAt(crossover)).toBeGreaterThan(d);
    expect(crossoverCurve(crossover, [0.1, 1, 10]).every(({ converged }) => converged)).toBe(true);
    expect(crossoverExponents({ ...crossover, id: "IV-V" }).after).toBeNull();
    const end = plateauEnd({ network, d, gamma, noise: k * 0.5, lambda: root * 0.1 });
    const theirs = plateauEnd({ network: "diagonal", d, gamma, noise: 0.5, lambda: 0.1 });
    expect(end.before).toBe(theirs.before);
    expect(relative(end.effectiveSamples, theirs.effectiveSamples)).toBeLessThan(1e-9);
  });

  it("has a peak, a price of fitted noise, a best weight decay and a Bayes-optimal error", () => {
    expect(peakSamples(network, d)).toBe(d);
    expect(fittedNoise(network, 0.1)).toBe(fittedNoise("diagonal", 0.1));
    expect(peakRisk(network, 1, 0.01)).toBe(peakRisk("diagonal", 1, 0.01));
    const p = { network, d, gamma, noise: 0.5 * k, alpha: 0.7 };
    const theirs = { ...p, network: "diagonal", noise: 0.5 } as const;
    const best = optimalWeightDecay(p);
    expect(best.where).toBe("interior");
    expect(relative(best.lambda, root * optimalWeightDecay(theirs).lambda)).toBeLessThan(1e-6);
    const bayes = bayesOptimal(p);
    expect(relative(bayes.excessRisk, k * bayesOptimal(theirs).excessRisk)).toBeLessThan(1e-12);
    expect(bayes.excessRisk).toBeLessThan(best.solution.excessRisk);
  });

  it("is gone once it is taken out", () => {
    const other = registerModel({ ...unitTeacher, name: "short-lived" });
    other.remove();
    expect(RANGES.network.holds("short-lived")).toBe(false);
    expect(() => model(other.network)).toThrow('is not one of "diagonal" or "quadratic"');
  });
});
