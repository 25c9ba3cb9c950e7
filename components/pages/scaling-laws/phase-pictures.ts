import { signal } from "@preact/signals-core";
import { html } from "htl";
import { countedRisk } from "../../../theory/feature-count.js";
import type { Parameters } from "../../../theory/parameters.js";
import type { Solution } from "../../../theory/state-evolution.js";
import { host } from "../../kit/host.js";
import { live } from "../../kit/live.js";
import type { Question } from "../../kit/question.js";
import { solver } from "../../kit/solver.js";
import { withSymbols } from "../../kit/symbols.js";
import { formatDimension, formatNumber } from "../../numbers.js";
import { countSentence, drawCount } from "./counting.js";

/** A point deep inside each phase, at which its argument is illustrated: d, n_eff and λ. */
const EXAMPLES = {
  Ib: { d: 10_000, n: 10, lambda: 1 },
  II: { d: 10_000, n: 1e5, lambda: 100 },
  III: { d: 10_000, n: 10 ** 10.5, lambda: 1e4 },
  IV: { d: 10_000, n: 50, lambda: 0.01 },
  V: { d: 10_000, n: 1500, lambda: 1e-4 },
  VIa: { d: 10_000, n: 1e6, lambda: 1e-4 },
};

export type ExamplePhase = keyof typeof EXAMPLES;
export const EXAMPLE_PHASES = Object.keys(EXAMPLES) as ExamplePhase[];

/** Where the picture of a phase's argument is taken: the quadratic network at γ = 1, Δ = 0.5. */
export function examplePoint(phase: ExamplePhase): Parameters {
  const { d, n, lambda } = EXAMPLES[phase];
  return { network: "quadratic", d, gamma: 1, noise: 0.5, alpha: n / d, lambda };
}

/** State evolution at every example, in the order of `EXAMPLE_PHASES`. */
export async function phaseExamples(): Promise<Solution[]> {
  const solved = await solver("curve", "line").line(EXAMPLE_PHASES.map(examplePoint));
  return solved.map(({ solution }) => solution);
}

/** The count at a point inside a phase as a small picture, drawn when unfolded. */
export function phasePicture(examples: Question<object, Solution[]>, phase: ExamplePhase): HTMLElement {
  const width = signal(0);
  const root = live(() => {
    const solution = examples.fresh()?.data[EXAMPLE_PHASES.indexOf(phase)];
    if (!solution || width.value === 0) return [];
    const { d, gamma, effectiveSamples, lambda } = solution;
    const words = `Phase ${phase}, at n_eff = ${formatNumber(effectiveSamples)} and λ = ${formatNumber(lambda)} (quadratic network, d = ${formatDimension(d)}, γ = ${gamma}). ${countSentence(solution, countedRisk(solution))}`;
    return [
      html`<div>${drawCount(solution, Math.min(width.value, 560))}</div>`,
      html`<p class="frame-caption">${withSymbols(words)}</p>`,
    ];
  });
  root.className = "count-picture";
  host().onWidth(root, (pixels) => {
    width.value = pixels;
  });
  examples.want();
  return root;
}
