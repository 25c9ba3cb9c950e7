import { html } from "htl";
import { type PhaseId, phases } from "../../theory/regimes.js";
import { figureFrame } from "../figure-frame.js";
import { type Multiples, spectrumMultiples } from "../figures/spectrum-multiples.js";
import { onWidth } from "../live-width.js";
import type { PhaseGrid, Point } from "../phase-grid.js";
import type { Rows } from "../rows.js";
import { type SpectrumRows, spectrumTable } from "../spectrum-rows.js";
import { solvePoint } from "../theory-client.js";
import type { PanelOptions } from "./network-panel.js";

/** One spectrum per phase of the map, in their frame. */
export function multiplesPanel(
  grid: PhaseGrid,
  anchors: ReadonlyMap<PhaseId, Point>,
  domain: readonly [number, number],
  options: PanelOptions,
  current: () => PhaseId,
) {
  const texts = phases(grid);
  const order = Object.keys(texts);
  const places = [...anchors].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const box = html`<div></div>`;
  let items: { phase: PhaseId; title: string; rows: SpectrumRows }[] = [];
  let panels: Multiples | null = null;
  let width = 0;
  const draw = () => {
    if (width === 0 || items.length === 0) return;
    const columns = Math.max(2, Math.floor((width + 8) / 170));
    panels = spectrumMultiples(items, {
      width: Math.floor((width + 8) / columns) - 8 - 14,
      height: 110,
      domain,
      current: current(),
      onPick: (phase) => options.onMove(anchors.get(phase)!),
    });
    panels.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    box.replaceChildren(panels);
  };
  onWidth(box, (value) => {
    width = value;
    draw();
  });
  const solveAll = async () => {
    const solved: typeof items = [];
    for (const [phase, point] of places)
      solved.push({ phase, title: texts[phase].title, rows: (await solvePoint(grid, point)).spectrum });
    items = solved;
    draw();
  };
  setTimeout(() => {
    solveAll().catch((error) => frame.setCaption(`The spectra could not be computed: ${error}`));
  });
  const frame = figureFrame({
    name: `phases-${grid.network}`,
    title: "Every phase has its own spectrum",
    figure: box,
    caption:
      "One learned spectrum from the middle of each phase, all on the same axes; the one of the ring's phase is framed. Choose one to move the ring there.",
    rows: () => multiplesRows(items),
    command: () => options.command,
    link: options.link,
  });
  return { frame, light: (phase: PhaseId) => panels?.light(phase) };
}

function multiplesRows(items: readonly { phase: PhaseId; rows: SpectrumRows }[]): Rows {
  const tables = items.map(({ phase, rows }) => ({ phase, table: spectrumTable(rows) }));
  const columns: Record<string, (number | string | boolean | null)[]> = { phase: [] };
  let length = 0;
  for (const { phase, table } of tables) {
    for (const [name, values] of Object.entries(table.columns)) {
      columns[name] ??= [];
      for (let i = 0; i < table.length; i++) columns[name].push(values[i]);
    }
    for (let i = 0; i < table.length; i++) columns.phase.push(phase);
    length += table.length;
  }
  return { columns, length };
}
