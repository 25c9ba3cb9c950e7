// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bibtex, REFERENCES } from "../../components/bibliography.js";
import { NOTATION } from "../../components/notation.js";
import { allBibtex, referenceItem } from "../../components/pages/references/works.js";
import { repository } from "../../tools/paths.js";
import { drawn } from "./drawn.js";

test("keys and anchors are unique, and every work can be found", () => {
  const ids = [...REFERENCES.map(({ key }) => key), ...NOTATION.map(({ id }) => `sym-${id}`)];
  expect(new Set(ids).size).toBe(ids.length);
  for (const { key, use } of REFERENCES) {
    expect(key).toMatch(/^[a-z]+\d{4}$/);
    expect(use).toMatch(/\.$/);
  }
});

test("every entry is ASCII, closes its braces, and has a title, a year and a venue", () => {
  for (const reference of REFERENCES) {
    const entry = bibtex(reference);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range
    expect(entry).toMatch(/^[\x00-\x7f]*$/);
    let depth = 0;
    for (const character of entry) {
      depth += Number(character === "{") - Number(character === "}");
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(entry).toMatch(new RegExp(`^@(article|inproceedings|misc)\\{${reference.key},\n`));
    for (const field of ["title", "year"]) expect(entry).toContain(`\n  ${field} = {`);
    expect(entry).toMatch(/\n {2}(journal|booktitle|howpublished) = \{/);
  }
  expect(allBibtex().match(/^@/gm)).toHaveLength(REFERENCES.length);
});

/** The folder of every page's own files, from the repository's root. */
const pagesFolders = () =>
  readdirSync(join(repository, "components", "pages")).map((name) => `components/pages/${name}`);

test("every citation on a page, and every link to a symbol, leads to an entry", () => {
  const known = new Set([...REFERENCES.map(({ key }) => key), ...NOTATION.map(({ id }) => `sym-${id}`)]);
  for (const folder of ["src", "components", ...pagesFolders()])
    for (const file of readdirSync(join(repository, folder)).filter((name) => /\.(md|ts)$/.test(name))) {
      const text = readFileSync(join(repository, folder, file), "utf8");
      for (const [, key] of text.matchAll(/\.\/references#([\w-]+)/g))
        expect(known, `${folder}/${file}`).toContain(key);
    }
});

test("an item says who, what, where, and why", () => {
  const item = referenceItem(REFERENCES.find(({ key }) => key === "clauset2009")!);
  expect(item.id).toBe("clauset2009");
  expect(item.querySelector("a")!.href).toBe("https://doi.org/10.1137/070710111");
  expect(item.textContent).toContain("standard method");
  expect(drawn(item)).toMatchSnapshot();
});
