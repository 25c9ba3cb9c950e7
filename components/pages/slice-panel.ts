import { html } from "htl";
import type { Phase, PhaseId } from "../../theory/regimes.js";
import { type Frame, figureFrame } from "../figure-frame.js";
import { riskSlice, type SliceAlong, sliceFinding, sliceRows } from "../figures/risk-slice.js";
import { onWidth } from "../live-width.js";
import type { Point } from "../phase-grid.js";
import { rowsOf } from "../rows.js";
import type { PanelOptions } from "./network-panel.js";

/** One slice of the map through the ring, in its frame. */
export function slicePanel(along: SliceAlong, options: PanelOptions, texts: Record<PhaseId, Phase>) {
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
