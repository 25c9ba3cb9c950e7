import { type Address, defaultHost, type Host } from "./host.js";
import { UNFOLDED } from "./unfolded.js";
import { workerTransport } from "./worker-transport.js";

/** Narrower than this nothing can be drawn: an element on its way into the page, not a screen. */
const NARROWEST = 80;

/** The address bar of the page. */
export function windowAddress(): Address {
  return {
    read: () => window.location.search,
    replace: (search) =>
      window.history.replaceState(
        window.history.state,
        "",
        window.location.pathname + search + window.location.hash,
      ),
    base: () => window.location.origin + window.location.pathname,
  };
}

function onWidth(element: Element, listener: (width: number) => void): void {
  let last = -1;
  const report = (width: number) => {
    const rounded = Math.floor(width);
    if (rounded === last || rounded < NARROWEST) return;
    last = rounded;
    listener(rounded);
  };
  new ResizeObserver((entries) => report(entries[entries.length - 1].contentRect.width)).observe(element);
  // A printed page is laid out before any observer is told of it.
  addEventListener(UNFOLDED, () => report(element.getBoundingClientRect().width));
}

function whenNear(element: Element, task: () => void): void {
  let done = false;
  const run = () => {
    if (done) return;
    done = true;
    observer.disconnect();
    task();
  };
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) run();
    },
    { rootMargin: "300px 0px" },
  );
  observer.observe(element);
  addEventListener("beforeprint", run, { once: true });
}

async function file(path: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path} could not be fetched (${response.status}).`);
  return response.arrayBuffer();
}

/** The page's name from its address, with or without ".html", below any path. */
export function pageName(pathname: string): string {
  const [last] = pathname.split("/").slice(-1);
  return last.replace(/\.html$/, "") || "index";
}

defaultHost(
  (): Host => ({
    page: pageName(window.location.pathname),
    address: windowAddress(),
    solve: workerTransport(),
    file,
    onWidth,
    whenNear,
    broken: (figure, error) => console.error(`figure ${figure}:`, error),
    nextFrame: (task) => requestAnimationFrame(task),
  }),
);
