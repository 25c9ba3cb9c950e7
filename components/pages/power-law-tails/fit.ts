import { effect } from "@preact/signals-core";
import { html } from "htl";
import { hillPlot, teacherTailExponent } from "../../../theory/tails.js";
import { slider } from "../../kit/controls/slider.js";
import type { Drawing } from "../../kit/figure.js";
import type { Question } from "../../kit/question.js";
import { rowsOf } from "../../kit/rows.js";
import type { Store } from "../../kit/store.js";
import { formatNumber } from "../../numbers.js";
import { fitCurves, hillCurve } from "./fit-curves.js";
import type { TailSchema } from "./quantities.js";
import {
  commandOf,
  domainOf,
  featuresOf,
  fitted,
  type Needs,
  noiseIn,
  resolved,
  type Settings,
  type TailView,
  type Weights,
} from "./weights.js";

/** The slider of where the tail begins, which shows where it does, and the button that gives the choice back to the least distance. */
export function startControls(store: Store<TailSchema>, weights: Question<Settings, Weights>): HTMLElement[] {
  const start = slider({
    label: "Tail begins at",
    symbol: "xₘᵢₙ",
    min: 1e-3,
    max: 50,
    value: store.snapshot().xMin,
    initial: store.schema.xMin.initial,
    onInput: (xMin) => store.set({ xMin, follow: "own" }),
  });
  const back =
    html`<button type="button" class="frame-button" onclick=${() => store.set({ follow: "best" })}>Take the least distance</button>` as HTMLButtonElement;
  effect(() => {
    back.disabled = store.values.follow === "best";
    const answer = weights.fresh();
    if (!answer) return;
    const { fit, sample } = fitted(store.values, answer.data);
    const shown = fit ?? sample.nearest;
    if (shown) start.setValue(shown.xMin);
  });
  return [start, html`<div class="control">${back}</div>` as HTMLElement];
}

/** Whether the fit finds the teacher. */
function title({ of, weights }: TailView): string {
  const { fit } = fitted(of, weights);
  if (!fit) return weights.expected.length === 0 ? "Nothing is left to fit" : "Too few weights to fit";
  const teacher = teacherTailExponent(of.gamma);
  return Math.abs(fit.alpha - teacher) <= 2 * fit.error && Math.abs(fit.alpha / teacher - 1) < 0.1
    ? "The fitted exponent is near the teacher's"
    : "A fit always returns an exponent, here not the teacher's";
}

/** The chosen fit with its numbers. */
function caption({ of, weights }: TailView): string {
  const { fit, sample } = fitted(of, weights);
  if (!fit) return `${sample.values.length} positive weights: fewer than a fit needs.`;
  const noise = noiseIn(of, weights) ?? 0;
  const which = of.follow === "best" ? "The distance is least" : "You have let the tail begin";
  const mixed =
    noise > 0.05 * fit.count
      ? ` ${noise} of these ${fit.count} weights lie in the bulk, where noise and hidden features are mixed.`
      : "";
  const source =
    of.source === "theory"
      ? ""
      : weights.ofOne
        ? " Fitted: the eigenvalues of one trained network."
        : " No network was trained at these settings, so the expected weights are fitted.";
  return `${which} at xₘᵢₙ = ${formatNumber(fit.xMin)}, where α = ${formatNumber(fit.alpha)} ± ${formatNumber(fit.error, 2)} from ${fit.count} weights; the teacher's exponent is ${formatNumber(teacherTailExponent(of.gamma))}.${mixed} Drag along the curves. The band is one standard error of independent values; exponents and distances are drawn on linear axes, as they are compared by differences.${source}`;
}

/** Exponent and distance against where the tail is taken to begin. */
export const fitFigure: Drawing<TailSchema, Needs> = {
  title,
  caption,
  draw(view, width) {
    const { of, set, weights } = view;
    const { fit, sample } = fitted(of, weights);
    return fitCurves(sample, fit, {
      width,
      gamma: of.gamma,
      domain: domainOf(view),
      onDrag: (xMin) => set({ xMin, follow: "own" }),
    });
  },
  rows: ({ of, weights }) => rowsOf(fitted(of, weights).sample.fits.map((row) => ({ ...row }))),
  command: commandOf,
};

/** How stable Hill's estimate is. */
function stability({ of, weights }: TailView): string {
  const points = hillPlot(fitted(of, weights).sample.values);
  const teacher = teacherTailExponent(of.gamma);
  const inside = points.filter(({ k, alpha }) => k >= 3 && Math.abs(alpha - teacher) < 0.1 * teacher);
  if (points.length < 3) return "Fewer than four weights are left.";
  if (inside.length === 0)
    return `For no k is the estimate within 10 % of the teacher's ${formatNumber(teacher)}.`;
  return `The estimate is within 10 % of the teacher's ${formatNumber(teacher)} for ${inside.length} of ${points.length} values of k, between ${inside[0].k} and ${inside[inside.length - 1].k}. An exponent that stays the same over a wide stretch of k is a finding; one that is crossed is not.`;
}

/** Hill's plot of the weights that are fitted. */
export const hillFigure: Drawing<TailSchema, Needs> = {
  title: "Hill's plot: the same estimate, by the number of weights it uses",
  caption: stability,
  draw(view, width) {
    const { of, weights } = view;
    const { fit, sample } = fitted(of, weights);
    const features = resolved(of) ? featuresOf(weights).length : undefined;
    return hillCurve(hillPlot(sample.values), fit, { width, d: of.d, gamma: of.gamma, features });
  },
  rows: ({ of, weights }) => rowsOf(hillPlot(fitted(of, weights).sample.values).map((row) => ({ ...row }))),
  command: commandOf,
};
