import { html } from "htl";
import type { Network } from "../../theory/parameters.js";
import { type Phase, type PhaseId, phaseAt, phaseBoundaries, phases } from "../../theory/regimes.js";
import { type PhaseDiagram, phaseDiagram } from "../charts/phase-diagram.js";
import { phaseAnchors } from "../charts/phase-labels.js";
import { pointReadout, readoutRows } from "../charts/point-readout.js";
import { riskLegend } from "../charts/risk-bands.js";
import { type SpectrumView, spectrum, spectrumDomain } from "../charts/spectrum.js";
import { segmented } from "../controls/segmented.js";
import { figureFrame } from "../figure-frame.js";
import { teacherRanks } from "../learned-weights.js";
import { onWidth } from "../live-width.js";
import { formatNumber } from "../numbers.js";
import { gridRows, interpolate, type PhaseGrid, type Point } from "../phase-grid.js";
import { pointFinding } from "../point-findings.js";
import { describe, spectrumTable } from "../spectrum-rows.js";
import type { SolvedPoint } from "../theory.worker.js";
import { latest, solvePoint } from "../theory-client.js";
import { VIEWS } from "./home-state.js";
import { multiplesPanel } from "./multiples-panel.js";
import { slicePanel } from "./slice-panel.js";

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

/** Everything about one network: its map, the spectrum at the ring, the numbers, two slices, one spectrum per phase. */
export function networkPanel(options: PanelOptions): NetworkPanel {
  const { grid, onMove } = options;
  const { network, d, gamma, noise } = grid;
  const texts = phases(grid);
  const anchors = phaseAnchors(grid);
  let cursor = options.cursor;
  let view = options.view;
  const phaseOf = (point: Point) => phaseAt({ network, d, gamma, noise, ...point });
  let here: SolvedPoint | null = null;
  const domain = spectrumDomain(teacherRanks(network, d, gamma), network);

  const solved = () => {
    if (!here) throw new Error("The spectrum is still being computed.");
    return here;
  };

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
    rows: () => spectrumTable(solved().spectrum),
    command: () =>
      `npm run -s cli -- spectrum --network ${network} --d ${d} --gamma ${gamma} --noise ${noise} --alpha ${cursor.effectiveSamples / d} --lambda ${cursor.lambda}`,
    link: options.link,
  });

  const slices = (["samples", "lambda"] as const).map((along) => slicePanel(along, options, texts));
  const multiples = multiplesPanel(grid, anchors, domain, options, () => phaseOf(cursor).id);

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
    if (spectrumWidth > 0 && here)
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

  const follow = () => {
    const { id } = phaseOf(cursor);
    map?.moveTo(cursor);
    mapFrame.setCaption(mapCaption(grid, cursor));
    for (const slice of slices) slice.draw(cursor, interpolate(grid, grid.logRisk, cursor));
    multiples.light(id);
    root.dataset.phase = id;
  };
  const solve = latest(
    (point: Point) => solvePoint(grid, point),
    (result, point) => {
      here = result;
      const phase = phaseOf(point);
      drawSpectrum();
      spectrumFrame.setTitle(heading(phase, result));
      spectrumFrame.setCaption(caption(result));
      readoutBox.replaceChildren(
        pointReadout(readoutRows(result.solution, result.exponents, phase.exponents)),
      );
      root.dataset.risk = String(result.solution.excessRisk);
    },
    (error) =>
      spectrumFrame.setCaption(
        `This point could not be solved: ${error instanceof Error ? error.message : error}`,
      ),
  );
  root.moveTo = (point) => {
    cursor = point;
    follow();
    solve(point);
  };
  root.setView = (next) => {
    view = next;
    viewControl.setValue(next);
    drawSpectrum();
  };
  Object.defineProperty(root, "anchors", { value: anchors });
  root.moveTo(cursor);
  return root;
}

function ends(axis: Float64Array): [number, number] {
  return [axis[0], axis[axis.length - 1]];
}

function heading({ id, title }: Phase, here: SolvedPoint): Node {
  const named = id === "peak" || id === "exact" ? title : `${id}, ${title}`;
  return html`<span><span class="phase-chip" style=${`background: var(--p-${id})`}>${named}</span> ${pointFinding(id, here.solution, here.spectrum)}</span>`;
}

function caption({ solution, spectrum }: SolvedPoint): string {
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
