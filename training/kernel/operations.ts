/**
 * The operations. Addresses count float64 numbers from the start of the kernel's memory; see
 * `assembly/kernel.ts` for the layout of panels and the order of summation.
 */
export interface Operations {
  /** Panels of four rows of a row-major (rows × columns) matrix; both multiples of 4. */
  packRows(from: number, rows: number, columns: number, to: number): void;
  /** Panels of four columns of a row-major (rows × columns) matrix; columns a multiple of 4. */
  packColumns(from: number, rows: number, columns: number, to: number): void;
  /** out (4·leftPanels × 4·rightPanels, row-major) = L R over `length` terms. */
  product(
    left: number,
    leftPanels: number,
    right: number,
    rightPanels: number,
    length: number,
    out: number,
  ): void;
  /** out[μ] = x_μᵀ U x_μ for every row of the row panels; U in triangular column panels; scratch: 16 numbers. */
  quadraticForms(
    rows: number,
    panels: number,
    form: number,
    formPanels: number,
    out: number,
    scratch: number,
  ): void;
  /** tiles += Σ_μ weight_μ x_μ x_μᵀ, upper 4 × 4 tiles; scratch: 32·panels·columnPanels numbers. */
  weightedGram(
    rows: number,
    panels: number,
    columnPanels: number,
    weights: number,
    tiles: number,
    scratch: number,
  ): void;
  /** out[k] = Σ_t v_k[t] x[t] over from ≤ t < to, for 4·groups vectors that lie `stride` apart. */
  dots(
    vectors: number,
    stride: number,
    groups: number,
    x: number,
    from: number,
    to: number,
    out: number,
  ): void;
  /** y[t] += Σ_k coefficient_k v_k[t] over from ≤ t < to, for 4·groups vectors that lie `stride` apart. */
  combine(
    vectors: number,
    stride: number,
    groups: number,
    coefficients: number,
    from: number,
    to: number,
    y: number,
  ): void;
  /** y[t] += Σ_k v_k[t]² over from ≤ t < to, for 4·groups vectors that lie `stride` apart. */
  squares(vectors: number, stride: number, groups: number, from: number, to: number, y: number): void;
  /** y = A x over from ≤ i < to; A symmetric, by its upper 4 × 4 tiles in rows of `stride` numbers. */
  symmetricTimes(matrix: number, stride: number, from: number, to: number, x: number, y: number): void;
  /** Adds L R to the upper 4 × 4 tiles of A's rows and columns from `from` on, 4·panels of them. */
  symmetricUpdate(
    matrix: number,
    stride: number,
    from: number,
    panels: number,
    left: number,
    right: number,
    length: number,
  ): void;
  /** z += (z · V) Wᵀ for the rows z of row panels, over the coordinates from `from` on; scratch: 16·groups numbers. */
  reflect(
    rows: number,
    panels: number,
    size: number,
    from: number,
    v: number,
    w: number,
    groups: number,
    scratch: number,
  ): void;
}

/** Adds Σ_t q[t][i] p[t][j] to the 4 × 4 tile whose row i starts at c + i·stride; `fresh`: writes it. */
export type Tile = (p: number, q: number, length: number, c: number, stride: number, fresh: boolean) => void;
