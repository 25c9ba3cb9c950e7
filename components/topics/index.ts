/** What may be asked of the theory: each topic is a module of functions on plain data, imported when first asked. */
export const topics = {
  curve: () => import("./curve.js"),
  decay: () => import("./decay.js"),
  decomposition: () => import("./decomposition.js"),
  equations: () => import("./equations.js"),
  flow: () => import("./flow.js"),
  map: () => import("./map.js"),
  overfitting: () => import("./overfitting.js"),
  plateaus: () => import("./plateaus.js"),
  spectra: () => import("./spectra.js"),
  tails: () => import("./tails.js"),
};

export type Topics = typeof topics;

/** Answers one question. @throws where there is no such topic or function */
export async function answer(topic: string, name: string, args: readonly unknown[]): Promise<unknown> {
  if (!Object.hasOwn(topics, topic)) throw new Error(`there is no topic ${topic}`);
  const functions: Record<string, unknown> = { ...(await topics[topic as keyof Topics]()) };
  const run = functions[name];
  if (typeof run !== "function") throw new Error(`the topic ${topic} has no function ${name}`);
  return run(...args);
}
