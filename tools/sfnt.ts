// What a build reads from a font file in the sfnt format (TrueType, OpenType), and the one thing it writes: the name.

/** Lengths are in units of the font, of which an em has `unitsPerEm`; `descent` is negative below the line. */
export interface Metrics {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  xHeight: number;
}

export class Sfnt {
  readonly #bytes: Buffer;
  readonly #tables = new Map<string, { offset: number; length: number }>();
  readonly #glyphs: Map<number, number>;

  /** @throws {RangeError} if the bytes are no sfnt, or its character map has none of the formats 4 and 12 */
  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const signature = this.#bytes.readUInt32BE(0);
    if (signature !== 0x00010000 && signature !== 0x4f54544f)
      throw new RangeError("not a font in sfnt format");
    for (let i = 0; i < this.#bytes.readUInt16BE(4); i++) {
      const entry = 12 + 16 * i;
      this.#tables.set(this.#bytes.toString("latin1", entry, entry + 4), {
        offset: this.#bytes.readUInt32BE(entry + 8),
        length: this.#bytes.readUInt32BE(entry + 12),
      });
    }
    this.#glyphs = characterMap(this.table("cmap"));
  }

  /** @throws {RangeError} if the font has no such table */
  table(tag: string): Buffer {
    const place = this.#tables.get(tag);
    if (!place) throw new RangeError(`the font has no table ${tag}`);
    return this.#bytes.subarray(place.offset, place.offset + place.length);
  }

  get metrics(): Metrics {
    const hhea = this.table("hhea");
    return {
      unitsPerEm: this.table("head").readUInt16BE(18),
      ascent: hhea.readInt16BE(4),
      descent: hhea.readInt16BE(6),
      xHeight: this.table("OS/2").readInt16BE(86),
    };
  }

  /** The characters that have a glyph. */
  get characters(): Set<string> {
    return new Set(Array.from(this.#glyphs.keys(), (code) => String.fromCodePoint(code)));
  }

  has(character: string): boolean {
    return this.#glyphs.has(character.codePointAt(0)!);
  }

  /** Advance of a character in ems, undefined if it has no glyph. */
  advance(character: string): number | undefined {
    const glyph = this.#glyphs.get(character.codePointAt(0)!);
    if (glyph === undefined) return undefined;
    const measured = this.table("hhea").readUInt16BE(34);
    const units = this.table("hmtx").readUInt16BE(4 * Math.min(glyph, measured - 1));
    return units / this.metrics.unitsPerEm;
  }

  /** The font under another name, its copyright and licence kept. */
  renamed(family: string, style: string): Buffer {
    const tables = new Map<string, Buffer>();
    for (const tag of this.#tables.keys()) tables.set(tag, Buffer.from(this.table(tag)));
    tables.set("name", nameTable(family, style, keptNames(this.table("name"))));
    return assemble(this.#bytes.readUInt32BE(0), tables);
  }
}

/** Code point → glyph. */
function characterMap(cmap: Buffer): Map<number, number> {
  const map = new Map<number, number>();
  let known = false;
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(8 + 8 * i));
    const format = table.readUInt16BE(0);
    known ||= format === 4 || format === 12;
    if (format === 4) addSegments(map, table);
    if (format === 12) addGroups(map, table);
  }
  if (!known) throw new RangeError("the font's character map is in an unknown format");
  return map;
}

function addSegments(map: Map<number, number>, table: Buffer): void {
  const twice = table.readUInt16BE(6);
  for (let k = 0; k < twice; k += 2) {
    const end = table.readUInt16BE(14 + k);
    const start = table.readUInt16BE(16 + twice + k);
    const delta = table.readUInt16BE(16 + 2 * twice + k);
    const at = 16 + 3 * twice + k;
    const range = table.readUInt16BE(at);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const raw = range === 0 ? code : table.readUInt16BE(at + range + 2 * (code - start));
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) map.set(code, glyph);
    }
  }
}

function addGroups(map: Map<number, number>, table: Buffer): void {
  for (let k = 0; k < table.readUInt32BE(12); k++) {
    const group = 16 + 12 * k;
    const start = table.readUInt32BE(group);
    for (let code = start; code <= table.readUInt32BE(group + 4); code++)
      map.set(code, table.readUInt32BE(group + 8) + code - start);
  }
}

/** Copyright, licence and its address, of a `name` table, as they are written for Windows. */
function keptNames(table: Buffer): Map<number, string> {
  const kept = new Map<number, string>();
  const strings = table.readUInt16BE(4);
  for (let i = 0; i < table.readUInt16BE(2); i++) {
    const record = 6 + 12 * i;
    const id = table.readUInt16BE(record + 6);
    if (table.readUInt16BE(record) !== 3 || ![0, 13, 14].includes(id)) continue;
    const from = strings + table.readUInt16BE(record + 10);
    const text = Buffer.from(table.subarray(from, from + table.readUInt16BE(record + 8))).swap16();
    kept.set(id, text.toString("utf16le"));
  }
  return kept;
}

function nameTable(family: string, style: string, kept: Map<number, string>): Buffer {
  const full = style === "Regular" ? family : `${family} ${style}`;
  const postscript = `${family}-${style}`.replace(/ /g, "");
  const names = new Map(kept).set(1, family).set(2, style).set(3, postscript).set(4, full).set(6, postscript);
  const sorted = [...names].sort(([a], [b]) => a - b);
  const header = Buffer.alloc(6 + 12 * sorted.length);
  header.writeUInt16BE(sorted.length, 2);
  header.writeUInt16BE(header.length, 4);
  let offset = 0;
  const strings = sorted.map(([id, text], i) => {
    const bytes = Buffer.from(text, "utf16le").swap16();
    [3, 1, 0x409, id, bytes.length, offset].forEach((value, k) => {
      header.writeUInt16BE(value, 6 + 12 * i + 2 * k);
    });
    offset += bytes.length;
    return bytes;
  });
  return Buffer.concat([header, ...strings]);
}

const padded = (table: Buffer) => Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);

function checksum(table: Buffer): number {
  let sum = 0;
  for (let i = 0; i < table.length; i += 4) sum = (sum + table.readUInt32BE(i)) >>> 0;
  return sum;
}

function assemble(signature: number, tables: Map<string, Buffer>): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  const directory = Buffer.alloc(12 + 16 * sorted.length);
  directory.writeUInt32BE(signature, 0);
  directory.writeUInt16BE(sorted.length, 4);
  directory.writeUInt16BE(16 * power, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE(16 * (sorted.length - power), 10);
  let offset = directory.length;
  let head = 0;
  const bodies = sorted.map(([tag, table], i) => {
    if (tag === "head") {
      head = offset;
      table.writeUInt32BE(0, 8);
    }
    const body = padded(table);
    const entry = 12 + 16 * i;
    directory.write(tag, entry, "latin1");
    [checksum(body), offset, table.length].forEach((value, k) => {
      directory.writeUInt32BE(value, entry + 4 + 4 * k);
    });
    offset += body.length;
    return body;
  });
  const font = Buffer.concat([directory, ...bodies]);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, head + 8);
  return font;
}
