import { effect, untracked } from "@preact/signals-core";
import { choice } from "./controls/choice.js";
import { segmented } from "./controls/segmented.js";
import { slider } from "./controls/slider.js";
import { choiceField, type Field, numberField, type Schema, type Values } from "./field.js";
import type { Store } from "./store.js";

/** A value of a page with all that is known of it: its name in the address, label, symbol, range and control. */
export interface Quantity<T> extends Field<T> {
  /** The control that shows it and sets it. */
  control(binding: Binding<T>): HTMLElement & { setValue(value: T): void };
}

/** What ties a control to a page. */
export interface Binding<T> {
  /** Unique on the page. */
  name: string;
  value: T;
  onInput: (value: T) => void;
  /** Other ends of a slider than the quantity's own: those of the picture beside it. */
  ends?: readonly [number, number];
}

interface Named {
  key: string;
  label: string;
  /** Shown after the label: "γ". */
  symbol?: string;
}

interface Choices<T extends string | number> extends Named {
  values: readonly T[];
  initial: NoInfer<T>;
  /** What the reader sees for a value. */
  format?: (value: T) => string;
}

/** One of a list of values, in a drop-down list. */
export function listed<const T extends string | number>(options: Choices<T>): Quantity<T> {
  const { key, label, symbol = label, initial, values, format } = options;
  return {
    ...choiceField<T>({ key, label: symbol, initial, values }),
    control: ({ value, onInput }) =>
      choice<T>({ label, symbol: options.symbol, values, value, format, onInput }),
  };
}

/** One of a few values, side by side. */
export function segments<const T extends string | number>(options: Choices<T>): Quantity<T> {
  const { key, label, symbol = label, initial, values, format } = options;
  return {
    ...choiceField<T>({ key, label: symbol, initial, values }),
    control: ({ name, value, onInput }) => segmented<T>({ label, name, values, value, format, onInput }),
  };
}

interface Range extends Named {
  min: number;
  max: number;
  initial: number;
  /** "log" moves by decades; "linear" by equal steps. */
  scale?: "log" | "linear";
  /** Keyboard step: a fraction of a decade (log) or a difference (linear). */
  step?: number;
  format?: (value: number) => string;
  /** Significant digits in the address; 4 by default. */
  digits?: number;
}

/** A number, on a slider. */
export function ranged(options: Range): Quantity<number> {
  const { key, label, symbol = label, min, max, initial, digits, scale, step, format } = options;
  return {
    ...numberField({ key, label: symbol, initial, min, max, digits }),
    control: ({ value, onInput, ends = [min, max] }) =>
      slider({
        label,
        symbol: options.symbol,
        min: ends[0],
        max: ends[1],
        value,
        initial: Math.min(ends[1], Math.max(ends[0], initial)),
        scale,
        step,
        format,
        onInput,
      }),
  };
}

/** Names of the values of a page that have a control. */
export type Controlled<S extends Schema> = {
  [K in keyof S]: S[K] extends Quantity<infer _> ? K : never;
}[keyof S] &
  string;

/**
 * The control of one value of a page: shows it, sets it, follows it.
 *
 * @param options.ends for a slider whose ends are those of the picture: read again whenever what it reads changes; undefined for its own
 * @param options.shown whether the value counts at all, now; always, by default
 */
export function control<S extends Schema, K extends Controlled<S>>(
  store: Store<S>,
  name: K,
  options: {
    ends?: (values: Readonly<Values<S>>) => readonly [number, number] | undefined;
    shown?: (values: Readonly<Values<S>>) => boolean;
  } = {},
): HTMLElement {
  const quantity = store.schema[name] as unknown as Quantity<Values<S>[K]>;
  const onInput = (value: Values<S>[K]) => store.set({ [name]: value } as unknown as Partial<Values<S>>);
  const make = (ends?: readonly [number, number]) =>
    quantity.control({ name, value: untracked(() => store.values[name]), onInput, ends });
  const { ends, shown } = options;
  const followed = <E extends HTMLElement>(element: E): E => {
    if (shown)
      effect(() => {
        element.hidden = !shown(store.values);
      });
    return element;
  };
  if (!ends) {
    const made = followed(make());
    effect(() => made.setValue(store.values[name]));
    return made;
  }
  const box = document.createElement("div");
  box.className = "control-box";
  let made: ReturnType<typeof make> | undefined;
  let last: readonly [number, number] | undefined;
  effect(() => {
    const next = ends(store.values);
    const value = store.values[name];
    if (!made || last?.[0] !== next?.[0] || last?.[1] !== next?.[1]) {
      last = next;
      made = make(last);
      box.replaceChildren(made);
    }
    made.setValue(value);
  });
  return followed(box);
}
