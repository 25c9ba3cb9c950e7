import {
  FITTED_NOISE_CONSTANT,
  fittedNoise,
  fittedNoiseExponent,
  fittedNoiseLaw,
  interpolationLoad,
} from "../../theory/fitted-noise.js";
import type { Network } from "../../theory/parameters.js";
import { boundSlider } from "../controls/bound.js";
import { type FiniteLine, fittedNoiseCurve, fittedNoiseFigure, NETWORKS } from "../figures/fitted-noise.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { solveCurve } from "../theory-client.js";
import { NOISE, type OverfittingStore, riskFactor } from "./overfitting-state.js";

const LOADS = [1e-4, 1] as const;
/** Points of the line of the finite teacher. */
const FINITE_COUNT = 49;
/** How far its line goes towards interpolation. */
const FINITE_REACH = 0.95;
/** The finite teacher beside the empty one. */
const FINITE = { d: 1e6, gamma: 1.5, lambda: 1e-9 };

/** The bulk's part of the risk over the noise variance at d = 10⁶, next to no weight decay. */
export async function finiteFittedNoise(network: Network): Promise<FiniteLine> {
  const { d, gamma, lambda } = FINITE;
  const to = interpolationLoad(network) * FINITE_REACH;
  const loads = Array.from(
    { length: FINITE_COUNT },
    (_, i) => LOADS[0] * (to / LOADS[0]) ** (i / (FINITE_COUNT - 1)),
  );
  const solved = await solveCurve(
    loads.map((alpha) => ({ network, d, gamma, noise: NOISE, alpha, lambda })),
    { decomposition: true },
    "background",
  );
  return {
    network,
    points: solved.map(({ solution, decomposition }) => ({
      x: solution.alpha,
      y: (riskFactor(network) * (decomposition?.overfitting ?? Number.NaN)) / NOISE,
      converged: solution.converged,
    })),
  };
}

/** The figure of ρ(t). */
export function fittedNoisePanel(store: OverfittingStore) {
  const { values } = store;
  const curves = NETWORKS.map((network) => fittedNoiseCurve(network, LOADS[0]));
  let finite: FiniteLine[] = [];
  const caption = () => rhoCaption(values.load, finite);
  const figure = liveFigure({
    name: "fitted-noise",
    store,
    depends: ["load"],
    title:
      "Fitted noise costs more in the diagonal network at small load, and rises faster in the quadratic one",
    controls: [
      boundSlider(store, "load", { label: "Load", symbol: "t = n_eff/d", min: LOADS[0], max: 0.95 }),
    ],
    draw: (width) =>
      fittedNoiseFigure(curves, finite, {
        width,
        loads: LOADS,
        load: values.load,
        findings: [caption(), "The local exponents of the fitted noise."],
        onDrag: (load) => store.set({ load }),
      }),
    caption,
    rows: () =>
      rowsOf([
        ...curves.flatMap((curve) => curve.map((point) => ({ teacher: "empty", ...point }))),
        ...finite.flatMap(({ network, points }) =>
          points.map(({ x, y }) => ({
            teacher: `γ = ${FINITE.gamma}, d = 10⁶`,
            network,
            load: x,
            rho: y,
            law: fittedNoiseLaw(network, x),
            exponent: Number.NaN,
          })),
        ),
      ]),
  });
  liveData(
    store,
    [],
    () => Promise.all(NETWORKS.map(finiteFittedNoise)),
    (found) => {
      finite = found;
      figure.redraw();
    },
    (message) => figure.setCaption(`The finite teacher could not be solved: ${message}`),
  );
  return figure;
}

function rhoCaption(load: number, finite: readonly FiniteLine[]): string {
  const t = formatNumber(load);
  const said = (network: Network, law: string) => {
    if (load >= interpolationLoad(network))
      return `The ${network} network is beyond its interpolation at t = ${interpolationLoad(network)}.`;
    const [rho, limit] = [fittedNoise(network, load), fittedNoiseLaw(network, load)];
    return `${network === "diagonal" ? "the diagonal network pays" : "the quadratic one"} ${formatNumber(rho)} times the noise variance (${formatNumber(rho / limit)} times ${law}, local exponent ${formatExponent(fittedNoiseExponent(network, load))})`;
  };
  const both = load < interpolationLoad("quadratic");
  const constant = formatNumber(FITTED_NOISE_CONSTANT, 2);
  const sentences = both
    ? [`At t = ${t} ${said("diagonal", "−1/log t")}, ${said("quadratic", `${constant} t^(2/5)`)}.`]
    : [`At t = ${t} ${said("diagonal", "−1/log t")}.`, said("quadratic", "")];
  sentences.push("Solid: a teacher with nothing to learn, solved exactly; dashed: the laws at small t.");
  if (finite.length > 0) {
    const drift = NETWORKS.map((network) => {
      const points = finite.find((line) => line.network === network)?.points ?? [];
      const first = points[0];
      return first ? first.y / fittedNoise(network, first.x) : Number.NaN;
    });
    sentences.push(
      `Dotted: the bulk's part of the risk for a teacher with γ = ${FINITE.gamma} at d = 10⁶; it agrees for large t, and is ${formatNumber(drift[0])} and ${formatNumber(drift[1])} times as high at t = 10⁻⁴, where features that are not learned act as noise as well.`,
    );
  }
  return sentences.join(" ");
}
