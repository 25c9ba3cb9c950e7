import { type AgreementRow, byDimension, matching } from "../../agreement.js";
import type { Drawing } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { deviationByDimension, zScores } from "./charts.js";
import { deviationFinding, deviationTitle, scoreFinding, scoreTitle } from "./findings.js";
import type { AgreementSchema, AgreementValues } from "./quantities.js";

/** The points that the filters let through and whose runs reached their tolerance: what is drawn. */
export const drawnPoints = (rows: readonly AgreementRow[], of: AgreementValues): AgreementRow[] =>
  matching(rows, of).filter(({ converged }) => converged);

const rowsShown = (rows: readonly AgreementRow[], of: AgreementValues) =>
  rowsOf(matching(rows, of).map((row) => ({ ...row })));

/** Deviation of every point from state evolution, by network and dimension. */
export const deviationFigure = (rows: readonly AgreementRow[]): Drawing<AgreementSchema> => ({
  title: ({ of }) => deviationTitle(drawnPoints(rows, of)),
  caption: ({ of }) => deviationFinding(drawnPoints(rows, of)),
  draw({ of }, width) {
    const points = drawnPoints(rows, of);
    return deviationByDimension(points, byDimension(points), { width, finding: deviationFinding(points) });
  },
  rows: ({ of }) => rowsShown(rows, of),
});

/** The law of the deviations in units of their standard errors, beside what it would be if theory were exact. */
export const scoresFigure = (rows: readonly AgreementRow[]): Drawing<AgreementSchema> => ({
  title: ({ of }) => scoreTitle(drawnPoints(rows, of)),
  caption: ({ of }) => scoreFinding(drawnPoints(rows, of)),
  draw({ of }, width) {
    const points = drawnPoints(rows, of);
    return zScores(points, { width, finding: scoreFinding(points) });
  },
  rows: ({ of }) => rowsShown(rows, of),
});
