// The Bayes-optimal estimator of the quadratic network: the rotationally invariant denoiser x ↦ x − 2τH(x).
import { smoothSum } from "../numeric/integer-sum.js";
import type { Atoms } from "./atoms.js";
import { emptyList } from "./atoms.js";
import { gapAt, rightEnd } from "./gaps.js";
import { emptyStieltjes, stieltjes } from "./stieltjes.js";
import { curveHeight } from "./subordination.js";

const list = emptyList();
const g = emptyStieltjes();

/** Number of atoms that lie to the right of the last gap of the support that has a component of its own kind below it. */
export function lastGap(atoms: Atoms, tau: number): number {
  const spacing = Math.sqrt(8 * atoms.smallestWeight * tau);
  let k = atoms.lastOpening(atoms.size - 1, spacing);
  while (k > 0 && !gapAt(atoms, tau, k)) k = atoms.lastOpening(k - 1, spacing);
  return k;
}

/** What is integrated over the support: ρ³, or (x−2τH)²ρ, the square of the estimate. */
type Integrand = "cube" | "estimate";

/** ∫ of it over the component between u = left and u = right, by the trapezoidal rule in θ, u = mid − half·cos θ, doubled until it settles. */
function overComponent(
  integrand: Integrand,
  atoms: Atoms,
  tau: number,
  left: number,
  right: number,
  start: number,
): number {
  const mid = (left + right) / 2;
  const half = (right - left) / 2;
  const at = (theta: number) => {
    const u = mid - half * Math.cos(theta);
    const v = curveHeight(atoms, tau, u);
    if (v === 0) return 0;
    atoms.gather(list, u, v, u, v);
    stieltjes(list, u, v, g);
    const jRe = 1 + tau * g.slopeRe;
    const jIm = tau * g.slopeIm;
    const density = v / (Math.PI * tau);
    const estimate = u - tau * g.re;
    const value = integrand === "cube" ? density * density : estimate * estimate;
    return value * density * ((jRe * jRe + jIm * jIm) / jRe) * half * Math.sin(theta);
  };
  let panels = start;
  let sum = 0;
  for (let k = 1; k < panels; k++) sum += at((Math.PI * k) / panels);
  let previous = (sum * Math.PI) / panels;
  // u − s loses to rounding what the width of the component is smaller than u.
  const settled = Math.max(1e-12, (2e-15 * Math.abs(mid)) / half);
  const floor = integrand === "cube" ? 0 : 1e-15 * atoms.secondMoment;
  for (;;) {
    for (let k = 0; k < panels; k++) sum += at((Math.PI * (k + 0.5)) / panels);
    panels *= 2;
    const value = (sum * Math.PI) / panels;
    if (Math.abs(value - previous) <= settled * value + floor || panels >= 8192) return value;
    previous = value;
  }
}

/** ∫ of it over the whole support. */
function overSupport(integrand: Integrand, atoms: Atoms, tau: number): number {
  const outliers = lastGap(atoms, tau);
  const gap = gapAt(atoms, tau, outliers)!;
  // Lowest component: the bulk.
  const floor = gapAt(atoms, tau, atoms.size)!;
  let sum = overComponent(
    integrand,
    atoms,
    tau,
    rightEnd(atoms, tau, floor),
    gap.left,
    atoms.size - outliers > 1 ? 32 : 4,
  );
  const spike = (k: number) => {
    const above = gapAt(atoms, tau, k);
    const below = gapAt(atoms, tau, k + 1);
    if (above && below)
      return overComponent(integrand, atoms, tau, rightEnd(atoms, tau, below), above.left, 4);
    // Merged with its neighbours above: counted once, from its lowest atom.
    if (!below) return 0;
    let top = k;
    let open = above;
    while (!open) open = gapAt(atoms, tau, --top);
    return overComponent(integrand, atoms, tau, rightEnd(atoms, tau, below), open.left, 16);
  };
  sum += smoothSum(outliers, spike);
  return sum;
}

/** Least mean squared error of S* given S* + δZ, τ = δ²: τ − (4π²/3)τ²∫ρ³dx = Q* − ∫(x−2τH)²dμ_δ, whichever cancels less. */
export function minimumMse(atoms: Atoms, tau: number): number {
  if (tau > atoms.secondMoment) return atoms.secondMoment - overSupport("estimate", atoms, tau);
  return tau - ((4 * Math.PI * Math.PI) / 3) * tau * tau * overSupport("cube", atoms, tau);
}
