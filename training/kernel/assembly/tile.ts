// The 4 × 4 tile that every product is made of.

// @ts-nocheck: AssemblyScript, compiled by `npm run kernel`

/**
 * The 4 × 4 tile Σ_t q[t][i] p[t][j], i and j in 0…3: row i goes to `c + i·stride`; it is added to what is there, or
 * replaces it where `fresh`.
 */
// @ts-ignore: decorator
@inline
export function tile(p: usize, q: usize, length: i32, c: usize, stride: usize, fresh: bool): void {
  const d = c + stride;
  const e = d + stride;
  const f = e + stride;
  const zero = f64x2.splat(0);
  let c00 = fresh ? zero : v128.load(c, 0);
  let c01 = fresh ? zero : v128.load(c, 16);
  let c10 = fresh ? zero : v128.load(d, 0);
  let c11 = fresh ? zero : v128.load(d, 16);
  let c20 = fresh ? zero : v128.load(e, 0);
  let c21 = fresh ? zero : v128.load(e, 16);
  let c30 = fresh ? zero : v128.load(f, 0);
  let c31 = fresh ? zero : v128.load(f, 16);
  const end = p + ((<usize>length) << 5);
  while (p < end) {
    const p0 = v128.load(p, 0);
    const p1 = v128.load(p, 16);
    let s = v128.load64_splat(q, 0);
    c00 = f64x2.add(c00, f64x2.mul(s, p0));
    c01 = f64x2.add(c01, f64x2.mul(s, p1));
    s = v128.load64_splat(q, 8);
    c10 = f64x2.add(c10, f64x2.mul(s, p0));
    c11 = f64x2.add(c11, f64x2.mul(s, p1));
    s = v128.load64_splat(q, 16);
    c20 = f64x2.add(c20, f64x2.mul(s, p0));
    c21 = f64x2.add(c21, f64x2.mul(s, p1));
    s = v128.load64_splat(q, 24);
    c30 = f64x2.add(c30, f64x2.mul(s, p0));
    c31 = f64x2.add(c31, f64x2.mul(s, p1));
    p += 32;
    q += 32;
  }
  v128.store(c, c00, 0);
  v128.store(c, c01, 16);
  v128.store(d, c10, 0);
  v128.store(d, c11, 16);
  v128.store(e, c20, 0);
  v128.store(e, c21, 16);
  v128.store(f, c30, 0);
  v128.store(f, c31, 16);
}
