import type { TestProject } from "vitest/node";
import { browserServer } from "../../tools/browser.js";
import { dist, serve } from "./site.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The built site's server, and where the browser listens that all files share. */
    site: { origin: string; endpoint: string };
  }
}

/** One server and one browser for all files of the project "browser". */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await serve(dist);
  const browser = await browserServer();
  provide("site", { origin: server.origin, endpoint: browser.wsEndpoint() });
  return async () => {
    await browser.close();
    server.stop();
  };
}
