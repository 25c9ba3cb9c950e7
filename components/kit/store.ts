import { batch, type Signal, signal, untracked } from "@preact/signals-core";
import "./browser.js";
import { readValues, writeValues } from "./address.js";
import type { Schema, Values } from "./field.js";
import { type Address, host } from "./host.js";
import type { Store } from "./store-type.js";

export type { AnyStore, Store } from "./store-type.js";

export interface StoreOptions<S extends Schema> {
  /** Other values that follow from the changed ones: combinations that exist. Called with the values after a change, returns what must change too. */
  settle?: (values: Readonly<Values<S>>, changed: ReadonlySet<keyof S>) => Partial<Values<S>>;
  address?: Address;
  /** The address is rewritten at most every so many milliseconds (browsers refuse more). */
  delay?: number;
}

/** One store per page. */
export function createStore<S extends Schema>(schema: S, options: StoreOptions<S> = {}): Store<S> {
  const { settle, address = host().address, delay = 300 } = options;
  const opened = readValues(schema, address.read());
  const notices = [...opened.notices];
  const names = Object.keys(schema) as (keyof S)[];
  const signals = {} as { [K in keyof S]: Signal<Values<S>[K]> };
  const values = {} as Values<S>;
  for (const name of names) {
    signals[name] = signal(opened.values[name]);
    Object.defineProperty(values, name, { enumerable: true, get: () => signals[name].value });
  }
  const snapshot = () =>
    untracked(() => Object.fromEntries(names.map((name) => [name, signals[name].value]))) as Values<S>;

  /** Sets what differs; returns the names that changed. */
  function assign(changes: Partial<Values<S>>): Set<keyof S> {
    const changed = new Set<keyof S>();
    for (const name of Object.keys(changes) as (keyof S)[]) {
      const value = schema[name].clamp(changes[name]);
      if (Object.is(signals[name].peek(), value)) continue;
      signals[name].value = value;
      changed.add(name);
    }
    return changed;
  }
  function change(changes: Partial<Values<S>>): Set<keyof S> {
    return batch(() => {
      const changed = assign(changes);
      if (settle && changed.size > 0)
        for (const name of assign(settle(snapshot(), changed))) changed.add(name);
      return changed;
    });
  }
  if (settle) {
    const all = new Set(names);
    for (const name of assign(settle(snapshot(), all)))
      if (!Object.is(opened.values[name], schema[name].initial))
        notices.push({
          part: `${schema[name].key}=${schema[name].format(opened.values[name])}`,
          text: `Not available together with the other settings. Shown instead: ${schema[name].format(signals[name].peek())}.`,
        });
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    timer = undefined;
    address.replace(writeValues(schema, snapshot(), address.read()));
  };
  const set = (changes: Partial<Values<S>>) => {
    if (change(changes).size > 0 && timer === undefined) timer = setTimeout(write, delay);
  };
  const initials = (wanted: (keyof S)[]) =>
    Object.fromEntries(wanted.map((name) => [name, schema[name].initial])) as Partial<Values<S>>;
  return {
    schema,
    values,
    notices,
    snapshot,
    set,
    read: (search) => readValues(schema, search).values,
    open: (search) => set(readValues(schema, search).values),
    reset: (...wanted) => set(initials(wanted.length > 0 ? wanted : names)),
    query: (of = snapshot()) => writeValues(schema, of, "", true),
    link: (of = snapshot()) => address.base() + writeValues(schema, of, "", true),
  };
}
