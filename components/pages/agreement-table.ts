import { html } from "htl";
import { type AgreementRow, COLUMNS, type ColumnName, sorted } from "../agreement.js";
import { percent } from "../figures/agreement.js";
import { formatNumber } from "../numbers.js";
import { withSymbols } from "../symbols.js";

const STEP = 25;
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

/** The points as a table whose columns sort; more rows on request. */
export function agreementTable(onSort: (by: ColumnName, direction: "up" | "down") => void) {
  let rows: readonly AgreementRow[] = [];
  let by: ColumnName = "zScore";
  let direction: "up" | "down" = "down";
  let count = STEP;
  const body = html`<tbody></tbody>` as HTMLElement;
  const status = html`<p class="table-status" role="status"></p>` as HTMLElement;
  const more = html`<button type="button" class="frame-button">Show more</button>` as HTMLButtonElement;
  const heads = NAMES.map((name) => {
    const arrow = html`<span aria-hidden="true"></span>` as HTMLElement;
    const button =
      html`<button type="button" class="sort-button">${withSymbols(COLUMNS[name].title)} ${arrow}</button>` as HTMLButtonElement;
    const cell = html`<th scope="col">${button}</th>` as HTMLElement;
    button.addEventListener("click", () => onSort(name, by === name && direction === "down" ? "up" : "down"));
    return { name, cell, arrow };
  });
  const draw = () => {
    for (const { name, cell, arrow } of heads) {
      const lit = name === by;
      if (lit) cell.setAttribute("aria-sort", direction === "up" ? "ascending" : "descending");
      else cell.removeAttribute("aria-sort");
      arrow.textContent = lit ? (direction === "up" ? "▲" : "▼") : "";
    }
    const shown = sorted(rows, by, direction).slice(0, count);
    body.replaceChildren(
      ...shown.map(
        (row) => html`<tr>${NAMES.map((name) => html`<td>${cellText(row, name)}</td>`)}</tr>` as HTMLElement,
      ),
    );
    status.textContent = `${shown.length} of ${rows.length} points, by ${COLUMNS[by].title}, ${direction === "up" ? "smallest" : "largest"} first.`;
    more.hidden = shown.length >= rows.length;
  };
  more.addEventListener("click", () => {
    count += 4 * STEP;
    draw();
  });
  const element = html`<div>
    ${status}
    <div class="agreement-table" tabindex="0" role="region" aria-label="Trained points beside theory">
      <table><thead><tr>${heads.map(({ cell }) => cell)}</tr></thead>${body}</table>
    </div>
    ${more}
  </div>` as HTMLElement;
  return {
    element,
    show(next: readonly AgreementRow[], column: ColumnName, way: "up" | "down") {
      rows = next;
      by = column;
      direction = way;
      draw();
    },
  };
}

/** The points furthest from theory, each with what its parameters say about it. */
export function worstTable(
  rows: readonly AgreementRow[],
  reasons: (row: AgreementRow) => string[],
): HTMLElement {
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
