import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { distPages } from "../../tools/dist.js";
import { dist, scrollThrough, site } from "./shared.js";

const pages = distPages(dist);
const widths = [320, 390, 1280, 1600];
/** Widths at which a page is asked for accessibility, in both themes. */
const examined = new Set([390, 1280]);

/** What reaches over the right edge of the screen, the first few. */
const beyondTheEdge = (page: Page) =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= document.documentElement.clientWidth) return [];
    const beyond = [...document.querySelectorAll("body *")].filter(
      (e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5,
    );
    return beyond.slice(0, 5).map((e) => e.outerHTML.slice(0, 120));
  });

const violations = async (page: Page) => {
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(" | ")}`);
};

describe.each(pages)("%s", (path) => {
  it("loads without an error or a request to another site, at every width without sideways scrolling, accessible in both themes", async () => {
    const { page, problems, close } = await site.visit(path);
    await page.evaluate(axe.source);
    const found: string[] = [];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await scrollThrough(page);
      found.push(...(await beyondTheEdge(page)).map((part) => `beyond the edge at ${width}: ${part}`));
      if (!examined.has(width)) continue;
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        found.push(...(await violations(page)).map((v) => `${colorScheme} at ${width}: ${v}`));
      }
      await page.emulateMedia({ colorScheme: "light" });
    }
    expect([...found, ...problems]).toEqual([]);
    await close();
  });
});

it("no link within the site leads nowhere", async () => {
  const anchors = new Map<string, Set<string>>();
  const links: { from: string; href: string }[] = [];
  for (const path of pages) {
    const { page, close } = await site.visit(path);
    const found = await page.evaluate(() => ({
      ids: [...document.querySelectorAll("[id], a[name]")].map((e) => e.id || (e.getAttribute("name") ?? "")),
      hrefs: [...document.querySelectorAll<HTMLAnchorElement>("a[href]")].map((a) => a.href),
    }));
    anchors.set(path, new Set(found.ids));
    for (const href of found.hrefs) links.push({ from: path, href });
    await close();
  }
  const dead: string[] = [];
  for (const { from, href } of links) {
    const url = new URL(href);
    if (url.origin !== site.origin) continue;
    const ids = anchors.get(url.pathname);
    const anchor = decodeURIComponent(url.hash.slice(1));
    if (ids ? anchor === "" || ids.has(anchor) : (await fetch(url)).ok) continue;
    dead.push(`${from} → ${url.pathname}${url.hash}`);
  }
  expect(dead).toEqual([]);
});
