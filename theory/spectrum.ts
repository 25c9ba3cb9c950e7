// Result 2: the law of the noisy teacher and of the trained weights, bulk and spikes told apart.
import { magnitudeLaw } from "./diagonal/spectrum.js";
import { checkParameter, checkParameters, type Network } from "./parameters.js";
import { components, sampleDensity, spikeLaw } from "./quadratic/components.js";
import { quadraticKernelOf } from "./teacher.js";

/** One part of a spectrum: an interval of eigenvalues (quadratic), or the learned features or learned noise of the diagonal network. */
export interface SpectrumComponent {
  /** "spike": one learned feature (quadratic), or all of them (diagonal); "bulk": noise; "rest": spikes too many to list singly. */
  kind: "bulk" | "spike" | "rest";
  /** Teacher features that own it: index of the largest, from 0, and their number. */
  atoms: [first: number, count: number];
  left: number;
  right: number;
  /** Fraction of all d eigenvalues or weights in it. */
  mass: number;
  /** Ascending values and the density there; Σ over components of ∫density = mass above the cut. */
  x: Float64Array;
  density: Float64Array;
  /** Mean of a single spike. */
  position?: number;
  /** Squared overlap of a spike's eigenvector with the teacher's. */
  overlap?: number;
}

export interface SpectrumTeacher {
  network: Network;
  d: number;
  gamma: number;
}

const BULK_POINTS = 241;
const SPIKE_POINTS = 17;
/** Spikes whose density is sampled; the others keep their ends, mean and overlap. */
const SAMPLED_SPIKES = 64;

/**
 * Law of the noisy teacher: eigenvalues of S* + δZ (quadratic), largest component first, or magnitudes |θ* + δz| (diagonal: features, then noise).
 * `delta` > 0. Throws a ParameterError for a parameter outside its range.
 */
export function noisySpectrum(teacher: SpectrumTeacher, delta: number): { components: SpectrumComponent[] } {
  return { components: learnedSpectrum(teacher, delta, 0, true).components };
}

/**
 * Law of the trained weights: the mass at zero, and what stands above the cut, shifted left by it.
 * `delta` > 0, `cut` ≥ 0. A component that straddles the cut is given from 0 on.
 */
export function learnedSpectrum(
  teacher: SpectrumTeacher,
  delta: number,
  cut: number,
  keepNegative = false,
): { zeroMass: number; components: SpectrumComponent[] } {
  checkParameters({ ...teacher, noise: 0, alpha: 1, lambda: 1 });
  checkParameter("delta", delta);
  checkParameter("cut", cut);
  return teacher.network === "quadratic"
    ? quadraticSpectrum(teacher, delta, cut, keepNegative)
    : diagonalSpectrum(teacher, delta, cut);
}

function diagonalSpectrum({ d, gamma }: SpectrumTeacher, delta: number, cut: number) {
  const law = magnitudeLaw({ d, gamma, delta, cut });
  const part = (
    kind: "spike" | "bulk",
    first: number,
    count: number,
    active: number,
    density: Float64Array,
  ) => ({
    kind,
    atoms: [first, count] as [number, number],
    left: 0,
    right: law.x[law.x.length - 1],
    mass: active / d,
    x: law.x,
    density,
  });
  const parts: SpectrumComponent[] = [
    part("spike", 0, law.features, law.activeFeatures, law.featureDensity),
    part("bulk", law.features, d - law.features, law.activeNoise, law.noiseDensity),
  ];
  return { zeroMass: law.zeroMass, components: parts.filter((p) => p.mass > 0) };
}

function quadraticSpectrum(teacher: SpectrumTeacher, delta: number, cut: number, keepNegative: boolean) {
  const kernel = quadraticKernelOf(teacher.d, teacher.gamma);
  const { atoms } = kernel;
  const tau = delta * delta;
  let zeroMass = 0;
  if (!keepNegative) {
    kernel.reset?.();
    kernel.evaluate(tau, cut);
    zeroMass = Math.max(0, 1 - kernel.last.mass);
  }
  const parts: SpectrumComponent[] = [];
  for (const c of components(atoms, tau)) {
    if (!keepNegative && c.right <= cut) continue;
    const sampled = c.kind === "bulk" || parts.length < SAMPLED_SPIKES;
    const points = c.kind === "bulk" ? BULK_POINTS : sampled ? SPIKE_POINTS : 2;
    const { x, density } = sampleDensity(atoms, tau, c, points);
    const straddles = !keepNegative && c.left < cut;
    const shift = keepNegative ? 0 : cut;
    parts.push({
      kind: c.kind,
      atoms: c.atoms,
      left: straddles ? 0 : c.left - shift,
      right: c.right - shift,
      mass: c.mass,
      ...(straddles ? clip(x, density, shift) : { x: x.map((value) => value - shift), density }),
      ...(c.kind === "spike" ? shifted(spikeLaw(atoms, tau, c.atoms[0]), shift) : {}),
    });
  }
  // The part of a straddling component that the cut leaves: what the whole mass above the cut has over the others'.
  const partial = parts.find((p) => p.left === 0);
  if (partial)
    partial.mass = Math.max(
      0,
      1 - zeroMass - parts.reduce((sum, p) => sum + (p === partial ? 0 : p.mass), 0),
    );
  return { zeroMass, components: parts };
}

function shifted(law: { position: number; overlap: number }, shift: number) {
  return { position: law.position - shift, overlap: law.overlap };
}

/** The samples above the cut, shifted, with the interpolated density at the cut itself. */
function clip(x: Float64Array, density: Float64Array, cut: number) {
  let k = x.findIndex((value) => value > cut);
  if (k < 1) k = 1;
  const share = (cut - x[k - 1]) / (x[k] - x[k - 1]);
  const atCut = density[k - 1] + share * (density[k] - density[k - 1]);
  return {
    x: Float64Array.of(0, ...x.slice(k).map((value) => value - cut)),
    density: Float64Array.of(atCut, ...density.slice(k)),
  };
}
