/** `count` ≥ 1 points from `from` to `to` > 0, both included exactly, evenly spaced in the logarithm; `from` alone where count is 1. */
export function logGrid(from: number, to: number, count: number): number[] {
  const step = Math.log(to / from) / (count - 1);
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? from : index === count - 1 ? to : from * Math.exp(step * index),
  );
}

/** `count` ≥ 1 points from `from` to `to`, both included exactly, evenly spaced; `from` alone where count is 1. */
export function linearGrid(from: number, to: number, count: number): number[] {
  const step = (to - from) / (count - 1);
  return Array.from({ length: count }, (_, index) =>
    index === 0 ? from : index === count - 1 ? to : from + step * index,
  );
}
