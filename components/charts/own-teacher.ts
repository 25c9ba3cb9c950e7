import type * as Plot from "@observablehq/plot";
import { svg } from "htl";
import { facts } from "../../theory/networks.js";
import { effectiveSamplesOf, type Trained } from "../trained.js";
import { custom } from "./chart.js";
import { px } from "./px.js";

/**
 * Short bars at the state evolution of the very teachers that networks with a random teacher were trained on: a Gaussian teacher's size differs
 * from draw to draw, so that the mean of a few seeds lies off the line that averages over all of them. None where
 * all teachers are alike.
 */
export function ownTeacher(rows: readonly Trained[]): Plot.Markish {
  const random = rows.filter(({ network }) => facts(network).randomTeacher);
  return custom(
    ({ x, y, left, right, top, bottom }) =>
      svg`<g class="own-teacher">${random.map((row) => {
        const [cx, cy] = [x(effectiveSamplesOf(row)), y(row.theory)];
        if (!(cx >= left && cx <= right && cy >= top && cy <= bottom)) return null;
        return svg`<line x1=${px(cx - 8)} x2=${px(cx + 8)} y1=${px(cy)} y2=${px(cy)} stroke="var(--c-teacher)" stroke-width="1.5"></line>`;
      })}</g>` as SVGElement,
  );
}
