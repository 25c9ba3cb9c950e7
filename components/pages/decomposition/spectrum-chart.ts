import { svg } from "htl";
import { facts } from "../../../theory/networks.js";
import { bottomAxis, logAxis } from "../../charts/axes.js";
import { px } from "../../charts/px.js";
import { color, type Meaning, textColor } from "../../encoding.js";
import { formatNumber } from "../../numbers.js";
import type { SpectrumPiece, SpectrumRows } from "../../spectrum-rows.js";
import type { Term } from "./terms.js";

export interface TermSpectrumOptions {
  width: number;
  height: number;
  domain: readonly [number, number];
  /** How many of the teacher's features have an eigenvalue (weight) of their own class: the learned ones. */
  learned: number;
  finding: string;
}

/** What the parts of the picture are drawn from. */
function sceneOf(rows: SpectrumRows, { width, height, domain, learned }: TermSpectrumOptions) {
  const [left, right, top, base] = [16, width - 12, 22, height - 104];
  const x = logAxis(domain, [left, right]);
  const matrix = facts(rows.network).shape === "matrix";
  const areas = rows.pieces
    .filter((piece) => isArea(piece, rows))
    .map((piece) => ({
      // What several features of a matrix share is the band, be it noise or a crowd.
      kind: matrix ? ("bulk" as const) : piece.kind,
      crowd: piece.kind === "spike",
      curve: curveOf(piece, rows.d, domain),
    }));
  const tallest = Math.max(1e-300, ...areas.flatMap(({ curve }) => curve.map(([, y]) => y)));
  const y = (value: number) => base - (0.86 * (base - top) * value) / tallest;
  const alone = rows.pieces.filter((piece) => !isArea(piece, rows) && piece.position >= domain[0]);
  const teacher = rows.teacher.filter(({ value }) => value >= domain[0] && value <= domain[1]);
  const bandEnds = areas.flatMap(({ kind, curve }) => (kind === "bulk" ? curve : [])).map(([at]) => x(at));
  return {
    ...{ left, right, top, base, x, y, matrix, areas, alone },
    teacherY: base + 74,
    band: bandEnds.length > 0 ? ([Math.min(...bandEnds), Math.max(...bandEnds)] as const) : undefined,
    hidden: teacher.filter(({ rank }) => rank > learned).map(({ value }) => x(value)),
    shown: teacher.filter(({ rank }) => rank <= learned).map(({ value }) => x(value)),
  };
}

type Scene = ReturnType<typeof sceneOf>;

/** The densities of one kind. */
function densities({ areas, x, y, base }: Scene, kind: "bulk" | "spike", meaning: Meaning): SVGElement[] {
  return areas.flatMap((area) => {
    const line = area.curve.map(([at, value]) => `${px(x(at))},${px(y(value))}`);
    if (area.kind !== kind || line.length < 2) return [];
    const [from, to] = [area.curve[0][0], area.curve[area.curve.length - 1][0]].map((at) => px(x(at)));
    return [
      svg`<path d=${`M${from},${base}L${line.join("L")}L${to},${base}Z`} fill=${color(meaning)} fill-opacity="0.35"></path>` as SVGElement,
      svg`<path d=${`M${line.join("L")}`} fill="none" stroke=${color(meaning)} stroke-width="2"></path>` as SVGElement,
    ];
  });
}

/** The band, with its name. */
function bandMarks(scene: Scene) {
  const { band, base, left, right, areas, matrix } = scene;
  const name = matrix && areas.some(({ crowd }) => crowd) ? "crowded features" : "noise";
  return [
    densities(scene, "bulk", "bulk"),
    band
      ? svg`<text class="direct" x=${px(clamp((band[0] + band[1]) / 2, left + 50, right - 60))} y=${base - 8} text-anchor="middle" fill=${textColor("bulk")}>${name}</text>`
      : null,
  ];
}

/** The learned features, single or as a density, and the teacher's that they come from. */
function featureMarks(scene: Scene) {
  const { areas, alone, shown, x, y, left, right, top, base, teacherY } = scene;
  const stem = base - 0.5 * (base - top);
  const peak = areas
    .flatMap(({ kind, curve }) => (kind === "spike" ? curve : []))
    .reduce<[number, number] | undefined>(
      (best, point) => (best && best[1] >= point[1] ? best : point),
      undefined,
    );
  const [fill, hue] = [textColor("approximation"), color("approximation")];
  return [
    densities(scene, "spike", "approximation"),
    alone.map(({ position }) => [
      svg`<line x1=${px(x(position))} x2=${px(x(position))} y1=${base} y2=${stem} stroke=${hue} stroke-width="2.5"></line>`,
      svg`<circle cx=${px(x(position))} cy=${stem} r="3.5" fill=${hue}></circle>`,
    ]),
    alone.length > 0
      ? svg`<text class="direct" x=${right} y=${stem - 10} text-anchor="end" fill=${fill}>learned features</text>`
      : peak
        ? svg`<text class="direct" x=${px(clamp(x(peak[0]), left + 60, right - 60))} y=${px(y(peak[1]) - 10)} text-anchor="middle" fill=${fill}>learned features</text>`
        : null,
    shown.map(
      (at) =>
        svg`<circle cx=${px(at)} cy=${teacherY} r="3.4" fill="var(--theme-background)" stroke=${hue} stroke-width="1.75"></circle>`,
    ),
  ];
}

/** The teacher's features that are hidden. */
function hiddenMarks({ hidden, left, right, teacherY, matrix }: Scene) {
  return [
    hidden.map((at) => svg`<circle cx=${px(at)} cy=${teacherY} r="3.4" fill=${color("hidden")}></circle>`),
    hidden.length > 0
      ? svg`<text class="direct" x=${px(clamp(Math.max(...hidden), left + 170, right))} y=${teacherY + 20} text-anchor="end" fill=${textColor("hidden")}>${matrix ? "features in the band" : "hidden features"}</text>`
      : null,
  ];
}

/** Lines from the ends of the band to the ends of the hidden features. */
function tieMark({ band, hidden, base, teacherY }: Scene) {
  const ends = [Math.min(...hidden), Math.max(...hidden)];
  const path =
    band && hidden.length > 0
      ? band.map((at, k) => `M${px(at)},${base + 2}L${px(ends[k])},${teacherY - 12}`)
      : [];
  return svg`<path d=${path.join("")} fill="none" stroke=${color("teacher")} stroke-width="1.75" stroke-dasharray="2 3"></path>`;
}

/**
 * The spectrum at the reader's point, each part marked with the term it costs: the band (overfitting), the outliers
 * (approximation), the teacher's features in the band (underfitting), and the tie between these and the band (alignment).
 */
export function termSpectrum(rows: SpectrumRows, options: TermSpectrumOptions): SVGSVGElement {
  const { width, height, finding } = options;
  const scene = sceneOf(rows, options);
  const { left, top, base, x, teacherY } = scene;
  const part = (term: Term, content: unknown[]) => svg`<g data-part=${term}>${content.flat(3)}</g>`;
  const zero = Math.round(rows.zeroMass * rows.d);
  return svg`<svg class="plot term-spectrum" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${finding}>
    ${part("overfitting", bandMarks(scene))}
    ${part("approximation", featureMarks(scene))}
    ${part("underfitting", hiddenMarks(scene))}
    ${part("alignment", [tieMark(scene)])}
    <text class="note" x=${left} y=${top - 8}>learned ${facts(rows.network).words.weights}${zero > 0 ? `, ${formatNumber(zero)} more exactly zero` : ""}</text>
    ${bottomAxis(x, base, { title: "", spacing: 44 })}
    <text class="note" x=${left} y=${teacherY + 20}>teacher</text>
  </svg>` as SVGSVGElement;
}

/** A density unless it is a single eigenvalue. */
const isArea = ({ kind, count }: SpectrumPiece, { network }: SpectrumRows) =>
  facts(network).shape === "vector" || kind === "bulk" || count > 1.5;

/** Density per decade, cut at the ends of the axis. */
function curveOf(
  piece: SpectrumPiece,
  d: number,
  [low, high]: readonly [number, number],
): [number, number][] {
  let mass = 0;
  for (let i = 1; i < piece.x.length; i++)
    mass += 0.5 * (piece.density[i] + piece.density[i - 1]) * (piece.x[i] - piece.x[i - 1]);
  const scale = mass > 0 ? piece.count / d / mass : 0;
  const points: [number, number][] = [];
  for (let i = 0; i < piece.x.length; i++) {
    const at = piece.x[i];
    if (at >= low && at <= high) points.push([at, piece.density[i] * scale * at]);
  }
  return points;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
