import { html } from "htl";
import { bibtex, REFERENCES, type Reference, referenceLink } from "../bibliography.js";
import { download } from "../figure-export.js";
import { copy } from "../figure-frame.js";
import { NOTATION } from "../notation.js";
import { withSymbols } from "../symbols.js";

/** Every entry, as one BibTeX file. */
export const allBibtex = (): string => `${REFERENCES.map(bibtex).join("\n\n")}\n`;

/** A work: who, what, where; what the site takes from it; its BibTeX entry to copy. */
export function referenceItem(reference: Reference): HTMLElement {
  const { key, authors, title, venue, where, year, arxiv, doi, use } = reference;
  const entry = bibtex(reference);
  const status = html`<span class="reference-status" role="status"></span>`;
  const copied = async () => {
    try {
      await copy(entry);
      status.textContent = "Copied.";
    } catch (error) {
      status.textContent = (error as Error).message;
    }
  };
  const address = referenceLink(reference);
  return html`<li id=${key} class="reference" tabindex="-1">
    <p>${authors.length > 0 ? `${authors.join(", ")}. ` : ""}<b>${address ? html`<a href=${address}>${title}</a>` : title}</b>.
      <i>${venue}</i>${where ? ` ${where}` : ""}, ${year}.${doi ? ` doi:${doi}.` : ""}${arxiv ? ` arXiv:${arxiv}.` : ""}</p>
    <p class="reference-use">${use}</p>
    <div class="reference-tools"><details class="reference-entry"><summary>BibTeX <code>${key}</code></summary><pre tabindex="0"><code>${entry}</code></pre></details>
    <button type="button" class="frame-button" aria-label=${`Copy BibTeX of ${title}`} onclick=${copied}>Copy BibTeX</button> ${status}</div>
  </li>` as HTMLElement;
}

/** The works and the symbols of the site, each with its address. */
export function referencesPage() {
  const works = html`<ol class="references">${REFERENCES.map(referenceItem)}</ol>` as HTMLElement;
  const save = () => download("references.bib", new Blob([allBibtex()], { type: "application/x-bibtex" }));
  const all = html`<p><button type="button" class="frame-button" onclick=${save}>Download all ${REFERENCES.length} entries (BibTeX)</button></p>`;
  const notation = html`<div class="notation" tabindex="0" role="region" aria-label="Symbols">
    <table>
      <thead><tr><th scope="col">Symbol</th><th scope="col">Meaning</th><th scope="col">In the code</th></tr></thead>
      <tbody>${NOTATION.map(
        ({ id, text, meaning, code }) => html`<tr id=${`sym-${id}`} tabindex="-1">
          <th scope="row"><a href=${`#sym-${id}`}>${symbolOf(text)}</a></th><td>${withSymbols(meaning)}</td><td>${code ? html`<code>${code}</code>` : ""}</td>
        </tr>`,
      )}</tbody>
    </table>
  </div>` as HTMLElement;
  // Entries are made after the page has loaded: the address that was asked for is looked up again.
  const aim = () => {
    let key = "";
    try {
      key = decodeURIComponent(location.hash.slice(1));
    } catch {
      return;
    }
    for (const lit of document.querySelectorAll(".aimed")) lit.classList.remove("aimed");
    const target = key ? document.getElementById(key) : null;
    if (!target || !(works.contains(target) || notation.contains(target))) return;
    target.classList.add("aimed");
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", aim);
  const ready = () => (works.isConnected && notation.isConnected ? aim() : requestAnimationFrame(ready));
  requestAnimationFrame(ready);
  return { works, all, notation };
}

/** A symbol as it is set: italic, what follows an underscore as its subscript. */
function symbolOf(text: string): Node {
  const [base, sub] = text.split("_");
  return html`<i class="symbol">${base}</i>${sub ? html`<sub>${sub}</sub>` : ""}` as Node;
}
