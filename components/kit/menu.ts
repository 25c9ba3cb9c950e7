import { html } from "htl";

export interface MenuItem {
  label: string;
  /** Does it; a string it returns (or resolves to) is said to the reader. */
  run: () => unknown;
}

/** The menu of a figure: what can be taken away from it, how (`settings`), and the commands that reproduce it, read when it is opened. */
export function menu(
  items: readonly MenuItem[],
  commands: () => readonly { label: string; line: string }[],
  settings: HTMLElement,
): HTMLElement {
  const status = html`<p class="menu-status" role="status"></p>`;
  const button = ({ label, run }: MenuItem) =>
    html`<li><button type="button" onclick=${async () => {
      try {
        const said = await run();
        status.textContent = typeof said === "string" ? said : "";
      } catch (error) {
        status.textContent = error instanceof Error ? error.message : String(error);
      }
    }}>${label}</button></li>`;
  const printed = html`<div></div>`;
  const details = html`<details class="menu">
    <summary aria-label="Download, link and command"><span aria-hidden="true">⋯</span></summary>
    <div class="menu-panel">${settings}<ul>${items.map(button)}</ul>${printed}${status}</div>
  </details>` as HTMLDetailsElement;
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    status.textContent = "";
    printed.replaceChildren(
      ...commands().map(
        ({ label, line }) => html`<p class="menu-command">${label}<br><code>${line}</code></p>`,
      ),
    );
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary")?.focus();
  });
  details.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
  });
  return details;
}

/** Puts text on the clipboard; throws with the text itself where the browser refuses, so that it can be copied by hand. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new Error(`Copy by hand: ${text}`);
  }
}
