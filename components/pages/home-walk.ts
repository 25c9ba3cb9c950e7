import type { Network } from "../../theory/parameters.js";
import { optimalWeightDecayScale, overfittingOnset } from "../../theory/regimes.js";
import type { Point } from "../phase-grid.js";

export interface Stop {
  title: string;
  text: string;
  /** Where the ring goes. */
  point: Point;
}

/** The stops of the guided walk through the map of one problem (Δ > 0), each at a place computed from its parameters. */
export function walkStops(p: { network: Network; d: number; gamma: number; noise: number }): Stop[] {
  const { network, d, gamma, noise } = p;
  const peak = network === "quadratic" ? d / 4 : d;
  const small = (effectiveSamples: number) => 0.05 * optimalWeightDecayScale({ d, noise, effectiveSamples });
  const tuned = (effectiveSamples: number) => optimalWeightDecayScale({ d, noise, effectiveSamples });
  const few = Math.sqrt(d) / 2;
  const onset = Math.min(peak / 2.2, 1.6 * overfittingOnset(p));
  const many = 8 * noise * d ** (2 * gamma);
  return [
    {
      title: "Too much weight decay: nothing is left.",
      text: "The decay outweighs everything the samples say. All weights are exactly zero, and the risk does not move, whatever you do nearby.",
      point: { effectiveSamples: d, lambda: 10 * Math.sqrt(d) },
    },
    {
      title: "Less of it, and the first features appear.",
      text: "The strongest features of the teacher step out one by one, each shrunk by the weight decay. There is hardly any noise: what stands is learned.",
      point: { effectiveSamples: d, lambda: Math.sqrt(Math.sqrt(d) * tuned(d)) },
    },
    {
      title: "Few samples, weight decay below the noise: fast decay.",
      text: "Now the samples set the pace, not the decay. Each new feature that rises above the noise lowers the risk, and below them shows the edge of a bulk of learned noise.",
      point: { effectiveSamples: few, lambda: 0.5 * tuned(few) },
    },
    {
      title: "More samples, hardly any weight decay: harmful overfitting.",
      text: "The network now spends its samples on fitting the noise in the labels: the orange bulk grows faster than features leave it.",
      point: { effectiveSamples: onset, lambda: small(onset) },
    },
    {
      title: "The interpolation peak.",
      text: "With just enough samples to use up all its weights the network fits every label, noise included. The bulk is at its widest and buries the features; knowing nothing would be better.",
      point: { effectiveSamples: peak, lambda: 0.005 * tuned(peak) },
    },
    {
      title: "Weight decay removes the peak.",
      text: "The same samples with the weight decay turned up to the level of the noise: nearly all of the bulk is cut away, the features stay, and the risk falls.",
      point: { effectiveSamples: peak, lambda: 3.5 * tuned(peak) },
    },
    {
      title: "With many samples the teacher's heavy tail shows.",
      text: "The noise has dissolved and every feature is learned: the spectrum is a power law, and the risk decays at the Bayes-optimal rate.",
      point: { effectiveSamples: many, lambda: 0.05 * tuned(many) },
    },
  ];
}
