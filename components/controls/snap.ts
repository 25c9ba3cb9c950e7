import type { Schema, Store, Values } from "../state.js";

/** The special value within a relative `reach` of `value`, or `value` itself. */
export function nearest(value: number, special: readonly number[], reach = 0.03): number {
  return special.find((other) => Math.abs(Math.log(value / other)) <= reach) ?? value;
}

/**
 * Draws a value of a store to special ones as soon as it comes near them: the weight decays at which networks were trained, which a slider
 * would miss by a little.
 */
export function snap<S extends Schema>(
  store: Store<S>,
  name: keyof S & string,
  special: (values: Readonly<Values<S>>) => readonly number[],
): void {
  const draw = () => {
    const value = store.values[name] as number;
    const found = nearest(value, special(store.values));
    if (found !== value) store.set({ [name]: found } as Partial<Values<S>>);
  };
  store.subscribe((_, changed) => {
    if (changed.has(name)) draw();
  });
  draw();
}
