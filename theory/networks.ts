// The networks by name, with all of each that is cheap to load; what needs a teacher's spectrum is in theory/models.ts.
import { diagonalFacts } from "./diagonal/facts.js";
import type { NetworkFacts } from "./model.js";
import { quadraticFacts } from "./quadratic/facts.js";

export type { NetworkFacts, NetworkWords } from "./model.js";

const RECORDS = { diagonal: diagonalFacts, quadratic: quadraticFacts } satisfies Record<string, NetworkFacts>;

/** The name of a network. */
export type Network = keyof typeof RECORDS;

/** The networks of the paper, in its order. */
export const NETWORKS = Object.keys(RECORDS) as readonly Network[];

const registry = new Map<string, NetworkFacts>(Object.entries(RECORDS));

/** Whether there is a network of this name. */
export const isNetwork = (name: unknown): name is Network => typeof name === "string" && registry.has(name);

/** The names of all networks, quoted: '"diagonal" or "quadratic"'. */
export const networkNames = (): string =>
  [...registry.keys()].map((name) => JSON.stringify(name)).join(" or ");

/** The facts of a network. Throws a RangeError for a name that no network has. */
export function facts(network: Network): NetworkFacts {
  const found = registry.get(network);
  if (!found) throw new RangeError(`network = ${JSON.stringify(network)} is not one of ${networkNames()}`);
  return found;
}

/** Adds the facts of a network under its name; use `registerModel` of theory/models.ts. Returns what takes it out again. */
export function registerFacts(record: NetworkFacts): () => void {
  if (registry.has(record.name))
    throw new RangeError(`there is a network ${JSON.stringify(record.name)} already`);
  registry.set(record.name, record);
  return () => registry.delete(record.name);
}
