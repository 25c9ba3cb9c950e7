/**
 * The two equations of state evolution evaluated a second time, from other formulas than theory/'s and with
 * nothing shared: direct sums over all d teacher weights, Stein's form for the diagonal network, and for the
 * quadratic one the density by Biane's parametrisation, integrated with adaptive Gauss–Legendre panels.
 * Slow (d ≲ 600); a second opinion for the robustness bench and for tests.
 */
import type { Network } from "../theory/parameters.js";

export interface Averages {
  mse: number;
  divergence: number;
  /** Size of the largest term that cancels in mse: mse is known to about 1e-11 of it. */
  scale: number;
}

/** mse and divergence of the denoiser at (δ, c), for the power-law teacher; γ > 1/2, δ > 0, c ≥ 0. */
export function averages(network: Network, d: number, gamma: number, delta: number, cut: number): Averages {
  return network === "diagonal" ? diagonal(d, gamma, delta, cut) : quadratic(d, gamma, delta, cut);
}

/**
 * Larger of the two equations' relative defects at a claimed solution, of which the part that rounding alone
 * may cause has been taken off. Where the error is below 1e-4 of the teacher, only the second equation counts.
 */
export function independentResidual(
  p: { network: Network; d: number; gamma: number; noise: number; alpha: number; lambda: number },
  solution: { delta: number; cut: number },
): number {
  const { delta, cut } = solution;
  const { mse, divergence, scale } = averages(p.network, p.d, p.gamma, delta, cut);
  const [load, error] = p.network === "quadratic" ? [4, 2] : [1, 1];
  const left = load * p.alpha * delta ** 2;
  const right = error * mse + p.noise;
  const response = error * divergence + p.lambda / cut;
  // Below this the first equation is a difference of large numbers here, and says nothing.
  const readable = left > 1e-4 * scale;
  const first = readable ? Math.max(0, Math.abs(left - right) - 1e-11 * error * scale) / left : 0;
  const second = Math.abs(load * p.alpha - response) / Math.max(load * p.alpha, response);
  return Math.max(first, second);
}

function diagonal(d: number, gamma: number, delta: number, cut: number): Averages {
  let mse = 0;
  let divergence = 0;
  let scale = 0;
  for (let i = 1; i <= d; i++) {
    const v = d * i ** (-2 * gamma);
    const variance = v + delta ** 2;
    const a = cut / Math.sqrt(variance);
    const tail = 0.5 * erfc(a / Math.SQRT2);
    const density = Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI);
    const square = 2 * variance * ((1 + a * a) * tail - a * density);
    mse += v + square - 4 * v * tail;
    scale += v + 2 * variance * (1 + a * a) * tail;
    divergence += 2 * tail;
  }
  return { mse: mse / d, divergence: divergence / d, scale: scale / d };
}

/** Complementary error function for x ≥ 0: the Taylor series below 2, Lentz's continued fraction above. */
export function erfc(x: number): number {
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 80; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = 0;
  for (let n = 120; n >= 1; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

function quadratic(d: number, gamma: number, delta: number, cut: number): Averages {
  const s = Float64Array.from({ length: d }, (_, index) => (index + 1) ** -gamma);
  const norm = Math.sqrt(s.reduce((sum, value) => sum + value * value, 0) / d);
  for (let index = 0; index < d; index++) s[index] /= norm;
  const law = new NoisyLaw(s, delta);
  const total = [0, 0, 0];
  for (const [left, right] of law.components()) {
    const part = law.above(cut, left, right);
    for (let k = 0; k < 3; k++) total[k] += part[k];
  }
  const [square, field, first] = total;
  const divergence = 2 * field;
  // mse = Q* + J − 2[∫(x−c)₊x dμ − δ²D], Q* = 1.
  const cross = first - delta ** 2 * divergence;
  return { mse: 1 + square - 2 * cross, divergence, scale: 1 + square + 2 * first };
}

/** The law of S* + δZ in Biane's parametrisation. */
class NoisyLaw {
  constructor(
    private readonly s: Float64Array,
    private readonly delta: number,
  ) {}

  /** (1/d) Σ 1/((u−s)² + w), to be compared with 1/δ². */
  private mean(u: number, w: number): number {
    let sum = 0;
    for (const s of this.s) sum += 1 / ((u - s) ** 2 + w);
    return sum / this.s.length;
  }

  /** The intervals of u on which the density is positive, from the right. */
  components(): [number, number][] {
    const { s, delta } = this;
    const d = s.length;
    const level = 1 / delta ** 2;
    const edge = (inside: number, outside: number): number => {
      let [low, high] = [inside, outside];
      for (let step = 0; step < 100; step++) {
        const middle = (low + high) / 2;
        if (this.mean(middle, 0) > level) low = middle;
        else high = middle;
      }
      return (low + high) / 2;
    };
    const found: [number, number][] = [];
    let right = edge(s[0], s[0] + 2 * delta);
    for (let index = 0; index + 1 < d; index++) {
      const lowest = this.lowest(s[index + 1], s[index]);
      if (this.mean(lowest, 0) >= level) continue;
      found.push([edge(s[index], lowest), right]);
      right = edge(s[index + 1], lowest);
    }
    found.push([edge(s[d - 1], s[d - 1] - 2 * delta), right]);
    return found;
  }

  /** Where Σ 1/(u−s)² is smallest between two neighbouring atoms: the root of the increasing Σ −2/(u−s)³. */
  private lowest(left: number, right: number): number {
    let [low, high] = [left, right];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      let slope = 0;
      for (const s of this.s) slope -= 1 / (middle - s) ** 3;
      if (slope < 0) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /** v(u)², the root w of mean(u, w) = 1/δ², by safeguarded Newton in w. */
  private square(u: number): number {
    const level = 1 / this.delta ** 2;
    let low = 0;
    let high = this.delta ** 2;
    let w = high / 2;
    for (let step = 0; step < 200; step++) {
      let value = 0;
      let slope = 0;
      for (const s of this.s) {
        const q = 1 / ((u - s) ** 2 + w);
        value += q;
        slope -= q * q;
      }
      value = value / this.s.length - level;
      slope /= this.s.length;
      if (value > 0) low = w;
      else high = w;
      let next = w - value / slope;
      if (!(next > low && next < high)) next = (low + high) / 2;
      if (Math.abs(next - w) <= 1e-14 * w || high - low <= 1e-15 * high) return next;
      w = next;
    }
    return w;
  }

  /** x(u), H = (x−u)/δ², and the mass per u: density v/(πδ²) times dx/du. */
  private at(u: number): { x: number; field: number; mass: number } {
    const { s, delta } = this;
    const w = this.square(u);
    let field = 0;
    let A = 0;
    let B = 0;
    let C = 0;
    for (const atom of s) {
      const r = u - atom;
      const q = 1 / (r * r + w);
      field += r * q;
      A += q * q;
      B += r * q * q;
      C += r * r * q * q;
    }
    const d = s.length;
    const slope = 2 - (2 * delta ** 2 * (C - (B * B) / A)) / d;
    return {
      x: u + (delta ** 2 * field) / d,
      field: field / d,
      mass: (Math.sqrt(w) / (Math.PI * delta ** 2)) * slope,
    };
  }

  /** ∫(x−c)², ∫(x−c)H and ∫(x−c)x over the part of one component above c. */
  above(cut: number, left: number, right: number): [number, number, number] {
    const half = (right - left) / 2;
    const middle = (right + left) / 2;
    const u = (theta: number): number => middle - half * Math.cos(theta);
    // Just inside the edges: at them the density is zero and v has lost its digits.
    const start = 1e-6;
    const end = Math.PI - 1e-6;
    if (this.at(u(end)).x <= cut) return [0, 0, 0];
    let from = start;
    if (this.at(u(start)).x < cut) {
      let high = end;
      for (let step = 0; step < 60; step++) {
        const theta = (from + high) / 2;
        if (this.at(u(theta)).x < cut) from = theta;
        else high = theta;
      }
    }
    const integrand = (theta: number): Triple => {
      const { x, field, mass } = this.at(u(theta));
      const weight = (x - cut) * mass * half * Math.sin(theta);
      return [weight * (x - cut), weight * field, weight * x];
    };
    return adaptive(integrand, from, end, 8);
  }
}

type Triple = [number, number, number];

function adaptive(f: (theta: number) => Triple, from: number, to: number, depth: number): Triple {
  const whole = panel(f, from, to);
  const middle = (from + to) / 2;
  const left = panel(f, from, middle);
  const right = panel(f, middle, to);
  const sum = left.map((value, k) => value + right[k]) as Triple;
  const settled = sum.every(
    (value, k) => Math.abs(value - whole[k]) <= 1e-11 * Math.max(1e-2, Math.abs(value)),
  );
  if (settled || depth === 0) return sum;
  const parts = [adaptive(f, from, middle, depth - 1), adaptive(f, middle, to, depth - 1)];
  return parts[0].map((value, k) => value + parts[1][k]) as Triple;
}

/** Gauss–Legendre, 16 nodes. */
function panel(f: (theta: number) => Triple, from: number, to: number): Triple {
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  const sum: Triple = [0, 0, 0];
  for (const [node, weight] of LEGENDRE) {
    const value = f(middle + half * node);
    for (let k = 0; k < 3; k++) sum[k] += half * weight * value[k];
  }
  return sum;
}

/** Nodes and weights on [−1, 1]: roots of P₁₆ by Newton's method. */
const LEGENDRE: [number, number][] = Array.from({ length: 16 }, (_, index) => {
  const order = 16;
  let x = Math.cos((Math.PI * (index + 0.75)) / (order + 0.5));
  let slope = 0;
  for (let step = 0; step < 20; step++) {
    let [before, value] = [1, x];
    for (let n = 2; n <= order; n++)
      [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n];
    slope = (order * (before - x * value)) / (1 - x * x);
    x -= value / slope;
  }
  return [x, 2 / ((1 - x * x) * slope ** 2)];
});
