import { expect, it, onTestFinished } from "vitest";
import { project } from "../tools/project.js";
import { browser, complete, Site } from "./shared.js";

it("whatever goes wrong on a page is seen", async () => {
  const { root } = project({
    "index.html": `<!doctype html><title>t</title><img src="https://elsewhere.invalid/a.png"><img src="/missing.png">
      <p class="observablehq--error">RangeError: gamma</p>
      <script>console.error("said"); setTimeout(() => { throw new Error("thrown"); })</script>`,
  });
  const site = await Site.start(root, browser);
  onTestFinished(() => site.stop());
  const { page, problems, close } = await site.visit("/");
  await complete(page);
  await close();
  for (const expected of [
    "request off the site: https://elsewhere.invalid/a.png",
    "404: /missing.png",
    "cell: RangeError: gamma",
    "uncaught: thrown",
    expect.stringMatching(/^console: said/),
  ]) {
    expect(problems).toContainEqual(expected);
  }
});

it("the size of what a page transfers is counted, compressed where that helps", async () => {
  const { root } = project({ "index.html": `<!doctype html><title>t</title>${"x".repeat(20_000)}` });
  const site = await Site.start(root, browser);
  onTestFinished(() => site.stop());
  const { page: opened, transfers, close } = await site.visit("/");
  await complete(opened);
  const [page] = await transfers();
  await close();
  expect(page).toMatchObject({ path: "/", bytes: 20_000 + "<!doctype html><title>t</title>".length });
  expect(page.brotli).toBeLessThan(100);
});
