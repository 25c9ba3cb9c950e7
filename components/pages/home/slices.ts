import { type PhaseId, phases } from "../../../theory/regimes.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import type { Best } from "../../topics/decay.js";
import type { Slice } from "./asked.js";
import type { Maps } from "./maps.js";
import { inTurn, sideBySide, stacked } from "./networks.js";
import type { HomeSchema } from "./quantities.js";
import { ringCommand } from "./ring.js";
import {
  decayFinding,
  decayTitle,
  riskSlice,
  type SliceAlong,
  samplesFinding,
  samplesTitle,
} from "./risk-slice.js";

/** The best weight decays are asked for along the weight decay only. */
type Needs = { maps: Maps; slices: Slice[]; best?: Best[] };
type Of = View<HomeSchema>["of"];
type SliceWithBest = Slice & { best?: Best };

const withBest = ({ slices, best }: Needs): SliceWithBest[] =>
  slices.map((slice, k) => ({ ...slice, best: best?.[k] }));

/** The risk along one axis of the map, through the ring. */
export function sliceFigure(along: SliceAlong): Drawing<HomeSchema, Needs> {
  const ringOn = (rows: Slice["rows"], of: Of) => {
    const at = along === "samples" ? of.effectiveSamples : of.lambda;
    return {
      cursor: of,
      logRiskAtCursor: rows.find(({ value }) => value === at)?.logRisk ?? Number.NaN,
    };
  };
  const title = ({ rows, best }: SliceWithBest) => (best ? decayTitle(rows, best) : samplesTitle(rows));
  const finding = ({ rows, best }: SliceWithBest, of: Of) =>
    best ? decayFinding(best, ringOn(rows, of)) : samplesFinding(rows, ringOn(rows, of));
  return {
    title: (view) => inTurn(withBest(view), title),
    caption: (view) =>
      `${inTurn(withBest(view), (slice) => finding(slice, view.of))} Dashed: the slope each phase predicts.`,
    draw: ({ of, ...view }, width) =>
      sideBySide(withBest(view), width, (slice, each) => {
        const texts = phases({ ...of, network: slice.network });
        return [
          riskSlice(slice.rows, {
            ...ringOn(slice.rows, of),
            along,
            width: each,
            height: each < 420 ? 230 : 260,
            finding: finding(slice, of),
            riskRange: view.maps.range,
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
