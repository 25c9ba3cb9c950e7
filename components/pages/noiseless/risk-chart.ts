import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { type ChartAxis, type ChartOptions, chart, custom } from "../../charts/chart.js";

/** Room for tick labels of many decades, with the axis' name outside them. */
const MARGIN = { left: 70 } as const;

/** Name of the vertical axis, clear of its widest tick labels. */
const riskName = () =>
  custom(
    ({ top, bottom }) =>
      svg`<text class="axis-title" text-anchor="middle" transform=${`translate(14,${Math.round((top + bottom) / 2)}) rotate(-90)`}>excess risk <tspan class="symbol">R</tspan></text>` as SVGElement,
  );

/** A chart of the risk over many decades. */
export function riskChart({
  risks,
  marks,
  ...options
}: Pick<ChartOptions, "width" | "x" | "finding" | "onDrag"> & {
  risks: readonly [number, number];
  marks: Plot.Markish[];
}): SVGSVGElement {
  return chart({
    ...options,
    y: { domain: risks, title: "" },
    margin: MARGIN,
    marks: [riskName(), ...marks],
  });
}

export const samplesAxis = (samples: readonly [number, number]): ChartAxis => ({
  domain: samples,
  title: "effective samples",
  symbol: "n_eff",
});
