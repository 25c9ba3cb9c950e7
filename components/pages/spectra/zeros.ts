import { chart, curveLabels, landmark, readerRing, theoryLine, trainedDots } from "../../charts/chart.js";
import { dotsAt, pointsOf } from "../../charts/points.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import { PROBLEM } from "./points.js";
import { SAMPLES, type SpectraSchema } from "./quantities.js";
import type { Also, Needs } from "./sweep.js";
import { onLine, zerosTrained } from "./trained.js";

type ZerosView = View<SpectraSchema, Needs, Also>;

const finding = ({ ring }: ZerosView): string =>
  `${formatNumber(100 * ring.outline.zeroMass)} % of the eigenvalues are exactly zero at the ring.`;

const trainedOn = ({ of, experiments = [] }: ZerosView) =>
  experiments.filter((experiment) => onLine(experiment, of)).map(zerosTrained);

const theoryOf = ({ curve }: ZerosView) =>
  curve.map(({ solution: { effectiveSamples, delta, cut, converged }, outline: { zeroMass } }) => ({
    source: "theory",
    effectiveSamples,
    zeroMass,
    standardError: null,
    delta,
    cut,
    converged,
  }));

/** The share of exact zeros along the samples. */
export const zerosFigure: Drawing<SpectraSchema, Needs, Also> = {
  title: "Zeros give way to noise, then to features",
  caption: (view) =>
    `${finding(view)} Dots: trained networks, eigenvalues below a thousandth of the teacher's largest.`,
  draw(view, width) {
    const points = pointsOf(theoryOf(view), "effectiveSamples", "zeroMass");
    return chart({
      width,
      height: 260,
      x: { domain: SAMPLES, title: "effective samples", symbol: "n_eff", spacing: 34 },
      y: { domain: [0, 1.04], type: "linear", title: "share of zeros" },
      finding: finding(view),
      marks: [
        landmark(PROBLEM.d / 4, "n = d²/4"),
        theoryLine(points, { meaning: "hidden" }),
        ...trainedDots(dotsAt(trainedOn(view), "effectiveSamples", "zeroMass", "standardError"), {
          meaning: "hidden",
        }),
        curveLabels([{ text: "zeros", points, meaning: "hidden" }]),
        readerRing(view.of.samples, view.ring.outline.zeroMass),
      ],
    });
  },
  rows: (view) =>
    rowsOf([...theoryOf(view), ...trainedOn(view).map((zeros) => ({ source: "trained", ...zeros }))]),
};
