import { html } from "htl";

/** Plain text with every n_eff set as a symbol and every ^(…) before a space or a stop as an exponent. */
export function formulas(words: string): Node {
  return html`<span>${words
    .split(/(n_eff|\^\([^^]*?\)(?=[\s,.;:]))/)
    .map((part) =>
      part === "n_eff"
        ? html`<i class="symbol">n</i><sub>eff</sub>`
        : part.startsWith("^(")
          ? html`<sup>${part.slice(2, -1)}</sup>`
          : part,
    )}</span>` as Node;
}
