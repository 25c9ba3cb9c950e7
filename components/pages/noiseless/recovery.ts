import { boundSlider } from "../../controls/bound.js";
import { type LoadCurve, recoveredRisk, recovery, recoverySamples } from "../../figures/noiseless.js";
import { type LiveFigure, liveData, liveFigure } from "../../live-figure.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { rowsOf } from "../../rows.js";
import { LOADS, logSpaced, type NoiselessStore, riskCurve } from "./state.js";

const LAMBDA = [1e-8, 10] as const;
/** From the largest down: each point starts from its neighbour. */
const GRID = logSpaced(LAMBDA[1], LAMBDA[0], 55);

/** Risk against weight decay without label noise, below and above the load of recovery. */
export function recoveryFigure(store: NoiselessStore): LiveFigure {
  const { values } = store;
  let curves: LoadCurve[] = [];
  let solvedFor = "";
  const key = () => JSON.stringify([values.network, values.d, values.gamma, values.load]);
  const own = () => (solvedFor === key() ? curves.find((curve) => curve.own) : undefined);
  const recovered = () => values.load > 1;
  const threshold = () => (values.network === "quadratic" ? "n = d²/2" : "n = d");
  const caption = () => {
    const curve = own();
    if (!curve) return "The curves are being solved at these settings.";
    const [low, next] = [curve.points[0], curve.points[6]];
    const slope = Math.log(next.y / low.y) / Math.log(next.x / low.x);
    const end = `${formatNumber(low.y)} at λ = ${formatNumber(low.x)}`;
    const exact = recoveredRisk(values.network, curve.alpha, low.x);
    const law = values.network === "quadratic" ? "αλ²/(2α − 1)³" : "αλ²/(α − 1)³";
    const found = !recovered()
      ? `With ${formatNumber(values.load)} times the samples of ${threshold()} the risk stops at ${end} (slope ${formatExponent(slope)})`
      : `With ${formatNumber(values.load)} times the samples of ${threshold()} the risk falls to ${end}, with slope ${formatExponent(slope)}; the law ${law} says ${formatNumber(exact)}`;
    return `${found}. Here d = ${values.d === 1e6 ? "10⁶" : values.d} and α = n_eff/d = ${formatNumber(curve.alpha)}. Thin: ${LOADS.join(", ")} times. Broken red lines: too few samples; blue: enough.`;
  };
  const figure = liveFigure({
    name: "recovery",
    store,
    depends: ["network", "d", "gamma", "load"],
    title: () =>
      recovered()
        ? "Enough samples: the risk vanishes with the weight decay"
        : "Too few samples: no weight decay is small enough to recover the teacher",
    draw(width) {
      if (curves.length === 0) return null;
      return recovery(curves, {
        width,
        network: values.network,
        lambda: LAMBDA,
        risks: [1e-18, 10],
        finding: caption(),
      });
    },
    caption,
    rows: () =>
      rowsOf(
        curves.flatMap(({ alpha, points }) =>
          points.map(({ x, y, converged }) => ({ alpha, lambda: x, excessRisk: y, converged })),
        ),
      ),
    command: () => {
      const curve = curves.find((candidate) => candidate.own);
      return `npm run -s cli -- solve --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise 0 --alpha ${curve?.alpha ?? 1} --lambda ${LAMBDA[0]}`;
    },
    controls: [
      boundSlider(store, "load", {
        label: "Samples, over those of recovery",
        min: 0.2,
        max: 10,
        step: 1 / 50,
        format: (value) => `${formatNumber(value)} ×`,
      }),
    ],
  });
  liveData(
    store,
    ["network", "d", "gamma", "load"],
    async (now) => {
      const asked = key();
      const { network, d, gamma } = now;
      const solved = await Promise.all(
        [...LOADS, now.load].map(async (relativeLoad, k) => {
          const alpha = (relativeLoad * recoverySamples({ network, d })) / d;
          const points = await riskCurve(
            GRID.map((lambda) => ({ network, d, gamma, noise: 0, alpha, lambda })),
            ({ lambda }) => lambda,
          );
          return { relativeLoad, alpha, points: points.reverse(), own: k === LOADS.length };
        }),
      );
      return { asked, solved };
    },
    (data) => {
      curves = data.solved;
      solvedFor = data.asked;
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  return figure;
}
