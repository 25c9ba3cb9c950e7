import { html } from "htl";
import { phaseAt } from "../../theory/regimes.js";
import { type AgreementRow, byDimension, certificates } from "../agreement.js";
import { referenceOf } from "../bibliography.js";
import { boundChoice, boundSegments } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { type ExponentPoint, exponentDrift } from "../figures/exponent-drift.js";
import { inlineMath } from "../inline-math.js";
import {
  type Claim,
  claimsOf,
  DRIFT_DIMENSIONS,
  driftPoints,
  STATUS_MEANING,
  type Status,
} from "../limits.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { choiceField, createStore } from "../state.js";
import { solveCurve } from "../theory-client.js";

const PHASES = ["II", "III", "IV", "V", "VIa", "VIb"] as const;
const STATUSES = Object.keys(STATUS_MEANING) as Status[];
const NOISE = 0.5;

const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "quadratic",
    values: ["quadratic", "diagonal"],
  }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: [0.75, 1, 1.25] }),
  status: choiceField({ key: "status", label: "status", initial: "all", values: ["all", ...STATUSES] }),
};

/**
 * The page on what is proved and what is not.
 * @param logRiskStep rounding of log10 R in the shipped phase diagrams
 */
export function limitsPage(rows: readonly AgreementRow[], logRiskStep: number) {
  const store = createStore(schema);
  const { values } = store;
  let points: ExponentPoint[] = [];
  const figure = liveFigure({
    name: "drift",
    store,
    depends: ["network", "gamma"],
    title: "The exponents are those of infinite d; at the dimensions of experiments some are far away",
    controls: [
      boundSegments(store, "network", { label: "Network", values: ["quadratic", "diagonal"] }),
      boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: [0.75, 1, 1.25] }),
    ],
    draw: (width) =>
      exponentDrift(points, {
        width,
        phases: PHASES,
        dimensions: DRIFT_DIMENSIONS,
        finding: driftFinding(points),
      }),
    caption: () => driftFinding(points),
    rows: () => rowsOf(points.map((point) => ({ ...point }))),
    command: () => {
      const d = 1e6;
      const { effectiveSamples, lambda } = driftPoints(values.network, d, values.gamma)[0];
      return `npm run -s cli -- solve --network ${values.network} --d ${d} --gamma ${values.gamma} --noise ${NOISE} --alpha ${effectiveSamples / d} --lambda ${lambda}`;
    },
  });
  liveData(
    store,
    ["network", "gamma"],
    async ({ network, gamma }) => driftOf(network, gamma),
    (found) => {
      points = found;
      figure.redraw();
    },
    (message) => figure.setCaption(`The exponents could not be solved: ${message}`),
  );

  const claims = claimsOf(rows);
  const body = html`<tbody></tbody>` as HTMLElement;
  const count = html`<p class="table-status" role="status"></p>` as HTMLElement;
  const refresh = () => {
    const shown = claims.filter(({ status }) => values.status === "all" || status === values.status);
    body.replaceChildren(...shown.map(claimRow));
    count.textContent =
      values.status === "all"
        ? `${claims.length} claims: ${STATUSES.map((status) => `${claims.filter((claim) => claim.status === status).length} ${status}`).join(", ")}.`
        : `${shown.length} of ${claims.length} claims: ${values.status}, ${STATUS_MEANING[values.status as Status]}.`;
  };
  store.subscribe(refresh);
  refresh();
  const table = html`<div>
    <div class="controls">${boundChoice(store, "status", { label: "Status", values: ["all", ...STATUSES] })}</div>
    ${count}
    <div class="claims" tabindex="0" role="region" aria-label="Claims and how firmly they stand">
      <table>
        <thead><tr><th scope="col">Claim</th><th scope="col">Status</th><th scope="col">Evidence</th><th scope="col">Where it fails</th></tr></thead>
        ${body}
      </table>
    </div>
    <dl class="statuses">${STATUSES.map((status) => html`<div><dt>${status}</dt><dd>${STATUS_MEANING[status]}</dd></div>`)}</dl>
  </div>` as HTMLElement;
  return {
    notices: addressNotices(store.notices),
    table,
    figure,
    trust: trustTable(rows, logRiskStep),
  };
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

/** Local exponents deep inside every phase, at every dimension of the figure. */
async function driftOf(network: "quadratic" | "diagonal", gamma: number): Promise<ExponentPoint[]> {
  const asked = DRIFT_DIMENSIONS.flatMap((d) =>
    driftPoints(network, d, gamma)
      .map((point) => ({ ...point, d, found: phaseAt({ network, d, gamma, noise: NOISE, ...point }) }))
      // In small dimensions some phases have no room.
      .filter(({ phase, found }) => phase === found.id),
  );
  const solved = await Promise.all(
    asked.map(({ d, effectiveSamples, lambda }) =>
      solveCurve([{ network, d, gamma, noise: NOISE, alpha: effectiveSamples / d, lambda }], {
        exponents: true,
      }),
    ),
  );
  return asked.map(({ phase, d, effectiveSamples, lambda, found }, i) => {
    const [{ solution, exponents }] = solved[i];
    const { samples: local } = exponents!;
    return {
      phase,
      d,
      effectiveSamples,
      lambda,
      local,
      claimed: found.exponents.samples,
      converged: solution.converged,
    };
  });
}

/** Where the local exponent is furthest from the asymptotic one, in the smallest and in the largest dimension. */
export function driftFinding(points: readonly ExponentPoint[]): string {
  if (points.length === 0) return "Solving…";
  const furthest = (d: number) =>
    points
      .filter((point) => point.d === d && point.claimed !== null && point.converged)
      .reduce((a, b) => (Math.abs(b.local - b.claimed!) > Math.abs(a.local - a.claimed!) ? b : a));
  const [small, large] = [DRIFT_DIMENSIONS[0], DRIFT_DIMENSIONS[DRIFT_DIMENSIONS.length - 1]].map(furthest);
  const say = ({ phase, local, claimed }: ExponentPoint) =>
    `${formatExponent(local)} instead of ${formatExponent(claimed!)} in phase ${phase}`;
  return `At d = ${DRIFT_DIMENSIONS[0]} the exponent furthest from its limit is ${say(small)}; at d = 10⁹ it is ${say(large)}. Circles grow with d = 400, 10⁴, 10⁶, 10⁹ (thick); dashed: the exponent of the phase's rate (none where the rate is no power). Every circle is one point deep inside its phase, at fixed powers of d; phases without room at d = 400 are left out there. Exponents are on a linear axis.`;
}

/** Where each kind of number comes from, and to how many digits it may be read. */
function trustTable(rows: readonly AgreementRow[], logRiskStep: number): HTMLElement {
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
