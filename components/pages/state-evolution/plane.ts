import { html } from "htl";
import type { Solution } from "../../../theory/state-evolution.js";
import { pointReadout, type ReadoutRow } from "../../charts/point-readout.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { MomentGrid } from "../../topics/equations.js";
import { type Asked, equationGrid, type NoisePoint, solvedBy } from "./equation-grid.js";
import { type EquationPlane, equationPlane, planeFinding } from "./equation-plane.js";
import { asked, ringOf, type StateEvolutionSchema } from "./quantities.js";

type Needs = { solution: Solution; moments: MomentGrid };
type PlaneView = View<StateEvolutionSchema, Needs>;

/** What the ring's (δ, c) does solve, beside what is asked. */
export function defectRows(asked: Asked, ring: NoisePoint, solution: Solution): ReadoutRow[] {
  const solves = solvedBy(asked, ring);
  return [
    {
      quantity: "(2) this noise belongs to",
      symbol: "n_{eff}",
      value: formatNumber(solves.alpha * asked.d),
      predicted: formatNumber(asked.alpha * asked.d),
    },
    {
      quantity: "(3) this cut belongs to",
      symbol: "λ",
      value: solves.lambda > 0 ? formatNumber(solves.lambda) : "none (negative)",
      predicted: formatNumber(asked.lambda),
    },
    { quantity: "error per weight at the ring", symbol: "mse", value: formatNumber(solves.mse) },
    { quantity: "error at the solution", symbol: "mse", value: formatNumber(solution.mse) },
  ];
}

/** The two equations as curves in the plane of δ and c, with the reader's ring. */
export function planeFigure(): Drawing<StateEvolutionSchema, Needs> {
  // A ring that moves leaves the curves as they are: they are drawn anew for another problem or another width only.
  let drawn: (Needs & { width: number; plane: EquationPlane; readout: HTMLElement }) | undefined;
  function drawPlane({ of, set, solution, moments }: PlaneView, width: number) {
    const plane = equationPlane(equationGrid(moments, asked(of)), {
      width,
      height: Math.round(Math.min(460, Math.max(320, width * 0.95))),
      cursor: ringOf(of, solution),
      solution,
      onMove: (ring) => set({ ...ring, follow: "free" }),
    });
    return { solution, moments, width, plane, readout: html`<div></div>` };
  }
  return {
    title: "Two equations, two curves: the trained network sits where they cross",
    caption: ({ of, solution }) =>
      `${planeFinding(ringOf(of, solution), solution)}${solution.zero ? " At this weight decay all weights are zero: the curves cross above every feature." : ""}`,
    draw(view, width) {
      const { of, solution, moments } = view;
      if (drawn?.solution !== solution || drawn.moments !== moments || drawn.width !== width)
        drawn = drawPlane(view, width);
      const ring = ringOf(of, solution);
      drawn.plane.moveTo(ring);
      drawn.readout.replaceChildren(pointReadout(defectRows(asked(of), ring, solution), "asked"));
      return [drawn.plane, drawn.readout];
    },
    rows({ of, moments }) {
      const { delta, cut, first, second } = equationGrid(moments, asked(of));
      return rowsOf(
        Array.from(first, (value, i) => ({
          delta: delta[i % delta.length],
          cut: cut[Math.floor(i / delta.length)],
          logDefect1: value,
          logDefect2: second[i],
        })),
      );
    },
    command: ({ of }) => ({ command: "solve", options: { ...asked(of) } }),
  };
}
