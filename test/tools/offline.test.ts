import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { type Isolation, isolation, withoutNetwork } from "../../tools/offline.js";

/** Connects to an address that routers drop, and to a server of its own, and prints what came of it. */
const probe = `
  const net = await import("node:net");
  const attempt = (port, host) => new Promise((done) => {
    const socket = net.connect({ port, host, timeout: 2000 });
    socket.on("connect", () => done("connected")).on("error", (e) => done(e.code)).on("timeout", () => done("timeout"));
  });
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.on("listening", done));
  const fetched = await fetch("http://192.0.2.1/").catch((e) => e.cause.code);
  console.log(JSON.stringify({ away: await attempt(80, "192.0.2.1"), fetched, home: await attempt(server.address().port, "127.0.0.1") }));
  process.exit();`;

const possible: Isolation[] = [...new Set<Isolation>([isolation(), "preload"])];

describe.each(possible)("a command without network by %s", (how) => {
  it("reaches itself and nothing else", () => {
    const { argv, env } = withoutNetwork([process.execPath, "--input-type=module", "--eval", probe], how);
    const { stdout } = spawnSync(argv[0], argv.slice(1), { env, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual({ away: "ENETUNREACH", fetched: "ENETUNREACH", home: "connected" });
  });
});
