import { phaseAt } from "../../../theory/regimes.js";
import { spectrumDomain } from "../../charts/spectrum.js";
import type { Drawing, View } from "../../kit/figure.js";
import { spectrumTable } from "../../spectrum-rows.js";
import type { PhaseSpectrum } from "./asked.js";
import { sideBySide, stacked } from "./networks.js";
import type { HomeSchema } from "./quantities.js";
import { type Multiples, spectrumMultiples } from "./spectrum-multiples.js";

type Needs = { spectra: PhaseSpectrum[][] };

/** Pixels: a panel with its gap, the gap, and what the frame of a panel takes of its width. */
const PANEL = { least: 170, gap: 8, frame: 14, height: 110 };

function panels(
  items: readonly PhaseSpectrum[],
  { of, set }: View<HomeSchema, Needs>,
  width: number,
): Multiples {
  const [{ network, spectrum }] = items;
  const columns = Math.max(2, Math.floor((width + PANEL.gap) / PANEL.least));
  const multiples = spectrumMultiples(items, {
    width: Math.floor((width + PANEL.gap) / columns) - PANEL.gap - PANEL.frame,
    height: PANEL.height,
    domain: spectrumDomain(spectrum.teacher, network),
    current: phaseAt({ ...of, network }).id,
    onPick: ({ at }) => set({ effectiveSamples: at.effectiveSamples, lambda: at.lambda }),
  });
  multiples.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
  return multiples;
}

/** One spectrum for every phase of the map. */
export function phasesFigure(): Drawing<HomeSchema, Needs> {
  // A ring that moves lights another panel; the panels are drawn anew for other maps or another width only.
  let drawn:
    | { spectra: PhaseSpectrum[][]; width: number; multiples: Multiples[]; elements: Element[] }
    | undefined;
  function drawSpectra(view: View<HomeSchema, Needs>, width: number) {
    const multiples: Multiples[] = [];
    const groups = view.spectra.map((items) => ({ network: items[0].network, items }));
    const elements = sideBySide(groups, width, ({ items }, each) => {
      multiples.push(panels(items, view, each));
      return multiples.slice(-1);
    });
    return { spectra: view.spectra, width, multiples, elements };
  }
  return {
    title: "Every phase has its own spectrum",
    caption: () =>
      "One learned spectrum from the middle of each phase, all on the same axes; the one of the ring's phase is framed. Choose one to move the ring there.",
    draw(view, width) {
      if (drawn?.spectra !== view.spectra || drawn.width !== width) drawn = drawSpectra(view, width);
      for (const [i, [{ network }]] of view.spectra.entries())
        drawn.multiples[i].light(phaseAt({ ...view.of, network }).id);
      return drawn.elements;
    },
    rows: ({ spectra }) =>
      stacked(
        "network",
        spectra.map((items) => [
          items[0].network,
          stacked(
            "phase",
            items.map(({ phase, spectrum }) => [phase, spectrumTable(spectrum)]),
          ),
        ]),
      ),
  };
}
