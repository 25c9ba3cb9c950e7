import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  bibtex,
  REFERENCES,
  referenceLink,
  referenceOf,
  referenceText,
} from "../../components/bibliography.js";
import { EXPLAINED, NOTATION } from "../../components/notation.js";
import { repository } from "../../tools/paths.js";

describe("the bibliography", () => {
  test("names every work once", () => {
    expect(new Set(REFERENCES.map(({ key }) => key)).size).toBe(REFERENCES.length);
  });

  test.each(REFERENCES.map((reference) => [reference.key, reference] as const))(
    "%s is good BibTeX",
    (key, reference) => {
      const text = bibtex(reference);
      expect(text.startsWith(`@${reference.type}{${key},\n`)).toBe(true);
      expect(text.split("{").length).toBe(text.split("}").length);
      expect(text).toContain(`year = {${reference.year}}`);
      // Nothing that a classic BibTeX cannot read.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range is meant
      expect(text).toMatch(/^[\x00-\x7F]*$/);
    },
  );

  test("a long list of authors is shortened, and links go to the work itself", () => {
    expect(referenceText(referenceOf("defilippis2026"))).toContain("Leonardo Defilippis and others");
    expect(referenceLink(referenceOf("clauset2009"))).toBe("https://doi.org/10.1137/070710111");
    expect(() => referenceOf("nobody1900")).toThrow(RangeError);
  });

  test("every citation of a page is in it", () => {
    const src = join(repository, "src");
    for (const name of readdirSync(src).filter((file) => file.endsWith(".md"))) {
      for (const [, key] of readFileSync(join(src, name), "utf8").matchAll(
        /class="cite" href="\.\/references#([\w-]+)"/g,
      ))
        expect(() => referenceOf(key), `${name} cites ${key}`).not.toThrow();
    }
  });
});

describe("the notation", () => {
  test("gives every symbol one meaning", () => {
    expect(new Set(NOTATION.map(({ id }) => id)).size).toBe(NOTATION.length);
    expect(new Set(NOTATION.map(({ text }) => text)).size).toBe(NOTATION.length);
    for (const { text } of EXPLAINED) expect(text).toHaveLength(1);
  });
});
