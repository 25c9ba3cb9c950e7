import { html } from "htl";
import { withSymbols } from "../../kit/symbols.js";
import { NOTATION } from "../../notation.js";

/** Every symbol of the site, with its meaning and its name in the code. */
export const notationTable = (): HTMLElement =>
  html`<div class="notation" tabindex="0" role="region" aria-label="Symbols">
    <table>
      <thead><tr><th scope="col">Symbol</th><th scope="col">Meaning</th><th scope="col">In the code</th></tr></thead>
      <tbody>${NOTATION.map(
        ({ id, text, meaning, code }) => html`<tr id=${`sym-${id}`} tabindex="-1">
          <th scope="row"><a href=${`#sym-${id}`}>${symbolOf(text)}</a></th><td>${withSymbols(meaning)}</td><td>${code ? html`<code>${code}</code>` : ""}</td>
        </tr>`,
      )}</tbody>
    </table>
  </div>` as HTMLElement;

/** A symbol as it is set: italic, what follows an underscore as its subscript. */
function symbolOf(text: string): Node {
  const [base, sub] = text.split("_");
  return html`<i class="symbol">${base}</i>${sub ? html`<sub>${sub}</sub>` : ""}` as Node;
}
