import { CITATION, LICENCE, type Provenance, parametersOf } from "../provenance.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Of the checksum of a chunk: the remainders of all bytes. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function checksum(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = REMAINDERS[(c ^ byte) & 0xff] ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** A text under a keyword: tEXt where Latin-1 can say it, else iTXt, which is UTF-8. */
function textChunk(keyword: string, text: string): Uint8Array {
  const latin = /^[\n\x20-\x7e\xa0-\xff]*$/.test(text);
  if (latin)
    return chunk(
      "tEXt",
      Uint8Array.from(`${keyword}\0${text}`, (one) => one.charCodeAt(0)),
    );
  return chunk("iTXt", new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
}

/**
 * A PNG with where it comes from written into it, and how large a pixel is.
 *
 * @throws RangeError if the bytes are no PNG
 */
export function withProvenance(png: Uint8Array, about: Provenance, pixelsPerMm: number): Uint8Array {
  const header = SIGNATURE.length + 25;
  if (!SIGNATURE.every((byte, i) => png[i] === byte) || png.length < header)
    throw new RangeError("these bytes are no PNG");
  const size = new Uint8Array(9);
  const view = new DataView(size.buffer);
  view.setUint32(0, Math.round(1000 * pixelsPerMm));
  view.setUint32(4, Math.round(1000 * pixelsPerMm));
  size[8] = 1;
  const texts = {
    Title: about.title,
    Description: about.caption,
    Parameters: parametersOf(about),
    Source: about.link,
    Software: about.command,
    Copyright: `${LICENCE} licence`,
    Citation: CITATION,
  };
  const parts = [
    png.subarray(0, header),
    chunk("pHYs", size),
    ...Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text)),
    png.subarray(header),
  ];
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
