import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { effectiveSamplesOf, type Trained } from "../trained.js";
import { custom } from "./chart.js";

/**
 * Short bars at the state evolution of the very teachers that the diagonal networks were trained on: a Gaussian teacher's size differs
 * from draw to draw, so that the mean of a few seeds lies off the line that averages over all of them. None for the quadratic network,
 * whose teachers are all alike.
 */
export function ownTeacher(rows: readonly Trained[]): Plot.Markish {
  const random = rows.filter(({ network }) => network === "diagonal");
  return custom(
    ({ x, y, left, right, top, bottom }) =>
      svg`<g class="own-teacher">${random.map((row) => {
        const [cx, cy] = [x(effectiveSamplesOf(row)), y(row.theory)];
        if (!(cx >= left && cx <= right && cy >= top && cy <= bottom)) return null;
        return svg`<line x1=${round(cx - 8)} x2=${round(cx + 8)} y1=${round(cy)} y2=${round(cy)} stroke="var(--c-teacher)" stroke-width="1.5"></line>`;
      })}</g>` as SVGElement,
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
