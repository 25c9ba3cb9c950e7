/**
 * What every page does for its reader, loaded by all of them: symbols explain themselves under the pointer and under the
 * keyboard, citations show what they cite, numbered equations can be linked to, and a printed page is unfolded.
 */
import { REFERENCES, referenceText } from "./bibliography.js";
import { keepDrawn } from "./kit/still.js";
import { UNFOLDED } from "./kit/unfolded.js";
import { EXPLAINED, NOTATION } from "./notation.js";

const main = () => document.querySelector("#observablehq-main");

const page = main();
if (page) keepDrawn(page);

/** The one card that shows a definition or a reference beside what it belongs to. */
function makeCard() {
  const card = document.createElement("div");
  card.className = "hover-card";
  card.id = "hover-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.body.append(card);
  const hide = () => {
    card.hidden = true;
    for (const described of document.querySelectorAll('[aria-describedby="hover-card"]'))
      described.removeAttribute("aria-describedby");
  };
  const show = (target: Element, text: string) => {
    card.textContent = text;
    card.hidden = false;
    target.setAttribute("aria-describedby", card.id);
    const box = target.getBoundingClientRect();
    const width = card.offsetWidth;
    const left = Math.max(8, Math.min(innerWidth - width - 8, box.left + box.width / 2 - width / 2));
    const above = box.top - card.offsetHeight - 8;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(above > 0 ? above : box.bottom + 8) + scrollY}px`;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  return { show, hide };
}

let card: ReturnType<typeof makeCard> | undefined;

function explain(target: Element, text: string): void {
  const show = () => {
    card ??= makeCard();
    card.show(target, text);
  };
  target.addEventListener("pointerenter", show);
  target.addEventListener("focus", show);
  target.addEventListener("pointerleave", () => card?.hide());
  target.addEventListener("blur", () => card?.hide());
}

/** Links of class `cite` say what they cite. */
function citations(root: Element): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a.cite:not([data-explained])")) {
    const key = link.hash.slice(1);
    const reference = REFERENCES.find((entry) => entry.key === key);
    link.dataset.explained = "";
    if (reference) explain(link, referenceText(reference));
  }
}

const letters = new RegExp(`[${EXPLAINED.map(({ text }) => text).join("")}]`, "u");

/** The first Greek letter of each kind in every section of prose becomes a definition. */
function symbols(root: Element): void {
  let seen = new Set<string>();
  for (const block of root.querySelectorAll("h2, p, li, .lede")) {
    if (block.tagName === "H2") seen = new Set();
    if (
      block.closest(
        "figure, .control, .controls, .story-layout, nav, details.menu, .exercise, .katex, td, th",
      )
    )
      continue;
    if (block.matches("[data-explained]")) continue;
    (block as HTMLElement).dataset.explained = "";
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest("a, button, code, .katex, dfn, summary, label")) texts.push(node as Text);
    }
    for (const node of texts) {
      let rest: Text = node;
      for (let match = letters.exec(rest.data); match; match = letters.exec(rest.data)) {
        const letter = match[0];
        const after = rest.splitText(match.index);
        rest = after.splitText(1);
        if (seen.has(letter)) continue;
        seen.add(letter);
        const symbol = NOTATION.find(({ text }) => text === letter);
        if (!symbol) continue;
        const dfn = document.createElement("dfn");
        dfn.className = "explained";
        dfn.tabIndex = 0;
        after.replaceWith(dfn);
        dfn.append(after);
        explain(dfn, `${symbol.text}: ${symbol.meaning}`);
      }
    }
    block.normalize();
  }
}

/** Keeps the equation that the address names in view while the figures above it are drawn, until the reader moves. */
function stayAt(element: Element): void {
  const show = () => element.scrollIntoView({ block: "center", behavior: "instant" });
  const observer = new ResizeObserver(show);
  observer.observe(document.body);
  for (const moved of ["wheel", "touchmove", "pointerdown", "keydown"])
    addEventListener(moved, () => observer.disconnect(), { once: true, passive: true });
  show();
}

/** Numbered equations get an address, and their number becomes the link to it. */
function equations(root: Element): void {
  for (const tag of root.querySelectorAll(".katex-display .katex-html > .tag:not([data-linked])")) {
    const number = tag.textContent?.replace(/[^\d.a-z]/gi, "");
    const display = tag.closest<HTMLElement>(".katex-display");
    if (!number || !display) continue;
    (tag as HTMLElement).dataset.linked = "";
    display.id = `eq-${number}`;
    const link = document.createElement("a");
    link.className = "equation-link";
    link.href = `#${display.id}`;
    link.textContent = `Link to equation ${number}`;
    display.after(link);
    if (location.hash === link.hash) stayAt(display);
  }
}

let waiting = false;
function attend(): void {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    const root = main();
    if (!root) return;
    citations(root);
    symbols(root);
    equations(root);
  });
}

new MutationObserver(attend).observe(document.documentElement, { childList: true, subtree: true });
attend();

/** What is folded on the screen is printed. */
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>(
    "#observablehq-main details:not(.menu)",
  )) {
    if (details.open) continue;
    details.open = true;
    details.dataset.unfolded = "";
  }
  dispatchEvent(new Event(UNFOLDED));
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details[data-unfolded]")) {
    details.open = false;
    delete details.dataset.unfolded;
  }
});
