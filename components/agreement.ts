import { effectiveSamplesOf, type Trained } from "./trained.js";

/** A trained point with the residual of its fixed point. */
export type AgreementRow = Trained;

/** Weight decays by the rule that makes them. */
export type DecayRule = "1/d" | "1" | "√d" | "other";

export const DECAY_RULES: readonly DecayRule[] = ["1/d", "1", "√d", "other"];

export function decayRule({ d, lambda }: Pick<Trained, "d" | "lambda">): DecayRule {
  const same = (value: number) => Math.abs(lambda / value - 1) < 1e-9;
  if (same(1 / d)) return "1/d";
  if (same(1)) return "1";
  return same(Math.sqrt(d)) ? "√d" : "other";
}

/** What a reader may ask for; "all" where it does not matter. */
export interface AgreementFilter {
  network: string;
  d: string;
  gamma: string;
  noise: string;
  decay: string;
}

export function matching<T extends Trained>(rows: readonly T[], filter: AgreementFilter): T[] {
  const fits = (wanted: string, value: string | number) => wanted === "all" || wanted === String(value);
  return rows.filter(
    (row) =>
      fits(filter.network, row.network) &&
      fits(filter.d, row.d) &&
      fits(filter.gamma, row.gamma) &&
      fits(filter.noise, row.noise) &&
      fits(filter.decay, decayRule(row)),
  );
}

/** The value below which a share of the numbers lies, linearly between them; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)];
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)] - low);
}

/** Points of one network in one dimension. */
export interface DimensionSummary {
  network: Trained["network"];
  d: number;
  points: number;
  /** Median of |R/R_theory − 1|. */
  median: number;
  /** What that median would be if theory were exact: 0.6745 times the median standard error. */
  chance: number;
}

/** Half of a normal law lies within this many standard errors. */
const HALF = 0.6744897501960817;

export function byDimension(rows: readonly Trained[]): DimensionSummary[] {
  const groups = new Map<string, Trained[]>();
  for (const row of rows) {
    const key = `${row.network} ${row.d}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()]
    .map((group) => ({
      network: group[0].network,
      d: group[0].d,
      points: group.length,
      median: quantile(
        group.map(({ deviation }) => Math.abs(deviation)),
        0.5,
      ),
      chance:
        HALF *
        quantile(
          group.map(({ deviationError }) => deviationError),
          0.5,
        ),
    }))
    .sort((a, b) => a.network.localeCompare(b.network) || a.d - b.d);
}

/** P(t ≤ x) of Student's law with an integer number of degrees of freedom ≥ 1 (finite series, Abramowitz and Stegun 26.7.3–4). */
export function studentCdf(x: number, freedom: number): number {
  const theta = Math.atan(x / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(theta), Math.cos(theta)];
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  const inside = odd ? (2 / Math.PI) * (theta + sine * sum) : sine * sum;
  return 0.5 + 0.5 * inside;
}

/** What the z-scores would be if theory were exact: Student's law of the standard errors' degrees of freedom, averaged over the points. */
export function expectedCdf(rows: readonly Pick<Trained, "seeds">[], z: number): number {
  return rows.reduce((sum, { seeds }) => sum + studentCdf(z, seeds - 1), 0) / rows.length;
}

/** Share of points whose deviation lies within a number of standard errors, and the share if theory were exact. */
export function withinErrors(rows: readonly Trained[], errors: number): { found: number; expected: number } {
  return {
    found: rows.filter(({ zScore }) => Math.abs(zScore) <= errors).length / rows.length,
    expected: expectedCdf(rows, errors) - expectedCdf(rows, -errors),
  };
}

/** The points furthest from theory in units of their standard error (or in per cent), largest first. */
export function worst<T extends Trained>(rows: readonly T[], count: number, by: "zScore" | "deviation"): T[] {
  return [...rows].sort((a, b) => Math.abs(b[by]) - Math.abs(a[by])).slice(0, count);
}

/** What the table says of itself. */
export function certificates(rows: readonly AgreementRow[]) {
  const gaps = rows.map(({ gap }) => gap).filter((gap) => gap !== null);
  return {
    points: rows.length,
    networks: rows.reduce((sum, { seeds }) => sum + seeds, 0),
    certified: gaps.length,
    largestGap: Math.max(...gaps),
    unconverged: rows.filter(({ converged }) => !converged).length,
    largestResidual: Math.max(...rows.map(({ residual }) => residual)),
  };
}

/** The columns of the table of points: how each is called, sorted and written. */
export const COLUMNS = {
  network: { title: "network", value: (row: AgreementRow) => row.network },
  d: { title: "d", value: (row: AgreementRow) => row.d },
  samples: { title: "n_eff", value: (row: AgreementRow) => effectiveSamplesOf(row) },
  gamma: { title: "γ", value: (row: AgreementRow) => row.gamma },
  noise: { title: "Δ", value: (row: AgreementRow) => row.noise },
  lambda: { title: "λ", value: (row: AgreementRow) => row.lambda },
  width: { title: "p", value: (row: AgreementRow) => row.width },
  seeds: { title: "networks", value: (row: AgreementRow) => row.seeds },
  risk: { title: "R trained", value: (row: AgreementRow) => row.excessRisk },
  theory: { title: "R theory", value: (row: AgreementRow) => row.theory },
  deviation: { title: "deviation", value: (row: AgreementRow) => row.deviation },
  error: { title: "its error", value: (row: AgreementRow) => row.deviationError },
  zScore: { title: "z", value: (row: AgreementRow) => row.zScore },
  gap: { title: "gap", value: (row: AgreementRow) => row.gap ?? Number.NaN },
} as const;

export type ColumnName = keyof typeof COLUMNS;

/** Rows in the order of a column; what has no value comes last either way. */
export function sorted(
  rows: readonly AgreementRow[],
  by: ColumnName,
  direction: "up" | "down",
): AgreementRow[] {
  const { value } = COLUMNS[by];
  const sign = direction === "up" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (typeof x === "string" || typeof y === "string") return sign * String(x).localeCompare(String(y));
    if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return sign * (x - y);
  });
}
