import type { Schema, Store, Values } from "../state.js";
import { type ChoiceOptions, choice } from "./choice.js";
import { type SliderOptions, slider } from "./log-slider.js";
import { type SegmentedOptions, segmented } from "./segmented.js";

/** Names of the values of a store that are of type T. */
type NamesOf<S extends Schema, T> = {
  [K in keyof S]: Values<S>[K] extends T ? K : never;
}[keyof S] &
  string;

/** A slider on one value of a store: shows it, sets it, resets it to its default. */
export function boundSlider<S extends Schema>(
  store: Store<S>,
  name: NamesOf<S, number>,
  options: Omit<SliderOptions, "value" | "initial" | "onInput">,
) {
  const set = (value: unknown) => store.set({ [name]: value } as Partial<Values<S>>);
  const control = slider({
    ...options,
    value: store.values[name] as number,
    initial: store.initial(name) as number,
    onInput: set,
  });
  store.subscribe((values, changed) => {
    if (changed.has(name)) control.setValue(values[name] as number);
  });
  return control;
}

/** A drop-down list on one value of a store. */
export function boundChoice<S extends Schema, T extends string | number>(
  store: Store<S>,
  name: NamesOf<S, T>,
  options: Omit<ChoiceOptions<T>, "value" | "onInput">,
) {
  const control = choice<T>({
    ...options,
    value: store.values[name] as T,
    onInput: (value) => store.set({ [name]: value } as unknown as Partial<Values<S>>),
  });
  store.subscribe((values, changed) => {
    if (changed.has(name)) control.setValue(values[name] as T);
  });
  return control;
}

/** A few values side by side on one value of a store. */
export function boundSegments<S extends Schema, T extends string | number>(
  store: Store<S>,
  name: NamesOf<S, T>,
  options: Omit<SegmentedOptions<T>, "value" | "onInput" | "name">,
) {
  const control = segmented<T>({
    ...options,
    name,
    value: store.values[name] as T,
    onInput: (value) => store.set({ [name]: value } as unknown as Partial<Values<S>>),
  });
  store.subscribe((values, changed) => {
    if (changed.has(name)) control.setValue(values[name] as T);
  });
  return control;
}
