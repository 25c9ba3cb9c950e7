import { type PhaseId, phases } from "../../../theory/regimes.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import type { Slice } from "./asked.js";
import type { Maps } from "./maps.js";
import { inTurn, sideBySide, stacked } from "./networks.js";
import type { HomeSchema } from "./quantities.js";
import { ringCommand } from "./ring.js";
import { riskSlice, type SliceAlong, sliceFinding, sliceTitle } from "./risk-slice.js";

type Needs = { maps: Maps; slices: Slice[] };

/** The risk along one axis of the map, through the ring. */
export function sliceFigure(along: SliceAlong): Drawing<HomeSchema, Needs> {
  const ringOn = (rows: Slice["rows"], of: View<HomeSchema>["of"]) => {
    const at = along === "samples" ? of.effectiveSamples : of.lambda;
    return {
      along,
      cursor: of,
      logRiskAtCursor: rows.find(({ value }) => value === at)?.logRisk ?? Number.NaN,
    };
  };
  return {
    title: ({ slices }) => inTurn(slices, ({ rows }) => sliceTitle(rows, along)),
    caption: ({ slices, of }) =>
      `${inTurn(slices, ({ rows }) => sliceFinding(rows, ringOn(rows, of)))} Dashed: the slope each phase predicts.`,
    draw: ({ maps, slices, of }, width) =>
      sideBySide(slices, width, ({ network, rows }, each) => {
        const texts = phases({ ...of, network });
        return [
          riskSlice(rows, {
            ...ringOn(rows, of),
            width: each,
            height: each < 420 ? 230 : 260,
            riskRange: maps.range,
            predicted: (phase: PhaseId) => texts[phase].exponents[along],
          }),
        ];
      }),
    rows: ({ slices }) =>
      stacked(
        "network",
        slices.map(({ network, rows }) => [network, rowsOf(rows.map((row) => ({ ...row })))]),
      ),
    command: ({ of }) => ringCommand("solve", of),
  };
}
