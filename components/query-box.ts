import { html } from "htl";
import { download } from "./figure-export.js";
import { formatNumber } from "./numbers.js";
import { type QueryTable, query } from "./query.js";
import { type Rows, toCsv } from "./rows.js";

/** Rows of an answer that are shown; all of them can be downloaded. */
const SHOWN = 200;

export interface QueryExample {
  /** What it finds, as a reader would ask it. */
  name: string;
  sql: string;
}

/** A place to ask the tables in SQL: examples, a statement, its answer as a table. Nothing is loaded before the first question. */
export function queryBox(tables: readonly QueryTable[], examples: readonly QueryExample[]): HTMLElement {
  const engine = query(tables);
  const text =
    html`<textarea id="query-text" rows="7" spellcheck="false" autocapitalize="off"></textarea>` as HTMLTextAreaElement;
  const status = html`<p class="query-status" role="status"></p>`;
  const answer = html`<div class="query-answer"></div>`;
  const save =
    html`<button type="button" class="frame-button" disabled>Download the answer (CSV)</button>` as HTMLButtonElement;
  const run = html`<button type="button" class="frame-button">Ask</button>` as HTMLButtonElement;
  let rows: Rows | undefined;
  text.value = examples[0].sql;
  const ask = async () => {
    if (run.disabled) return;
    run.disabled = true;
    status.textContent = "Asking … (the first question fetches the engine, some megabytes).";
    try {
      const start = performance.now();
      rows = await engine.ask(text.value);
      const time = `${formatNumber((performance.now() - start) / 1000, 2)} s`;
      status.textContent = `${rows.length} ${rows.length === 1 ? "row" : "rows"} in ${time}${rows.length > SHOWN ? `; the first ${SHOWN} are shown` : ""}.`;
      answer.replaceChildren(tableOf(rows));
      save.disabled = rows.length === 0;
    } catch (error) {
      status.textContent = `${error instanceof Error ? error.message : error}`;
    } finally {
      run.disabled = false;
    }
  };
  run.addEventListener("click", ask);
  save.addEventListener("click", () => {
    if (rows) download("answer.csv", new Blob([toCsv(rows)], { type: "text/csv" }));
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void ask();
  });
  return html`<div class="query">
    <p class="control-label">Questions to start from</p>
    <div class="query-examples">${examples.map(
      ({ name, sql }) =>
        html`<button type="button" class="frame-button" onclick=${() => {
          text.value = sql;
          void ask();
        }}>${name}</button>`,
    )}</div>
    <label class="control-label" for="query-text">Statement in SQL (Ctrl + Enter asks)</label>
    ${text}
    <div class="controls">${run}${save}</div>
    ${status}${answer}
  </div>` as HTMLElement;
}

function tableOf(rows: Rows): HTMLElement {
  const names = Object.keys(rows.columns);
  const cell = (value: unknown) => (typeof value === "number" ? formatNumber(value, 5) : String(value ?? ""));
  return html`<div tabindex="0" role="region" aria-label="Answer" style="overflow-x: auto">
    <table>
      <thead><tr>${names.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
      <tbody>${Array.from({ length: Math.min(SHOWN, rows.length) }, (_, i) => html`<tr>${names.map((name) => html`<td>${cell(rows.columns[name][i])}</td>`)}</tr>`)}</tbody>
    </table>
  </div>` as HTMLElement;
}
