import { html } from "htl";
import { type LocalExponents, localExponents } from "../../theory/local-exponents.js";
import type { Network } from "../../theory/parameters.js";
import { type Phase, type PhaseId, phaseAt, phaseBoundaries, phases } from "../../theory/regimes.js";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { segmented } from "../controls/segmented.js";
import { type Frame, figureFrame } from "../figure-frame.js";
import { type PhaseDiagram, phaseAnchors, phaseDiagram, riskLegend } from "../figures/phase-diagram.js";
import { pointReadout, readoutRows } from "../figures/point-readout.js";
import { riskSlice, type SliceAlong, sliceFinding, sliceRows } from "../figures/risk-slice.js";
import { describe, type SpectrumView, spectrum, spectrumDomain } from "../figures/spectrum.js";
import { type Multiples, spectrumMultiples } from "../figures/spectrum-multiples.js";
import { learnedWeights } from "../learned-weights.js";
import { onWidth } from "../live-width.js";
import { formatNumber } from "../numbers.js";
import { interpolate, type PhaseGrid, type Point } from "../phase-grid.js";
import { pointFinding } from "../point-findings.js";
import { type Rows, rowsOf } from "../rows.js";
import { type SpectrumRows, spectrumTable } from "../spectrum-rows.js";
import { VIEWS } from "./home-state.js";

export interface PanelOptions {
  grid: PhaseGrid;
  riskRange: readonly [number, number];
  /** The command that made the grid's file. */
  command: string;
  cursor: Point;
  view: SpectrumView;
  /** Controls of the ring, shown under the map. */
  controls: Element | null;
  /** Narrow: one column, as in a comparison. */
  stacked: boolean;
  onMove: (point: Point) => void;
  onView: (view: SpectrumView) => void;
  link: () => string;
}

export interface NetworkPanel extends HTMLElement {
  moveTo(point: Point): void;
  setView(view: SpectrumView): void;
  readonly anchors: ReadonlyMap<PhaseId, Point>;
}

const NAMES: Record<Network, string> = {
  quadratic: "quadratic network",
  diagonal: "diagonal linear network",
};
const VIEW_NAMES: Record<SpectrumView, string> = {
  log: "spectrum",
  linear: "zoom on the bulk",
  rank: "by rank",
};

interface AtPoint {
  phase: Phase;
  solution: Solution;
  exponents: LocalExponents;
  spectrum: SpectrumRows;
}

/** Everything about one network: its map, the spectrum at the ring, the numbers, two slices, one spectrum per phase. */
export function networkPanel(options: PanelOptions): NetworkPanel {
  const { grid, onMove } = options;
  const { network, d, gamma, noise } = grid;
  const texts = phases(grid);
  const anchors = phaseAnchors(grid);
  let cursor = options.cursor;
  let view = options.view;
  let here = solveAt(grid, cursor);
  const domain = spectrumDomain(here.spectrum.teacher, network);

  const mapBox = html`<div class="map-box"></div>`;
  const legendBox = html`<div class="legend-box"></div>`;
  const mapFrame = figureFrame({
    name: `map-${network}`,
    title: `Where the ${NAMES[network]} learns features, and where it learns noise`,
    figure: [
      mapBox,
      html`<div class="legend-row"><span class="legend-name">excess risk <i class="symbol">R</i></span>${legendBox}</div>`,
    ],
    rows: () => gridRows(grid),
    command: () => options.command,
    link: options.link,
  });

  const spectrumBox = html`<div class="spectrum-box"></div>`;
  const readoutBox = html`<div></div>`;
  const viewControl = segmented({
    label: "Show the weights as",
    name: `view-${network}`,
    values: VIEWS,
    value: view,
    format: (value) => VIEW_NAMES[value],
    onInput: options.onView,
  });
  const spectrumFrame = figureFrame({
    name: `spectrum-${network}`,
    title: "",
    figure: [spectrumBox, viewControl],
    rows: () => spectrumTable(here.spectrum),
    command: () =>
      `npm run -s cli -- spectrum --network ${network} --d ${d} --gamma ${gamma} --noise ${noise} --alpha ${here.solution.alpha} --lambda ${here.solution.lambda}`,
    link: options.link,
  });

  const slices = (["samples", "lambda"] as const).map((along) => slicePanel(along, options, texts));
  const multiples = multiplesPanel(grid, anchors, domain, options, () => here.phase.id);

  const root =
    html`<section class=${`network-panel${options.stacked ? " stacked" : ""}`} data-network=${network} aria-label=${NAMES[network]}>
    <div class="area-map">${mapFrame}</div>
    <div class="area-spectrum">${spectrumFrame}${readoutBox}</div>
    ${options.controls ? html`<div class="area-sliders">${options.controls}</div>` : null}
    <div class="area-slices">${slices.map(({ frame }) => frame)}</div>
    <div class="area-multiples">${multiples.frame}</div>
  </section>` as unknown as NetworkPanel;

  let map: PhaseDiagram | null = null;
  onWidth(mapBox, (width) => {
    map = phaseDiagram(grid, {
      width,
      height: Math.round(Math.min(560, Math.max(300, width * (width < 480 ? 0.92 : 0.72)))),
      riskRange: options.riskRange,
      phases: texts,
      boundaries: phaseBoundaries({
        network,
        d,
        gamma,
        noise,
        window: { effectiveSamples: ends(grid.effectiveSamples), lambda: ends(grid.lambda) },
      }),
      cursor,
      label: `Phase map of the ${NAMES[network]}`,
      landmarks: [
        { value: d, tex: "d" },
        { value: d ** (2 * gamma), tex: "d^{2\\gamma}" },
      ],
      onMove,
    });
    mapBox.replaceChildren(map);
  });
  onWidth(legendBox, (width) => {
    legendBox.replaceChildren(riskLegend(options.riskRange, width));
  });

  let spectrumWidth = 0;
  const drawSpectrum = () => {
    if (spectrumWidth > 0)
      spectrumBox.replaceChildren(
        spectrum(here.spectrum, {
          width: spectrumWidth,
          height: spectrumWidth < 420 ? 250 : 300,
          view,
          domain,
        }),
      );
  };
  onWidth(spectrumBox, (width) => {
    spectrumWidth = width;
    drawSpectrum();
  });

  const tell = () => {
    drawSpectrum();
    spectrumFrame.setTitle(heading(here));
    spectrumFrame.setCaption(caption(here));
    const predicted = here.phase.exponents;
    readoutBox.replaceChildren(pointReadout(readoutRows(here.solution, here.exponents, predicted)));
    mapFrame.setCaption(mapCaption(grid, cursor));
    for (const slice of slices) slice.draw(cursor, Math.log10(here.solution.excessRisk));
    multiples.light(here.phase.id);
    root.dataset.phase = here.phase.id;
    root.dataset.risk = String(here.solution.excessRisk);
  };
  root.moveTo = (point) => {
    cursor = point;
    map?.moveTo(point);
    here = solveAt(grid, point);
    tell();
  };
  root.setView = (next) => {
    view = next;
    viewControl.setValue(next);
    drawSpectrum();
  };
  Object.defineProperty(root, "anchors", { value: anchors });
  tell();
  return root;
}

function ends(axis: Float64Array): [number, number] {
  return [axis[0], axis[axis.length - 1]];
}

function solveAt(grid: PhaseGrid, point: Point): AtPoint {
  const { network, d, gamma, noise } = grid;
  const guess = {
    delta: 10 ** interpolate(grid, grid.logDelta, point),
    cut: 10 ** interpolate(grid, grid.logCut, point),
  };
  const solution = stateEvolution(
    { network, d, gamma, noise, alpha: point.effectiveSamples / d, lambda: point.lambda },
    guess.delta > 0 && guess.cut > 0 && Number.isFinite(guess.delta * guess.cut) ? guess : undefined,
  );
  return {
    phase: phaseAt({ network, d, gamma, noise, ...point }),
    solution,
    exponents: localExponents(solution),
    spectrum: learnedWeights(solution),
  };
}

function heading(here: AtPoint): Node {
  const { id, title } = here.phase;
  const named = id === "peak" || id === "exact" ? title : `${id}, ${title}`;
  return html`<span><span class="phase-chip" style=${`background: var(--p-${id})`}>${named}</span> ${pointFinding(id, here.solution, here.spectrum)}</span>`;
}

function caption({ solution, spectrum }: AtPoint): string {
  const where = `n_eff = ${formatNumber(solution.effectiveSamples)}, λ = ${formatNumber(solution.lambda)}`;
  const unit =
    solution.network === "quadratic"
      ? "Stems are single eigenvalues (mass 1/d each), not to the scale of the density. "
      : "Blue: weights whose teacher stands out of the noise, orange: the others. ";
  const state = solution.converged ? "" : "The solution did not converge here. ";
  return `At ${where}: ${describe(spectrum)} ${state}${unit}Hollow marks: the teacher.`;
}

function mapCaption(grid: PhaseGrid, cursor: Point): string {
  const missing = Array.from(grid.converged).filter((flag) => !flag).length;
  return `Dashed: where the paper's asymptotic theory changes phase. The ring is at n_eff = ${formatNumber(cursor.effectiveSamples)}, λ = ${formatNumber(cursor.lambda)}: drag it, or use the arrow keys.${missing > 0 ? ` ${missing} points did not converge and are outlined.` : ""}`;
}

function slicePanel(along: SliceAlong, options: PanelOptions, texts: Record<PhaseId, Phase>) {
  const { grid } = options;
  const box = html`<div class="slice-box"></div>`;
  let width = 0;
  let last: { cursor: Point; logRisk: number } | null = null;
  const frame: Frame = figureFrame({
    name: `slice-${along}-${grid.network}`,
    title: along === "samples" ? "More samples, same weight decay" : "More weight decay, same samples",
    figure: box,
    rows: () => rowsOf(sliceRows(grid, last!.cursor, along) as never),
    command: () =>
      along === "samples"
        ? `npm run -s cli -- phase --network ${grid.network} --d ${grid.d} --gamma ${grid.gamma} --noise ${grid.noise} --lambdas ${last!.cursor.lambda}:${last!.cursor.lambda * 1.01}:2`
        : `npm run -s cli -- phase --network ${grid.network} --d ${grid.d} --gamma ${grid.gamma} --noise ${grid.noise} --samples ${last!.cursor.effectiveSamples}:${last!.cursor.effectiveSamples * 1.01}:2`,
    link: options.link,
  });
  const draw = (cursor: Point, logRisk: number) => {
    last = { cursor, logRisk };
    const rows = sliceRows(grid, cursor, along);
    const sliceOptions = {
      width,
      height: width < 420 ? 230 : 260,
      along,
      cursor,
      logRiskAtCursor: logRisk,
      riskRange: options.riskRange,
      predicted: (phase: PhaseId) => texts[phase].exponents[along],
    };
    if (width > 0) box.replaceChildren(riskSlice(rows, sliceOptions));
    frame.setCaption(`${sliceFinding(rows, sliceOptions)} Dashed: the slope each phase predicts.`);
  };
  onWidth(box, (value) => {
    width = value;
    if (last) draw(last.cursor, last.logRisk);
  });
  return { frame, draw };
}

function multiplesPanel(
  grid: PhaseGrid,
  anchors: ReadonlyMap<PhaseId, Point>,
  domain: readonly [number, number],
  options: PanelOptions,
  current: () => PhaseId,
) {
  const texts = phases(grid);
  const items = [...anchors].map(([phase, point]) => ({
    phase,
    title: texts[phase].title,
    rows: solveAt(grid, point).spectrum,
  }));
  const order = Object.keys(texts);
  items.sort((a, b) => order.indexOf(a.phase) - order.indexOf(b.phase));
  const box = html`<div></div>`;
  let panels: Multiples | null = null;
  onWidth(box, (width) => {
    const columns = Math.max(2, Math.floor((width + 8) / 170));
    panels = spectrumMultiples(items, {
      width: Math.floor((width + 8) / columns) - 8 - 14,
      height: 110,
      domain,
      current: current(),
      onPick: (phase) => options.onMove(anchors.get(phase)!),
    });
    (panels as HTMLElement).style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    box.replaceChildren(panels);
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

function gridRows(grid: PhaseGrid): Rows {
  const nx = grid.effectiveSamples.length;
  const length = grid.logRisk.length;
  return {
    columns: {
      effectiveSamples: Array.from({ length }, (_, i) => grid.effectiveSamples[i % nx]),
      lambda: Array.from({ length }, (_, i) => grid.lambda[Math.floor(i / nx)]),
      logRisk: grid.logRisk,
      logDelta: grid.logDelta,
      logCut: grid.logCut,
      phase: grid.phase,
      converged: grid.converged,
    },
    length,
  };
}
