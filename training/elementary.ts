// Logarithm, exponential and power with the same bits in every JavaScript engine. Math.log, Math.exp and Math.pow may
// differ in the last place between engines; +, −, ×, ÷ and Math.sqrt may not. Method and coefficients: fdlibm
// (Sun Microsystems, 1993), e_log.c and e_exp.c.

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** Natural logarithm of a positive normal number; error below 1 ulp. Throws RangeError for anything else. */
export function log(x: number): number {
  if (!(x >= 2.2250738585072014e-308 && x < Infinity)) {
    throw new RangeError(`log: ${x} is outside its range: positive, finite and normal`);
  }
  bits[0] = x;
  let high = words[HIGH];
  let k = (high >>> 20) - 1023;
  high &= 0xfffff;
  // The mantissa is brought to [√½, √2).
  const up = (high + 0x95f64) & 0x100000;
  words[HIGH] = high | (up ^ 0x3ff00000);
  k += up >>> 20;
  const f = bits[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + even + odd) + k * LN2_LOW) - f);
}

/** e^x for |x| ≤ 700; error below 1 ulp. Throws RangeError outside. */
export function exp(x: number): number {
  if (!(Math.abs(x) <= 700)) throw new RangeError(`exp: ${x} is outside its range: −700 to 700`);
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  words[HIGH] = (k + 1023) << 20;
  words[1 - HIGH] = 0;
  return y * bits[0];
}

/** x^y for x > 0, as exp(y log x): relative error below (1 + |y log x|)·2⁻⁵². */
export function power(x: number, y: number): number {
  return exp(y * log(x));
}
