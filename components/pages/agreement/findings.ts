import {
  type AgreementFilter,
  type AgreementRow,
  byDimension,
  certificates,
  matching,
  withinErrors,
} from "../../agreement.js";
import { formatNumber } from "../../numbers.js";
import { medianDeviation } from "../../trained.js";

/** How the median deviation changes from the smallest to the largest dimension, and how much of it is scatter. */
export function largerDimension(rows: readonly AgreementRow[]): string {
  const parts = (["diagonal", "quadratic"] as const).flatMap((network) => {
    const found = byDimension(rows).filter((group) => group.network === network);
    const [first, last] = [found[0], found[found.length - 1]];
    if (!last || first.d === last.d) return [];
    const percent = (value: number) => `${formatNumber(100 * value, 2)} %`;
    const left =
      last.median < 1.5 * last.chance
        ? `but scatter between networks alone would give ${percent(last.chance)} there: what is left is no longer a deviation of theory`
        : `of which scatter between networks alone would give ${percent(last.chance)}: what is left is an effect of the finite dimension`;
    return `For the ${network} network the median falls ${formatNumber(first.median / last.median, 2)} times, from ${percent(first.median)} at d = ${first.d} to ${percent(last.median)} at d = ${last.d}, where 1/d falls ${formatNumber(last.d / first.d, 2)} times; ${left}.`;
  });
  return parts.join(" ");
}

/** Fewest points of a corner. */
export const CORNER = 3;

/** Where the median deviation is largest, among all choices of two filters. */
export function worstCorner(
  rows: readonly AgreementRow[],
  choices: Record<keyof AgreementFilter, readonly string[]>,
): string {
  const all = { network: "all", d: "all", gamma: "all", noise: "all", decay: "all" };
  const names = Object.keys(choices) as (keyof AgreementFilter)[];
  const converged = rows.filter((row) => row.converged);
  let best = { median: 0, text: "" };
  for (const [i, a] of names.entries())
    for (const b of names.slice(i + 1))
      for (const first of choices[a].slice(1))
        for (const second of choices[b].slice(1)) {
          const found = matching(converged, { ...all, [a]: first, [b]: second });
          const median = found.length < CORNER ? 0 : medianDeviation(found);
          if (median > best.median)
            best = { median, text: `${LABELS[a]} ${first} and ${LABELS[b]} ${second}` };
        }
  return `With two filters the largest median is that of ${best.text}: ${formatNumber(100 * best.median, 2)} %, against ${formatNumber(100 * medianDeviation(converged), 2)} % for all points. Small dimensions, few samples and missing label noise all make single networks scatter.`;
}

const LABELS: Record<keyof AgreementFilter, string> = {
  network: "network",
  d: "d =",
  gamma: "γ =",
  noise: "Δ =",
  decay: "λ =",
};

/** In one sentence: how many points, how far from theory. */
export function summaryText(rows: readonly AgreementRow[]): string {
  const { networks, points } = certificates(rows);
  return `${formatNumber(networks)} networks were trained at ${points} points; half of the points lie within ${formatNumber(100 * medianDeviation(rows), 2)} % of state evolution.`;
}

export function deviationTitle(rows: readonly AgreementRow[]): string {
  if (rows.length === 0) return "No trained networks at these settings";
  return `Half of the points lie within ${formatNumber(100 * medianDeviation(rows), 2)} % of theory`;
}

export function deviationFinding(rows: readonly AgreementRow[]): string {
  if (rows.length === 0) return "No trained networks at these settings.";
  const list = byDimension(rows).map(
    ({ network, d, median, chance }) =>
      `${formatNumber(100 * median, 2)} % (${formatNumber(100 * chance, 2)} %) for the ${network} network at d = ${d}`,
  );
  return `The median deviation, and in brackets what scatter between networks alone would give, is ${list.join(", ")}. Circles: diagonal, squares: quadratic; bars: medians, dashed bars: scatter alone. Dots are spread sideways around their dimension; below 10⁻⁴ they are drawn at the foot.`;
}

export function scoreTitle(rows: readonly AgreementRow[]): string {
  if (rows.length === 0) return "No trained networks at these settings";
  const two = withinErrors(rows, 2);
  return `${formatNumber(100 * two.found, 2)} % of the points lie within two standard errors of theory`;
}

export function scoreFinding(rows: readonly AgreementRow[]): string {
  if (rows.length === 0) return "No trained networks at these settings.";
  const [one, two] = [1, 2].map((errors) => withinErrors(rows, errors));
  const outside = rows.filter(({ zScore }) => Math.abs(zScore) > 6).length;
  return `Within one standard error lie ${formatNumber(100 * one.found, 2)} % of ${rows.length} points (${formatNumber(100 * one.expected, 2)} % if theory were exact), within two ${formatNumber(100 * two.found, 2)} % (${formatNumber(100 * two.expected, 2)} %). The dashed law is Student's, because each error is estimated from a few networks. ${outside === 0 ? "No point lies" : outside === 1 ? "One point lies" : `${outside} points lie`} beyond six standard errors. Shares and scores are on linear axes.`;
}

export function certificateText(rows: readonly AgreementRow[]): string {
  const { points, certified, largestGap, unconverged, largestResidual } = certificates(rows);
  return `Every run at full width is certified by a duality gap: ${certified} of ${points} points have one, and the largest is ${formatNumber(largestGap, 2)}, so that no training loss lies further above the least possible one than that fraction. The fixed points of state evolution solve their equations to ${formatNumber(largestResidual, 2)} of each equation's largest term. ${unconverged === 0 ? "Every run reached its tolerance." : `${unconverged} ${unconverged === 1 ? "point has" : "points have"} a run or a fixed point that did not reach its tolerance; they stand in the table and are drawn in no figure.`}`;
}
