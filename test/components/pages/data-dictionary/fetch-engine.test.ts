import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { fetchBytes, Unreachable } from "../../../../components/pages/data-dictionary/fetch-engine.js";

/** The address of a server that answers so. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const signal = new AbortController().signal;
const size = async (parts: BlobPart[]) => new Blob(parts).size;

test("a file comes whole, and its progress is told", async () => {
  const url = await serve((_, response) => {
    response.write("abc");
    setTimeout(() => response.end("defg"), 50);
  });
  const seen: number[] = [];
  const parts = await fetchBytes(url, { signal, progress: (bytes) => seen.push(bytes) });
  expect(await new Blob(parts).text()).toBe("abcdefg");
  expect(seen.at(-1)).toBe(7);
});

test("a slow file is not given up while it comes, only once it stalls", async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  let body!: ReadableStreamDefaultController<Uint8Array>;
  vi.stubGlobal("fetch", async (_: string, { signal }: { signal: AbortSignal }) => {
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        body = controller;
      },
    });
    signal.addEventListener("abort", () => body.error(signal.reason));
    return new Response(stream);
  });
  const come = async (times: number) => {
    for (let i = 0; i < times; i++) {
      await vi.advanceTimersByTimeAsync(20_000);
      body.enqueue(new Uint8Array(1));
      await vi.advanceTimersByTimeAsync(0);
    }
  };
  const whole = fetchBytes("a", { signal, stall: 30_000 });
  await come(8);
  body.close();
  expect(await size(await whole)).toBe(8);
  const stuck = expect(fetchBytes("a", { signal, stall: 30_000 })).rejects.toThrow("nothing came for 30 s");
  await come(3);
  await vi.advanceTimersByTimeAsync(30_000);
  await stuck;
});

test("a server that is not there, says no, falls silent or breaks off is unreachable", async () => {
  const missing = await serve((_, response) => response.writeHead(404).end());
  await expect(fetchBytes(missing, { signal })).rejects.toThrow(new Unreachable("the server answered 404"));
  const silent = await serve(() => {});
  await expect(fetchBytes(silent, { signal, stall: 100 })).rejects.toThrow(
    new Unreachable("nothing came for 0.1 s"),
  );
  const stuck = await serve((_, response) => response.write("a"));
  await expect(fetchBytes(stuck, { signal, stall: 100 })).rejects.toThrow(/nothing came/);
  const broken = await serve((_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("a", () => response.destroy());
  });
  await expect(fetchBytes(broken, { signal })).rejects.toBeInstanceOf(Unreachable);
  await expect(fetchBytes("http://127.0.0.1:1/", { signal })).rejects.toBeInstanceOf(Unreachable);
});

test("a fetch that is stopped ends with the reason of the stop, before and while it comes", async () => {
  const stuck = await serve((_, response) => response.write("a"));
  const controller = new AbortController();
  const reason = new Error("stopped");
  const fetched = fetchBytes(stuck, { signal: controller.signal, progress: () => controller.abort(reason) });
  await expect(fetched).rejects.toBe(reason);
  await expect(fetchBytes(stuck, { signal: controller.signal })).rejects.toBe(reason);
});
