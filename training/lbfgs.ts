// Limited-memory BFGS with a line search for the strong Wolfe conditions (Nocedal & Wright, algorithms 3.5, 3.6, 7.4;
// near the minimum the approximate condition of Hager & Zhang 2005, which rounding cannot defeat).

/** Value at x, its gradient written to `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => Promise<number> | number;

export interface LbfgsOptions {
  /** Pairs kept. */
  memory?: number;
  maxIterations: number;
  /** Called after every step; true ends the run as converged. */
  stop(iteration: number, value: number, gradientNorm: number, x: Float64Array): Promise<boolean> | boolean;
}

export interface MinimiseResult {
  value: number;
  iterations: number;
  evaluations: number;
  /** `stop` said so; false where the iterations ran out or no step lowers the value any more. */
  converged: boolean;
}

const ARMIJO = 1e-4;
const CURVATURE = 0.9;

/** Dot product, in four interleaved sums. */
export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const end = a.length - (a.length % 4);
  for (let i = 0; i < end; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (let i = end; i < a.length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** y += c·x. */
export function axpy(c: number, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) y[i] += c * x[i];
}

interface Trial {
  step: number;
  value: number;
  slope: number;
}

/** Minimiser of the cubic through two trials, kept inside the middle 80 % of the interval; the midpoint if it has none. */
function interpolate(a: Trial, b: Trial): number {
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.step - b.step);
  const square = d1 * d1 - a.slope * b.slope;
  const low = Math.min(a.step, b.step);
  const high = Math.max(a.step, b.step);
  const middle = 0.5 * (low + high);
  if (!(square >= 0)) return middle;
  const d2 = Math.sqrt(square) * (b.step > a.step ? 1 : -1);
  const step = b.step - ((b.step - a.step) * (b.slope + d2 - d1)) / (b.slope - a.slope + 2 * d2);
  const margin = 0.1 * (high - low);
  return step >= low + margin && step <= high - margin ? step : middle;
}

/** Minimises `objective` from x, which is overwritten with the result. */
export async function lbfgs(
  objective: Objective,
  x: Float64Array,
  options: LbfgsOptions,
): Promise<MinimiseResult> {
  const memory = options.memory ?? 12;
  const size = x.length;
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  let gradient = new Float64Array(size);
  let trialGradient = new Float64Array(size);
  const origin = new Float64Array(size);
  const direction = new Float64Array(size);
  let value = await objective(x, gradient);
  let evaluations = 1;
  let norm = Math.sqrt(dot(gradient, gradient));
  if (await options.stop(0, value, norm, x)) return { value, iterations: 0, evaluations, converged: true };

  const attempt = async (step: number): Promise<Trial> => {
    for (let i = 0; i < size; i++) x[i] = origin[i] + step * direction[i];
    const trial = await objective(x, trialGradient);
    evaluations++;
    return { step, value: trial, slope: dot(trialGradient, direction) };
  };

  /** A step that satisfies the conditions, x and trialGradient left there; undefined where there is none. */
  const search = async (slope: number, first: number): Promise<Trial | undefined> => {
    const start: Trial = { step: 0, value, slope };
    const floor = 1e-14 * Math.abs(value);
    const low = (t: Trial) =>
      t.value <= value + ARMIJO * t.step * slope ||
      (t.value <= value + floor && t.slope <= (2 * ARMIJO - 1) * slope);
    const good = (t: Trial) => Math.abs(t.slope) <= -CURVATURE * slope;
    let previous = start;
    let step = first;
    for (let i = 0; i < 40; i++) {
      const t = await attempt(step);
      let from = previous;
      let to: Trial | undefined;
      if (!(t.value < Infinity) || !low(t) || (i > 0 && t.value > previous.value + floor)) to = t;
      else if (good(t)) return t;
      else if (t.slope >= 0) {
        from = t;
        to = previous;
      }
      if (to) {
        for (let j = 0; j < 40; j++) {
          const middle = Number.isFinite(to.value) ? interpolate(from, to) : 0.1 * to.step + 0.9 * from.step;
          const u = await attempt(middle);
          if (!(u.value < Infinity) || !low(u) || u.value > from.value + floor) to = u;
          else {
            if (good(u)) return u;
            if (u.slope * (to.step - from.step) >= 0) to = from;
            from = u;
          }
          if (Math.abs(to.step - from.step) <= 1e-15 * (1 + from.step)) return undefined;
        }
        return undefined;
      }
      previous = t;
      step *= 3;
    }
    return undefined;
  };

  for (let iteration = 1; iteration <= options.maxIterations; iteration++) {
    direction.set(gradient);
    const weights: number[] = [];
    for (let k = pairs.length - 1; k >= 0; k--) {
      weights[k] = pairs[k].rho * dot(pairs[k].s, direction);
      axpy(-weights[k], pairs[k].y, direction);
    }
    if (pairs.length > 0) {
      const last = pairs[pairs.length - 1];
      const scale = 1 / (last.rho * dot(last.y, last.y));
      for (let i = 0; i < size; i++) direction[i] *= scale;
    }
    for (let k = 0; k < pairs.length; k++) {
      axpy(weights[k] - pairs[k].rho * dot(pairs[k].y, direction), pairs[k].s, direction);
    }
    for (let i = 0; i < size; i++) direction[i] = -direction[i];
    const slope = dot(gradient, direction);
    origin.set(x);
    const first = pairs.length > 0 ? 1 : Math.min(1, Math.sqrt(dot(x, x)) + 1) / (10 * norm);
    const trial = slope < 0 ? await search(slope, first) : undefined;
    if (!trial) {
      x.set(origin);
      if (pairs.length === 0) return { value, iterations: iteration - 1, evaluations, converged: false };
      // Rounding has spoilt the memory: once more from steepest descent.
      pairs.length = 0;
      continue;
    }
    const s = x.slice();
    axpy(-1, origin, s);
    const y = trialGradient.slice();
    axpy(-1, gradient, y);
    const curvature = dot(s, y);
    if (curvature > 0) {
      pairs.push({ s, y, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    [gradient, trialGradient] = [trialGradient, gradient];
    value = trial.value;
    norm = Math.sqrt(dot(gradient, gradient));
    if (await options.stop(iteration, value, norm, x))
      return { value, iterations: iteration, evaluations, converged: true };
  }
  return { value, iterations: options.maxIterations, evaluations, converged: false };
}
