import { chromium } from "playwright-core";
import { afterAll, afterEach, inject } from "vitest";
import { Site } from "./site.js";

export * from "./site.js";

const { origin, endpoint } = inject("site");

/** The browser that all test files share. */
export const browser = await chromium.connect(endpoint);

/** The built site. What a test has left open, because it failed, is closed after it. */
export const site = new Site(browser, origin);
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(() => browser.close());
