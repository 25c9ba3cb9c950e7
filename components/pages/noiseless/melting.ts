import { chartScales, dragAlong } from "../../charts/chart.js";
import { boundSlider } from "../../controls/bound.js";
import { MARGIN, meltingPeak, type NoiseCurve, rise, samplesAxis } from "../../figures/noiseless.js";
import { type LiveFigure, liveData, liveFigure } from "../../live-figure.js";
import { formatNumber } from "../../numbers.js";
import { rowsOf } from "../../rows.js";
import { logSpaced, NOISES, type NoiselessStore, riskCurve, samplesRange } from "./state.js";

export interface Melting {
  figure: LiveFigure;
  /** How much the risk rises with more samples at the reader's noise: 1 where it never does; not a number while being solved. */
  riseNow: () => number;
}

/** Risk against samples at λ = 1/d as the label noise goes to zero: the peak melts. `onSolved` is called when curves have come. */
export function meltingFigure(store: NoiselessStore, onSolved: () => void): Melting {
  const { values } = store;
  let curves: NoiseCurve[] = [];
  let solvedFor = "";
  const key = () => JSON.stringify([values.network, values.d, values.gamma, values.noise]);
  const own = () => (solvedFor === key() ? curves.find((curve) => curve.own) : undefined);
  const samples = () => samplesRange(values.d);
  const caption = () => {
    const curve = own();
    if (!curve) return "The curves are being solved at these settings.";
    const found = rise(curve.points);
    const largest = curves.find(({ noise }) => noise === NOISES[0]);
    const reference = largest && rise(largest.points);
    const now = found
      ? `At Δ = ${formatNumber(values.noise)} the risk rises ${formatNumber(found.factor)}-fold, from ${formatNumber(found.from.y)} at n_eff = ${formatNumber(found.from.x)} to ${formatNumber(found.to.y)} at ${formatNumber(found.to.x)}`
      : `At Δ = ${formatNumber(values.noise)} more samples never hurt once the first features are learned: the peak is gone`;
    const then = reference ? ` At Δ = ${NOISES[0]} it rises ${formatNumber(reference.factor)}-fold.` : "";
    return `${now}.${then} All curves at λ = 1/d = ${formatNumber(1 / values.d)}, γ = ${values.gamma}; grey: Δ = 0.5, 10⁻², 10⁻⁴, 10⁻⁶; black: no noise.`;
  };
  const figure = liveFigure({
    name: "melting-peak",
    store,
    depends: ["network", "d", "gamma", "noise", "samples"],
    title: () => {
      const curve = own();
      if (!curve) return "The peak as the label noise goes to zero";
      return rise(curve.points)
        ? `A label noise of ${formatNumber(values.noise)} still makes a peak`
        : "The peak has melted: this little noise is less than the risk of what is not yet seen";
    },
    draw(width) {
      if (curves.length === 0) return null;
      const seen = curves.flatMap(({ points }) => points.map(({ y }) => y)).filter((y) => y > 0);
      const risks = [Math.max(1e-12, Math.min(...seen) / 3), Math.max(...seen) * 3] as const;
      const family = curves.filter(
        ({ own: mine, noise }) => mine || Math.abs(noise / values.noise - 1) > 0.05,
      );
      const drawing = meltingPeak(family, {
        width,
        problem: values,
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
        curves.flatMap(({ noise, points }) =>
          points.map(({ x, y, converged }) => ({ noise, effectiveSamples: x, excessRisk: y, converged })),
        ),
      ),
    command: () =>
      `npm run -s cli -- solve --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise ${values.noise} --alpha ${values.samples / values.d} --lambda ${1 / values.d}`,
    controls: [
      boundSlider(store, "noise", { label: "Label noise", symbol: "Δ", min: 1e-8, max: 0.5, step: 1 / 8 }),
    ],
  });
  let fixed: { key: string; curves: NoiseCurve[] } = { key: "", curves: [] };
  const curveAt = async (noise: number, mine: boolean): Promise<NoiseCurve> => {
    const { network, d, gamma } = values;
    const grid = logSpaced(...(samplesRange(d) as [number, number]), 121);
    const points = await riskCurve(
      grid.map((n) => ({ network, d, gamma, noise, alpha: n / d, lambda: 1 / d })),
      ({ alpha }) => alpha * d,
    );
    return { noise, points, own: mine };
  };
  liveData(
    store,
    ["network", "d", "gamma", "noise"],
    async (now) => {
      const asked = key();
      const family = JSON.stringify([now.network, now.d, now.gamma]);
      const mine = curveAt(now.noise, true);
      if (fixed.key !== family)
        fixed = {
          key: family,
          curves: await Promise.all([...NOISES, 0].map((noise) => curveAt(noise, false))),
        };
      return { asked, curves: [...fixed.curves, await mine] };
    },
    (data) => {
      curves = data.curves;
      solvedFor = data.asked;
      figure.redraw();
      onSolved();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return {
    figure,
    riseNow: () => {
      const curve = own();
      return curve ? (rise(curve.points)?.factor ?? 1) : Number.NaN;
    },
  };
}
