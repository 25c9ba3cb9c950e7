import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "../../tools/paths.js";
import { pages } from "../../tools/site.js";

const source = (name: string) => readFileSync(join(repository, "src", `${name}.md`), "utf8");

test("every page is in the side bar", () => {
  const written = readdirSync(join(repository, "src")).filter((name) => name.endsWith(".md"));
  const listed = pages().map(({ path }) => `${path.slice(1)}.md`);
  expect([...listed, "index.md"].sort()).toEqual(written.sort());
});

test("the home page lists the results by the very titles of their pages, in the order of the side bar", () => {
  const links = Array.from(
    source("index").matchAll(/^\d+\. \[(.*)\]\(\.\/([\w-]+)\)$/gm),
    ([, title, page]) => ({
      title,
      page,
    }),
  );
  expect(links.length).toBeGreaterThan(10);
  for (const { title, page } of links) expect(source(page)).toContain(`\n# ${title}\n`);
  const order = pages().map(({ path }) => path.slice(1));
  expect(links.map(({ page }) => page)).toEqual(order.slice(0, links.length));
});

test("the home page leads to every page", () => {
  for (const { path } of pages()) expect(source("index")).toContain(`](.${path})`);
});
