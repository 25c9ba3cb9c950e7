import { expect, it, onTestFinished } from "vitest";
import { project } from "../tools/project.js";
import { Site } from "./site.js";

it("whatever goes wrong on a page is seen", async () => {
  const { root } = project({
    "index.html": `<!doctype html><title>t</title><img src="https://elsewhere.invalid/a.png"><img src="/missing.png">
      <p class="observablehq--error">RangeError: gamma</p>
      <script>console.error("said"); setTimeout(() => { throw new Error("thrown"); })</script>`,
  });
  const site = await Site.start(root);
  onTestFinished(() => site.stop());
  const { problems, close } = await site.visit("/");
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
  const site = await Site.start(root);
  onTestFinished(() => site.stop());
  const { transfers, close } = await site.visit("/");
  const [page] = await transfers();
  await close();
  expect(page).toMatchObject({ path: "/", bytes: 20_000 + "<!doctype html><title>t</title>".length });
  expect(page.brotli).toBeLessThan(100);
});
