import { existsSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../../tools/browser.js";
import { repository } from "../../tools/paths.js";
import { listen, siteServer } from "../../tools/serve.js";

/** The built site that browser tests look at. */
export const dist = join(repository, "dist");

/** What a page may take before anyone touches it: requests, and bytes from a host that compresses with brotli. */
export const LIMITS = { requests: 25, brotli: 400_000 };

export interface Transfer {
  /** Path on the site, with its query. */
  path: string;
  type: string;
  /** Bytes as they are, and as a host that compresses with brotli sends them. */
  bytes: number;
  brotli: number;
}

/** A page that is open, and all that has gone over the wire or wrong on it so far. */
export interface Visit {
  page: Page;
  /** Requests that the server answered, in order. */
  transfers: () => Promise<Transfer[]>;
  /** The same, each file once: what a worker of the page asks for again comes from the browser's cache. */
  files: () => Promise<Transfer[]>;
  /** Requests to other sites (none is let through), failed requests, uncaught errors, errors on the console. */
  problems: string[];
  close: () => Promise<void>;
}

/** Serves the built site on a free port and opens its pages in a browser. */
export class Site {
  readonly #compressed = new Map<string, number>();

  private constructor(
    readonly browser: Browser,
    readonly origin: string,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(folder = dist): Promise<Site> {
    if (!existsSync(folder)) throw new Error("there is no built site: run `npm run build` first");
    const server = siteServer(folder);
    const port = await listen(server, 0);
    const browser = await launchBrowser();
    return new Site(browser, `http://127.0.0.1:${port}`, async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    });
  }

  /** Opens a page and waits until it has loaded and every cell has run. */
  async visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const problems: string[] = [];
    const answered: Promise<Transfer | undefined>[] = [];
    await context.route(
      (url) => url.origin !== this.origin,
      (route) => {
        problems.push(`request off the site: ${route.request().url()}`);
        return route.abort();
      },
    );
    page.on("pageerror", (error) => problems.push(`uncaught: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    context.on("requestfailed", (request) => {
      if (
        new URL(request.url()).origin === this.origin &&
        request.failure()?.errorText !== "net::ERR_ABORTED"
      )
        problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
    });
    context.on("response", (response) => {
      const url = new URL(response.url());
      if (url.origin !== this.origin) return;
      if (response.status() >= 400) problems.push(`${response.status()}: ${url.pathname}`);
      answered.push(
        response.body().then(
          (body) => ({
            path: url.pathname + url.search,
            type: response.headers()["content-type"] ?? "",
            bytes: body.length,
            brotli: this.#brotli(url.pathname, body),
          }),
          () => undefined, // the page was closed, or the answer has no body
        ),
      );
    });
    await page.goto(this.origin + path, { waitUntil: "networkidle" });
    await settled(page);
    for (const text of await page.locator(".observablehq--error").allInnerTexts())
      problems.push(`cell: ${text}`);
    const transfers = async () => (await Promise.all(answered)).filter((t) => t !== undefined);
    const files = async () => [...new Map((await transfers()).map((t) => [t.path, t])).values()];
    return { page, problems, transfers, files, close: () => context.close() };
  }

  #brotli(path: string, body: Buffer): number {
    let size = this.#compressed.get(path);
    if (size === undefined) {
      size = Math.min(body.length, brotliCompressSync(body).length);
      this.#compressed.set(path, size);
    }
    return size;
  }
}

/** Waits until no cell of the page is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector("observablehq-loading, .observablehq--running") === null,
  );
}

/** Scrolls the whole page past, so that whatever is drawn only when on screen has been drawn. */
export async function scrollThrough(page: Page): Promise<void> {
  // No named function in here: tsx would wrap it in a helper that the page does not have.
  await page.evaluate(async () => {
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
      scrollTo({ top: y, behavior: "instant" });
      for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(done));
    }
    scrollTo({ top: 0, behavior: "instant" });
    await new Promise((done) => requestAnimationFrame(done));
  });
  await settled(page);
}
