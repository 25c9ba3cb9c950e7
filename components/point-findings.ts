import { facts } from "../theory/networks.js";
import type { PhaseId } from "../theory/regimes.js";
import type { Solution } from "../theory/state-evolution.js";
import { formatNumber } from "./numbers.js";
import { type SpectrumRows, spectrumCounts } from "./spectrum-rows.js";

/** What is happening at a point, as one plain sentence with the numbers of its solution. */
export function pointFinding(phase: PhaseId, solution: Solution, rows: SpectrumRows): string {
  const { bulk, spikes } = spectrumCounts(rows);
  const { weight, weights } = facts(rows.network).words;
  const some = (count: number, one: string, many: string) => {
    const rounded = Math.round(count);
    if (rounded === 0) return count > 0.05 ? `fewer than one ${one}` : `no ${one}`;
    return `${formatNumber(rounded)} ${rounded === 1 ? one : many}`;
  };
  const features = some(spikes, "feature", "features");
  const noise = some(bulk, `${weight} of noise`, `${weights} of noise`);
  if (solution.zero) return "Weight decay has set every weight to exactly zero.";
  switch (phase) {
    case "Ia":
      return `With so few samples nothing is learned yet: ${features}, ${noise}.`;
    case "Ib":
      return `Weight decay has all but emptied the network: ${features}, ${noise}.`;
    case "II":
      return `Only the strongest survive the weight decay: ${features} and ${noise}.`;
    case "III":
      return `All that can be learned is learned, but every weight is shrunk: ${features}, ${noise}.`;
    case "IV":
      return `Features emerge one by one from the noise: ${features} so far, beside ${noise}.`;
    case "V":
      return `The network fits the noise in its labels: ${noise} against ${features}.`;
    case "peak":
      return `There are just enough weights to fit every label, noise included: ${noise} against ${features}.`;
    case "VIa":
      return `The noise shrinks as samples come in: ${features} stand clear of ${noise}.`;
    case "VIb":
      return `The noise has dissolved and the teacher's heavy tail shows: ${features}, ${noise}.`;
    case "exact":
      return `Without noise in the labels the samples pin the teacher down: ${features}, ${noise}.`;
  }
}
