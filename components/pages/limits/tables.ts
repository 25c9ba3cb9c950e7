import { html } from "htl";
import { type AgreementRow, byDimension, certificates } from "../../agreement.js";
import { referenceOf } from "../../bibliography.js";
import { inlineMath } from "../../inline-math.js";
import { formatNumber } from "../../numbers.js";
import { type Claim, claimsOf, STATUS_MEANING, type Status } from "./claims.js";
import { STATUSES } from "./quantities.js";

/** The claims of one status, or all, with how many there are. */
export function claimsTable(rows: readonly AgreementRow[], status: Status | "all"): HTMLElement {
  const claims = claimsOf(rows);
  const shown = claims.filter((claim) => status === "all" || claim.status === status);
  const count = (each: Status) => claims.filter((claim) => claim.status === each).length;
  const text =
    status === "all"
      ? `${claims.length} claims: ${STATUSES.map((each) => `${count(each)} ${each}`).join(", ")}.`
      : `${shown.length} of ${claims.length} claims: ${status}, ${STATUS_MEANING[status]}.`;
  return html`<div>
    <p class="table-status" role="status">${text}</p>
    <div class="claims" tabindex="0" role="region" aria-label="Claims and how firmly they stand">
      <table>
        <thead><tr><th scope="col">Claim</th><th scope="col">Status</th><th scope="col">Evidence</th><th scope="col">Where it fails</th></tr></thead>
        <tbody>${shown.map(claimRow)}</tbody>
      </table>
    </div>
    <dl class="statuses">${STATUSES.map((each) => html`<div><dt>${each}</dt><dd>${STATUS_MEANING[each]}</dd></div>`)}</dl>
  </div>` as HTMLElement;
}

function claimRow({ claim, status, evidence, page, cite, fails }: Claim): HTMLElement {
  return html`<tr>
    <th scope="row">${inlineMath(claim)}</th>
    <td><span class=${`status status-${status}`}>${status}</span></td>
    <td>${inlineMath(evidence)} (<a href=${`./${page === "." ? "" : page}`}>shown here</a>${cite ? html`, <a class="cite" href=${`./references#${cite}`}>${shortName(cite)}</a>` : ""})</td>
    <td>${inlineMath(fails)}</td>
  </tr>` as HTMLElement;
}

function shortName(key: string): string {
  const { authors, title, year } = referenceOf(key);
  const last = authors.map((name) => name.split(" ").pop());
  if (last.length === 0) return `${title} (${year})`;
  return `${last.length > 2 ? `${last[0]} and others` : last.join(" and ")} (${year})`;
}

/** Where each kind of number comes from, and to how many digits it may be read. */
export function trustTable(rows: readonly AgreementRow[], logRiskStep: number): HTMLElement {
  const { largestGap, largestResidual, unconverged, points } = certificates(rows);
  const lines: [string, string, string][] = [
    [
      "A live number of state evolution",
      `residual at most 10⁻¹⁰, or it is not drawn; over the trained points at most ${formatNumber(largestResidual, 2)}`,
      "three digits, as printed; the command line gives all of them",
    ],
    [
      "A colour or a contour of the map",
      `log R is stored in steps of ${formatNumber(logRiskStep)}, which is ${formatNumber(100 * (10 ** (logRiskStep / 2) - 1), 2)} % of R at most`,
      "the ring's own numbers are solved anew",
    ],
    [
      "A trained network at full width",
      `duality gap at most ${formatNumber(largestGap, 2)}`,
      "its scatter between seeds, which is much larger",
    ],
    ...byDimension(rows.filter(({ converged }) => converged)).map(
      ({ network, d, median, points: count }): [string, string, string] => [
        `Theory for a ${network} network at d = ${d}`,
        `median deviation ${formatNumber(100 * median, 2)} % over ${count} ${count === 1 ? "point" : "points"}`,
        "what a single trained network would do, on average over seeds",
      ],
    ),
    [
      "Points that did not converge",
      `${unconverged} of ${points}`,
      "nothing: they are listed, and drawn nowhere",
    ],
  ];
  return html`<div class="claims" tabindex="0" role="region" aria-label="How far each kind of number can be trusted">
    <table>
      <thead><tr><th scope="col">Number</th><th scope="col">Its own accuracy</th><th scope="col">Good for</th></tr></thead>
      <tbody>${lines.map(([what, accuracy, use]) => html`<tr><th scope="row">${what}</th><td>${inlineMath(accuracy)}</td><td>${use}</td></tr>`)}</tbody>
    </table>
  </div>` as HTMLElement;
}
