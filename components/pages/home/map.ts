import { html } from "htl";
import { facts } from "../../../theory/networks.js";
import { phases } from "../../../theory/regimes.js";
import { type PhaseDiagram, phaseDiagram } from "../../charts/phase-diagram.js";
import { riskLegend } from "../../charts/risk-bands.js";
import type { Drawing, View } from "../../kit/figure.js";
import { formatNumber } from "../../numbers.js";
import { gridRows, type PhaseGrid } from "../../phase-grid.js";
import { boundariesOf, type Maps } from "./maps.js";
import { inTurn, sideBySide, stacked } from "./networks.js";
import type { HomeSchema } from "./quantities.js";
import { ringCommand } from "./ring.js";

type MapView = View<HomeSchema, { maps: Maps }>;

/** Widest colour scale, and what its name takes beside it, in pixels. */
const LEGEND = { width: 416, name: 104 };

function mapOf(grid: PhaseGrid, { maps, of, set }: MapView, width: number): PhaseDiagram {
  const { d, gamma, network } = grid;
  return phaseDiagram(grid, {
    width,
    height: Math.round(Math.min(560, Math.max(300, width * (width < 480 ? 0.92 : 0.72)))),
    riskRange: maps.range,
    phases: phases(grid),
    boundaries: boundariesOf(grid),
    cursor: of,
    label: `Phase map of the ${facts(network).words.title}`,
    landmarks: [
      { value: d, tex: "d" },
      { value: d ** (2 * gamma), tex: "d^{2\\gamma}" },
    ],
    onMove: ({ effectiveSamples, lambda }) => set({ effectiveSamples, lambda }),
  });
}

const unconverged = ({ converged }: PhaseGrid) => {
  const missing = Array.from(converged).filter((flag) => !flag).length;
  return missing > 0 ? `${missing} points did not converge and are outlined.` : "";
};

/** The map of the excess risk and of the phases, with the reader's ring: one a network. */
export function mapFigure(): Drawing<HomeSchema, { maps: Maps }> {
  // A ring that moves leaves the map as it is: it is drawn anew for other maps or another width only.
  let drawn: { maps: Maps; width: number; diagrams: PhaseDiagram[]; elements: Element[] } | undefined;
  function drawMaps(view: MapView, width: number) {
    const diagrams: PhaseDiagram[] = [];
    const elements = sideBySide(view.maps.grids, width, (grid, each) => {
      const diagram = mapOf(grid, view, each);
      diagrams.push(diagram);
      return [diagram];
    });
    const legend = riskLegend(view.maps.range, Math.min(LEGEND.width, width - LEGEND.name));
    elements.push(
      html`<div class="legend-row"><span class="legend-name">excess risk <i class="symbol">R</i></span>${legend}</div>`,
    );
    return { maps: view.maps, width, diagrams, elements };
  }
  return {
    title: ({ maps: { grids } }) =>
      `Where ${grids.length > 1 ? "each network" : `the ${facts(grids[0].network).words.title}`} learns features, and where it learns noise`,
    caption: ({ maps: { grids }, of }) =>
      `Dashed: where the paper's asymptotic theory changes phase. The ring is at n_eff = ${formatNumber(of.effectiveSamples)}, λ = ${formatNumber(of.lambda)}: drag it, or use the arrow keys. ${inTurn(grids.filter(unconverged), unconverged)}`.trim(),
    draw(view, width) {
      if (drawn?.maps !== view.maps || drawn.width !== width) drawn = drawMaps(view, width);
      for (const diagram of drawn.diagrams) diagram.moveTo(view.of);
      return drawn.elements;
    },
    rows: ({ maps }) =>
      stacked(
        "network",
        maps.grids.map((grid) => [grid.network, gridRows(grid)]),
      ),
    command: ({ of }) => ringCommand("solve", of),
  };
}
