import { html } from "htl";
import type { Notice } from "../state.js";

/** What was ignored in the address, each with its allowed range; nothing where nothing was. */
export function addressNotices(notices: readonly Notice[]): Element | null {
  if (notices.length === 0) return null;
  const root = html`<div class="address-notice" role="alert">
    <p><strong>Part of this link was ignored.</strong></p>
    <ul>${notices.map(
      (notice) =>
        html`<li><code>${notice.key}=${notice.text.slice(0, 40)}</code>: ${notice.label} must be ${notice.range}. Shown instead: ${notice.used}.</li>`,
    )}</ul>
    <button type="button" onclick=${() => root.remove()}>Dismiss</button>
  </div>`;
  return root;
}
