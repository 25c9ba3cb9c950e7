/** A question that is ready to be asked. */
export interface QueryExample {
  /** What it finds, as a reader would ask it. */
  name: string;
  sql: string;
}

/** Questions to start from. `lambda` is a word of the engine's grammar, so that the column needs its quotes. */
export const EXAMPLES: readonly QueryExample[] = [
  {
    name: "Where do trained networks deviate most?",
    sql: `SELECT network, d, n, gamma, noise, "lambda", excessRisk, theory, 100 * deviation AS "deviation in %"
FROM trained
WHERE converged AND d >= 100
ORDER BY abs(deviation) DESC
LIMIT 10`,
  },
  {
    name: "How does the deviation shrink with d?",
    sql: `SELECT network, d, count(*) AS points, 100 * median(abs(deviation)) AS "median deviation in %"
FROM trained
WHERE converged AND noise > 0
GROUP BY network, d
ORDER BY network, d`,
  },
  {
    name: "Which phases does the map have, and how steep are they?",
    sql: `SELECT phase, count(*) AS points, median(exponentSamples) AS "median exponent in n_eff", 10 ** min(logRisk) AS "least risk"
FROM diagonal_map
WHERE converged
GROUP BY phase
ORDER BY points DESC`,
  },
  {
    name: "What is the best weight decay for every sample size?",
    sql: `SELECT effectiveSamples, arg_min("lambda", logRisk) AS "best weight decay", 10 ** min(logRisk) AS risk
FROM quadratic_map
WHERE converged
GROUP BY effectiveSamples
ORDER BY effectiveSamples`,
  },
];
