import { html } from "htl";
import type { Notice } from "./address.js";

/** What was not taken of the address; nothing where all of it was. */
export function addressNotices(notices: readonly Notice[]): HTMLElement | null {
  if (notices.length === 0) return null;
  const root = html`<div class="address-notice" role="alert">
    <p><strong>Part of this link was ignored.</strong></p>
    <ul>${notices.map(({ part, text }) => html`<li><code>${part.slice(0, 60)}</code>: ${text}</li>`)}</ul>
    <button type="button" onclick=${() => root.remove()}>Dismiss</button>
  </div>` as HTMLElement;
  return root;
}
