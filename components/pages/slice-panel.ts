import { html } from "htl";
import type { Phase, PhaseId } from "../../theory/regimes.js";
import { type Frame, figureFrame } from "../figure-frame.js";
import {
  riskSlice,
  type SliceAlong,
  type SlicePoint,
  sliceFinding,
  sliceRows,
  sliceTitle,
} from "../figures/risk-slice.js";
import { onWidth } from "../live-width.js";
import type { Point } from "../phase-grid.js";
import { rowsOf } from "../rows.js";
import { latest, solveSlice } from "../theory-client.js";
import type { PanelOptions } from "./network-panel.js";

/** One slice of the map through the ring, in its frame. */
export function slicePanel(along: SliceAlong, options: PanelOptions, texts: Record<PhaseId, Phase>) {
  const { grid } = options;
  const box = html`<div class="slice-box"></div>`;
  let width = 0;
  let shown: readonly SlicePoint[] = [];
  let last: { cursor: Point; logRisk: number } | null = null;
  const frame: Frame = figureFrame({
    name: `slice-${along}-${grid.network}`,
    title: "",
    figure: box,
    rows: () => rowsOf(shown.map((row) => ({ ...row }))),
    command: () =>
      along === "samples"
        ? `npm run -s cli -- phase --network ${grid.network} --d ${grid.d} --gamma ${grid.gamma} --noise ${grid.noise} --lambdas ${last!.cursor.lambda}:${last!.cursor.lambda * 1.01}:2`
        : `npm run -s cli -- phase --network ${grid.network} --d ${grid.d} --gamma ${grid.gamma} --noise ${grid.noise} --samples ${last!.cursor.effectiveSamples}:${last!.cursor.effectiveSamples * 1.01}:2`,
    link: options.link,
  });
  const show = (rows: readonly SlicePoint[], cursor: Point, logRisk: number) => {
    shown = rows;
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
    frame.setTitle(sliceTitle(rows, along));
    frame.setCaption(`${sliceFinding(rows, sliceOptions)} Dashed: the slope each phase predicts.`);
  };
  const refine = latest(
    (input: { cursor: Point; logRisk: number }) => solveSlice(grid, input.cursor, along),
    (rows, input) => {
      if (input !== last) return;
      const axis = along === "samples" ? input.cursor.effectiveSamples : input.cursor.lambda;
      const exact = rows.find((row) => row.value === axis)?.logRisk ?? input.logRisk;
      show(rows, input.cursor, exact);
    },
    (error) => frame.setCaption(`This slice could not be solved: ${error}`),
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Draws the slice from the diagram at once, and point by point when the ring rests. */
  const draw = (cursor: Point, logRisk: number) => {
    last = { cursor, logRisk };
    show(sliceRows(grid, cursor, along), cursor, logRisk);
    clearTimeout(timer);
    const input = last;
    timer = setTimeout(() => refine(input), 150);
  };
  onWidth(box, (value) => {
    width = value;
    if (last) show(shown, last.cursor, last.logRisk);
  });
  return { frame, draw };
}
