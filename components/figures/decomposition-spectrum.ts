import { svg } from "htl";
import { bottomAxis, logAxis } from "../charts/axes.js";
import { color, textColor } from "../encoding.js";
import { formatNumber } from "../numbers.js";
import type { SpectrumPiece, SpectrumRows } from "../spectrum-rows.js";
import type { Term } from "../terms.js";
import { pointing } from "./decomposition.js";

export interface TermSpectrumOptions {
  width: number;
  height: number;
  domain: readonly [number, number];
  /** How many of the teacher's features have an eigenvalue (weight) of their own class: the learned ones. */
  learned: number;
  finding: string;
  onPoint?: (term: Term | undefined) => void;
}

/**
 * The spectrum at the reader's point, each part marked with the term it costs: the band (overfitting), the outliers
 * (approximation), the teacher's features in the band (underfitting), and the tie between these and the band (alignment).
 */
export function termSpectrum(rows: SpectrumRows, options: TermSpectrumOptions): SVGSVGElement {
  const { width, height, domain, learned, finding, onPoint } = options;
  const [left, right, top, base] = [16, width - 12, 22, height - 104];
  const x = logAxis(domain, [left, right]);
  const teacherY = base + 74;
  const quadratic = rows.network === "quadratic";
  // What several features of the quadratic network share is the band, be it noise or a crowd.
  const areas = rows.pieces
    .filter((piece) => isArea(piece, rows))
    .map((piece) => ({
      ...piece,
      crowd: piece.kind === "spike",
      kind: quadratic ? ("bulk" as const) : piece.kind,
    }));
  const curves = areas.map((piece) => curveOf(piece, rows.d, domain));
  const tallest = Math.max(1e-300, ...curves.flat().map(([, y]) => y));
  const y = (value: number) => base - (0.86 * (base - top) * value) / tallest;
  const alone = rows.pieces.filter((piece) => !isArea(piece, rows) && piece.position >= domain[0]);
  const stem = base - 0.5 * (base - top);
  const teacher = rows.teacher.filter(({ value }) => value >= domain[0] && value <= domain[1]);
  const hidden = teacher.filter(({ rank }) => rank > learned);
  const shownFeatures = teacher.filter(({ rank }) => rank <= learned);
  const group = (term: Term, ...content: unknown[]) =>
    pointing(svg`<g data-part=${term}>${content.flat(2)}</g>` as SVGElement, term, onPoint);
  const area = (kind: "bulk" | "spike", meaning: "bulk" | "approximation") =>
    areas.map((piece, i) => {
      const line = curves[i].map(([at, value]) => `${px(x(at))},${px(y(value))}`);
      if (piece.kind !== kind || line.length < 2) return [];
      const [from, to] = [curves[i][0][0], curves[i][curves[i].length - 1][0]].map((at) => px(x(at)));
      return [
        svg`<path d=${`M${from},${base}L${line.join("L")}L${to},${base}Z`} fill=${color(meaning)} fill-opacity="0.35"></path>`,
        svg`<path d=${`M${line.join("L")}`} fill="none" stroke=${color(meaning)} stroke-width="2"></path>`,
      ];
    });
  const featurePeak = areas
    .flatMap((piece, i) => (piece.kind === "spike" ? curves[i] : []))
    .reduce<[number, number] | undefined>(
      (best, point) => (best && best[1] >= point[1] ? best : point),
      undefined,
    );
  const bandEnds = areas.flatMap((piece, i) => (piece.kind === "bulk" ? curves[i] : [])).map(([at]) => x(at));
  const band: [number, number] | null =
    bandEnds.length > 0 ? [Math.min(...bandEnds), Math.max(...bandEnds)] : null;
  const hiddenEnds = hidden.map(({ value }) => x(value));
  const tie =
    band && hiddenEnds.length > 0
      ? `M${px(band[0])},${base + 2}L${px(Math.min(...hiddenEnds))},${teacherY - 12}M${px(band[1])},${base + 2}L${px(Math.max(...hiddenEnds))},${teacherY - 12}`
      : "";
  const zero = Math.round(rows.zeroMass * rows.d);
  return svg`<svg class="plot term-spectrum" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${finding}>
    ${group(
      "overfitting",
      ...[
        area("bulk", "bulk"),
        band
          ? svg`<text class="direct" x=${px(clamp((band[0] + band[1]) / 2, left + 50, right - 60))} y=${base - 8} text-anchor="middle" fill=${textColor("bulk")}>${areas.some(({ crowd }) => crowd && quadratic) ? "crowded features" : "noise"}</text>`
          : null,
      ],
    )}
    ${group(
      "approximation",
      ...[
        area("spike", "approximation"),
        alone.map(({ position }) => [
          svg`<line x1=${px(x(position))} x2=${px(x(position))} y1=${base} y2=${stem} stroke=${color("approximation")} stroke-width="2.5"></line>`,
          svg`<circle cx=${px(x(position))} cy=${stem} r="3.5" fill=${color("approximation")}></circle>`,
        ]),
        alone.length > 0
          ? svg`<text class="direct" x=${right} y=${stem - 10} text-anchor="end" fill=${textColor("approximation")}>learned features</text>`
          : featurePeak
            ? svg`<text class="direct" x=${px(clamp(x(featurePeak[0]), left + 60, right - 60))} y=${px(y(featurePeak[1]) - 10)} text-anchor="middle" fill=${textColor("approximation")}>learned features</text>`
            : null,
        shownFeatures.map(
          ({ value }) =>
            svg`<circle cx=${px(x(value))} cy=${teacherY} r="3.4" fill="var(--theme-background)" stroke=${color("approximation")} stroke-width="1.75"></circle>`,
        ),
      ],
    )}
    ${group(
      "underfitting",
      ...[
        hidden.map(
          ({ value }) =>
            svg`<circle cx=${px(x(value))} cy=${teacherY} r="3.4" fill=${color("hidden")}></circle>`,
        ),
        hidden.length > 0
          ? svg`<text class="direct" x=${px(clamp(Math.max(...hiddenEnds), left + 170, right))} y=${teacherY + 20} text-anchor="end" fill=${textColor("hidden")}>${quadratic ? "features in the band" : "hidden features"}</text>`
          : null,
      ],
    )}
    ${group("alignment", svg`<path d=${tie} fill="none" stroke=${color("teacher")} stroke-width="1.75" stroke-dasharray="2 3"></path>`)}
    <text class="note" x=${left} y=${top - 8}>learned ${rows.network === "quadratic" ? "eigenvalues" : "weights"}${zero > 0 ? `, ${formatNumber(zero)} more exactly zero` : ""}</text>
    ${bottomAxis(x, base, { title: "", spacing: 44 })}
    <text class="note" x=${left} y=${teacherY + 20}>teacher</text>
  </svg>` as SVGSVGElement;
}

/** A density unless it is a single eigenvalue. */
const isArea = ({ kind, count }: SpectrumPiece, { network }: SpectrumRows) =>
  network === "diagonal" || kind === "bulk" || count > 1.5;

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
const px = (value: number) => String(Math.round(value * 10) / 10);
