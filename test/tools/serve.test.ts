import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { listen, siteServer } from "../../tools/serve.js";
import { project } from "./project.js";

const files = {
  "secret.txt": "secret",
  "dist/index.html": "<p>home</p>",
  "dist/setup.html": "<p>setup</p>",
  "dist/a.arrow": "x".repeat(5000),
  "dist/a.wasm": "\0asm",
  "dist/a.js": "1;",
};

async function serve() {
  const { path } = project(files);
  const server = siteServer(path("dist"));
  const port = await listen(server, 0);
  onTestFinished(() => void server.close());
  return {
    server,
    /** Sends the path as it is given: `fetch` would tidy away its dots. */
    get: (path: string, headers: Record<string, string> = {}, method = "GET") =>
      new Promise<{ status?: number; type?: string; encoding?: string; body: string }>((done, failed) => {
        request({ port, host: "127.0.0.1", path, headers, method }, (r) => {
          let body = "";
          r.setEncoding("latin1").on("data", (text) => {
            body += text;
          });
          r.on("end", () =>
            done({
              status: r.statusCode,
              type: r.headers["content-type"],
              encoding: r.headers["content-encoding"],
              body,
            }),
          );
        })
          .on("error", failed)
          .end();
      }),
  };
}

describe("the server of the built site", () => {
  it("answers pages by their address, with the type of each file", async () => {
    const { get } = await serve();
    expect(await get("/")).toMatchObject({
      status: 200,
      type: "text/html;charset=utf-8",
      body: "<p>home</p>",
    });
    expect(await get("/setup?delta=1")).toMatchObject({ status: 200, body: "<p>setup</p>" });
    expect(await get("/a.arrow")).toMatchObject({ type: "application/vnd.apache.arrow.stream" });
    expect(await get("/a.wasm")).toMatchObject({ type: "application/wasm" });
    expect((await get("/a.js")).type).toMatch(/^text\/javascript/);
  });

  it("compresses for a browser that asks for it", async () => {
    const { get } = await serve();
    const { encoding, body } = await get("/a.arrow", { "accept-encoding": "gzip, br" });
    expect(encoding).toBe("br");
    expect(body.length).toBeLessThan(100);
  });

  it("names nothing outside its folder, and nothing that is not there", async () => {
    const { get } = await serve();
    for (const path of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/..%2fsecret.txt",
      "/a/../../secret.txt",
      "/no",
    ]) {
      const { status, body } = await get(path);
      expect(status, path).toBe(404);
      expect(body).not.toContain("secret");
    }
    expect(await get("/", {}, "POST")).toMatchObject({ status: 405 });
  });

  it("takes the next free port", async () => {
    const { server } = await serve();
    const { port } = server.address() as AddressInfo;
    const second = siteServer(".");
    onTestFinished(() => void second.close());
    expect(await listen(second, port)).toBeGreaterThan(port);
  });
});
