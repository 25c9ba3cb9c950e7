import { html } from "htl";
import { type AgreementRow, COLUMNS, type ColumnName, sorted } from "../../agreement.js";
import { withSymbols } from "../../kit/symbols.js";
import { formatNumber } from "../../numbers.js";
import { percent } from "./charts.js";

const NAMES = Object.keys(COLUMNS) as ColumnName[];

function cellText(row: AgreementRow, name: ColumnName): string {
  const value = COLUMNS[name].value(row);
  if (typeof value === "string") return value;
  if (name === "deviation") return percent(value);
  if (name === "error") return `${formatNumber(100 * value, 2)} %`;
  if (name === "zScore") return value.toFixed(1).replace("-", "−");
  if (name === "width") return value === 0 ? "–" : String(value);
  if (name === "gap") return Number.isNaN(value) ? "none" : formatNumber(value, 2);
  if (name === "d" || name === "seeds") return String(value);
  return formatNumber(value);
}

interface TableOptions {
  by: ColumnName;
  direction: "up" | "down";
  /** How many rows are shown. */
  count: number;
  onSort: (by: ColumnName, direction: "up" | "down") => void;
  onMore: () => void;
}

/** How many rows are shown at first, and how many more on request. */
export const STEP = { first: 25, more: 100 } as const;

/** The points as a table whose columns sort; more rows on request. */
export function agreementTable(rows: readonly AgreementRow[], options: TableOptions): HTMLElement {
  const { by, direction, count, onSort, onMore } = options;
  const head = (name: ColumnName) => {
    const lit = name === by;
    const sort = () => onSort(name, lit && direction === "down" ? "up" : "down");
    return html`<th scope="col" aria-sort=${lit ? (direction === "up" ? "ascending" : "descending") : null}>
      <button type="button" class="sort-button" onclick=${sort}>${withSymbols(COLUMNS[name].title)} <span aria-hidden="true">${lit ? (direction === "up" ? "▲" : "▼") : ""}</span></button>
    </th>`;
  };
  const shown = sorted(rows, by, direction).slice(0, count);
  return html`<div>
    <p class="table-status" role="status">${shown.length} of ${rows.length} points, by ${COLUMNS[by].title}, ${direction === "up" ? "smallest" : "largest"} first.</p>
    <div class="agreement-table" tabindex="0" role="region" aria-label="Trained points beside theory">
      <table><thead><tr>${NAMES.map(head)}</tr></thead>
      <tbody>${shown.map((row) => html`<tr>${NAMES.map((name) => html`<td>${cellText(row, name)}</td>`)}</tr>`)}</tbody></table>
    </div>
    ${shown.length < rows.length ? html`<button type="button" class="frame-button" onclick=${onMore}>Show more</button>` : null}
  </div>` as HTMLElement;
}

/** The points furthest from theory, each with what its parameters say about it. */
export function worstTable(
  rows: readonly AgreementRow[],
  reasons: (row: AgreementRow) => string[],
): HTMLElement | string {
  if (rows.length === 0) return "No point matches the filters.";
  const line = (row: AgreementRow) =>
    `${row.network}, d = ${row.d}, n_eff = ${cellText(row, "samples")}, γ = ${row.gamma}, Δ = ${row.noise}, λ = ${formatNumber(row.lambda)}`;
  return html`<div class="agreement-table worst" tabindex="0" role="region" aria-label="The points furthest from theory">
    <table>
      <thead><tr><th scope="col">Point</th><th scope="col">Deviation</th><th scope="col">z</th><th scope="col">What its parameters say</th></tr></thead>
      <tbody>${rows.map((row) => {
        const why = reasons(row);
        return html`<tr><th scope="row">${withSymbols(line(row))}</th><td>${percent(row.deviation)}</td><td>${cellText(row, "zScore")}</td>
          <td>${why.length > 0 ? html`<ul>${why.map((reason) => html`<li>${reason}</li>`)}</ul>` : "nothing special: a finite-size deviation, or chance among many points"}</td></tr>`;
      })}</tbody>
    </table>
  </div>` as HTMLElement;
}
