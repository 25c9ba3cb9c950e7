import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { prepareData, previewData } from "../../tools/data.js";
import { project } from "./project.js";

it("the preview answers for a data file where the built site has it", async () => {
  previewData(["/data/a-[1].arrow"]);
  const server = createServer((request, response) => response.end(request.url)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((done) => server.once("listening", done));
  const ask = async (path: string) =>
    (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)).text();
  expect(await ask("/data/a-[1].arrow")).toBe("/_file/data/a-[1].arrow");
  expect(await ask("/data/b.arrow")).toBe("/data/b.arrow");
});

it("a data file that no loader makes is an error with its name", async () => {
  const { root } = project({ "src/index.md": "" });
  await expect(prepareData(root, ["/data/none.arrow"], (path) => join(root, "out", path))).rejects.toThrow(
    "no data loader makes /data/none.arrow",
  );
});
