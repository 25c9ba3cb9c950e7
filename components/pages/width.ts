import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { story } from "../controls/steps.js";
import { chartScales, dragAlong, type LinePoint } from "../figures/chart.js";
import {
  atWidth,
  riskOverWidth,
  unitCut,
  type WidthCurve,
  widthAxis,
  widthSpectrum,
} from "../figures/width.js";
import { learnedWeights, noisyWeights } from "../learned-weights.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { rankedWeights } from "../spectrum-rows.js";
import { createStore } from "../state.js";
import { medianDeviation, type Trained } from "../trained.js";
import {
  bestDecay,
  DECAYS,
  type DecayId,
  fullProblem,
  LOADS,
  NOISE,
  solveWidths,
  tailRisk,
} from "./width-curves.js";
import { trainedAt, widthFindings, widthSchema } from "./width-state.js";
import { widthExercises, widthSteps } from "./width-text.js";

/** The page on networks narrower than their input. */
export function widthPage(trained: readonly Trained[]) {
  const store = createStore(widthSchema);
  const { values } = store;
  let curves: WidthCurve[] = [];
  let tuned: { key: string; lambda: number; excessRisk: number } | undefined;
  let tail: LinePoint[] = [];
  const tunedKey = () => `${values.d} ${values.gamma} ${values.load}`;
  const units = () => Math.min(values.d, Math.max(1, Math.round(values.units)));
  const lit = () => curves.find(({ load }) => load === values.load);
  const shown = () => trainedAt(trained, values);
  const widths = (): [number, number] => [0.85, values.d * 1.7];
  const risks = (): [number, number] => {
    const found = curves.flatMap(({ points }) => points.map(({ excessRisk }) => excessRisk));
    const least = Math.min(0.02, ...found.filter((risk) => risk > 0));
    return [least / 1.8, 2.5];
  };
  const tailAt = (p: number) =>
    tail.reduce((a, b) => (Math.abs(Math.log(b.x / p)) < Math.abs(Math.log(a.x / p)) ? b : a));
  const plural = (count: number) => `${formatNumber(count)} ${count === 1 ? "unit" : "units"}`;

  const caption = () => {
    const curve = lit();
    if (!curve) return "The curves are being solved.";
    const p = units();
    const at = atWidth(curve, p);
    const { full, best, narrowWins, enough, worst } = widthFindings(curve);
    const hidden = p < values.d ? tailAt(p).y : 0;
    const here = `With ${plural(p)} the risk is ${formatNumber(at.excessRisk)}${hidden > 0 ? `; the features that ${plural(p)} cannot hold are worth ${formatNumber(hidden)} of it` : ""}.`;
    const verdict = narrowWins
      ? `The best width is ${plural(best.width)}, with a risk of ${formatNumber(best.excessRisk)} against ${formatNumber(full.excessRisk)} at full width${worst.excessRisk > 1.02 * full.excessRisk ? `, and up to ${formatNumber(worst.excessRisk)} between` : ""}: with so little weight decay, it is the width that keeps the noise out.`
      : `From about ${plural(enough)} on the risk is within 5 % of its value at full width, ${formatNumber(full.excessRisk)}: ${values.decay === "edge" ? "more units find nothing to learn" : "more units change little"}.`;
    const decayed =
      tuned?.key === tunedKey()
        ? ` The best weight decay at full width (λ = ${formatNumber(tuned.lambda, 2)}) gives ${formatNumber(tuned.excessRisk)}.`
        : "";
    const counts = `${formatNumber(curve.learnable)} features stand above the noise; the full network uses ${formatNumber(curve.active)} units.`;
    const rows = shown().filter((row) => row.load === values.load);
    const dots =
      rows.length > 0
        ? ` Trained networks lie ${formatNumber(100 * medianDeviation(rows), 2)} % from the line (median of ${rows.length} widths).`
        : shown().length > 0
          ? " Dots: trained networks, at other loads."
          : " No trained networks at these settings.";
    return `${here} ${verdict}${decayed} ${counts}${dots}`;
  };
  const figure = liveFigure({
    name: "width",
    store,
    title: () => {
      const curve = lit();
      return curve && widthFindings(curve).narrowWins
        ? "Too narrow, and features are missing; too wide, and noise is learned"
        : "Width stops mattering once every learnable feature has its unit";
    },
    draw(width) {
      if (tail.length === 0) tail = tailRisk(values.d, values.gamma);
      const drawing = riskOverWidth(curves, {
        width,
        d: values.d,
        gamma: values.gamma,
        widths: widths(),
        risks: risks(),
        load: values.load,
        units: units(),
        tail,
        tuned: tuned?.key === tunedKey() ? tuned.excessRisk : undefined,
        trained: shown(),
        finding: caption(),
      });
      const scales = chartScales({ width, x: widthAxis(widths()), y: { domain: risks(), title: "" } });
      dragAlong(drawing, scales.x, (value) => store.set({ units: Math.round(Math.min(values.d, value)) }));
      return drawing;
    },
    caption,
    rows: () =>
      rowsOf(
        curves.flatMap(({ load, effectiveSamples, points }) =>
          points.map((point) => ({ load, effectiveSamples, ...point })),
        ),
      ),
    command: () => {
      const { d, gamma, load, decay } = values;
      const p = units();
      return `npm run -s cli -- solve --network quadratic --d ${d} --gamma ${gamma} --noise ${NOISE} --alpha ${load} --lambda ${DECAYS[decay].value(load)}${p < d ? ` --width ${p}` : ""}`;
    },
    controls: [
      boundSegments(store, "decay", {
        label: "Weight decay",
        values: ["little", "edge"],
        format: (id) => DECAYS[id as DecayId].name,
      }),
      boundSegments(store, "load", {
        label: "Load α, effective samples per dimension",
        values: LOADS,
        format: (load) => formatNumber(load),
      }),
      boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: [0.75, 1, 1.25, 1.5, 2] }),
      boundChoice(store, "d", { label: "Dimension", symbol: "d", values: [100, 400, 10_000] }),
      boundSlider(store, "units", {
        label: "Hidden units",
        symbol: "p",
        min: 1,
        max: 10_000,
        format: (value) => formatNumber(Math.min(values.d, Math.round(value)), 5),
      }),
    ],
  });

  liveData(
    store,
    ["d", "gamma", "decay"],
    async ({ d, gamma, decay, load }) => {
      const solve = (each: number, kind: string) => solveWidths(d, gamma, each, decay, kind);
      const first = await solve(load, "curve");
      // The reader's curve is shown before the others are solved.
      tail = tailRisk(d, gamma);
      curves = [first];
      figure.redraw();
      spectrum.redraw();
      const others: WidthCurve[] = [];
      for (const each of LOADS) if (each !== load) others.push(await solve(each, "curve"));
      return [first, ...others].sort((a, b) => a.load - b.load);
    },
    (solved) => {
      curves = solved;
      figure.redraw();
      spectrum.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  liveData(
    store,
    ["d", "gamma", "load"],
    async ({ d, gamma, load }) => ({
      key: `${d} ${gamma} ${load}`,
      ...(await bestDecay(d, gamma, load, "tuned")),
    }),
    (found) => {
      tuned = found;
      figure.redraw();
    },
    () => {},
  );

  const spectrumAt = () => {
    const curve = lit();
    if (!curve) return null;
    const { network, d, gamma } = fullProblem(values.d, values.gamma, values.load, values.decay);
    const p = units();
    const { delta, cut } = atWidth(curve, p);
    const full = curve.points[curve.points.length - 1];
    const noisy = noisyWeights({ network, d, gamma, delta });
    const whole = learnedWeights({ network, d, gamma, delta: full.delta, cut: full.cut });
    return { noisy, whole, delta, cut, p, level: unitCut(noisy, p) };
  };
  const spectrumCaption = () => {
    const at = spectrumAt();
    if (!at) return "";
    const { cut, level, p } = at;
    const binds = level > cut;
    if (binds && p === 1)
      return `1 unit keeps the largest eigenvalue of the noisy teacher and shifts it down by the cut, c = ${formatNumber(cut)}. Everything in the grey band becomes exactly zero.`;
    return binds
      ? `${plural(p)} keep the ${formatNumber(p)} largest eigenvalues of the noisy teacher, those above xₚ = ${formatNumber(level)}, and shift them down by the cut, c = ${formatNumber(cut)}: the smallest that is kept does not shrink to zero but stays at ${formatNumber(level - cut)}. Everything in the grey band becomes exactly zero.`
      : `The cut, c = ${formatNumber(cut)}, lies above xₚ${Number.isFinite(level) ? ` = ${formatNumber(level)}` : ""}: weight decay leaves fewer eigenvalues than there are units, and the width makes no difference.`;
  };
  const spectrum = liveFigure({
    name: "width-spectrum",
    store,
    title: "A narrow network keeps the largest eigenvalues, as many as it has units",
    draw(width) {
      const at = spectrumAt();
      return (
        at &&
        widthSpectrum(at.noisy, at.whole, { width, units: at.p, cut: at.cut, finding: spectrumCaption() })
      );
    },
    caption: spectrumCaption,
    rows() {
      const at = spectrumAt();
      if (!at) throw new Error("The curves are still being solved.");
      const ranked = rankedWeights(at.noisy);
      return rowsOf(
        ranked.map(({ rank, value, kind }) => ({
          rank,
          noisy: value,
          learned: rank <= at.p ? Math.max(0, value - at.cut) : 0,
          kind,
        })),
      );
    },
  });

  return {
    notices: addressNotices(store.notices),
    figure: story(figure, widthSteps(store)),
    spectrum,
    exercises: widthExercises(store, lit, units),
    slope: (gamma: number) => formatExponent(1 - 2 * gamma),
  };
}
