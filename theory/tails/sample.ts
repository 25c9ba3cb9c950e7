// What a sample of positive values is, before a law is fitted to its tail: methods for a continuous law mistake ties.

/** Spread of logarithms, relative to their size, below which values count as equal: differences are rounding. */
export const EQUAL = 1e-12;

/** Whether sorted values are all equal but for rounding. */
export function allEqual(sorted: ArrayLike<number>): boolean {
  return sorted.length > 0 && sorted[0] - sorted[sorted.length - 1] <= EQUAL * sorted[0];
}

/** "integers": count data, for the discrete law. "tied": fewer than nine tenths of the values are distinct. */
export type SampleKind = "empty" | "equal" | "integers" | "tied" | "continuous";

/** What kind of sample this is. `sorted`: positive values, largest first. */
export function sampleKind(sorted: ArrayLike<number>): SampleKind {
  const { length } = sorted;
  if (length === 0) return "empty";
  if (allEqual(sorted)) return "equal";
  let distinct = 1;
  let integers = true;
  for (let i = 0; i < length; i++) {
    integers &&= Number.isInteger(sorted[i]) && sorted[i] <= Number.MAX_SAFE_INTEGER;
    if (i > 0 && sorted[i] !== sorted[i - 1]) distinct++;
  }
  if (integers) return "integers";
  return distinct < 0.9 * length ? "tied" : "continuous";
}

/** What a reader has to know of a sample before a tail is fitted to it; undefined where there is nothing to say. */
export function sampleWord(sorted: ArrayLike<number>): string | undefined {
  switch (sampleKind(sorted)) {
    case "empty":
      return "no tail: no positive values";
    case "equal":
      return "no tail: all values equal";
    case "integers":
      return "integer values: the discrete power law is fitted";
    case "tied":
      return "tied values: the fit takes them for a continuous law's, the distance and the error are too large and too small";
    case "continuous":
      return undefined;
  }
}
