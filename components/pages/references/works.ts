import { html } from "htl";
import { bibtex, REFERENCES, type Reference, referenceLink } from "../../bibliography.js";
import { download } from "../../kit/download.js";
import { copy } from "../../kit/menu.js";

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

/** Every work of the site. */
export const worksList = (): HTMLElement =>
  html`<ol class="references">${REFERENCES.map(referenceItem)}</ol>` as HTMLElement;

/** All entries in one file. */
export const allEntriesButton = (): HTMLElement =>
  html`<p><button type="button" class="frame-button" onclick=${() =>
    download(
      "references.bib",
      new Blob([allBibtex()], { type: "application/x-bibtex" }),
    )}>Download all ${REFERENCES.length} entries (BibTeX)</button></p>` as HTMLElement;
