import { chartScales, dragAlong } from "../../charts/chart.js";
import { at } from "../../charts/read-curve.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import type { Untuned } from "../../topics/decay.js";
import { ORDER, optimaCurves, optimaRatios, samplesAxis, times } from "./chart.js";
import { curvesOf, type OptimumRow } from "./curves.js";
import { type OptimaSchema, problemAt, SAMPLES } from "./quantities.js";
import type { Race } from "./solved.js";

type Needs = { optima: readonly OptimumRow[]; race: Race };
type Also = { untuned: Untuned[] };
type RatesView = View<OptimaSchema, Needs, Also>;

const curves = ({ of, optima, untuned = [] }: RatesView) => curvesOf(optima, untuned, of);

/** Lets the reader drag along n_eff. */
export function dragSamples(
  drawing: SVGSVGElement,
  width: number,
  set: (change: { samples: number }) => void,
): SVGSVGElement {
  const y = { domain: [1, 10] as const, title: "" };
  dragAlong(drawing, chartScales({ width, x: samplesAxis(SAMPLES), y }).x, (samples) => set({ samples }));
  return drawing;
}

function title(view: RatesView): string {
  const { bayes, tuned } = curves(view);
  const ratios = bayes
    .filter(({ x }) => x >= 10)
    .map(({ x, y }) => at(tuned, x) / y)
    .filter(Number.isFinite);
  return `Tuned weight decay stays within ${times(Math.max(...ratios))} times the best possible risk`;
}

function whereCut({ of }: RatesView): string {
  if (of.network === "diagonal") return "δ√(2 log d), the largest of d Gaussians";
  return of.edge === "noise"
    ? "2δ, where pure noise ends"
    : "the exact right edge of the bulk, which reaches beyond 2δ because features touch it, and nothing is pruned where no bulk is left";
}

function caption(view: RatesView): string {
  const { gamma, noise, d, samples } = view.of;
  const all = curves(view);
  const knee = noise * d ** (2 * gamma);
  const asymptotic = -1 + 0.5 / gamma;
  const [tuned, pruned, untuned] = (["tuned", "pruned", "untuned"] as const).map(
    (kind) => at(all[kind], samples) / at(all.bayes, samples),
  );
  const rate =
    samples < 3
      ? "so few samples have no rate"
      : `the asymptotic rate is ${formatExponent(samples < knee ? asymptotic : -1)}`;
  const others = Number.isFinite(pruned)
    ? `, that of the pruned network ${times(pruned)} and that of the untuned one ${times(untuned)} times`
    : "";
  return `At n_eff = ${formatNumber(samples)} the tuned risk is ${times(tuned)} times the Bayes-optimal one${others}. Its slope there is ${formatExponent(view.race.tuned.slope)}; ${rate} (dashed: ${formatExponent(asymptotic)} up to Δd²ᵞ = ${formatNumber(knee)}, −1 beyond). Below: every risk over the Bayes-optimal one. Pruned at ${whereCut(view)}.`;
}

/** Untuned, pruned, tuned and Bayes-optimal risks along n_eff, and their ratios. */
export const ratesFigure: Drawing<OptimaSchema, Needs, Also> = {
  title,
  caption,
  draw(view, width) {
    const all = curves(view);
    const seen = [...all.bayes, ...all.untuned, ...all.tuned].map(({ y }) => y).filter((y) => y > 0);
    const risks = [Math.min(...seen) / 2, Math.max(...seen) * 2] as const;
    const shared = { width, problem: view.of, samples: SAMPLES, cursor: view.of.samples };
    return [
      optimaCurves(all, { ...shared, risks, finding: caption(view) }),
      optimaRatios(all, { ...shared, finding: "The same risks over the Bayes-optimal one." }),
    ].map((drawing) => dragSamples(drawing, width, view.set));
  },
  rows(view) {
    const all = curves(view);
    return rowsOf(
      ORDER.flatMap((kind) =>
        all[kind].map(({ x, y, converged }) => ({
          source: "theory",
          kind,
          effectiveSamples: x,
          excessRisk: y,
          converged,
        })),
      ),
    );
  },
  command: ({ of }) => ({
    command: "solve",
    options: { ...problemAt(of, of.samples), tuned: true, bayes: true },
  }),
};
