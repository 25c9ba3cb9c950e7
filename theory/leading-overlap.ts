/** Squared overlap of an outlier's eigenvector with its feature to leading order (Baik, Ben Arous, Péché): 1 − δ²/s², and 0 where s ≤ δ. */
export function leadingOverlap(strength: number, delta: number): number {
  return strength > delta ? 1 - (delta / strength) ** 2 : 0;
}
