import { svg } from "htl";
import { decade } from "../numbers.js";

export interface Margin {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** A map from a logarithmic (or linear) axis to pixels. */
export interface Axis {
  (value: number): number;
  invert(pixel: number): number;
  readonly domain: readonly [number, number];
  readonly range: readonly [number, number];
  readonly log: boolean;
}

export function logAxis(domain: readonly [number, number], range: readonly [number, number]): Axis {
  return axis(domain, range, true);
}

export function linearAxis(domain: readonly [number, number], range: readonly [number, number]): Axis {
  return axis(domain, range, false);
}

function axis(domain: readonly [number, number], range: readonly [number, number], log: boolean): Axis {
  const [a, b] = log ? [Math.log10(domain[0]), Math.log10(domain[1])] : domain;
  const [p, q] = range;
  const map = (value: number) => p + (((log ? Math.log10(value) : value) - a) / (b - a)) * (q - p);
  const invert = (pixel: number) => {
    const value = a + ((pixel - p) / (q - p)) * (b - a);
    return log ? 10 ** value : value;
  };
  return Object.assign(map, { invert, domain, range, log }) as Axis;
}

/** The powers of ten inside a domain, thinned so that labels stay `spacing` pixels apart. */
export function decadeTicks(
  scale: Axis,
  spacing = 44,
): { exponent: number; pixel: number; labelled: boolean }[] {
  const [a, b] = scale.domain.map((value) => Math.log10(value));
  const perDecade = Math.abs(scale.range[1] - scale.range[0]) / (b - a);
  const every = [1, 2, 3, 4, 5, 6, 10, 20].find((k) => k * perDecade >= spacing) ?? 20;
  const ticks = [];
  for (let k = Math.ceil(a - 1e-9); k <= b + 1e-9; k++)
    ticks.push({ exponent: k, pixel: scale(10 ** k), labelled: k % every === 0 });
  return ticks;
}

/** Round values inside a linear domain, about one per `spacing` pixels. */
export function linearTicks(scale: Axis, spacing = 60): number[] {
  const [a, b] = scale.domain;
  const wanted = Math.max(2, Math.abs(scale.range[1] - scale.range[0]) / spacing);
  const raw = (b - a) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * power).find((k) => k >= raw)!;
  const ticks = [];
  for (let k = Math.ceil(a / step - 1e-9); k * step <= b + 1e-9 * step; k++) ticks.push(k * step);
  return ticks;
}

export interface AxisText {
  title: string;
  /** The symbol after the title, in italics; "n_eff" has its subscript set. */
  symbol?: string;
  spacing?: number;
  ticks?: number[];
  format?: (value: number) => string;
}

/** The horizontal axis at height y. */
export function bottomAxis(scale: Axis, y: number, text: AxisText): SVGElement {
  const [x0, x1] = [Math.min(...scale.range), Math.max(...scale.range)];
  return svg`<g class="axis">
    <line x1=${x0} x2=${x1} y1=${y} y2=${y}></line>
    ${ticksOf(scale, text).flatMap(({ pixel, label }) => [
      svg`<line x1=${pixel} x2=${pixel} y1=${y} y2=${y + (label ? 6 : 3)}></line>`,
      label ? svg`<text x=${pixel} y=${y + 18} text-anchor="middle">${label}</text>` : null,
    ])}
    <text class="axis-title" x=${(x0 + x1) / 2} y=${y + 36} text-anchor="middle">${titleOf(text)}</text>
  </g>`;
}

/** The vertical axis at x; its title lies along it. */
export function leftAxis(scale: Axis, x: number, text: AxisText, titleOffset = 40): SVGElement {
  const [y0, y1] = [Math.min(...scale.range), Math.max(...scale.range)];
  return svg`<g class="axis">
    <line x1=${x} x2=${x} y1=${y0} y2=${y1}></line>
    ${ticksOf(scale, text).flatMap(({ pixel, label }) => [
      svg`<line x1=${x - (label ? 6 : 3)} x2=${x} y1=${pixel} y2=${pixel}></line>`,
      label ? svg`<text x=${x - 9} y=${pixel} dy="0.32em" text-anchor="end">${label}</text>` : null,
    ])}
    <text class="axis-title" text-anchor="middle" transform=${`translate(${x - titleOffset},${(y0 + y1) / 2}) rotate(-90)`}>${titleOf(text)}</text>
  </g>`;
}

function ticksOf(scale: Axis, text: AxisText): { pixel: number; label: string }[] {
  if (text.ticks || !scale.log) {
    const format = text.format ?? ((value: number) => String(Number(value.toPrecision(6))).replace("-", "−"));
    return (text.ticks ?? linearTicks(scale, text.spacing)).map((value) => ({
      pixel: scale(value),
      label: format(value),
    }));
  }
  return decadeTicks(scale, text.spacing).map(({ exponent, pixel, labelled }) => ({
    pixel,
    label: labelled ? decade(exponent) : "",
  }));
}

function titleOf({ title, symbol }: AxisText): unknown {
  if (!symbol) return title;
  const [base, sub] = symbol.split("_");
  return [
    `${title} `,
    svg`<tspan class="symbol">${base}</tspan>`,
    sub ? svg`<tspan class="symbol" dy="0.25em" font-size="75%">${sub}</tspan>` : null,
  ];
}

/** Keeps the marks that lie at least `gap` pixels from the last one kept. */
export function spread<T extends { position: number }>(marks: readonly T[], x: Axis, gap: number): T[] {
  let last = Number.NaN;
  return marks.filter(({ position }) => {
    const at = x(position);
    if (Math.abs(at - last) < gap) return false;
    last = at;
    return true;
  });
}
