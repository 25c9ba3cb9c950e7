// The power-law teacher of either network and the denoising problem it poses.
import type { Kernel } from "./kernel.js";
import { model } from "./models.js";
import { checkParameter, type Network } from "./parameters.js";
import type { QuadraticKernel } from "./quadratic/kernel.js";

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
    const kernel = model(network).kernel(d, gamma, width);
    teacher = { network, d, gamma, width, secondMoment: kernel.secondMoment, kernel };
  }
  cache.set(key, teacher);
  if (cache.size > KEPT) cache.delete(cache.keys().next().value!);
  return teacher;
}

/** The kernel of a network whose weights are a matrix, at full width; undefined for the others. */
export function matrixKernelOf(network: Network, d: number, gamma: number): QuadraticKernel | undefined {
  return model(network).matrix?.(powerLawTeacher(network, d, gamma).kernel);
}

/** The full-width kernel of the quadratic network, with its atoms. */
export function quadraticKernelOf(d: number, gamma: number): QuadraticKernel {
  return powerLawTeacher("quadratic", d, gamma).kernel as QuadraticKernel;
}
