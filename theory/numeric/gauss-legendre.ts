// Gauss–Legendre quadrature on [0, 1], the continuous limit of the discrete rule.
import { discreteGauss, type Quadrature } from "./discrete-gauss.js";

const VAST = 2 ** 50;

/** Nodes in (0, 1), ascending, and weights that sum to 1; exact below degree 2·order. */
export function gaussLegendre(order: number): Quadrature {
  const { nodes, weights } = discreteGauss(VAST, order);
  return { nodes: nodes.map((t) => (t + 0.5) / VAST), weights: weights.map((w) => w / VAST) };
}
