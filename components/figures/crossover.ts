import { svg } from "htl";
import {
  type Crossover,
  type CrossoverPoint,
  crossoverExponents,
  crossoverShape,
} from "../../theory/crossovers.js";
import {
  type ChartAxis,
  chart,
  curveLabels,
  custom,
  type LinePoint,
  landmark,
  theoryLine,
} from "../charts/chart.js";
import { decade, formatExponent } from "../numbers.js";

/** One dimension's line. */
export interface CrossoverLine {
  crossover: Crossover;
  points: readonly CrossoverPoint[];
}

export interface CrossoverOptions {
  width: number;
  /** n_eff over the predicted place: the axis of both panels. */
  xs: readonly [number, number];
  findings: readonly [string, string];
}

/** Dashes that tell the dimensions apart; the largest is solid. */
const DASHES = ["2 3", "6 3", "10 3", undefined];

/** The risk through a crossover at several dimensions, each over its value at the predicted place, and under it the local exponents. */
export function crossoverPanels(lines: readonly CrossoverLine[], options: CrossoverOptions): SVGSVGElement[] {
  const { width, xs, findings } = options;
  const x: ChartAxis = { domain: xs, title: "" };
  const first = lines[0]?.crossover;
  const slow = first?.id === "IV-V";
  const place = landmark(1, "predicted place");
  const named = (value: (point: CrossoverPoint, line: CrossoverLine) => number) =>
    lines.map((line, i) => ({
      text: `d = ${decade(Math.round(Math.log10(line.crossover.d)))}`,
      points: line.points.map((point) => ({
        x: point.x,
        y: value(point, line),
        converged: point.converged,
      })),
      dash: DASHES[DASHES.length - lines.length + i],
    }));
  const risks = named((point, { points }) => point.excessRisk / atPlace(points));
  const exponents = named((point) => point.exponent);
  const draw = (curves: ReturnType<typeof named>) =>
    curves.map(({ points, dash }, i) =>
      theoryLine(points, { dash, width: i === curves.length - 1 ? 2.5 : 1.5 }),
    );
  return [
    chart({
      width,
      height: 250,
      x,
      y: { domain: slow ? [0.3, 30] : [1e-3, 1e4], title: "risk over its value there" },
      margin: { bottom: 26 },
      finding: findings[0],
      marks: [
        place,
        ...draw(risks),
        slow || risks.length === 0
          ? endLabels(risks)
          : curveLabels([{ text: "all d, one line", points: risks[risks.length - 1].points }]),
      ],
    }),
    chart({
      width,
      height: 230,
      x: {
        domain: xs,
        title: slow ? "effective samples over predicted onset" : "effective samples over predicted crossover",
      },
      y: {
        domain: slow ? [-1, 1.2] : [-2.4, -0.4],
        type: "linear",
        title: "local exponent",
        spacing: 36,
      },
      margin: { top: 8 },
      finding: findings[1],
      marks: [
        landmark(1, ""),
        ...(first ? [limits(first)] : []),
        ...(first && !slow && first.network === "quadratic" ? [shape(first.gamma)] : []),
        ...draw(exponents),
      ],
    }),
  ];
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
      const at = Math.min(right - 12, x(end.x));
      return svg`<text class="direct" x=${Math.round(at)} y=${Math.round(Math.max(top + 12, y(end.y) - 8))} text-anchor="middle" dy="0">${short}</text>`;
    })}</g>` as SVGElement;
  });
}

/** The risk at x = 1, between the two points about it. */
export function atPlace(points: readonly CrossoverPoint[]): number {
  const i = points.findIndex(({ x }) => x >= 1);
  if (i < 1) return Number.NaN;
  const [a, b] = [points[i - 1], points[i]];
  const w = Math.log(1 / a.x) / Math.log(b.x / a.x);
  return a.excessRisk * (b.excessRisk / a.excessRisk) ** w;
}

/** The exponents of the two phases, each on its side. */
function limits(crossover: Crossover) {
  const { before, after } = crossoverExponents(crossover);
  const [left, right] = crossover.id === "IV-V" ? ["IV", "V"] : ["II", "III"];
  return custom((frame) => {
    const one = frame.x(1);
    const line = (value: number, from: number, to: number, x: number, dy: number, text: string) => {
      const at = Math.round(frame.y(value) * 10) / 10;
      return svg`<line class="guide" x1=${Math.round(from)} x2=${Math.round(to)} y1=${at} y2=${at}></line>
        <text class="guide-label" x=${Math.round(x)} y=${at + dy} text-anchor="end">${text}</text>`;
    };
    const below = crossover.id === "IV-V" ? 15 : -6;
    return svg`<g>
      ${line(before, frame.left, one, one - 6, below, `phase ${left}: ${formatExponent(before)}`)}
      ${after === null ? null : line(after, one, frame.right, frame.right - 4, 15, `phase ${right}: ${formatExponent(after)}`)}
    </g>` as SVGElement;
  });
}

/** The limit of large d from II to III. */
function shape(gamma: number) {
  return custom(({ x, y, left, right }) => {
    const points = Array.from({ length: 121 }, (_, i) => {
      const at = x.invert(left + ((right - left) * i) / 120);
      return `${Math.round((left + ((right - left) * i) / 120) * 10) / 10},${Math.round(y(crossoverShape(gamma, at)) * 10) / 10}`;
    });
    return svg`<path class="guide" fill="none" d=${`M${points.join("L")}`}></path>` as SVGElement;
  });
}
