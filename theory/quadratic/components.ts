// The connected components of the support of μ_δ, the law of the noisy teacher S* + δZ: bulk and spikes.
import { type Atoms, emptyList } from "./atoms.js";
import { gapAt, rightEnd } from "./gaps.js";
import { emptyStieltjes, fieldAtPoint, stieltjes } from "./stieltjes.js";
import { curveHeight } from "./subordination.js";

/** One interval of the support. */
export interface SupportComponent {
  /** "spike": owned by one isolated eigenvalue of the teacher; "bulk": shared by several; "rest": spikes too many to list singly. */
  kind: "bulk" | "spike" | "rest";
  /** The teacher's eigenvalues that own it: index of the largest (from 0) and their number. */
  atoms: [first: number, count: number];
  /** Ends in u, Biane's parameter, and in x, the eigenvalue of S* + δZ. */
  uLeft: number;
  uRight: number;
  left: number;
  right: number;
  /** Its mass, Σ of its atoms' weights. */
  mass: number;
}

/** How many components are listed one by one. */
export const MOST_COMPONENTS = 1024;

const list = emptyList();
const g = emptyStieltjes();

function image(atoms: Atoms, tau: number, u: number): number {
  atoms.gather(list, u, 0, u, 0);
  stieltjes(list, u, 0, g);
  return u + tau * g.re;
}

/**
 * Components from the right (largest eigenvalues) to the left; their masses sum to 1. τ = δ² > 0.
 * `from` > 0 leaves out the components of the `from` largest atoms, which must end at a gap.
 */
export function components(atoms: Atoms, tau: number, from = 0): SupportComponent[] {
  const found: SupportComponent[] = [];
  const spacing = Math.sqrt(8 * atoms.smallestWeight * tau);
  let gap = gapAt(atoms, tau, from)!;
  while (gap.above < atoms.size) {
    const full = found.length >= MOST_COMPONENTS - 1;
    const next = full ? gapAt(atoms, tau, atoms.size)! : gapAfter(atoms, tau, gap.above, spacing);
    const count = next.above - gap.above;
    const uLeft = rightEnd(atoms, tau, next);
    let mass = 0;
    for (let k = gap.above; k < Math.min(next.above, gap.above + 4096); k++) mass += atoms.weight(k);
    if (count > 4096) mass = 1 - found.reduce((sum, c) => sum + c.mass, 0);
    found.push({
      kind: full && !merged(atoms, gap.above, spacing) ? "rest" : count === 1 ? "spike" : "bulk",
      atoms: [gap.above, count],
      uLeft,
      uRight: gap.left,
      left: image(atoms, tau, uLeft),
      right: image(atoms, tau, gap.left),
      mass,
    });
    gap = next;
  }
  return found;
}

/** True where no two neighbours from atom `first` on are far enough apart for a gap. */
function merged(atoms: Atoms, first: number, spacing: number): boolean {
  return atoms.lastOpening(atoms.size - 1, spacing) <= first;
}

/** The next gap to the left of atom `above`. */
function gapAfter(atoms: Atoms, tau: number, above: number, spacing: number) {
  // Gaps can open no further left than the last pair of neighbours that are `spacing` apart.
  const last = atoms.lastOpening(atoms.size - 1, spacing);
  for (let k = above + 1; k <= last; k++) {
    const gap = gapAt(atoms, tau, k);
    if (gap) return gap;
  }
  return gapAt(atoms, tau, atoms.size)!;
}

/** Samples of one component: eigenvalues x ascending and the density of μ_δ there, 0 at both ends. */
export function sampleDensity(
  atoms: Atoms,
  tau: number,
  component: SupportComponent,
  points: number,
): { x: Float64Array; density: Float64Array } {
  const x = new Float64Array(points);
  const density = new Float64Array(points);
  const mid = (component.uLeft + component.uRight) / 2;
  const half = (component.uRight - component.uLeft) / 2;
  for (let k = 0; k < points; k++) {
    const u = mid - half * Math.cos((Math.PI * k) / (points - 1));
    const v = k === 0 || k === points - 1 ? 0 : curveHeight(atoms, tau, u);
    atoms.gather(list, u, v, u, v);
    stieltjes(list, u, v, g);
    x[k] = u + tau * g.re;
    density[k] = v / (Math.PI * tau);
  }
  x[0] = component.left;
  x[points - 1] = component.right;
  return { x, density };
}

/** Mean eigenvalue of the spike of atom `index` and its squared overlap with that eigenvector of the teacher (BBP), exact at finite d. */
export function spikeLaw(atoms: Atoms, tau: number, index: number): { position: number; overlap: number } {
  const s = atoms.value(index);
  atoms.gather(list, s, 0, s, 0);
  const field = fieldAtPoint(list, s);
  // Residues at s of x dμ and of dx/(z−s): the spike's component is the only one that the pole belongs to.
  return { position: s + tau * field.value, overlap: 1 + tau * field.slope };
}
