import { existsSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { brotliCompressSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Download, Page, Response } from "playwright-core";
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
  /** Requests that the server answered, in order, while the page is open. */
  transfers: () => Promise<Transfer[]>;
  /** The same, each file once: what a worker of the page asks for again comes from the browser's cache. */
  files: () => Promise<Transfer[]>;
  /** Requests to other sites (none is let through), failed requests, uncaught errors, errors on the console. */
  problems: string[];
  close: () => Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** What is done to the page before it opens: requests that are to fail. */
  before?: (page: Page) => Promise<unknown>;
}

/**
 * Serves a built site on a free port.
 *
 * @throws if the folder is not there
 */
export async function serve(folder: string): Promise<{ origin: string; stop: () => void }> {
  if (!existsSync(folder)) throw new Error("there is no built site: run `npm run build` first");
  const server = siteServer(folder);
  const port = await listen(server, 0);
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A served site whose pages are opened in a browser. */
export class Site {
  readonly #compressed = new Map<string, number>();

  constructor(
    readonly browser: Browser,
    readonly origin: string,
    readonly stop: () => Promise<void> = async () => {},
  ) {}

  /** A site with a server of its own, and a browser of its own unless there is one. */
  static async start(folder = dist, shared?: Browser): Promise<Site> {
    const { origin, stop } = await serve(folder);
    const browser = shared ?? (await launchBrowser());
    return new Site(browser, origin, async () => {
      if (!shared) await browser.close();
      stop();
    });
  }

  /** Opens a page and waits until it has loaded and every cell has run. */
  async visit(path: string, options: VisitOptions = {}): Promise<Visit> {
    const visit = await this.open(path, options);
    await settled(visit.page);
    for (const text of await visit.page.locator(".observablehq--error").allInnerTexts())
      visit.problems.push(`cell: ${text}`);
    return visit;
  }

  /** Opens a page and waits until it has loaded, whether or not its script runs. */
  async open(path: string, { before, ...options }: VisitOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const problems: string[] = [];
    const answered: Response[] = [];
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
      answered.push(response);
    });
    await before?.(page);
    await page.goto(this.origin + path);
    const transfers = async () =>
      (await Promise.all(answered.map((response) => this.#transfer(response)))).filter(
        (transfer) => transfer !== undefined,
      );
    const files = async () => [...new Map((await transfers()).map((t) => [t.path, t])).values()];
    return { page, problems, transfers, files, close: () => context.close() };
  }

  /** Nothing where the answer has no body. */
  async #transfer(response: Response): Promise<Transfer | undefined> {
    const url = new URL(response.url());
    const body = await response.body().catch(() => undefined);
    return (
      body && {
        path: url.pathname + url.search,
        type: response.headers()["content-type"] ?? "",
        bytes: body.length,
        brotli: this.#brotli(url.pathname, body),
      }
    );
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

/** Waits until the page has all that it asks for by itself: half a second without a request. */
export const complete = (page: Page): Promise<void> => page.waitForLoadState("networkidle");

/** Waits until no cell of the page is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector("observablehq-loading, .observablehq--running") === null,
  );
}

/** Brings figures near and waits until all that they show is of the page's present state. */
export async function fresh(page: Page, ...figures: string[]): Promise<void> {
  for (const figure of figures) {
    await page.locator(`figure#${figure}`).scrollIntoViewIfNeeded();
    await page.locator(`figure#${figure}[data-state="fresh"]`).waitFor();
  }
}

/** Waits until every figure that is not folded away has all its parts of the page's present state, or has failed. */
export async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLElement>("figure.frame[data-state]")].every(
      ({ dataset, offsetParent }) =>
        offsetParent === null || dataset.state === "fresh" || dataset.state === "failed",
    ),
  );
}

/** What a figure says under its picture once it is of the present state. */
export async function caption(page: Page, figure: string): Promise<string> {
  await fresh(page, figure);
  return page.locator(`figure#${figure} figcaption`).innerText();
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
  await quiet(page);
}

/** The bytes of a file that the page has handed to the reader. */
export async function contents(download: Download): Promise<Buffer> {
  return buffer(await download.createReadStream());
}
