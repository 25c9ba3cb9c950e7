// The power-law teacher of either network and the denoising problem it poses.
import { diagonalAtoms } from "./diagonal/atoms.js";
import { diagonalKernel } from "./diagonal/kernel.js";
import type { Kernel } from "./kernel.js";
import { checkParameter, type Network } from "./parameters.js";
import { powerLawAtoms } from "./quadratic/atoms.js";
import { type QuadraticKernel, quadraticKernel } from "./quadratic/kernel.js";

/** The teacher of a network and its denoising problem. */
export interface Teacher {
  readonly network: Network;
  readonly d: number;
  readonly gamma: number;
  readonly width?: number;
  /** Q*, the mse of the zero network: Σ i^{−2γ} (diagonal), 1 (quadratic). */
  readonly secondMoment: number;
  readonly kernel: Kernel;
}

const KEPT = 16;
const cache = new Map<string, Teacher>();

/**
 * The teacher with eigenvalues ∝ i^{−γ} (quadratic) or weights θ*_i ~ N(0, d·i^{−2γ}) (diagonal), i = 1…d.
 * The last few are kept, so asking again is free. Throws a ParameterError for d or γ outside its range.
 */
export function powerLawTeacher(network: Network, d: number, gamma: number, width?: number): Teacher {
  checkParameter("network", network);
  checkParameter("d", d);
  checkParameter("gamma", gamma);
  const key = `${network} ${d} ${gamma} ${width ?? d}`;
  let teacher = cache.get(key);
  if (teacher) cache.delete(key);
  else {
    const kernel = makeKernel(network, d, gamma, width);
    teacher = { network, d, gamma, width, secondMoment: kernel.secondMoment, kernel };
  }
  cache.set(key, teacher);
  if (cache.size > KEPT) cache.delete(cache.keys().next().value!);
  return teacher;
}

function makeKernel(network: Network, d: number, gamma: number, width: number | undefined): Kernel {
  if (network === "quadratic")
    return quadraticKernel(
      powerLawAtoms(d, gamma),
      width === undefined ? undefined : { fraction: width / d },
    );
  const { variances, weights } = diagonalAtoms(d, gamma);
  return diagonalKernel(variances, weights);
}

/** The full-width kernel of the quadratic network, with its atoms. */
export function quadraticKernelOf(d: number, gamma: number): QuadraticKernel {
  return powerLawTeacher("quadratic", d, gamma).kernel as QuadraticKernel;
}
