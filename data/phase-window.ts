/**
 * The window in which a diagram shows all its phases: whole decades, the samples up to beyond d² and d^{2γ},
 * the weight decay from well below √(n_eff/d) at one sample up to where the weights have collapsed.
 */
export function phaseWindow({ d, gamma }: { d: number; gamma: number }): {
  effectiveSamples: [number, number];
  lambda: [number, number];
} {
  const log = Math.log10(d);
  // The solver's largest weight decay, 1e15, ends the window of a large dimension.
  const most = Math.min(Math.round(log * (Math.max(2 * gamma, 2) + 0.4)), Math.floor(15 + log / 2));
  const least = Math.floor(-2 - log / 2);
  // The solver's smallest load, 1e-12, lies above a tenth of a sample where d is huge.
  const few = Math.max(-1, Math.ceil(log - 12));
  return {
    effectiveSamples: [decade(few), decade(most)],
    lambda: [decade(least), decade(Math.min(15, Math.ceil(most - log / 2)))],
  };
}

/** 10ⁿ, correctly rounded: `10 ** n` is not. */
function decade(n: number): number {
  return Number(`1e${n}`);
}
