// One record per network: everything in which the networks differ, so that nothing else compares their names.
import { diagonalModel } from "./diagonal/model.js";
import type { Model } from "./model.js";
import { type Network, networkNames, registerFacts } from "./networks.js";
import { quadraticModel } from "./quadratic/model.js";

export type * from "./model.js";
export { facts, isNetwork, NETWORKS, type Network } from "./networks.js";

const RECORDS: Record<Network, Model> = { diagonal: diagonalModel, quadratic: quadraticModel };

const registry = new Map<string, Model>(Object.entries(RECORDS));

/** The record of a network. Throws a RangeError for a name that no network has. */
export function model(network: Network): Model {
  const found = registry.get(network);
  if (!found) throw new RangeError(`network = ${JSON.stringify(network)} is not one of ${networkNames()}`);
  return found;
}

/**
 * Adds a network for as long as the program runs: every function of theory/ that takes a network then answers for it too.
 * Throws a RangeError where its name is taken.
 */
export function registerModel(record: Model): { network: Network; remove: () => void } {
  const removeFacts = registerFacts(record);
  registry.set(record.name, record);
  return {
    network: record.name as Network,
    remove() {
      removeFacts();
      registry.delete(record.name);
    },
  };
}
