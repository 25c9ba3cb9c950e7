/**
 * The state of a page: typed, validated, kept in the address, so that a view reached by hand can be
 * reached by link. A value in the address that is not in its range is replaced by the default and
 * reported; parameters the page does not know are left alone.
 */

export interface Field<T> {
  /** Name in the address: short and readable. */
  key: string;
  /** What the reader knows it as, for notices. */
  label: string;
  initial: T;
  /** The allowed values in words: "a number from 0.1 to 100". */
  range: string;
  /** The value written in an address, or undefined where the text is none. */
  parse(text: string): T | undefined;
  format(value: T): string;
  /** The nearest allowed value. */
  clamp(value: T): T;
}

// biome-ignore lint/suspicious/noExplicitAny: a schema holds fields of different types
export type Schema = Record<string, Field<any>>;
export type Values<S extends Schema> = { [K in keyof S]: S[K] extends Field<infer T> ? T : never };

export interface Notice {
  key: string;
  label: string;
  text: string;
  range: string;
  used: string;
}

/** A number in [min, max], written with as many significant digits as asked for (default 4). */
export function numberField(options: {
  key: string;
  label: string;
  initial: number;
  min: number;
  max: number;
  digits?: number;
}): Field<number> {
  const { key, label, initial, min, max, digits = 4 } = options;
  return {
    key,
    label,
    initial,
    range: `a number from ${plain(min)} to ${plain(max)}`,
    parse(text) {
      if (text.trim() === "") return undefined;
      const value = Number(text);
      return Number.isFinite(value) && value >= min && value <= max ? value : undefined;
    },
    format: (value) => String(Number(value.toPrecision(digits))),
    clamp: (value) => (Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : initial),
  };
}

/** One of a few values: names or numbers. */
export function choiceField<const T extends string | number>(options: {
  key: string;
  label: string;
  initial: T;
  values: readonly T[];
}): Field<T> {
  const { key, label, initial, values } = options;
  const find = (text: string) =>
    values.find((value) =>
      typeof value === "number" ? text.trim() !== "" && Number(text) === value : value === text,
    );
  return {
    key,
    label,
    initial,
    range: `one of ${values.join(", ")}`,
    parse: find,
    format: String,
    clamp: (value) => (values.includes(value) ? value : initial),
  };
}

function plain(value: number): string {
  return Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3)
    ? value.toExponential().replace("e+", "e")
    : String(value);
}

/** Where the address is read and written; a test hands in its own. */
export interface Address {
  read(): string;
  replace(search: string): void;
  /** The address without its search part. */
  base(): string;
}

export interface Store<S extends Schema> {
  readonly values: Readonly<Values<S>>;
  /** What was ignored in the address this page was opened with. */
  readonly notices: readonly Notice[];
  /** Changes some values (each clamped to its range) and tells the subscribers once. */
  set(changes: Partial<Values<S>>): void;
  /** Puts the named values, or all, back to their defaults. */
  reset(...names: (keyof S)[]): void;
  /** The default of one value. */
  initial<K extends keyof S>(name: K): Values<S>[K];
  /** Calls back after every change with the names that changed; returns the function that stops it. */
  subscribe(listener: (values: Readonly<Values<S>>, changed: Set<keyof S>) => void): () => void;
  /** The full address of this view: every value, defaults included. */
  link(): string;
}

/** Reads every field from a search string such as "?gamma=1.25&n=100". */
export function readValues<S extends Schema>(
  schema: S,
  search: string,
): { values: Values<S>; notices: Notice[] } {
  const params = new URLSearchParams(search);
  const values: Record<string, unknown> = {};
  const notices: Notice[] = [];
  for (const [name, field] of Object.entries(schema)) {
    const text = params.get(field.key);
    const value = text === null ? field.initial : field.parse(text);
    values[name] = value ?? field.initial;
    if (value === undefined)
      notices.push({
        key: field.key,
        label: field.label,
        text: text ?? "",
        range: field.range,
        used: field.format(field.initial),
      });
  }
  return { values: values as Values<S>, notices };
}

/** The search string of a view; fields at their default are left out unless `full`. */
export function writeValues<S extends Schema>(
  schema: S,
  values: Values<S>,
  search = "",
  full = false,
): string {
  const params = new URLSearchParams(search);
  for (const [name, field] of Object.entries(schema)) {
    const text = field.format(values[name as keyof S]);
    if (!full && text === field.format(field.initial)) params.delete(field.key);
    else params.set(field.key, text);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** One store per page. The address is rewritten at most every `delay` milliseconds (browsers refuse more). */
export function createStore<S extends Schema>(
  schema: S,
  address: Address = windowAddress(),
  delay = 300,
): Store<S> {
  const opened = address.read();
  const { values, notices } = readValues(schema, opened);
  const listeners = new Set<(values: Readonly<Values<S>>, changed: Set<keyof S>) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = () => {
    timer = undefined;
    address.replace(writeValues(schema, values, address.read()));
  };
  return {
    values,
    notices,
    set(changes) {
      const changed = new Set<keyof S>();
      for (const name of Object.keys(changes) as (keyof S)[]) {
        const value = schema[name].clamp(changes[name]);
        if (Object.is(values[name], value)) continue;
        values[name] = value;
        changed.add(name);
      }
      if (changed.size === 0) return;
      if (timer === undefined) timer = setTimeout(write, delay);
      for (const listener of [...listeners]) listener(values, changed);
    },
    reset(...names) {
      const wanted = names.length > 0 ? names : (Object.keys(schema) as (keyof S)[]);
      this.set(Object.fromEntries(wanted.map((name) => [name, schema[name].initial])) as Partial<Values<S>>);
    },
    initial: (name) => schema[name].initial,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    link: () => address.base() + writeValues(schema, values, "", true),
  };
}

/** The address bar of the page. */
export function windowAddress(): Address {
  return {
    read: () => window.location.search,
    replace: (search) =>
      window.history.replaceState(
        window.history.state,
        "",
        window.location.pathname + search + window.location.hash,
      ),
    base: () => window.location.origin + window.location.pathname,
  };
}
