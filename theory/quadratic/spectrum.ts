// Result 2 for the quadratic network: bulk and spikes of the noisy teacher and of the trained weights, told apart.
import type { NoisyPoint, Spectrum, SpectrumComponent } from "../model.js";
import { components, sampleDensity, spikeLaw } from "./components.js";
import type { QuadraticKernel } from "./kernel.js";

const BULK_POINTS = 241;
const SPIKE_POINTS = 17;
/** Spikes whose density is sampled; the others keep their ends, mean and overlap. */
const SAMPLED_SPIKES = 64;

/** The spectrum above the cut, or all of it where `noisy`, largest component first; a component that straddles the cut is given from 0 on. */
export function quadraticSpectrum(
  kernel: QuadraticKernel,
  { delta, cut }: Pick<NoisyPoint, "delta" | "cut">,
  noisy: boolean,
): Spectrum {
  const { atoms } = kernel;
  const tau = delta * delta;
  let zeroMass = 0;
  if (!noisy) {
    kernel.reset?.();
    kernel.evaluate(tau, cut);
    zeroMass = Math.max(0, 1 - kernel.last.mass);
  }
  const parts: SpectrumComponent[] = [];
  for (const c of components(atoms, tau)) {
    if (!noisy && c.right <= cut) continue;
    const sampled = c.kind === "bulk" || parts.length < SAMPLED_SPIKES;
    const points = c.kind === "bulk" ? BULK_POINTS : sampled ? SPIKE_POINTS : 2;
    const { x, density } = sampleDensity(atoms, tau, c, points);
    const straddles = !noisy && c.left < cut;
    const shift = noisy ? 0 : cut;
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
