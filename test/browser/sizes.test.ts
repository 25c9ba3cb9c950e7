import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { distPages } from "../../tools/dist.js";
import { complete, dist, LIMITS, Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

describe.each(distPages(dist))("%s, before anyone touches it,", (path) => {
  it(`takes at most ${LIMITS.requests} requests and ${LIMITS.brotli / 1000} kB`, async () => {
    const { page, files, close } = await site.visit(path);
    await complete(page);
    const loaded = await files();
    await close();
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.length).toBeLessThanOrEqual(LIMITS.requests);
    expect(loaded.reduce((sum, { brotli }) => sum + brotli, 0)).toBeLessThanOrEqual(LIMITS.brotli);
  });
});
