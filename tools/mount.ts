// A page without a browser: its HTML in jsdom, its cells run in Node, its questions answered in this process or when a test says so.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { JSDOM } from "jsdom";
import type { Figure } from "../components/kit/figure.js";
import { type Host, setHost } from "../components/kit/host.js";
import { abandon, begin, settled } from "../components/kit/pending.js";
import type { AnyStore } from "../components/kit/store.js";
import { answer } from "../components/topics/index.js";
import { LoaderCache } from "./loader-cache.js";
import { liftPages, notebookFolder, type ParsedPage, parsePage } from "./notebook.js";
import { repository } from "./paths.js";

/** What a lifted page runs with: Framework's names. */
export interface Notebook {
  /** Displays a value in the place of a cell. */
  cell(id: string): (value: unknown) => void;
  FileAttachment(path: string): {
    arrayBuffer(): Promise<ArrayBuffer>;
    text(): Promise<string>;
    url(): Promise<string>;
  };
  done(): Promise<void>;
}

export interface MountOptions {
  /** The address's search part; "" is the page at its defaults. */
  search?: string;
  /** Width in pixels of every figure. */
  width?: number;
  /** The page's HTML; by default the body that Framework's parser makes of src/<name>.md. */
  html?: string;
  /** Folder of the checkout that the page is in, by default this one; its data files are of this one in any case. */
  root?: string;
  /** Answers questions; by default the theory in this process. */
  solve?: Host["solve"];
  /** Which figures below the screen are near: all, as in a print, by default. */
  near?: boolean | ((figure: Element) => boolean);
  /** Told of the page's state when it is opened, before anything is asked; what it throws ends the mount. */
  opened?: (store: AnyStore) => void;
}

/** A page in Node. */
export interface MountedPage {
  readonly name: string;
  readonly document: Document;
  readonly window: JSDOM["window"];
  /** Its state; undefined on a page that has none. */
  store(): AnyStore | undefined;
  /** Holds back every answer until `release`. */
  hold(): void;
  release(): void;
  /** The figures on it, by name, in the order of the page. */
  figures(): Map<string, Figure>;
  /** Draws every figure at another width, or at one that depends on where it stands. */
  resize(width: number | ((element: Element) => number)): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
  /** The data files it has read, with their bytes. */
  reads(): Map<string, ArrayBuffer>;
  /** The search part of its address now. */
  search(): string;
  close(): void;
}

/** What Node has too, but a page must get from its own window. */
const OVERRIDDEN = ["Event", "EventTarget", "CustomEvent"];

/** Makes the window's names global, as in a browser; returns what undoes it. */
function globalise(window: JSDOM["window"]): () => void {
  const globals = globalThis as Record<string, unknown>;
  const names = [
    ...Object.getOwnPropertyNames(window),
    "addEventListener",
    "removeEventListener",
    "dispatchEvent",
  ];
  const before = new Map<string, PropertyDescriptor | undefined>();
  for (const key of names) {
    if (key in globalThis && !OVERRIDDEN.includes(key)) continue;
    const value = (window as unknown as Record<string, unknown>)[key];
    before.set(key, Object.getOwnPropertyDescriptor(globalThis, key));
    const bound = typeof value === "function" && /^[a-z]/.test(key) ? value.bind(window) : value;
    Object.defineProperty(globals, key, { value: bound, configurable: true, writable: true });
  }
  return () => {
    for (const [key, descriptor] of before)
      if (descriptor) Object.defineProperty(globals, key, descriptor);
      else delete globals[key];
  };
}

/** The bytes of a data file of the site, by its path there: of a loader, run where its output is not there, or as it lies in src/. */
export async function dataFile(path: string): Promise<ArrayBuffer> {
  const plain = join(repository, "src", path);
  if (existsSync(plain)) return bytes(readFileSync(plain));
  const dist = join(repository, "node_modules/@observablehq/framework/dist/loader.js");
  const { LoaderResolver } = await import(pathToFileURL(dist).href);
  const resolver = new LoaderResolver({ root: join(repository, "src"), interpreters: { ".ts": ["tsx"] } });
  const found = resolver.find(`/${path.replace(/^\.?\//, "")}`);
  if (!found?.args) throw new Error(`${path}: there is no such file, and no loader that makes it`);
  const { output } = await new LoaderCache(repository).load(found.path, found.args.slice(1));
  return bytes(readFileSync(output));
}

const bytes = (buffer: Buffer) =>
  buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + buffer.byteLength) as ArrayBuffer;

/** One page at a time in a process: its document is the global one. */
let mounted: MountedPage | undefined;

/**
 * Mounts a page.
 *
 * @throws if a cell throws, or a figure cannot be drawn, naming it
 */
export async function mountPage(name: string, options: MountOptions = {}): Promise<MountedPage> {
  const {
    search = "",
    root = repository,
    solve = (topic, fn, args) => answer(topic, fn, structuredClone(args)),
    near = true,
  } = options;
  mounted?.close();
  const parsed = await parsePage(name, root);
  const html = options.html ?? `<!doctype html><main id="observablehq-main">${parsed.body}</main>`;
  const { window } = new JSDOM(html, { url: `https://site.test/${name}${search}`, pretendToBeVisual: true });
  window.matchMedia ??= (() => ({
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  })) as never;
  const restore = globalise(window);

  let width = options.width ?? 640;
  let address = search;
  let closed = false;
  let store: AnyStore | undefined;
  let gate: Promise<void> | undefined;
  let release = () => {};
  const broken: string[] = [];
  const widths: { element: Element; listener: (width: number) => void }[] = [];
  const reads = new Map<string, ArrayBuffer>();
  const file = async (path: string) => {
    const content = await dataFile(path);
    reads.set(path, content);
    return content;
  };
  const attachment = (path: string) => ({
    arrayBuffer: () => file(path),
    text: async () => Buffer.from(await file(path)).toString("utf8"),
    url: async () => path,
  });
  setHost({
    page: name,
    address: {
      read: () => address,
      replace: (next) => {
        address = next;
      },
      // A path on the site: where that lies is not known here.
      base: () => `/${name === "index" ? "" : name}`,
    },
    opened: (opened) => {
      store = opened;
      options.opened?.(opened);
    },
    solve: async (topic, fn, args, lane) => {
      const value = await solve(topic, fn, args, lane);
      await gate;
      return value;
    },
    file,
    onWidth: (element, listener) => {
      widths.push({ element, listener });
      listener(width);
    },
    whenNear: (element, task) => {
      if (typeof near === "function" ? near(element) : near) task();
    },
    nextFrame: (task) =>
      setTimeout(() => {
        if (!closed) task();
      }),
    broken: (figure, error) => {
      broken.push(`figure ${figure}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    },
  });
  const done = async () => {
    await settled();
    if (broken.length > 0) throw new Error(`${name}: ${broken.splice(0).join("\n")}`);
  };
  const page: MountedPage = {
    name,
    document: window.document,
    window,
    store: () => store,
    hold() {
      gate = new Promise((done) => {
        release = () => {
          gate = undefined;
          done();
        };
      });
    },
    release: () => release(),
    figures: () =>
      new Map(
        [...window.document.querySelectorAll<Figure>("figure.frame")]
          .filter((element) => "rows" in element)
          .map((element) => [element.id, element]),
      ),
    async resize(next) {
      if (typeof next === "number") width = next;
      for (const { element, listener } of widths) listener(typeof next === "number" ? next : next(element));
      await done();
    },
    settled: done,
    reads: () => reads,
    search: () => address,
    close() {
      if (closed) return;
      closed = true;
      mounted = undefined;
      abandon();
      setHost(undefined);
      restore();
      window.close();
    },
  };
  mounted = page;
  const end = begin();
  try {
    await liftPages(root);
    const module = await import(pathToFileURL(join(notebookFolder(root), `${name}.ts`)).href);
    await module.default({
      cell: (id: string) => displayIn(window.document, parsed, id),
      FileAttachment: attachment,
      done: async () => {},
    } satisfies Notebook);
  } finally {
    end();
  }
  await done();
  return page;
}

/**
 * Puts values in the place of a cell, as Framework does, but all in one element of the kind that Framework removes when the cell runs in a browser:
 * so a page that is drawn at build keeps its pictures until they are taken over.
 */
function displayIn(document: Document, { cells }: ParsedPage, id: string): (value: unknown) => void {
  const { Node, Element } = document.defaultView!;
  const walker = document.createNodeIterator(document, 128);
  let place: Comment | null = null;
  for (let node = walker.nextNode() as Comment | null; node; node = walker.nextNode() as Comment | null)
    if (node.data === `:${id}:`) place = node;
  if (!place) throw new Error(`the page has no place for its cell ${id}`);
  const here = place;
  const before = here.previousSibling;
  const loading = before instanceof Element && before.tagName === "OBSERVABLEHQ-LOADING" ? before : undefined;
  const box = loading ?? document.createElement("observablehq-loading");
  if (!loading) here.parentNode!.insertBefore(box, here);
  box.className = "drawn";
  const inline = cells.find((cell) => cell.id === id)?.inline;
  return (value) => {
    if (value === undefined || value === null || value === false) return;
    if (!(value instanceof Node) && !inline)
      throw new Error(`cell ${id} displays ${value}, which is no element`);
    box.append(value instanceof Node ? value : String(value));
  };
}
