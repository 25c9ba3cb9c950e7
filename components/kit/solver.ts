import type { Topics } from "../topics/index.js";
import { host } from "./host.js";

type Topic<K extends keyof Topics> = Awaited<ReturnType<Topics[K]>>;

/** The functions of a topic, answered away from the main thread. */
export type Solver<K extends keyof Topics> = {
  [F in keyof Topic<K>]: Topic<K>[F] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never;
};

/**
 * The functions of a topic (components/topics), answered by the one worker, which imports a topic's theory when it is first asked.
 *
 * @param lane questions of one lane are answered in turn; what follows the reader's hand goes into "hand", long lines into "line"
 */
export function solver<K extends keyof Topics & string>(topic: K, lane: "hand" | "line" = "line"): Solver<K> {
  return new Proxy({} as Solver<K>, {
    get: (_, name) =>
      name === "then" ? undefined : (...args: unknown[]) => host().solve(topic, String(name), args, lane),
  });
}
