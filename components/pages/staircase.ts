import type { FeatureStep } from "../../theory/learned-features.js";
import { phaseAt } from "../../theory/regimes.js";
import { boundSegments, boundSlider } from "../controls/bound.js";
import { featureStaircase } from "../figures/feature-staircase.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { phaseCommand } from "../phase-command.js";
import type { PlateauPoint, Problem } from "../plateau-curve.js";
import { plateaus } from "../plateaus-client.js";
import { rowsOf } from "../rows.js";
import { steady } from "../steady.js";
import { type FeatureCount, featureCounts, type TrainedFeatures } from "../trained-features.js";
import {
  GRID,
  isOf,
  NOISE,
  type PlateauData,
  type PlateausStore,
  problemOf,
  SAMPLES,
} from "./plateaus-state.js";

/** The figure of the staircase: number of learned features, and local exponent of the risk. */
export function staircaseFigure(
  store: PlateausStore,
  data: PlateauData,
  networks: readonly TrainedFeatures[],
) {
  const { values } = store;
  let steps: FeatureStep[] = [];
  const counts = () => (values.network === "quadratic" ? featureCounts(networks, problemOf(values)) : []);
  let stepsOf: Problem | undefined;
  const caption = steady("Above, the number K of learned features; below, the slope of the risk.", () =>
    isOf(values, stepsOf) && isOf(values, data.problem) ? words() : undefined,
  );
  const words = () =>
    values.network === "quadratic"
      ? `${stepsCaption(values, data.points, steps)} ${countsSentence(counts())}`
      : smoothCaption(data.points);
  const figure = liveFigure({
    name: "staircase",
    store,
    depends: ["network", "d", "gamma", "lambda", "samples"],
    title: () =>
      values.network === "quadratic"
        ? "Features come one at a time; where they are far apart, the risk falls in waves"
        : "Averaged over Gaussian teachers, the steps of the diagonal network are smoothed out",
    controls: [
      boundSegments(store, "gamma", { label: "Teacher decay γ", values: [1, 1.5, 3] }),
      boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: 1e-3, max: 100 }),
    ],
    draw(width) {
      const { network, d, gamma, lambda, samples } = values;
      const at = data.points.find(({ effectiveSamples }) => effectiveSamples >= samples);
      return featureStaircase(data.points, steps, {
        width,
        network,
        d,
        gamma,
        noise: NOISE,
        lambda,
        end: data.end,
        samples: SAMPLES,
        reader: {
          effectiveSamples: samples,
          features: network === "quadratic" ? featuresAt(steps, samples) : (at?.features ?? 0),
          exponent: at?.exponent ?? Number.NaN,
        },
        trained: counts(),
        findings: [caption(), "The local exponent of the risk against effective samples."],
        onDrag: (value) => store.set({ samples: value }),
      });
    },
    caption,
    rows: () => rowsOf(data.points.map((point) => ({ ...problemOf(values), ...point }))),
    command: () => {
      const [from, to] = SAMPLES;
      return phaseCommand(problemOf(values), { from, to, count: GRID.length }, values.lambda);
    },
  });
  liveData(
    store,
    ["network", "d", "gamma", "lambda"],
    async (now) => {
      const problem = problemOf(now);
      return { problem, found: await plateaus("background").steps(problem, SAMPLES) };
    },
    ({ problem, found }) => {
      steps = found;
      stepsOf = problem;
      figure.redraw();
    },
    (message) => figure.setCaption(`The steps could not be found: ${message}`),
  );
  return figure;
}

/** What the trained networks of these settings have learned, in words. */
function countsSentence(counts: readonly FeatureCount[]): string {
  if (counts.length === 0) return "No trained spectra at these settings.";
  const said = counts.map(
    ({ effectiveSamples, networks, mean, predicted }) =>
      `${formatNumber(mean)} at n_eff = ${formatNumber(effectiveSamples)} (${networks} networks; ${predicted} expected)`,
  );
  return `Trained networks (dots): ${said.join(", ")}${counts.some(({ mean }) => mean === 0) ? "; zero lies below the axis" : ""}.`;
}

/** K at a number of effective samples. */
export function featuresAt(steps: readonly FeatureStep[], effectiveSamples: number): number {
  const passed = steps.filter((step) => step.effectiveSamples <= effectiveSamples);
  return passed.length > 0 ? passed[passed.length - 1].to : (steps[0]?.from ?? 0);
}

/** How many steps the caption and its swing of the exponent are about. */
const COUNTED = 4;

/** Smallest and largest local exponent between two numbers of effective samples, the ends left out. */
export function swing(
  points: readonly PlateauPoint[],
  from: number,
  to: number,
): { least: number; most: number } {
  const inside = points
    .filter(({ effectiveSamples: n, converged }) => converged && n > 1.03 * from && n < to)
    .map(({ exponent }) => exponent);
  return { least: Math.min(...inside), most: Math.max(...inside) };
}

function stepsCaption(
  values: PlateausStore["values"],
  points: readonly PlateauPoint[],
  steps: readonly FeatureStep[],
): string {
  const rises = steps.filter(({ from, to }) => to === from + 1 && to <= COUNTED);
  if (points.length === 0 || rises.length === 0)
    return "Above, the number K of learned features; below, the slope of the risk in a log-log plot.";
  const places = rises.map(({ effectiveSamples }) => formatNumber(effectiveSamples));
  const list =
    places.length > 1 ? `${places.slice(0, -1).join(", ")} and ${places[places.length - 1]}` : places[0];
  const [first, last] = [rises[0].effectiveSamples, rises[rises.length - 1].effectiveSamples];
  const sentences = [
    `At γ = ${values.gamma} and λ = ${formatNumber(values.lambda)} the first ${rises.length === 1 ? "feature appears" : `${rises.length} steps are`} at n_eff = ${list}.`,
  ];
  if (rises.length > 1) {
    const { least, most } = swing(points, first, last);
    const { id, exponents } = phaseAt({
      ...problemOf(values),
      effectiveSamples: Math.max(Math.sqrt(first * last), 1.01 * values.lambda * Math.sqrt(values.d)),
    });
    sentences.push(
      `Between the first and the last of them the slope of the risk lies between ${formatExponent(least)} and ${formatExponent(most)}${
        exponents.samples === null
          ? "."
          : `; the rate of phase ${id} is ${formatExponent(exponents.samples)} (dashed).`
      }`,
    );
  }
  if (steps.some(({ from, to }) => to < from))
    sentences.push(
      "Where K steps down, the noise bulk has grown over a feature again: the approach to interpolation.",
    );
  sentences.push("Thin vertical lines mark the same steps in both panels.");
  return sentences.join(" ");
}

function smoothCaption(points: readonly PlateauPoint[]): string {
  if (points.length === 0)
    return "Above, the expected number of learned features; below, the slope of the risk.";
  const half = points.find(({ features }) => features >= 1);
  return `Above, the expected number of learned features of the diagonal network${
    half ? `: it reaches one at n_eff = ${formatNumber(half.effectiveSamples)}` : ""
  }. A weight of size i^(−γ) on average may be of any size in one teacher, so that the average has no steps; one given teacher has them. Below, the slope of the risk, with the rates of the phases dashed.`;
}
