import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../tools/browser.js";
import type { Result, Specification } from "../../training/specification.js";
import { train } from "../../training/train.js";
import { serveModules } from "./module-server.js";

let server: Awaited<ReturnType<typeof serveModules>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  server = await serveModules(script);
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.goto(server.url);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  server?.close();
});

const plain = ({ seconds: _, ...result }: Result) =>
  JSON.parse(
    JSON.stringify(result, (_key, value) =>
      ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
    ),
  );

const script = `
  import { startTrainer } from "/training/client.js";
  window.run = async (spec, workers, stopAfter) => {
    const trainer = startTrainer();
    let reports = 0;
    try {
      const result = await trainer.train(spec, {
        workers,
        progress() {
          if (++reports === stopAfter) trainer.stop();
        },
      });
      return JSON.stringify({ result, reports }, (key, value) => (ArrayBuffer.isView(value) ? [...value] : value));
    } finally {
      trainer.close();
    }
  };
`;

/** Trains in a worker of the page; stops after so many reports of progress. */
async function trainInBrowser(
  spec: Specification,
  workers = 1,
  stopAfter = 0,
): Promise<{ result: Result; reports: number }> {
  await page.waitForFunction("window.run");
  return JSON.parse(await page.evaluate(`run(${JSON.stringify(spec)}, ${workers}, ${stopAfter})`));
}

describe("training in a browser", () => {
  it.each<[string, Specification, number]>([
    [
      "a quadratic network",
      { network: "quadratic", d: 30, n: 900, gamma: 1.25, noise: 0.5, lambda: 0.3, seed: 2 },
      1,
    ],
    [
      "one on two workers",
      { network: "quadratic", d: 30, n: 900, gamma: 1.25, noise: 0.5, lambda: 0.3, seed: 2 },
      2,
    ],
    [
      "SGD",
      {
        network: "quadratic",
        d: 20,
        n: 600,
        gamma: 1,
        noise: 0,
        lambda: 0.1,
        seed: 3,
        method: "sgd",
        maxIterations: 200,
      },
      1,
    ],
    [
      "a diagonal network",
      { network: "diagonal", d: 50, n: 300, gamma: 1, noise: 0.5, lambda: 1, seed: 2 },
      2,
    ],
  ])("%s: the same bits as in Node, with progress", async (_, spec, workers) => {
    const { result, reports } = await trainInBrowser(spec, workers);
    expect(plain(result)).toEqual(plain(await train(spec)));
    if (spec.network === "quadratic") expect(reports).toBeGreaterThan(2);
  });

  it("stops when told, with what it has", async () => {
    const { result } = await trainInBrowser(
      { network: "quadratic", d: 60, n: 3000, gamma: 1, noise: 0.5, lambda: 1e-4, seed: 3, tolerance: 1e-12 },
      1,
      2,
    );
    expect(result.converged).toBe(false);
    expect(result.iterations).toBeGreaterThan(5);
    expect(result.iterations).toBeLessThan(5000);
    expect(result.spectrum).toHaveLength(60);
  });

  it("refuses what Node refuses", async () => {
    await expect(
      trainInBrowser({ network: "quadratic", d: 30, n: 0, gamma: 1, noise: 0, lambda: 1, seed: 0 }),
    ).rejects.toThrow(/n = 0 is outside its range/);
    await expect(
      trainInBrowser({ network: "quadratic", d: 1000, n: 1e7, gamma: 1, noise: 0, lambda: 1, seed: 0 }),
    ).rejects.toThrow(/fits in memory/);
  });
});
