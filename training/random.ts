// Random streams that are split by name, not by order of use: what the teacher draws does not depend on how many
// numbers the data took. Every (seed, purpose, index) names one stream of xoroshiro128+ (pure-rand), and Gaussians come
// from the inverse distribution function, one uniform each, so that the n-th number of a stream has a definite place.

import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import { log } from "./elementary.js";

/** What a stream is for; each purpose has its own streams. */
export type Purpose = "teacher" | "vectors" | "data" | "noise" | "initialisation" | "order";

/** 32-bit finaliser of MurmurHash3. */
function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function stateOf(seed: number, purpose: string, index: number): number[] {
  const input = [seed >>> 0, Math.floor(seed / 2 ** 32), index >>> 0, Math.floor(index / 2 ** 32)];
  for (let i = 0; i < purpose.length; i++) input.push(purpose.charCodeAt(i));
  const state = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];
  for (let i = 0; i < 4; i++) {
    let h = mix(state[i] + i);
    for (const word of input) h = mix(Math.imul(h, 5) + word + 0x7f4a7c15);
    state[i] = h | 0;
  }
  // The all-zero state is the generator's only fixed point.
  if (!state.some(Boolean)) state[0] = 1;
  return state;
}

/** Quantile of the standard normal law at 0 < p < 1; relative error about 1e-16. Wichura, algorithm AS 241 (PPND16). */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (
      (q *
        (((((((2509.0809287301227 * r + 33430.57558358813) * r + 67265.7709270087) * r + 45921.95393154987) *
          r +
          13731.69376550946) *
          r +
          1971.5909503065513) *
          r +
          133.14166789178438) *
          r +
          3.3871328727963665)) /
      (((((((5226.495278852854 * r + 28729.085735721943) * r + 39307.89580009271) * r + 21213.794301586597) *
        r +
        5394.196021424751) *
        r +
        687.1870074920579) *
        r +
        42.31333070160091) *
        r +
        1)
    );
  }
  let r = Math.sqrt(-log(q < 0 ? p : 1 - p));
  let x: number;
  if (r <= 5) {
    r -= 1.6;
    x =
      (((((((0.0007745450142783414 * r + 0.022723844989269184) * r + 0.2417807251774506) * r +
        1.2704582524523684) *
        r +
        3.6478483247632045) *
        r +
        5.769497221460691) *
        r +
        4.630337846156546) *
        r +
        1.4234371107496835) /
      (((((((1.0507500716444169e-9 * r + 0.0005475938084995345) * r + 0.015198666563616457) * r +
        0.14810397642748008) *
        r +
        0.6897673349851) *
        r +
        1.6763848301838038) *
        r +
        2.053191626637759) *
        r +
        1);
  } else {
    r -= 5;
    x =
      (((((((2.0103343992922881e-7 * r + 2.7115555687434876e-5) * r + 0.0012426609473880784) * r +
        0.026532189526576124) *
        r +
        0.29656057182850487) *
        r +
        1.7848265399172913) *
        r +
        5.463784911164114) *
        r +
        6.657904643501103) /
      (((((((2.0442631033899397e-15 * r + 1.421511758316446e-7) * r + 1.8463183175100548e-5) * r +
        0.0007868691311456133) *
        r +
        0.014875361290850615) *
        r +
        0.1369298809227358) *
        r +
        0.599832206555888) *
        r +
        1);
  }
  return q < 0 ? -x : x;
}

/** One stream of random numbers. */
export class Stream {
  readonly #source: JumpableRandomGenerator;

  /** @param seed integer, 0 ≤ seed ≤ 2⁵³ − 1. @param index which stream of this purpose, e.g. the block of rows. */
  constructor(seed: number, purpose: Purpose, index = 0) {
    if (!(Number.isSafeInteger(seed) && seed >= 0)) {
      throw new RangeError(`seed = ${seed} is outside its range: an integer from 0 to 2^53 − 1`);
    }
    this.#source = xoroshiro128plusFromState(stateOf(seed, purpose, index));
  }

  /** Uniform on (0, 1): an odd multiple of 2⁻⁵³, never 0 or 1. */
  uniform(): number {
    const high = this.#source.next() >>> 6;
    const low = this.#source.next() >>> 6;
    return (high * 67108864 + low + 0.5) * 2.220446049250313e-16;
  }

  /** Standard normal. */
  gaussian(): number {
    return normalQuantile(this.uniform());
  }

  /** Standard normals, `count` of them. */
  gaussians(count: number): Float64Array {
    const out = new Float64Array(count);
    for (let i = 0; i < count; i++) out[i] = this.gaussian();
    return out;
  }

  /** The numbers 0 … count − 1 in random order (Fisher–Yates). */
  permutation(count: number): Uint32Array {
    const out = new Uint32Array(count);
    for (let i = 0; i < count; i++) {
      const j = Math.floor(this.uniform() * (i + 1));
      out[i] = out[j];
      out[j] = i;
    }
    return out;
  }
}
