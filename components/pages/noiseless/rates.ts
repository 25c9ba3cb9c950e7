import { phaseAt } from "../../../theory/regimes.js";
import { chartScales, dragAlong } from "../../charts/chart.js";
import { at } from "../../charts/read-curve.js";
import { boundChoice, boundSegments } from "../../controls/bound.js";
import {
  type CurveAt,
  FIXED_DECAYS,
  type FixedDecay,
  MARGIN,
  noiselessRates,
  samplesAxis,
} from "../../figures/noiseless.js";
import { type LiveFigure, liveData, liveFigure } from "../../live-figure.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { rowsOf } from "../../rows.js";
import { effectiveSamplesOf, isFullWidth, medianDeviation, type Trained } from "../../trained.js";
import {
  DIMENSIONS,
  logSpaced,
  NOISY,
  type NoiselessStore,
  noiseOf,
  riskCurve,
  samplesRange,
} from "./state.js";

type Curves = Map<FixedDecay["id"], CurveAt[]>;

/** Risk against samples at three weight decays, with or without label noise. */
export function ratesFigure(store: NoiselessStore, trained: readonly Trained[]): LiveFigure {
  const { values } = store;
  let curves: Curves = new Map();
  let other: CurveAt[] = [];
  let solvedFor = "";
  const key = () => JSON.stringify([values.network, values.d, values.gamma, values.labels]);
  const lit = () => FIXED_DECAYS.find(({ id }) => id === values.decay) as FixedDecay;
  const problem = () => ({
    network: values.network,
    d: values.d,
    gamma: values.gamma,
    noise: noiseOf(values),
  });
  const mine = () =>
    trained.filter(
      (row) =>
        row.network === values.network &&
        row.d === values.d &&
        row.gamma === values.gamma &&
        row.noise === noiseOf(values) &&
        isFullWidth(row) &&
        FIXED_DECAYS.some(({ value }) => Math.abs(row.lambda / value(row.d) - 1) < 1e-9),
    );
  const dots = () =>
    new Map(
      FIXED_DECAYS.map(({ id, value }) => [
        id,
        mine()
          .filter((row) => Math.abs(row.lambda / value(row.d) - 1) < 1e-9)
          .map((row) => ({
            x: effectiveSamplesOf(row),
            y: row.excessRisk,
            error: row.standardError,
            converged: row.converged,
          })),
      ]),
    );
  /** Local exponent of the lit curve at the reader's samples, from its own points. */
  const slope = () => {
    const points = curves.get(lit().id) ?? [];
    const [low, high] = [at(points, values.samples / 1.15), at(points, values.samples * 1.15)];
    return Math.log(high / low) / (2 * Math.log(1.15));
  };
  const caption = () => {
    if (solvedFor !== key()) return "The curves are being solved at these settings.";
    const phase = phaseAt({ ...problem(), effectiveSamples: values.samples, lambda: lit().value(values.d) });
    const local = slope();
    const measured = Number.isFinite(local)
      ? `At ${lit().name} and n_eff = ${formatNumber(values.samples)} the slope is ${formatExponent(local)}`
      : `The ring is outside this picture`;
    const expected =
      phase.exponents.samples === null
        ? `; phase ${phase.id} has no power law in the samples`
        : `; the rate of phase ${phase.id}, far from its borders and in large dimension, is ${formatExponent(phase.exponents.samples)} (dashed)`;
    const rows = mine();
    const networks =
      rows.length === 0
        ? `There are no trained networks at these settings.`
        : `Dots: trained networks, ${formatNumber(100 * medianDeviation(rows), 2)} % from the lines in the median of ${rows.length} points, ${Math.min(...rows.map(({ seeds }) => seeds))} networks or more each.`;
    const compared = values.labels === "noiseless" ? `labels with Δ = ${NOISY}` : "labels without noise";
    return `${measured}${expected}. Dotted red: λ = 1/d and ${compared}. ${networks}`;
  };
  const samples = () => samplesRange(values.d);
  const figure = liveFigure({
    name: "noiseless-rates",
    store,
    title: () => {
      const decades = (points: readonly CurveAt[]) =>
        formatNumber(Math.log10(points[0].y / points[points.length - 1].y), 2);
      const small = curves.get("small") ?? [];
      if (small.length === 0 || other.length === 0 || solvedFor !== key())
        return "The risk against the samples";
      const [without, along] = values.labels === "noiseless" ? [small, other] : [other, small];
      return `At λ = 1/d the risk falls by ${decades(without)} decades without label noise, by ${decades(along)} with it`;
    },
    draw(width) {
      if (curves.size === 0) return null;
      const points = dots();
      const seen = [
        ...[...curves.values()].flat().map(({ y }) => y),
        ...[...points.values()].flat().map(({ y }) => y),
        ...other.map(({ y }) => y),
      ].filter((y) => y > 0);
      const risks = [Math.min(...seen) / 3, Math.max(...seen) * 3] as const;
      const against = {
        name: `${width < 480 ? "" : "λ = 1/d, "}Δ = ${values.labels === "noiseless" ? NOISY : 0}`,
        points: other,
      };
      const drawing = noiselessRates(curves, points, against, {
        width,
        problem: problem(),
        lit: lit(),
        samples: samples(),
        risks,
        cursor: values.samples,
        finding: caption(),
      });
      const axes = { x: samplesAxis(samples()), y: { domain: risks, title: "" } };
      dragAlong(drawing, chartScales({ width, ...axes, margin: MARGIN }).x, (value) =>
        store.set({ samples: value }),
      );
      return drawing;
    },
    caption,
    rows: () =>
      rowsOf(
        FIXED_DECAYS.flatMap(({ id, value }) =>
          (curves.get(id) ?? []).map(({ x, y, converged }) => ({
            lambda: value(values.d),
            effectiveSamples: x,
            excessRisk: y,
            converged,
          })),
        ),
      ),
    command: () =>
      `npm run -s cli -- solve --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise ${noiseOf(values)} --alpha ${values.samples / values.d} --lambda ${lit().value(values.d)}`,
    controls: [
      boundChoice(store, "d", {
        label: "Dimension",
        symbol: "d",
        values: DIMENSIONS,
        format: (d) => (d >= 1e5 ? "10⁶" : String(d)),
      }),
      boundSegments(store, "decay", {
        label: "Phases and slopes of",
        values: ["small", "one", "large"],
        format: (id) => FIXED_DECAYS.find((decay) => decay.id === id)?.name ?? id,
      }),
    ],
  });
  liveData(
    store,
    ["network", "d", "gamma", "labels"],
    async (now) => {
      const asked = key();
      const noise = noiseOf(now);
      const { network, d, gamma } = now;
      const grid = logSpaced(...(samplesRange(d) as [number, number]), 121);
      const along = (noise: number, lambda: number) =>
        riskCurve(
          grid.map((n) => ({ network, d, gamma, noise, alpha: n / d, lambda })),
          ({ alpha }) => alpha * d,
        );
      const [others, ...solved] = await Promise.all([
        along(noise === 0 ? NOISY : 0, FIXED_DECAYS[0].value(d)),
        ...FIXED_DECAYS.map(({ value }) => along(noise, value(d))),
      ]);
      return { asked, others, curves: new Map(FIXED_DECAYS.map(({ id }, k) => [id, solved[k]])) };
    },
    (data) => {
      curves = data.curves;
      other = data.others;
      solvedFor = data.asked;
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return figure;
}
