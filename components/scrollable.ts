/**
 * Gives every listing that is wider than its place a stop of the Tab key, so that it can be
 * scrolled without a pointer, and takes it away again where it fits. Loaded by every page.
 */
const selector = "pre";

function mark(element: Element): void {
  if (element.scrollWidth > element.clientWidth) element.setAttribute("tabindex", "0");
  else element.removeAttribute("tabindex");
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) mark(target);
});

// A font that arrives late makes a listing wider, and its place not.
document.fonts.addEventListener("loadingdone", () => {
  for (const element of document.querySelectorAll(selector)) mark(element);
});

const watched = new WeakSet<Element>();

function watch(): void {
  waiting = false;
  for (const element of document.querySelectorAll(selector)) {
    if (watched.has(element)) continue;
    watched.add(element);
    sizes.observe(element);
  }
}

let waiting = false;

new MutationObserver(() => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(watch);
}).observe(document.documentElement, { childList: true, subtree: true });

watch();
