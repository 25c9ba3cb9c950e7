import type { Schema, Store, Values } from "./state.js";

/** A store whose listeners can be called once more when data that were solved for its values have come. */
export interface Recheckable<S extends Schema> {
  store: Store<S>;
  /** Calls the listeners again if the state has changed since the page was opened. */
  recheck: () => void;
}

/** For an exercise whose answer depends on solved data: they come after the state has changed. */
export function recheckable<S extends Schema>(store: Store<S>): Recheckable<S> {
  const listeners = new Set<(values: Readonly<Values<S>>, changed: Set<keyof S>) => void>();
  let moved = false;
  store.subscribe(() => {
    moved = true;
  });
  return {
    store: {
      ...store,
      subscribe(listener) {
        listeners.add(listener);
        const stop = store.subscribe(listener);
        return () => {
          listeners.delete(listener);
          stop();
        };
      },
    },
    recheck() {
      if (moved) for (const listener of [...listeners]) listener(store.values, new Set());
    },
  };
}
