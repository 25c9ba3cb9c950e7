import { html } from "htl";
import { phaseAt, phaseBoundaries, phases } from "../../../theory/regimes.js";
import { type PhaseDiagram, phaseDiagram } from "../../charts/phase-diagram.js";
import { riskLegend } from "../../charts/risk-bands.js";
import { type Frame, figureFrame } from "../../figure-frame.js";
import { onWidth } from "../../live-width.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { cropAbove, gridRows, type PhaseGrid, type Point } from "../../phase-grid.js";
import { pointFinding } from "../../point-findings.js";
import type { SolvedPoint } from "../../theory.worker.js";
import { latest, solvePoint } from "../../theory-client.js";
import { type LoadMap, MAP_DIMENSION, type NoiselessStore, noiseOf } from "./state.js";

/** The colour scale of both maps, in decades of the risk: the same with noise and without. */
const RANGE = [-10, 1] as const;

const ends = (axis: Float64Array): [number, number] => [axis[0], axis[axis.length - 1]];

/** The map of the page: with noise in the labels or without, at the turn of a switch. */
export function noiselessMap(store: NoiselessStore, load: LoadMap): Frame {
  const { values } = store;
  let shown: { grid: PhaseGrid; command: string } | null = null;
  let drawing: PhaseDiagram | null = null;
  let width = 0;
  const box = html`<div class="map-box" style="min-height: 300px"></div>`;
  const legend = html`<div class="legend-box"></div>`;
  const frame = figureFrame({
    name: "noiseless-map",
    title: "",
    figure: [
      box,
      html`<div class="legend-row"><span class="legend-name">excess risk <i class="symbol">R</i></span>${legend}</div>`,
    ],
    rows: () => {
      if (!shown) throw new Error("The map is still being read.");
      return gridRows(shown.grid);
    },
    command: () => shown?.command ?? "",
    link: () => store.link(),
  });
  const cursor = (): Point => ({ effectiveSamples: values.samples, lambda: values.lambda });
  const phaseHere = (grid: PhaseGrid) => phaseAt({ ...problemOfGrid(grid), ...cursor() });

  const solve = latest(
    ({ grid, point }: { grid: PhaseGrid; point: Point }) => solvePoint(grid, point),
    (here: SolvedPoint, { grid, point }) => {
      if (grid !== shown?.grid || point.effectiveSamples !== values.samples || point.lambda !== values.lambda)
        return;
      caption(here);
    },
    (error) =>
      frame.setCaption(
        `This point could not be solved: ${error instanceof Error ? error.message : String(error)}`,
      ),
  );
  const caption = ({ solution, exponents, spectrum }: SolvedPoint) => {
    if (!shown) return;
    const phase = phaseHere(shown.grid);
    const expected =
      phase.exponents.samples === null
        ? ""
        : ` (phase ${phase.id}, far from its borders: ${formatExponent(phase.exponents.samples)})`;
    const colour =
      solution.excessRisk < 10 ** RANGE[0]
        ? ` Risks below ${formatNumber(10 ** RANGE[0])} share one colour.`
        : "";
    frame.setCaption(
      `At n_eff = ${formatNumber(solution.effectiveSamples)}, λ = ${formatNumber(solution.lambda)} the risk is ${formatNumber(solution.excessRisk)}${solution.converged ? "" : " (not converged)"} and changes with the samples as a power of ${formatExponent(exponents.samples)}${expected}. ${pointFinding(phase.id, solution, spectrum)}${colour} Dashed: where the asymptotic theory changes phase, with constants one; d = ${MAP_DIMENSION}.`,
    );
  };
  const title = () =>
    values.labels === "noiseless"
      ? "Without label noise there is no peak and no overfitting: enough samples recover the teacher"
      : "With label noise the phases V and VI and the interpolation peak are back";

  const draw = () => {
    if (!shown || width === 0) return;
    const { grid } = shown;
    drawing = phaseDiagram(grid, {
      width,
      height: Math.round(Math.min(520, Math.max(300, width * 0.74))),
      riskRange: RANGE,
      phases: phases(grid),
      boundaries: phaseBoundaries({
        ...problemOfGrid(grid),
        window: { effectiveSamples: ends(grid.effectiveSamples), lambda: ends(grid.lambda) },
      }),
      cursor: cursor(),
      label: "Phase map of the network",
      landmarks: [
        {
          value: grid.network === "quadratic" ? grid.d / 2 : grid.d,
          tex: grid.network === "quadratic" ? "d/2" : "d",
        },
      ],
      onMove: (point) => store.set({ samples: point.effectiveSamples, lambda: point.lambda }),
    });
    box.replaceChildren(drawing);
  };
  const follow = () => {
    if (!shown) return;
    drawing?.moveTo(cursor());
    solve({ grid: shown.grid, point: cursor() });
  };
  onWidth(box, (value) => {
    width = value;
    draw();
  });
  onWidth(legend, (value) => legend.replaceChildren(riskLegend(RANGE, value)));

  let request = 0;
  const read = async () => {
    const mine = ++request;
    frame.setTitle(title());
    try {
      const loaded = await load({
        network: values.network,
        d: MAP_DIMENSION,
        gamma: values.gamma,
        noise: noiseOf(values),
      });
      if (mine !== request) return;
      shown = { ...loaded, grid: cropAbove(loaded.grid, 1e4) };
      draw();
      follow();
    } catch (error) {
      if (mine === request)
        frame.setCaption(
          `The map could not be read: ${error instanceof Error ? error.message : String(error)}`,
        );
    }
  };
  store.subscribe((_, changed) => {
    if (["network", "gamma", "labels"].some((name) => changed.has(name as "gamma"))) void read();
    else if (changed.has("samples") || changed.has("lambda")) follow();
  });
  void read();
  return frame;
}

const problemOfGrid = ({ network, d, gamma, noise }: PhaseGrid) => ({ network, d, gamma, noise });
