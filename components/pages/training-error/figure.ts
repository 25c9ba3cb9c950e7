import { chart, curveLabels, readerRing, theoryLine } from "../../charts/chart.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import { type ErrorPoint, problemAt } from "./errors.js";
import { SAMPLES, type TrainingErrorSchema } from "./quantities.js";

type Needs = { curves: ErrorPoint[]; here: ErrorPoint };

const percent = (share: number) => `${formatNumber(100 * share, 2)} %`;

function caption({ of, here }: View<TrainingErrorSchema, Needs>): string {
  const { training, test, fitted } = here;
  const gap =
    training > of.noise
      ? "Both errors lie above the noise level: there is more to learn"
      : test < 1.1 * of.noise
        ? "Both errors are near the noise level"
        : "The noise level lies between the two: some of what is fitted is noise";
  const left = formatNumber(1 - fitted);
  return `At n_eff = ${formatNumber(of.samples)} and λ = ${formatNumber(of.lambda)} training fits ${percent(fitted)} of each residual away and leaves ${left} of it: the training error is ${formatNumber(training)} against ${formatNumber(test)} on new samples, a ratio of ${left}² = ${formatNumber(training / test)}. ${gap}.`;
}

/** Training and test error against effective samples, with the noise level and the reader's point on both. */
export const errorsFigure: Drawing<TrainingErrorSchema, Needs> = {
  title: "The training error is the test error with the fitted share of each residual taken away",
  caption,
  draw(view, width) {
    const { of, curves, here } = view;
    const line = (y: (point: ErrorPoint) => number) =>
      curves.map((point) => ({ x: point.effectiveSamples, y: y(point), converged: point.converged }));
    const [training, test, level] = [line((p) => p.training), line((p) => p.test), line(() => of.noise)];
    return chart({
      width,
      x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff" },
      y: { domain: [1e-3, 30], title: "mean squared error" },
      finding: caption(view),
      onDrag: (samples) => view.set({ samples }),
      marks: [
        theoryLine(level, { meaning: "guide", dash: "4 3", width: 1.25 }),
        theoryLine(test),
        theoryLine(training, { meaning: "bulk" }),
        curveLabels([
          { text: "test error", points: test },
          { text: "training error", points: training, meaning: "bulk" },
          { text: "noise Δ", points: level.slice(0, 35), meaning: "guide" },
        ]),
        readerRing(of.samples, here.test),
        readerRing(of.samples, here.training),
      ],
    });
  },
  rows: ({ of, curves }) =>
    rowsOf(curves.map((point) => ({ source: "theory", ...problemAt(of, point.effectiveSamples), ...point }))),
  command({ of }) {
    const { network, d, gamma, noise, alpha, lambda } = problemAt(of, of.samples);
    return { command: "solve", options: { network, d, gamma, noise, alpha, lambda } };
  },
};
