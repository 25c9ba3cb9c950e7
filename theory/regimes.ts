// Where each phase of the excess risk holds: the (n_eff, λ) plane cut into regions.
// Result 1 (Δ > 0) and Result 4 (Δ = 0) of arXiv:2509.24882, with constants 1; derived on the page phase-diagram.
import { facts } from "./networks.js";
import { checkParameter, type Network } from "./parameters.js";
import { type Phase, type PhaseId, phase } from "./phases.js";

export { type Exponents, PHASE_IDS, type Phase, type PhaseId, phases } from "./phases.js";

/** The problem whose plane is cut. */
export interface PlaneProblem {
  network: Network;
  /** Input dimension, an integer ≥ 2. */
  d: number;
  /** Exponent of the teacher's power law, > 1/2. */
  gamma: number;
  /** Label noise variance Δ ≥ 0. */
  noise: number;
}

/** Half-width of the interpolation peak: a factor √2 in n_eff on either side. A convention; the risk has no kink there. */
const PEAK = Math.SQRT2;

/** The dividing lines of one plane, all straight in logarithmic coordinates. */
interface Plane extends PlaneProblem {
  /** Ia ends: the first feature stands out of the noise, n_eff = max(1, Δ). */
  start: number;
  /** V begins: overfitted noise Δρ(n_eff/d) overtakes the rate of IV. */
  overfit: number;
  peakLeft: number;
  peakRight: number;
  /** Noiseless recovery: n_eff = d (diagonal), d/2 (quadratic). */
  recovery: number;
  /** Below it the risk of unseen features, n_eff^{1−2γ}, exceeds Δ; between `start` and `recovery`. */
  signal: number;
  /** VIb begins: the smallest feature stands out of the noise, n_eff = Δd^{2γ}. */
  dissolved: number;
}

function makePlane({ network, d, gamma, noise }: PlaneProblem): Plane {
  const { peakLoad, recoveryLoad } = facts(network);
  const peak = peakLoad * d;
  const recovery = recoveryLoad * d;
  const peakLeft = peak / PEAK;
  const peakRight = peak * PEAK;
  const start = Math.min(Math.max(1, noise), peakLeft);
  const unseen = noise > 0 ? noise ** (-1 / (2 * gamma - 1)) : recovery;
  const signal = Math.min(Math.max(unseen, start), recovery);
  const overfit = Math.min(
    Math.max(noise > 0 ? overfittingOnset({ network, d, gamma, noise }) : recovery, signal, start),
    peakLeft,
  );
  const dissolved = Math.max(noise * d ** (2 * gamma), peakRight, recovery);
  return { network, d, gamma, noise, start, overfit, peakLeft, peakRight, recovery, signal, dissolved };
}

/**
 * The n_eff at which the noise fitted by interpolation, Δρ(n_eff/d), equals the rate of phase IV, (Δ/n_eff)^{1−1/(2γ)}.
 *
 * Both follow from state evolution as λ → 0, where D = α (diagonal) or 2α (quadratic) fixes the cut by the noise alone.
 * Quadratic: a semicircle cut at distance δs from its edge has D = 8s^{5/2}/(15π), hence ρ(t) = t^{2/5} (with constant 0.77) and the
 * onset d^{4γ/(14γ−5)} at Δ = 1. Diagonal: 2Φ̄(c/δ) = α, so c² ≈ 2δ²L with L = log(d/n_eff); ρ = 1/L, and features below the cut are
 * lost, which makes the rate (LΔ/n_eff)^{1−1/(2γ)}: the onset is a power of log d. Derived here; Result 1 states ρ near n_eff = d.
 * The risk's minimum lies beyond, by a factor of about 5 (quadratic) and a power of log d (diagonal).
 *
 * @returns n_eff in (0, d)
 */
export function overfittingOnset({ network, ...problem }: PlaneProblem): number {
  return facts(network).overfittingOnset(problem);
}

/** Weight decay above which all weights vanish, n_eff/√d (Results 1 and 4). */
function collapseLine(p: Plane, n: number): number {
  return n / Math.sqrt(p.d);
}

/** Weight decay at which the cut λd/n_eff equals the smallest feature d^{1/2−γ} (Results 1 and 4). */
function tailLine(p: Plane, n: number): number {
  return n * p.d ** (-p.gamma - 0.5);
}

/** Weight decay at which the cut equals the noise √(Δd/n_eff): the √(n_eff/d) of Result 1, at Δ = 1. */
function noiseLine(p: Plane, n: number): number {
  return Math.sqrt((p.noise * n) / p.d);
}

/** The same with the unseen features as the noise, Δ → n_eff^{1−2γ} (Result 4, n_eff < d). */
function signalLine(p: Plane, n: number): number {
  return n ** (1 - p.gamma) / Math.sqrt(p.d);
}

function classify(p: Plane, n: number, lambda: number): PhaseId {
  if (lambda >= collapseLine(p, n)) return "Ib";
  const belowNoise = lambda < noiseLine(p, n);
  const belowSignal = n < p.recovery && lambda < signalLine(p, n);
  if (!belowNoise && !belowSignal) {
    if (lambda === 0) return "exact";
    return lambda >= tailLine(p, n) ? "II" : "III";
  }
  if (n < p.start) return "Ia";
  if (belowNoise && n >= p.peakLeft && n < p.peakRight) return "peak";
  if (n < p.signal || n < p.overfit) return "IV";
  if (n < p.peakLeft) return "V";
  return n < p.dissolved ? "VIa" : "VIb";
}

let last: Plane | undefined;

function planeOf({ network, d, gamma, noise }: PlaneProblem): Plane {
  if (last?.network !== network || last.d !== d || last.gamma !== gamma || last.noise !== noise) {
    checkParameter("network", network);
    checkParameter("d", d);
    checkParameter("gamma", gamma);
    checkParameter("noise", noise);
    last = makePlane({ network, d, gamma, noise });
  }
  return last;
}

/**
 * The phase of a point: every point of the plane has exactly one.
 *
 * Results 1 and 4 compare orders of magnitude; here each comparison is made with constant 1, and keeps its Δ (they are the order of:
 * the cut λd/n_eff, the noise √(Δd/n_eff) with Δ replaced by n_eff^{1−2γ} where that is larger and n_eff below recovery,
 * the largest feature √d, the smallest d^{1/2−γ}). Crossovers have a width, so near a boundary the name says little; the risk itself
 * is `stateEvolution`'s. Three boundaries are ours: `overfittingOnset` (IV | V), and the two sides of the peak, a factor √2 about
 * n_eff = d (diagonal) or d/4 (quadratic). Without noise the peak, V and VI are absent, and λ = 0 beyond recovery is "exact".
 *
 * @param p.effectiveSamples n_eff > 0
 * @param p.lambda weight decay λ ≥ 0
 * @throws ParameterError for a problem outside its range, RangeError for a point outside the plane
 */
export function phaseAt(p: PlaneProblem & { effectiveSamples: number; lambda: number }): Phase {
  const plane = planeOf(p);
  if (!(p.effectiveSamples > 0))
    throw new RangeError(`effectiveSamples = ${p.effectiveSamples} is not above 0`);
  if (!(p.lambda >= 0)) throw new RangeError(`lambda = ${p.lambda} is not a number ≥ 0`);
  const id = classify(plane, p.effectiveSamples, p.lambda);
  return phase(id, { network: p.network, gamma: p.gamma, noisy: p.effectiveSamples >= plane.signal });
}

/** The scale √(Δn_eff/d) of the weight decay that minimises the risk, up to logarithms (Corollary 1). */
export function optimalWeightDecayScale(p: { d: number; noise: number; effectiveSamples: number }): number {
  return Math.sqrt((p.noise * p.effectiveSamples) / p.d);
}

/** A straight line between two phases in logarithmic coordinates. */
export interface PhaseBoundary {
  between: [PhaseId, PhaseId];
  /** (n_eff, λ) of its two ends. */
  points: [number, number][];
  /** Equation of the line, in TeX. */
  equation: string;
  /** Where it comes from. */
  source: "Result 1" | "Result 4" | "Results 1 and 4" | "derived";
}

type Line = Pick<PhaseBoundary, "equation" | "source"> & { at: (n: number) => number };
type Wall = Pick<PhaseBoundary, "equation" | "source"> & { n: number };

const N = "n_{\\mathrm{eff}}";

function linesOf(p: Plane): { lines: Line[]; walls: Wall[] } {
  const { words } = facts(p.network);
  const lines: Line[] = [
    { at: (n) => collapseLine(p, n), equation: `\\lambda=${N}/\\sqrt{d}`, source: "Results 1 and 4" },
    { at: (n) => tailLine(p, n), equation: `\\lambda=${N}\\,d^{-\\gamma-1/2}`, source: "Results 1 and 4" },
    { at: (n) => signalLine(p, n), equation: `\\lambda=${N}^{1-\\gamma}d^{-1/2}`, source: "Result 4" },
  ];
  const walls: Wall[] = [
    { n: p.start, equation: `${N}=\\max(1,\\Delta)`, source: "Result 1" },
    { n: p.recovery, equation: `${N}=${words.recovery}`, source: "Result 4" },
  ];
  if (p.noise > 0) {
    const threshold = words.peak;
    lines.push({
      at: (n) => noiseLine(p, n),
      equation: `\\lambda=\\sqrt{\\Delta ${N}/d}`,
      source: "Result 1",
    });
    walls.push(
      { n: p.overfit, equation: `\\Delta\\rho(${N}/d)=(\\Delta/${N})^{1-1/(2\\gamma)}`, source: "derived" },
      { n: p.peakLeft, equation: `${N}=2^{-1/2}\\,${threshold}`, source: "derived" },
      { n: p.peakRight, equation: `${N}=2^{1/2}\\,${threshold}`, source: "derived" },
      { n: p.signal, equation: `${N}^{1-2\\gamma}=\\Delta`, source: "derived" },
      { n: p.dissolved, equation: `${N}=\\Delta d^{2\\gamma}`, source: "Result 1" },
    );
  }
  return { lines, walls };
}

/**
 * The lines on which `phaseAt` changes, cut where they meet, within a window of the plane.
 *
 * Every candidate line is cut at its crossings with all others; a piece with two different phases on its two sides is a boundary.
 *
 * @param p.window n_eff and λ from … to …; by default everything that happens, with three decades around
 * @throws ParameterError for a problem outside its range
 */
export function phaseBoundaries(
  p: PlaneProblem & { window?: { effectiveSamples: [number, number]; lambda: [number, number] } },
): PhaseBoundary[] {
  const plane = planeOf(p);
  const { lines, walls } = linesOf(plane);
  const window = p.window ?? defaultWindow(plane, lines, walls);
  const [left, right] = window.effectiveSamples.map(Math.log);
  const [bottom, top] = window.lambda.map(Math.log);
  const height = (line: Line, x: number) => Math.log(line.at(1)) + x * Math.log(line.at(Math.E) / line.at(1));
  const side = (x: number, y: number) => classify(plane, Math.exp(x), Math.exp(y));
  const boundaries: PhaseBoundary[] = [];
  for (const line of lines) {
    const slope = Math.log(line.at(Math.E) / line.at(1));
    const cuts = walls.map((wall) => Math.log(wall.n));
    for (const other of lines) {
      const relative = Math.log(other.at(Math.E) / other.at(1)) - slope;
      if (other !== line && relative !== 0) cuts.push((height(line, 0) - height(other, 0)) / relative);
    }
    if (slope !== 0) cuts.push((bottom - height(line, 0)) / slope, (top - height(line, 0)) / slope);
    const inside = (x: number, y: number) => y > bottom && y < top && x > left && x < right;
    collect(cuts, left, right, line, (x) => [x, height(line, x)], [0, 1], inside);
  }
  for (const wall of walls) {
    const x = Math.log(wall.n);
    if (x > left && x < right) {
      const cuts = lines.map((line) => height(line, x));
      collect(
        cuts,
        bottom,
        top,
        wall,
        (y) => [x, y],
        [1, 0],
        () => true,
      );
    }
  }
  return boundaries;

  function collect(
    cuts: number[],
    from: number,
    to: number,
    { equation, source }: Pick<PhaseBoundary, "equation" | "source">,
    point: (t: number) => [number, number],
    [dx, dy]: [number, number],
    inside: (x: number, y: number) => boolean,
  ): void {
    const ends = [from, ...cuts.filter((t) => t > from && t < to).sort((a, b) => a - b), to];
    let open: PhaseBoundary | undefined;
    for (let k = 1; k < ends.length; k++) {
      if (ends[k] - ends[k - 1] < 1e-9) continue;
      const [x, y] = point(0.5 * (ends[k - 1] + ends[k]));
      const step = Math.min(1e-7, 1e-2 * (ends[k] - ends[k - 1]));
      const between: [PhaseId, PhaseId] = [
        side(x - step * dx, y - step * dy),
        side(x + step * dx, y + step * dy),
      ];
      if (!inside(x, y) || between[0] === between[1]) {
        open = undefined;
        continue;
      }
      const end = point(ends[k]).map(Math.exp) as [number, number];
      if (open && open.between[0] === between[0] && open.between[1] === between[1]) open.points[1] = end;
      else {
        open = {
          between,
          points: [point(ends[k - 1]).map(Math.exp) as [number, number], end],
          equation,
          source,
        };
        if (!boundaries.some((b) => same(b, open!))) boundaries.push(open);
      }
    }
  }
}

function same(a: PhaseBoundary, b: PhaseBoundary): boolean {
  return [0, 1].every((k) => [0, 1].every((j) => Math.abs(Math.log(a.points[k][j] / b.points[k][j])) < 1e-9));
}

function defaultWindow(p: Plane, lines: Line[], walls: Wall[]) {
  const samples: [number, number] = [
    1e-3 * Math.min(...walls.map((wall) => wall.n)),
    1e3 * Math.max(p.d ** (2 * p.gamma), ...walls.map((wall) => wall.n)),
  ];
  const levels = [samples[0], p.recovery].flatMap((n) => lines.map((line) => line.at(n)));
  levels.push(collapseLine(p, samples[1]));
  const lambda: [number, number] = [1e-3 * Math.min(...levels), 1e3 * Math.max(...levels)];
  return { effectiveSamples: samples, lambda };
}
