import { meanWeight, peakRisk, peakSamples } from "../../theory/interpolation-peak.js";
import type { Network } from "../../theory/parameters.js";
import { boundChoice, boundSegments } from "../controls/bound.js";
import { type PeakLine, peakHeight } from "../figures/peak-height.js";
import { liveData, liveFigure } from "../live-figure.js";
import { decade, formatExponent, formatNumber } from "../numbers.js";
import { phaseCommand } from "../phase-command.js";
import { rowsOf } from "../rows.js";
import { solveCurve } from "../theory-client.js";
import { medianDeviation, type Trained } from "../trained.js";
import { NOISE, type OverfittingStore, trainedPeaks } from "./overfitting-state.js";

/** Range of weight decays, and the points along it. */
export const LAMBDAS = [1e-7, 10] as const;
const GRID = Array.from({ length: 65 }, (_, i) => LAMBDAS[1] * (LAMBDAS[0] / LAMBDAS[1]) ** (i / 64));

/** The dimensions that are drawn: those of the trained networks, and large ones. */
export const DIMENSIONS: Record<Network, readonly number[]> = {
  diagonal: [100, 400, 1e6],
  quadratic: [50, 100, 1e4, 1e6],
};

/** The risk at the place of the peak against weight decay. */
export async function peakLine(network: Network, d: number, gamma: number): Promise<PeakLine> {
  const alpha = peakSamples(network, d) / d;
  const solved = await solveCurve(
    GRID.map((lambda) => ({ network, d, gamma, noise: NOISE, alpha, lambda })),
    { exponents: true },
    "background",
  );
  const points = solved
    .map(({ solution, exponents }) => ({
      lambda: solution.lambda,
      excessRisk: solution.excessRisk,
      exponent: exponents?.lambda ?? Number.NaN,
      cut: solution.cut,
      converged: solution.converged,
    }))
    .reverse();
  return { d, points, stop: stopOf(points, meanWeight({ network, d, gamma })) };
}

/** Where the cut falls to the teacher's mean eigenvalue s̄, between two points; undefined where it does not, or s̄ = 0. */
export function stopOf(points: PeakLine["points"], mean: number): PeakLine["stop"] {
  for (let i = points.length - 1; i > 0; i--) {
    const [a, b] = [points[i - 1], points[i]];
    if (!(mean > 0 && a.cut <= mean && b.cut > mean)) continue;
    const w = Math.log(mean / a.cut) / Math.log(b.cut / a.cut);
    return {
      lambda: a.lambda * (b.lambda / a.lambda) ** w,
      excessRisk: a.excessRisk * (b.excessRisk / a.excessRisk) ** w,
      exponent: a.exponent + w * (b.exponent - a.exponent),
    };
  }
  return undefined;
}

/** What the figure shows. */
interface Shown {
  network: Network;
  gamma: number;
  lines: readonly PeakLine[];
}

/** The figure of the peak's height. */
export function peakHeightPanel(store: OverfittingStore, trained: readonly Trained[]) {
  const { values } = store;
  // The lines come a moment after the reader has chosen another network or teacher: what they are of stays with them.
  let shown: Shown = { network: values.network, gamma: values.gamma, lines: [] };
  const dots = () => trainedPeaks(trained, shown.network, shown.gamma);
  const caption = () =>
    peakCaption(
      shown,
      dots(),
      [1, 1.5, 2].filter((gamma) => trainedPeaks(trained, shown.network, gamma).length > 0),
    );
  const figure = liveFigure({
    name: "peak-height",
    store,
    depends: ["network", "gamma"],
    title: () =>
      shown.network === "diagonal"
        ? "The less weight decay, the higher the peak: λ to the −2/3, at every dimension"
        : "The less weight decay, the higher the peak, until the teacher's own mean stops it",
    controls: [
      boundChoice(store, "network", { label: "Network", values: ["diagonal", "quadratic"] }),
      boundSegments(store, "gamma", { label: "Teacher decay γ", values: [1, 1.5, 2] }),
    ],
    draw: (width) =>
      peakHeight(shown.lines, dots(), {
        width,
        network: shown.network,
        lambdas: LAMBDAS,
        law: { lambda: 1e-4, excessRisk: peakRisk(shown.network, NOISE, 1e-4) },
        findings: [caption(), "The local exponent of the peak's height against weight decay."],
      }),
    caption,
    rows: () =>
      rowsOf(
        shown.lines.flatMap(({ d, points }) =>
          points.map((point) => ({
            network: shown.network,
            d,
            gamma: shown.gamma,
            noise: NOISE,
            alpha: peakSamples(shown.network, 1),
            ...point,
          })),
        ),
      ),
    command: () => {
      const { network, gamma } = shown;
      const [from, to] = LAMBDAS;
      return phaseCommand({ network, d: 100, gamma, noise: NOISE }, peakSamples(network, 100), {
        from,
        to,
        count: GRID.length,
      });
    },
  });
  liveData(
    store,
    ["network", "gamma"],
    async ({ network, gamma }) => ({
      network,
      gamma,
      lines: await Promise.all(DIMENSIONS[network].map((d) => peakLine(network, d, gamma))),
    }),
    (found) => {
      shown = found;
      figure.redraw();
    },
    (message) => figure.setCaption(`The peaks could not be solved: ${message}`),
  );
  return figure;
}

const nameOf = (d: number) => (d >= 1000 ? decade(Math.round(Math.log10(d))) : String(d));

/** The local exponent nearest to a weight decay. */
function exponentAt({ points }: PeakLine, lambda: number): number {
  return points.reduce((a, b) =>
    Math.abs(Math.log(b.lambda / lambda)) < Math.abs(Math.log(a.lambda / lambda)) ? b : a,
  ).exponent;
}

function peakCaption(
  { network, gamma, lines }: Shown,
  dots: readonly Trained[],
  elsewhere: readonly number[],
): string {
  if (lines.length === 0) return "The risk at the place of the peak against weight decay.";
  const large = lines[lines.length - 1];
  const sentences: string[] = [];
  if (network === "diagonal") {
    sentences.push(
      `At d = ${nameOf(large.d)} the slope is ${formatExponent(exponentAt(large, 1e-1))} at λ = 0.1, ${formatExponent(exponentAt(large, 1e-2))} at 0.01 and ${formatExponent(exponentAt(large, 1e-4))} at 10⁻⁴; the law is −0.67.`,
      "Its weights have either sign, so that nothing stops the law.",
    );
  } else {
    const small = lines.find(({ d }) => d === 100) ?? lines[0];
    const bottom = small.points[0];
    if (small.stop)
      sentences.push(
        `At d = ${nameOf(small.d)} the cut falls to the teacher's mean eigenvalue, ${formatNumber(meanWeight({ network, d: small.d, gamma }))}, at λ = ${formatNumber(small.stop.lambda)} (square); the slope is ${formatExponent(small.stop.exponent)} there, and the risk levels off at ${formatNumber(bottom.excessRisk)}.`,
      );
    sentences.push(
      large.stop
        ? `At d = ${nameOf(large.d)} that happens at λ = ${formatNumber(large.stop.lambda)}; before, at λ = 10⁻³, the slope is ${formatExponent(exponentAt(large, 1e-3))}, and the law is −0.67.`
        : `At d = ${nameOf(large.d)} the cut stays above it; the slope is ${formatExponent(exponentAt(large, 1e-3))} at λ = 10⁻³, and the law is −0.67.`,
    );
  }
  const dimensions = [...new Set(dots.map(({ d }) => d))].sort((a, b) => a - b);
  const shapes = ["dots", "squares", "triangles", "diamonds"];
  sentences.push(
    dots.length > 0
      ? `Trained networks: ${dimensions.map((d, i) => `${shapes[i % shapes.length]} d = ${d}`).join(", ")}; median deviation from state evolution ${formatNumber(100 * medianDeviation(dots), 2)} %.`
      : elsewhere.length > 0
        ? `No trained networks at this γ; there are some at γ = ${elsewhere.join(" and ")}.`
        : "No trained networks of this kind yet.",
    "The dashed line is the leading order with its own constant, drawn a little higher.",
  );
  return sentences.join(" ");
}
