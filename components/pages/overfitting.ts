import { html } from "htl";
import { peakSamples } from "../../theory/interpolation-peak.js";
import { spectrum, spectrumDomain } from "../charts/spectrum.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { type DescentCurve, doubleDescent } from "../figures/double-descent.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { RISE, riskPeak } from "../peak.js";
import { phaseCommand } from "../phase-command.js";
import { rowsOf } from "../rows.js";
import { steady } from "../steady.js";
import type { SolvedPoint } from "../theory.worker.js";
import { solveCurve, solveOne } from "../theory-client.js";
import type { Trained } from "../trained.js";
import { fittedNoisePanel } from "./fitted-noise.js";
import {
  FAMILY,
  type OverfittingStore,
  overfittingStore,
  problemOf,
  riskFactor,
  SAMPLES,
  trainedAt,
} from "./overfitting-state.js";
import { overfittingExercises, overfittingSteps } from "./overfitting-story.js";
import { peakAgreement } from "./overfitting-trained.js";
import { peakHeightPanel } from "./peak-height.js";

const GRID = Array.from({ length: 161 }, (_, i) => SAMPLES[0] * (SAMPLES[1] / SAMPLES[0]) ** (i / 160));

/** The risk of a problem along n_eff at one weight decay; with the part that the bulk has fitted where `split`. */
export async function descent(
  values: Pick<OverfittingStore["values"], "network" | "d" | "gamma">,
  lambda: number,
  kind: string,
  grid: readonly number[] = GRID,
  split = true,
): Promise<DescentCurve> {
  const { d } = values;
  const solved = await solveCurve(
    grid.map((effectiveSamples) => ({ ...problemOf(values), alpha: effectiveSamples / d, lambda })),
    { decomposition: split },
    kind,
  );
  return {
    network: values.network,
    d,
    gamma: values.gamma,
    lambda,
    points: solved.map(({ solution, decomposition }) => ({
      effectiveSamples: solution.effectiveSamples,
      excessRisk: solution.excessRisk,
      fitted: riskFactor(values.network) * (decomposition?.overfitting ?? Number.NaN),
      converged: solution.converged,
    })),
  };
}

/** The page on overfitting. */
export function overfittingPage(trained: readonly Trained[]) {
  const store = overfittingStore();
  return {
    notices: addressNotices(store.notices),
    figure: mainFigure(store, trained),
    steps: overfittingSteps(store),
    peak: peakHeightPanel(store, trained),
    rho: fittedNoisePanel(store),
    agreement: peakAgreement(trained),
    exercises: overfittingExercises(store),
  };
}

interface DescentData {
  lit?: DescentCurve;
  family: DescentCurve[];
  solved?: SolvedPoint;
}

function mainFigure(store: OverfittingStore, trained: readonly Trained[]) {
  const { values } = store;
  const data: DescentData = { family: [] };
  const words = steady("The excess risk against effective samples, over a family of weight decays.", () =>
    data.lit && isOf(values, data.lit)
      ? caption(data.lit, data.solved, trainedAt(trained, values).length)
      : undefined,
  );
  const figure = liveFigure({
    name: "double-descent",
    store,
    depends: ["network", "d", "gamma", "lambda", "samples"],
    title: () => headline(data),
    controls: [
      boundSegments(store, "network", { label: "Network", values: ["diagonal", "quadratic"] }),
      boundChoice(store, "d", { label: "Dimension", symbol: "d", values: [50, 100, 200, 400] }),
      boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: [1, 1.5, 2] }),
      boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: 1e-4, max: 30 }),
      boundSlider(store, "samples", {
        label: "Effective samples",
        symbol: "n_eff",
        min: SAMPLES[0],
        max: SAMPLES[1],
      }),
    ],
    draw(width) {
      const { network, d, samples } = values;
      const beside = width >= 760;
      const left = beside ? Math.round(width * 0.58) - 8 : width;
      const height = beside ? 340 : width > 480 ? 235 : 290;
      const risk = doubleDescent(data.lit, data.family, trainedAt(trained, values), {
        width: left,
        height,
        network,
        d,
        samples: SAMPLES,
        risks: [5e-3, 120],
        reader: { effectiveSamples: samples, excessRisk: riskAt(data, samples) },
        finding: words(),
        onDrag: (value) => store.set({ samples: value }),
      });
      const weights =
        data.solved &&
        spectrum(data.solved.spectrum, {
          width: beside ? width - left - 16 : width,
          height: beside ? height : 215,
          view: "log",
          domain: spectrumDomain(data.solved.spectrum.teacher, network),
        });
      return html`<div class="figure-pair">${risk}${weights}</div>` as Element;
    },
    caption: words,
    rows: () =>
      rowsOf(
        [...(data.lit ? [data.lit] : []), ...data.family].flatMap(({ network, d, gamma, lambda, points }) =>
          points.map((point) => ({ network, d, gamma, lambda, ...point })),
        ),
      ),
    command: () => {
      const [from, to] = SAMPLES;
      return phaseCommand(problemOf(values), { from, to, count: GRID.length }, values.lambda);
    },
  });
  const failed = (message: string) => figure.setCaption(`The curves could not be solved: ${message}`);
  liveData(
    store,
    ["network", "d", "gamma", "lambda"],
    (now) => descent(now, now.lambda, "point"),
    (lit) => {
      data.lit = lit;
      figure.redraw();
    },
    failed,
  );
  liveData(
    store,
    ["network", "d", "gamma"],
    ({ network, d, gamma }) =>
      Promise.all(
        [...FAMILY]
          .reverse()
          .map((lambda) => descent({ network, d, gamma }, lambda, "background", FAINT, false)),
      ),
    (family) => {
      data.family = family.reverse();
      figure.redraw();
    },
    failed,
  );
  liveData(
    store,
    ["network", "d", "gamma", "lambda", "samples"],
    (now) => solveOne({ ...problemOf(now), lambda: now.lambda, alpha: now.samples / now.d }),
    (solved) => {
      data.solved = solved;
      figure.redraw();
    },
    failed,
  );
  return figure;
}

/** The faint family needs fewer points. */
const FAINT = GRID.filter((_, i) => i % 2 === 0);

function riskAt({ lit, solved }: DescentData, samples: number): number {
  if (solved && Math.abs(solved.solution.effectiveSamples / samples - 1) < 1e-9)
    return solved.solution.excessRisk;
  return lit?.points.find(({ effectiveSamples }) => effectiveSamples >= samples)?.excessRisk ?? Number.NaN;
}

function headline({ lit }: DescentData): string {
  if (!lit) return "The risk peaks where the samples suffice to fit the noise exactly";
  const peak = riskPeak(lit.points);
  const start = `At λ = ${formatNumber(lit.lambda)}`;
  if (!peak) return `${start} weight decay has removed the peak`;
  const { excessRisk, effectiveSamples } = peak.top;
  const near = Math.abs(Math.log(effectiveSamples / peakSamples(lit.network, lit.d))) < Math.log(1.2);
  const place = near
    ? `near n_eff = ${lit.network === "quadratic" ? "d/4" : "d"}`
    : `at n_eff = ${formatNumber(effectiveSamples)}`;
  return `${start} the risk peaks at ${formatNumber(excessRisk)}, ${place}`;
}

/** How much of the risk the fitted noise is, in words. It may exceed the risk by a little, as what the bulk learns of its features counts negative. */
function share({ fitted, excessRisk }: DescentCurve["points"][number]): string {
  const part = fitted / excessRisk;
  return part > 0.97 ? "nearly all of it" : `${formatNumber(100 * part)} % of it`;
}

/** Whether a curve is that of the present state. */
function isOf({ network, d, gamma, lambda }: OverfittingStore["values"], curve: DescentCurve): boolean {
  return curve.network === network && curve.d === d && curve.gamma === gamma && curve.lambda === lambda;
}

function caption(lit: DescentCurve, solved: SolvedPoint | undefined, dots: number): string {
  const peak = riskPeak(lit.points);
  const place = peakSamples(lit.network, lit.d);
  const sentences = [
    peak
      ? `With λ = ${formatNumber(lit.lambda)} the risk falls to ${formatNumber(peak.valley.excessRisk)} at n_eff = ${formatNumber(peak.valley.effectiveSamples)}, rises to ${formatNumber(peak.top.excessRisk)} at ${formatNumber(peak.top.effectiveSamples)} (dotted: ${formatNumber(place)}), and falls again; at the top ${share(peak.top)} is noise that the bulk has fitted (orange).`
      : `With λ = ${formatNumber(lit.lambda)} the risk never rises by more than ${formatNumber(100 * (RISE - 1))} % with more samples: no peak is left at n_eff = ${formatNumber(place)} (dotted).`,
  ];
  if (solved) {
    const { effectiveSamples, excessRisk } = solved.solution;
    sentences.push(
      `At the ring, n_eff = ${formatNumber(effectiveSamples)}, the risk is ${formatNumber(excessRisk)}; beside it, the learned weights there.`,
    );
  }
  sentences.push(
    `Grey: λ from ${formatNumber(FAMILY[0])} to ${formatNumber(FAMILY[FAMILY.length - 1])} by decades.`,
    dots === 0
      ? "No trained networks at these settings."
      : lit.network === "quadratic"
        ? "Dots: trained networks."
        : "Dots: trained networks; bars: state evolution of the very teachers that they had.",
  );
  return sentences.join(" ");
}
