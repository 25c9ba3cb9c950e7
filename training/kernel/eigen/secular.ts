// The secular equation f(λ) = 1/ρ + Σ z_i²/(d_i − λ) = 0 of a diagonal matrix plus ρ z zᵀ (LAPACK's dlaed4; R.-C. Li,
// LAPACK Working Note 89), and the vectors that belong to its roots (Gu & Eisenstat 1994).

const EPSILON = 2 ** -52;

/** The equation's data: poles ascending and apart, weights that do not vanish, ρ > 0. */
export interface Secular {
  count: number;
  poles: Float64Array;
  weights: Float64Array;
  rho: number;
}

/** f and its parts left and right of a gap between poles, at one point. */
interface Evaluation {
  value: number;
  leftSlope: number;
  rightSlope: number;
  /** Bound on the rounding errors of `value`, over the machine precision. */
  error: number;
}

const result: Evaluation = { value: 0, leftSlope: 0, rightSlope: 0, error: 0 };

/** f at poles[origin] + shift; the parts are split after pole `gap`. */
function evaluate(equation: Secular, origin: number, shift: number, gap: number): Evaluation {
  const { count, poles, weights, rho } = equation;
  const base = poles[origin];
  let left = 0;
  let leftSlope = 0;
  let leftError = 0;
  for (let i = 0; i <= gap; i++) {
    const t = weights[i] / (poles[i] - base - shift);
    left += weights[i] * t;
    leftSlope += t * t;
    leftError += left;
  }
  let right = 0;
  let rightSlope = 0;
  let rightError = 0;
  for (let i = count - 1; i > gap; i--) {
    const t = weights[i] / (poles[i] - base - shift);
    right += weights[i] * t;
    rightSlope += t * t;
    rightError += right;
  }
  result.value = 1 / rho + left + right;
  result.leftSlope = leftSlope;
  result.rightSlope = rightSlope;
  result.error =
    8 * (Math.abs(left) + Math.abs(right)) +
    Math.abs(leftError) +
    Math.abs(rightError) +
    3 / rho +
    Math.abs(shift) * (leftSlope + rightSlope);
  return result;
}

/** A first guess: the equation with the two nearest poles as they are and the others held. */
function firstGuess(equation: Secular, gap: number, atLeft: boolean, last: boolean, held: number): number {
  const { poles, weights } = equation;
  const distance = poles[gap + 1] - poles[gap];
  const left = weights[gap] * weights[gap];
  const right = weights[gap + 1] * weights[gap + 1];
  // With the origin at the left pole: c τ² − a τ + b = 0; at the right one: c τ² + a τ − b = 0.
  if (atLeft) {
    const a = held * distance + left + right;
    const b = left * distance;
    const root = Math.sqrt(Math.abs(a * a - 4 * b * held));
    return a > 0 ? (2 * b) / (a + root) : (a - root) / (2 * held);
  }
  const a = held * distance - left - right;
  const b = right * distance;
  const root = Math.sqrt(Math.abs(a * a + 4 * b * held));
  if (last) return a < 0 ? (root - a) / (2 * held) : (2 * b) / (a + root);
  return a < 0 ? (2 * b) / (a - root) : -(a + root) / (2 * held);
}

/** A step from the interpolation by c + s/(d_gap − λ) + S/(d_gap+1 − λ), from f and slopes at the present point. */
function interpolationStep(
  { value, leftSlope, rightSlope }: Evaluation,
  left: number,
  right: number,
  held: number,
  last: boolean,
): number {
  const a = (left + right) * value - left * right * (leftSlope + rightSlope);
  const b = left * right * value;
  if (held === 0) return b / a;
  const root = Math.sqrt(Math.abs(a * a - 4 * b * held));
  if (last) return a >= 0 ? (a + root) / (2 * held) : (2 * b) / (a - root);
  return a <= 0 ? (a - root) / (2 * held) : (2 * b) / (a + root);
}

export interface Root {
  /** The pole nearest to the root, and the root less that pole. */
  origin: number;
  shift: number;
}

/** Root k, which lies between poles k and k + 1, or beyond the last pole. */
export function secularRoot(equation: Secular, k: number): Root {
  const { count, poles, weights, rho } = equation;
  if (count === 1) return { origin: 0, shift: rho * weights[0] * weights[0] };
  const last = k === count - 1;
  const gap = last ? k - 1 : k;
  const distance = poles[gap + 1] - poles[gap];
  let norm = 0;
  for (let i = 0; last && i < count; i++) norm += weights[i] * weights[i];
  const probe = last ? (rho * norm) / 2 : distance / 2;
  let now = evaluate(equation, last ? k : gap, probe, gap);
  const atLeft = !last && now.value >= 0;
  const origin = atLeft ? gap : gap + 1;
  let low = atLeft ? 0 : last ? 0 : -distance / 2;
  let high = atLeft ? distance / 2 : last ? rho * norm * (1 + 4 * EPSILON) : 0;
  if (last) {
    if (now.value < 0) low = probe;
    else high = probe;
  }
  // The probe's value without its two nearest poles.
  const squares = (i: number) => weights[i] * weights[i];
  const held = last
    ? now.value - squares(gap) / (-distance - probe) + squares(gap + 1) / probe
    : now.value + squares(gap) / probe - squares(gap + 1) / probe;
  let shift = firstGuess(equation, gap, atLeft, last, held);
  if (!(shift > low && shift < high)) shift = (low + high) / 2;
  let middle = last;
  let before = Infinity;
  for (let iteration = 0; iteration < 200; iteration++) {
    now = evaluate(equation, origin, shift, gap);
    const { value, leftSlope, rightSlope } = now;
    if (Math.abs(value) <= EPSILON * now.error) break;
    if (value < 0) low = shift;
    else high = shift;
    // Where a step did not gain a digit, the other interpolation is taken.
    if (!last && Math.abs(value) > Math.abs(before) / 10 && iteration > 0) middle = !middle;
    before = value;
    const left = (atLeft ? 0 : -distance) - shift;
    const right = (atLeft ? distance : 0) - shift;
    let c: number;
    if (middle) c = value - left * leftSlope - right * rightSlope;
    else if (atLeft) c = value - right * (leftSlope + rightSlope) + distance * (weights[gap] / left) ** 2;
    else c = value - left * (leftSlope + rightSlope) - distance * (weights[gap + 1] / right) ** 2;
    let step = interpolationStep(now, left, right, last ? Math.abs(c) : c, last);
    if (!(value * step < 0)) step = -value / (leftSlope + rightSlope);
    let next = shift + step;
    if (!(next > low && next < high)) next = (low + high) / 2;
    if (next === shift || !(next > low && next < high)) break;
    shift = next;
  }
  return { origin, shift };
}

/**
 * Replaces differences d_i − λ_k (row k of `count` numbers) by the unit eigenvectors of the diagonal matrix plus ρ ẑ ẑᵀ,
 * where ẑ is the vector whose roots the given ones are exactly: so the vectors are orthogonal to working precision.
 * @param wanted the rows to replace
 */
export function secularVectors(
  equation: Secular,
  differences: Float64Array,
  wanted: ArrayLike<number>,
): void {
  const { count, poles, weights } = equation;
  const exact = new Float64Array(count).fill(1);
  for (let k = 0; k < count; k++) {
    const row = k * count;
    const pole = poles[k];
    for (let i = 0; i < k; i++) exact[i] *= differences[row + i] / (poles[i] - pole);
    exact[k] *= differences[row + k];
    for (let i = k + 1; i < count; i++) exact[i] *= differences[row + i] / (poles[i] - pole);
  }
  for (let i = 0; i < count; i++) {
    const size = Math.sqrt(Math.abs(exact[i]));
    exact[i] = weights[i] < 0 ? -size : size;
  }
  for (let r = 0; r < wanted.length; r++) {
    const row = wanted[r] * count;
    let norm = 0;
    for (let i = 0; i < count; i++) {
      const value = exact[i] / differences[row + i];
      differences[row + i] = value;
      norm += value * value;
    }
    const scale = 1 / Math.sqrt(norm);
    for (let i = 0; i < count; i++) differences[row + i] *= scale;
  }
}
