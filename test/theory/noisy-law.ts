import { gaussLegendre } from "../../theory/numeric/gauss-legendre.js";

/**
 * The law μ_δ of S* + δZ by brute force, sharing nothing with theory/quadratic but the Gauss–Legendre nodes: along the support,
 * in Biane's parameter u with u = mid − half·cos θ, every sum over all eigenvalues, every root by bisection.
 */
export class NoisyLaw {
  /** Distinct eigenvalues, decreasing, with weights that sum to 1. */
  readonly values: number[] = [];
  readonly weights: number[] = [];
  /** Intervals of u, right to left, with the index of the first of their distinct eigenvalues and the number of these. */
  readonly components: { left: number; right: number; first: number; count: number }[] = [];

  /** `panels`: Gauss–Legendre panels per component; a component about to split needs more. */
  constructor(
    spectrum: ArrayLike<number>,
    readonly tau: number,
    readonly panels = 24,
  ) {
    for (const s of Float64Array.from(spectrum).sort().reverse()) {
      const last = this.values.length - 1;
      if (last >= 0 && this.values[last] === s) this.weights[last] += 1 / spectrum.length;
      else {
        this.values.push(s);
        this.weights.push(1 / spectrum.length);
      }
    }
    const { values } = this;
    const delta = Math.sqrt(tau);
    let first = 0;
    let right = this.edge(values[0], values[0] + 2 * delta);
    for (let k = 1; k <= values.length; k++) {
      const last = k === values.length;
      const outside = last ? values[k - 1] - 2 * delta : this.lowest(values[k], values[k - 1]);
      if (!last && this.sums(outside, 0).square * tau >= 1) continue;
      this.components.push({ left: this.edge(values[k - 1], outside), right, first, count: k - first });
      if (!last) right = this.edge(values[k], outside);
      first = k;
    }
  }

  /** Σ w/|z−s|² and the other sums at z = u + i√y. */
  private sums(u: number, y: number) {
    let square = 0;
    let field = 0;
    let a = 0;
    let b = 0;
    let c = 0;
    for (let k = 0; k < this.values.length; k++) {
      const r = u - this.values[k];
      const q = 1 / (r * r + y);
      const wq = this.weights[k] * q;
      square += wq;
      field += r * wq;
      a += wq * q;
      b += r * wq * q;
      c += r * r * wq * q;
    }
    return { square, field, a, b, c };
  }

  private edge(inside: number, outside: number): number {
    return bisect(inside, outside, (u) => this.sums(u, 0).square * this.tau > 1);
  }

  /** Where Σ w/(u−s)² is least between two neighbours: the root of the increasing −Σ w/(u−s)³. */
  private lowest(left: number, right: number): number {
    return bisect(
      left,
      right,
      (u) => this.values.reduce((sum, s, k) => sum - this.weights[k] / (u - s) ** 3, 0) < 0,
    );
  }

  /** x, density ρ, Hilbert transform H and dx/du at a u inside the support; v is the height of the curve. */
  at(u: number): { x: number; v: number; density: number; hilbert: number; slope: number } {
    const { tau } = this;
    // 1/Σ(y) is concave in y = v² and meets τ once.
    let low = 0;
    let high = tau;
    let y = tau / 2;
    for (let step = 0; step < 100; step++) {
      const { square, a } = this.sums(u, y);
      if (square * tau > 1) low = y;
      else high = y;
      let next = y + ((1 - 1 / (square * tau)) * square) / a;
      if (!(next > low && next < high)) next = (low + high) / 2;
      if (Math.abs(next - y) <= 1e-16 * y) break;
      y = next;
    }
    const { field, a, b, c } = this.sums(u, y);
    const v = Math.sqrt(y);
    return {
      x: u + tau * field,
      v,
      density: v / (Math.PI * tau),
      hilbert: field,
      slope: 2 - 2 * tau * (c - (b * b) / a),
    };
  }

  /** ∫ f dμ over x > cut, over the given components (all by default). */
  integrate(
    f: (x: number, hilbert: number, u: number, v: number) => number,
    cut = Number.NEGATIVE_INFINITY,
    components = this.components,
  ): number {
    let sum = 0;
    for (const { left, right } of components) {
      let from = left;
      if (this.at(right).x <= cut) continue;
      if (this.at(left).x < cut) from = bisect(left, right, (u) => this.at(u).x < cut);
      const mid = (from + right) / 2;
      const half = (right - from) / 2;
      for (let panel = 0; panel < this.panels; panel++) {
        for (let k = 0; k < RULE.nodes.length; k++) {
          const theta = ((panel + RULE.nodes[k]) * Math.PI) / this.panels;
          const u = mid - half * Math.cos(theta);
          const p = this.at(u);
          const measure =
            RULE.weights[k] * (Math.PI / this.panels) * half * Math.sin(theta) * p.slope * p.density;
          sum += measure * f(p.x, p.hilbert, u, p.v);
        }
      }
    }
    return sum;
  }

  /** mse, D, J and the mass above a cut, from the formulas with ∫(x−c)₊x dμ. */
  moments(cut: number) {
    const J = this.integrate((x) => (x - cut) ** 2, cut);
    const divergence = this.integrate((x, hilbert) => 2 * (x - cut) * hilbert, cut);
    const cross = this.integrate((x) => (x - cut) * x, cut) - this.tau * divergence;
    const secondMoment = this.values.reduce((sum, s, k) => sum + this.weights[k] * s * s, 0);
    return { J, divergence, mse: secondMoment + J - 2 * cross, mass: this.integrate(() => 1, cut) };
  }
}

const RULE = gaussLegendre(20);

/** The border between where `test` holds (at `holds`) and where it does not, to the last bit or so. */
function bisect(holds: number, fails: number, test: (x: number) => boolean): number {
  for (let step = 0; step < 200; step++) {
    const mid = (holds + fails) / 2;
    if (mid === holds || mid === fails) break;
    if (test(mid)) holds = mid;
    else fails = mid;
  }
  return (holds + fails) / 2;
}

/** Eigenvalues s_i = √d i^{−γ}/√(Σ_j j^{−2γ}) of the power-law teacher. */
export function powerLaw(d: number, gamma: number): Float64Array {
  const values = Float64Array.from({ length: d }, (_, index) => (index + 1) ** -gamma);
  const norm = Math.sqrt(values.reduceRight((sum, s) => sum + s * s, 0) / d);
  return values.map((s) => s / norm);
}
