/** A range of a grid as the command-line tool takes it. */
export interface CommandRange {
  from: number;
  to: number;
  count: number;
}

/**
 * The command that solves the points of a figure: a grid in effective samples and weight decay. The tool wants two values at least, so
 * that a single one is given together with its double: the rows of the first are the figure's.
 */
export function phaseCommand(
  problem: { network: string; d: number; gamma: number; noise: number },
  samples: CommandRange | number,
  lambdas: CommandRange | number,
): string {
  const { network, d, gamma, noise } = problem;
  const range = (value: CommandRange | number) =>
    typeof value === "number" ? `${value}:${2 * value}:2` : `${value.from}:${value.to}:${value.count}`;
  return `npm run -s cli -- phase --network ${network} --d ${d} --gamma ${gamma} --noise ${noise} --samples ${range(samples)} --lambdas ${range(lambdas)}`;
}
