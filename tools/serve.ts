import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import compression from "compression";
import sirv from "sirv";
import { buildSite } from "./build.js";
import { repository } from "./paths.js";

const types: Record<string, string> = {
  ".arrow": "application/vnd.apache.arrow.stream",
  ".parquet": "application/vnd.apache.parquet",
  ".wasm": "application/wasm",
};

/**
 * A server of the built site in `folder`, not yet listening: `/setup` is `setup.html`, an unknown path is 404,
 * and only GET and HEAD are answered. Nothing outside the folder can be named.
 */
export function siteServer(folder: string): Server {
  const compress = compression({
    filter: (_, response) => /^(text|application)\//.test(String(response.getHeader("content-type") ?? "")),
  });
  const files = sirv(folder, {
    dev: true, // looks at the folder for every request, so that a new build is served at once
    extensions: ["html"],
    setHeaders: (response, path) => {
      const type = types[/\.\w+$/.exec(path)?.[0] ?? ""];
      if (type) response.setHeader("Content-Type", type);
    },
  });
  return createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    // Both middlewares are typed for Express, and use only what Node's own objects have.
    compress(request as never, response as never, () => {
      files(request, response, () => {
        response.writeHead(404, { "Content-Type": "text/plain" }).end("Not found\n");
      });
    });
  });
}

/** Listens on 127.0.0.1 at `port`, or at the next one that is free; 0 takes any. Resolves to the port. */
export async function listen(server: Server, port: number): Promise<number> {
  for (let at = port; ; at++) {
    const error = await new Promise<NodeJS.ErrnoException | undefined>((done) => {
      server.once("error", done);
      server.listen(at, "127.0.0.1", () => {
        server.off("error", done);
        done(undefined);
      });
    });
    if (!error) return (server.address() as AddressInfo).port;
    if (error.code !== "EADDRINUSE" || at >= 65_535) throw error;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Error(`port = ${text} is outside its range: a whole number from 0 to 65535`);
  return port;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", short: "p", default: "3000" },
        build: { type: "boolean", default: false },
      },
    });
    const port = portOf(values.port);
    const dist = join(repository, "dist");
    if (values.build) await buildSite();
    else if (!existsSync(dist))
      throw new Error("there is no built site: run `npm run build` first, or `npm start`");
    console.log(`http://127.0.0.1:${await listen(siteServer(dist), port)}/`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
