import { html } from "htl";
import { phaseAt } from "../../theory/regimes.js";
import { formatNumber } from "../numbers.js";
import { withSymbols } from "../symbols.js";
import { settingsOf, type TailStore } from "./tail-state.js";

/** A phase of training in the heavy-tail literature, what it looks like, and where this model looks the same. */
interface TrainingPhase {
  name: string;
  looks: string;
  here: string;
  effectiveSamples: number;
  lambda: (d: number) => number;
}

const PROBLEM = { network: "quadratic", d: 200, gamma: 1, noise: 0.5 } as const;
const weak = (d: number) => 1 / d;

/** The five-plus-one phases in the order of Martin and Mahoney, each with a state of the model. */
export const TRAINING_PHASES: readonly TrainingPhase[] = [
  {
    name: "Random-like",
    looks: "one bulk with sharp edges, as of random numbers",
    here: "The bulk is noise that was learned, not the noise of the start; the features lie inside it.",
    effectiveSamples: 50,
    lambda: weak,
  },
  {
    name: "Bleeding-out",
    looks: "the bulk's upper edge begins to lose values upwards",
    here: "The first features stand just outside the edge.",
    effectiveSamples: 100,
    lambda: weak,
  },
  {
    name: "Bulk + spikes",
    looks: "a bulk and a few values well apart from it",
    here: "Each spike is one learned feature; the spikes alone follow the teacher's power law.",
    effectiveSamples: 400,
    lambda: weak,
  },
  {
    name: "Bulk-decay",
    looks: "the bulk runs out into a tail without an edge",
    here: "Features reach down to a bulk that has become narrow, and are close together where they meet it.",
    effectiveSamples: 5000,
    lambda: weak,
  },
  {
    name: "Heavy-tailed",
    looks: "one power law from end to end",
    here: "The bulk has dissolved: every feature of the teacher is learned.",
    effectiveSamples: 1e7,
    lambda: weak,
  },
  {
    name: "Rank collapse (the plus one)",
    looks: "many values exactly or almost zero",
    here: "The cut lies above every feature, because the weight decay is too strong for the data.",
    effectiveSamples: 5,
    lambda: Math.sqrt,
  },
];

/** The table of phases; a row's link sets the figure. `figureId`: where it goes. */
export function phaseTable(store: TailStore, figureId: string): HTMLElement {
  const { d } = PROBLEM;
  const rows = TRAINING_PHASES.map(({ name, looks, here, effectiveSamples, lambda }) => {
    const state = {
      ...PROBLEM,
      effectiveSamples,
      lambda: Number(lambda(d).toPrecision(4)),
      follow: "best" as const,
    };
    const { id, title } = phaseAt({ ...PROBLEM, effectiveSamples, lambda: lambda(d) });
    const link =
      html`<a href=${`?n=${effectiveSamples}&lambda=${state.lambda}#${figureId}`}>${name}</a>` as HTMLAnchorElement;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      store.set(state);
      document.getElementById(figureId)?.scrollIntoView({ block: "nearest" });
    });
    const row = html`<tr>
      <th scope="row">${link}</th><td>${looks}</td><td><b>${id}</b>, ${title}</td><td>${here}</td>
      <td>${withSymbols(`n_eff = ${formatNumber(effectiveSamples)}, λ = ${formatNumber(state.lambda)}`)}</td>
    </tr>` as HTMLElement;
    return { row, link, state };
  });
  const mark = () => {
    const now = settingsOf(store);
    for (const { row, link, state } of rows) {
      const same =
        now.network === state.network &&
        now.d === state.d &&
        now.gamma === state.gamma &&
        now.noise === state.noise &&
        Math.abs(now.effectiveSamples / state.effectiveSamples - 1) < 1e-3 &&
        Math.abs(now.lambda / state.lambda - 1) < 1e-3;
      row.classList.toggle("shown", same);
      if (same) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  store.subscribe(mark);
  mark();
  return html`<div class="tail-table" tabindex="0" role="region" aria-label="Phases of training and phases of the model">
    <table>
      <thead><tr><th scope="col">Phase of training</th><th scope="col">Its spectrum</th><th scope="col">Here</th><th scope="col">Why it looks so</th><th scope="col">Shown at</th></tr></thead>
      <tbody>${rows.map(({ row }) => row)}</tbody>
    </table>
  </div>` as HTMLElement;
}
