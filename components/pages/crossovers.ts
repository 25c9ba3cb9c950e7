import type { Crossover } from "../../theory/crossovers.js";
import { crossoverDecay, crossoverExponents, crossoverShape, passes } from "../../theory/crossovers.js";
import { boundSegments } from "../controls/bound.js";
import { type CrossoverLine, crossoverPanels } from "../figures/crossover.js";
import { liveData, liveFigure } from "../live-figure.js";
import { decade, formatExponent, formatNumber } from "../numbers.js";
import { phaseCommand } from "../phase-command.js";
import { plateaus } from "../plateaus-client.js";
import { rowsOf } from "../rows.js";
import { NOISE, type PlateausStore } from "./plateaus-state.js";

/** The dimensions whose lines are drawn. */
export const DIMENSIONS = [1e3, 1e4, 1e5, 1e6];

/** Range of n_eff over the predicted place, in decades. */
const DECADES = { "IV-V": [-2, 2], "II-III": [-3, 1] } as const;

/** The crossovers and the points along them that the figure shows for a state of the page. */
export function crossoverRequest({
  network,
  crossover: id,
  bend: gamma,
}: Pick<PlateausStore["values"], "network" | "crossover" | "bend">): { list: Crossover[]; xs: number[] } {
  const [from, to] = DECADES[id];
  return {
    list: DIMENSIONS.map((d) => ({ id, network, d, gamma, noise: NOISE })),
    xs: Array.from({ length: 97 }, (_, i) => 10 ** (from + ((to - from) * i) / 96)),
  };
}

/** The figure of the two crossovers. */
export function crossoverFigure(store: PlateausStore) {
  const { values } = store;
  let lines: CrossoverLine[] = [];
  const caption = () => crossoverCaption(lines);
  // The crossover of the lines, which come a moment after the reader has chosen another.
  const shown = () => lines[0]?.crossover.id ?? values.crossover;
  const figure = liveFigure({
    name: "crossover",
    store,
    depends: ["network", "crossover", "bend"],
    title: () =>
      shown() === "IV-V"
        ? "The turn from decay to overfitting comes later than the powers alone predict"
        : "The risk steepens well before the last feature is learned, and falls as the square after it",
    controls: [
      boundSegments(store, "crossover", {
        label: "Crossover",
        values: ["IV-V", "II-III"],
        format: (id) => (id === "IV-V" ? "IV → V" : "II → III"),
      }),
      boundSegments(store, "bend", { label: "Teacher decay γ", values: [0.75, 1, 1.5] }),
    ],
    draw: (width) => {
      const [from, to] = DECADES[shown()];
      return crossoverPanels(lines, {
        width,
        xs: [10 ** from, 10 ** to],
        findings: [caption(), "The local exponent of the risk through the crossover."],
      });
    },
    caption,
    rows: () =>
      rowsOf(
        lines.flatMap(({ crossover, points }) =>
          points.map((point) => ({ ...crossover, lambda: crossoverDecay(crossover), ...point })),
        ),
      ),
    command: () => {
      const line = lines[lines.length - 1];
      if (!line) return "npm run -s cli -- phase --help";
      const n = line.points.map(({ effectiveSamples }) => effectiveSamples);
      return phaseCommand(
        line.crossover,
        { from: n[0], to: n[n.length - 1], count: n.length },
        crossoverDecay(line.crossover),
      );
    },
  });
  liveData(
    store,
    ["network", "crossover", "bend"],
    async (now) => {
      const { list, xs } = crossoverRequest(now);
      const curves = await plateaus("background").crossovers(list, xs);
      return list.map((crossover, i) => ({ crossover, points: curves[i] }));
    },
    (found) => {
      lines = found;
      figure.redraw();
    },
    (message) => figure.setCaption(`The crossover could not be solved: ${message}`),
  );
  return figure;
}

function crossoverCaption(lines: readonly CrossoverLine[]): string {
  if (lines.length === 0)
    return "The risk through a crossover at several dimensions, and its local exponent.";
  const { crossover, points } = lines[lines.length - 1];
  const d = `d = ${power(crossover.d)}`;
  const { before, after } = crossoverExponents(crossover);
  return crossover.id === "IV-V" ? onsetCaption() : tailCaption();

  function onsetCaption(): string {
    const turns = lines.map((line) => ({
      d: line.crossover.d,
      x: passes(line.points, 0, lowest(line.points)),
    }));
    const found = turns.filter((turn) => turn.x !== undefined);
    const spans = turns.flatMap((turn, i) =>
      turn.x === undefined ? [] : [{ d: turn.d, decades: Math.log10(turn.x / lowest(lines[i].points)) }],
    );
    const sentences = [
      found.length > 0
        ? `The risk turns at ${found.map(({ d, x }) => `${formatNumber(x as number, 2)} (d = ${power(d)})`).join(", ")} times the predicted onset of overfitting, which compares powers with constants of 1${crossover.network === "diagonal" ? " and leaves out powers of log d" : ""}.`
        : "At none of these dimensions does the risk turn before the peak begins.",
    ];
    if (spans.length > 0) {
      const [first, last] = [spans[0], spans[spans.length - 1]];
      sentences.push(
        `From its steepest value to zero the slope takes ${formatNumber(last.decades, 2)} decades of data at d = ${power(last.d)}${first === last ? "" : `, ${formatNumber(first.decades, 2)} at d = ${power(first.d)}`}.`,
      );
    }
    sentences.push(
      after === null
        ? `The asymptotic rate before is ${formatExponent(before)}; after it the risk rises as −1/log(n_eff/d), which has no exponent.`
        : `The asymptotic exponents, ${formatExponent(before)} and ${formatExponent(after)}, are limits of large d: the slope overshoots the second as the peak draws near.`,
      `λ = ${formatNumber(crossoverDecay(crossover))}, Δ = ${NOISE}; lines end where the peak begins.`,
    );
    return sentences.join(" ");
  }

  function tailCaption(): string {
    const inside = points.filter(({ x }) => x > 0.01 && x < 0.9);
    const at = (x: number) =>
      points.reduce((a, b) => (Math.abs(Math.log(b.x / x)) < Math.abs(Math.log(a.x / x)) ? b : a));
    const sentences = [
      `At ${d} the slope is ${formatExponent(at(0.1).exponent)} a decade before the smallest feature is learned, ${formatExponent(at(0.5).exponent)} at half the samples, and ${formatExponent(at(2).exponent)} at twice as many; the phases' exponents are ${formatExponent(before)} and ${formatExponent(after as number)}.`,
    ];
    if (crossover.network === "quadratic") {
      const worst = Math.max(
        ...inside.map(({ x, exponent }) => Math.abs(exponent - crossoverShape(crossover.gamma, x))),
      );
      sentences.push(
        `Dashed through the lower panel: the limit of large d, equation (3); from 0.01 to 0.9 this line is off by at most ${formatNumber(worst, 2)}. The ripples at small d are the waves of single features.`,
      );
    } else
      sentences.push(
        "The lines of all dimensions lie on each other here; the weights of the diagonal network have random sizes, which rounds the corner off.",
      );
    sentences.push(`λ = 100 d^(γ − 1/2), so that no noise is learned on the way.`);
    return sentences.join(" ");
  }
}

const power = (d: number) => decade(Math.round(Math.log10(d)));

/** Where the exponent is lowest: the x beyond which the crossover is looked for. */
function lowest(points: CrossoverLine["points"]): number {
  return points.reduce((a, b) => (b.exponent < a.exponent ? b : a)).x;
}
