/** Said by a page whose script could not be loaded: its figures are the drawn ones. */
export const STILL_NOTE =
  "The script of this page could not be loaded: the figures are shown in their first state and do not move.";

/** An inline script for the head of every page, without which nothing could be said: it waits for a script that fails to load. */
export function stillNote(): string {
  const said = JSON.stringify(STILL_NOTE);
  return `<script>addEventListener("error",e=>{if(e.target instanceof HTMLScriptElement||e.target instanceof HTMLLinkElement&&e.target.rel==="modulepreload"){const m=document.querySelector("main h1");if(m&&!document.querySelector(".still-note")){const p=document.createElement("p");p.className="still-note";p.setAttribute("role","status");p.textContent=${said};m.after(p)}}},true)</script>`;
}
