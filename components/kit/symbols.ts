import { html } from "htl";

/** Plain text with every n_eff set as a symbol with its subscript. */
export function withSymbols(text: string): Node {
  const parts = text.split("n_eff");
  return html`<span>${parts.flatMap((part, i) =>
    i === 0 ? [part] : [html`<i class="symbol">n</i><sub>eff</sub>`, part],
  )}</span>`;
}
