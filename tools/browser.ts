import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { type Browser, type BrowserServer, chromium } from "playwright-core";
import { cacheFolder, repository } from "./paths.js";

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser to start: its program, and what it needs in its environment. */
export interface Program {
  path: string;
  env?: Record<string, string>;
  args: string[];
}

/**
 * The browser that tests use: the one `CHROME_PATH` names, an installed Chrome or Chromium, or the one that
 * comes with our packages (Linux on x64), which `CHROME_PATH=bundled` asks for.
 *
 * @throws if there is none, saying what to do
 */
export function findBrowser(wanted = process.env.CHROME_PATH): Program {
  if (wanted === "bundled") return bundled();
  if (wanted) return { path: wanted, args: flags };
  const installed = candidates().find((path) => existsSync(path) && answers(path));
  return installed ? { path: installed, args: flags } : bundled();
}

export function launchBrowser(program: Program = findBrowser()): Promise<Browser> {
  return chromium.launch(started(program));
}

/** A browser for several processes, which connect to its `wsEndpoint()`. */
export function browserServer(program: Program = findBrowser()): Promise<BrowserServer> {
  return chromium.launchServer({ ...started(program), host: "127.0.0.1" });
}

const started = ({ path, env, args }: Program) => ({
  executablePath: path,
  args,
  chromiumSandbox: false,
  env: { ...(process.env as Record<string, string>), ...env },
});

function candidates(): string[] {
  const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"];
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const apps = ["Google Chrome", "Chromium", "Microsoft Edge"].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  );
  const programs = [
    process.env.PROGRAMFILES,
    process.env["PROGRAMFILES(X86)"],
    process.env.LOCALAPPDATA,
  ].filter((f) => f !== undefined);
  const windows = programs.flatMap((folder) =>
    ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((file) =>
      join(folder, file),
    ),
  );
  return process.platform === "win32"
    ? windows
    : process.platform === "darwin"
      ? [...apps, ...onPath]
      : onPath;
}

/** Whether the program starts at all: some systems install only a script that says how to get one. */
function answers(path: string): boolean {
  return process.platform === "win32" || spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0;
}

/**
 * The Chromium of @sparticuz/chromium, unpacked once. The package is made for servers that have few libraries and
 * no fonts, and brings them along; it only unpacks them where it believes to be on such a server.
 */
function bundled(): Program {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("no Chrome or Chromium found: install one, or name it in the variable CHROME_PATH");
  }
  const folder = unpacked();
  const env: Record<string, string> = {
    LD_LIBRARY_PATH: [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH]
      .filter(Boolean)
      .join(delimiter),
  };
  if (!existsSync("/etc/fonts/fonts.conf")) env.FONTCONFIG_FILE = join(folder, "fonts.conf");
  return { path: join(folder, "chromium"), env, args: [...flags, "--headless=shell", "--no-zygote"] };
}

function unpacked(): string {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const description = join(
    entry.slice(0, entry.lastIndexOf(join("chromium", "build"))),
    "chromium",
    "package.json",
  );
  const { version } = JSON.parse(readFileSync(description, "utf8"));
  const folder = join(cacheFolder(repository), `chromium-${version}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    execFileSync(
      process.execPath,
      [
        "--input-type=module",
        "--eval",
        'await (await import("@sparticuz/chromium")).default.executablePath();',
      ],
      {
        cwd: dirname(description),
        env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: "nodejs22.x" },
      },
    );
    writeFileSync(
      join(fresh, "fonts.conf"),
      `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>\n`,
    );
    try {
      renameSync(fresh, folder);
    } catch (error) {
      if (!existsSync(folder)) throw error; // else another process was faster
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return folder;
}
