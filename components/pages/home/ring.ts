import { effect, untracked } from "@preact/signals-core";
import { html } from "htl";
import type { Command } from "../../kit/command.js";
import type { Question } from "../../kit/question.js";
import type { Store } from "../../kit/store.js";
import { withSymbols } from "../../kit/symbols.js";
import { formatNumber } from "../../numbers.js";
import { axisEnds, type Point } from "../../phase-grid.js";
import { diagramsOf, type Maps, type Problem } from "./maps.js";
import type { HomeSchema } from "./quantities.js";

const within = (value: number, [low, high]: readonly [number, number]) =>
  Math.min(high, Math.max(low, value));

/** The window in which the ring may be: that of the first map. */
const windowOf = ({ grids: [{ effectiveSamples, lambda }] }: Maps) => ({
  effectiveSamples: axisEnds(effectiveSamples),
  lambda: axisEnds(lambda),
});

/** Ends of a slider of the ring: those of the map that is shown. */
export const ringEnds = (maps: Question<Problem, Maps>, name: keyof Point) => {
  const shown = maps.last();
  return shown && windowOf(shown.data)[name];
};

/** Puts a ring that lies outside a new map on its border; returns where that is said. */
export function keepOnMap(store: Store<HomeSchema>, maps: Question<Problem, Maps>): HTMLElement {
  const said = html`<p class="outside" role="status"></p>`;
  effect(() => {
    const found = maps.fresh();
    if (!found) return;
    const window = windowOf(found.data);
    const { effectiveSamples, lambda } = untracked(() => store.snapshot());
    const ring: Point = {
      effectiveSamples: within(effectiveSamples, window.effectiveSamples),
      lambda: within(lambda, window.lambda),
    };
    const moved = ring.effectiveSamples !== effectiveSamples || ring.lambda !== lambda;
    said.replaceChildren(
      moved
        ? withSymbols(
            `The ring was outside this map (n_eff = ${formatNumber(effectiveSamples)}, λ = ${formatNumber(lambda)}) and now lies on its border.`,
          )
        : "",
    );
    if (moved) store.set(ring);
  });
  return said;
}

/** The command that solves the ring, or gives its spectrum: of the first network where both are shown. */
export function ringCommand(command: "solve" | "spectrum", of: Problem & Point): Command {
  const [{ network, d, gamma, noise }] = diagramsOf(of);
  return {
    command,
    options: { network, d, gamma, noise, alpha: of.effectiveSamples / d, lambda: of.lambda },
  };
}
