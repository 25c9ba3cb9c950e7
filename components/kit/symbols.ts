import { html } from "htl";

/** Plain text with every n_eff set as a symbol with its subscript. */
export function withSymbols(text: string): Node {
  const parts = text.split("n_eff");
  return html`<span>${parts.flatMap((part, i) =>
    i === 0 ? [part] : [html`<i class="symbol">n</i><sub>eff</sub>`, part],
  )}</span>`;
}

/** A text of the page as characters alone: n with its index is n_eff. */
export function plainText(text: string | Node): string {
  if (typeof text === "string") return text;
  if (text.nodeName === "SUB") return `_${text.textContent}`;
  if (text.childNodes.length === 0) return text.textContent ?? "";
  const inside = [...text.childNodes].map(plainText).join("").replace(/\s+/g, " ");
  return text instanceof Element && text.classList.contains("phase-chip") ? `${inside}:` : inside;
}
