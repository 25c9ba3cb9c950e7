// Result 2: the law of the noisy teacher and of the trained weights, bulk and spikes told apart.
import type { Spectrum, SpectrumComponent } from "./model.js";
import { model } from "./models.js";
import { checkParameter, checkParameters, type Network } from "./parameters.js";
import { powerLawTeacher } from "./teacher.js";

export type { Spectrum, SpectrumComponent } from "./model.js";

export interface SpectrumTeacher {
  network: Network;
  d: number;
  gamma: number;
}

/**
 * Law of the noisy teacher: eigenvalues of S* + δZ (quadratic), largest component first, or magnitudes |θ* + δz| (diagonal: features, then noise).
 * `delta` > 0. Throws a ParameterError for a parameter outside its range.
 */
export function noisySpectrum(teacher: SpectrumTeacher, delta: number): { components: SpectrumComponent[] } {
  return { components: lawOf(teacher, delta, 0, true).components };
}

/**
 * Law of the trained weights: the mass at zero, and what stands above the cut, shifted left by it.
 * `delta` > 0, `cut` ≥ 0. A component that straddles the cut is given from 0 on.
 */
export function learnedSpectrum(teacher: SpectrumTeacher, delta: number, cut: number): Spectrum {
  return lawOf(teacher, delta, cut, false);
}

function lawOf(teacher: SpectrumTeacher, delta: number, cut: number, noisy: boolean): Spectrum {
  checkParameters({ ...teacher, noise: 0, alpha: 1, lambda: 1 });
  checkParameter("delta", delta);
  checkParameter("cut", cut);
  const { network, d, gamma } = teacher;
  return model(network).spectrum(powerLawTeacher(network, d, gamma).kernel, { d, gamma, delta, cut }, noisy);
}
