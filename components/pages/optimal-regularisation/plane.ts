import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import { times } from "./chart.js";
import { curvesOf, type OptimumRow } from "./curves.js";
import { decayPlane, decayRatio } from "./plane-chart.js";
import { DECAYS, type OptimaSchema, problemAt, SAMPLES } from "./quantities.js";
import { dragSamples } from "./rates.js";
import type { Race } from "./solved.js";

type Needs = { optima: readonly OptimumRow[]; race: Race };
type PlaneView = View<OptimaSchema, Needs>;

const decays = ({ of, optima }: PlaneView) => curvesOf(optima, [], of).decay;

/** √(Δn_eff/d). */
const scaleAt = ({ of }: PlaneView, samples: number) => Math.sqrt((of.noise * samples) / of.d);

function title(view: PlaneView): string {
  const { noise, d, gamma } = view.of;
  const knee = noise * d ** (2 * gamma);
  const ratios = decays(view)
    .filter(({ x, y }) => x >= 3 && x <= knee / 30 && Number.isFinite(y))
    .map(({ x, y }) => y / scaleAt(view, x));
  return ratios.length < 2
    ? "The best weight decay grows with the samples"
    : `The best weight decay is ${times(Math.min(...ratios))} to ${times(Math.max(...ratios))} times √(Δ n_eff/d) while features are being found`;
}

function caption(view: PlaneView): string {
  const { where, lambda } = view.race.tuned;
  const scale = scaleAt(view, view.of.samples);
  const lead = {
    interior: `the best weight decay is ${formatNumber(lambda)}, ${times(lambda / scale)} times its scale`,
    vanishing: "the risk only falls as the weight decay vanishes, so that the line has ended",
    collapse: "nothing beats the zero network, so that the line has not begun",
  }[where];
  return `At n_eff = ${formatNumber(view.of.samples)} ${lead}. The dashed line is √(Δ n_eff/d) = ${formatNumber(scale)} at the ring; the lower picture is the ratio of the two, and dashed its value where the cut lies at the edge of the noise. Dotted: boundaries of the phases, with constants one.`;
}

/** The best weight decay over the phases. */
export const planeFigure: Drawing<OptimaSchema, Needs> = {
  title,
  caption,
  draw(view, width) {
    const { of } = view;
    const shared = { width, problem: of, samples: SAMPLES };
    const finding = "The best weight decay over its scale √(Δ n_eff/d).";
    return [
      decayPlane(decays(view), {
        ...shared,
        lambda: DECAYS,
        ring: { effectiveSamples: of.samples, lambda: of.lambda },
        finding: caption(view),
      }),
      decayRatio(decays(view), { ...shared, cursor: of.samples, finding }),
    ].map((drawing) => dragSamples(drawing, width, view.set));
  },
  rows: (view) =>
    rowsOf(
      decays(view).map(({ x, y, converged }) => ({
        source: "theory",
        effectiveSamples: x,
        lambda: y,
        converged,
      })),
    ),
  command: ({ of }) => ({ command: "solve", options: { ...problemAt(of, of.samples), tuned: true } }),
};
