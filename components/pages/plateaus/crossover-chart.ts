import { svg } from "htl";
import { type CrossoverId, crossoverExponents, crossoverShape } from "../../../theory/crossovers.js";
import { facts } from "../../../theory/networks.js";
import { chart, curveLabels, custom, type LinePoint, landmark } from "../../charts/chart.js";
import { dimensionLines } from "../../charts/dimension-lines.js";
import { level } from "../../charts/level.js";
import { pointsOf } from "../../charts/points.js";
import { px } from "../../charts/px.js";
import { at } from "../../charts/read-curve.js";
import { formatDimension, formatExponent } from "../../numbers.js";
import { type CrossoverLine, MULTIPLES } from "./solved.js";

/** What differs between the two crossovers: axes, and the phases on either side. */
const VIEWS = {
  "IV-V": {
    risks: [0.3, 30],
    exponents: [-1, 1.2],
    title: "effective samples over predicted onset",
    phases: ["IV", "V"],
  },
  "II-III": {
    risks: [1e-3, 1e4],
    exponents: [-2.4, -0.4],
    title: "effective samples over predicted crossover",
    phases: ["II", "III"],
  },
} as const;

/** The risk at several dimensions, each over its value at the predicted place. */
export function riskChart(
  lines: readonly CrossoverLine[],
  id: CrossoverId,
  width: number,
  finding: string,
): SVGSVGElement {
  const risks = lines.map(({ points }) => {
    const there = at(pointsOf(points, "x", "excessRisk"), 1);
    return pointsOf(points, "x", ({ excessRisk }) => excessRisk / there);
  });
  return chart({
    width,
    height: 250,
    x: { domain: MULTIPLES[id], title: "" },
    y: { domain: VIEWS[id].risks, title: "risk over its value there" },
    margin: { bottom: 26 },
    finding,
    marks: [
      landmark(1, "predicted place"),
      ...dimensionLines(risks),
      id === "IV-V"
        ? endLabels(
            lines.map(({ crossover: { d } }, i) => ({ text: `d = ${formatDimension(d)}`, points: risks[i] })),
          )
        : curveLabels([{ text: "all d, one line", points: risks[risks.length - 1] }]),
    ],
  });
}

/** The local exponents at several dimensions, with those of the two phases and the limit of large d where it is known. */
export function exponentChart(
  lines: readonly CrossoverLine[],
  id: CrossoverId,
  width: number,
): SVGSVGElement {
  const { crossover } = lines[0];
  const { before, after } = crossoverExponents(crossover);
  const [left, right] = VIEWS[id].phases;
  return chart({
    width,
    height: 230,
    x: { domain: MULTIPLES[id], title: VIEWS[id].title },
    y: { domain: VIEWS[id].exponents, type: "linear", title: "local exponent", spacing: 36 },
    margin: { top: 8 },
    finding: "The local exponent of the risk through the crossover.",
    marks: [
      landmark(1, ""),
      level(before, `phase ${left}: ${formatExponent(before)}`, { to: 1, below: id === "IV-V" }),
      ...(after === null
        ? []
        : [level(after, `phase ${right}: ${formatExponent(after)}`, { from: 1, below: true })]),
      ...(id === "II-III" && !facts(crossover.network).randomTeacher ? [shape(crossover.gamma)] : []),
      ...dimensionLines(lines.map(({ points }) => pointsOf(points, "x", "exponent"))),
    ],
  });
}

/** Names above the right ends of lines that end apart from each other. */
function endLabels(lines: readonly { text: string; points: readonly LinePoint[] }[]) {
  return custom(({ x, y, top, right }) => {
    let last = Number.NEGATIVE_INFINITY;
    return svg`<g>${lines.map(({ text, points }) => {
      const end = points.filter((point) => x(point.x) <= right && y(point.y) >= top).at(-1);
      if (!end) return null;
      const short = x(end.x) - last < 70 && last > 0 ? text.replace("d = ", "") : text;
      last = x(end.x);
      return svg`<text class="direct" x=${Math.round(Math.min(right - 12, x(end.x)))} y=${Math.round(Math.max(top + 12, y(end.y) - 8))} text-anchor="middle" dy="0">${short}</text>`;
    })}</g>` as SVGElement;
  });
}

/** The limit of large d from II to III, as a claim. */
const shape = (gamma: number) =>
  custom(({ x, y, left, right }) => {
    const points = Array.from({ length: 121 }, (_, i) => {
      const pixel = left + ((right - left) * i) / 120;
      return `${px(pixel)},${px(y(crossoverShape(gamma, x.invert(pixel))))}`;
    });
    return svg`<path class="guide" fill="none" d=${`M${points.join("L")}`}></path>` as SVGElement;
  });
