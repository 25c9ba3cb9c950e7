/** A value that a page keeps in its address: its name there, its range, and how it is written and read. */
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
  /** All values, where they are few. */
  values?: readonly T[];
}

// biome-ignore lint/suspicious/noExplicitAny: a schema holds fields of different types
export type Schema = Record<string, Field<any>>;
export type Values<S extends Schema> = { [K in keyof S]: S[K] extends Field<infer T> ? T : never };

/** A number as people write it: no hexadecimal, no blanks, no Infinity. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export interface NumberOptions {
  key: string;
  label: string;
  initial: number;
  min: number;
  max: number;
  /** Significant digits in the address; 4 by default. */
  digits?: number;
}

/** A number in [min, max]. */
export function numberField(options: NumberOptions): Field<number> {
  const { key, label, initial, min, max, digits = 4 } = options;
  return {
    key,
    label,
    initial,
    range: `a number from ${plain(min)} to ${plain(max)}`,
    parse(text) {
      const value = NUMBER.test(text.trim()) ? Number(text) : Number.NaN;
      return value >= min && value <= max ? value : undefined;
    },
    format: (value) => String(Number(value.toPrecision(digits))),
    clamp: (value) => (Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : initial),
  };
}

export interface ChoiceFieldOptions<T extends string | number> {
  key: string;
  label: string;
  initial: NoInfer<T>;
  values: readonly T[];
}

/** One of a few values: names or numbers. */
export function choiceField<const T extends string | number>(options: ChoiceFieldOptions<T>): Field<T> {
  const { key, label, initial, values } = options;
  return {
    key,
    label,
    initial,
    range: `one of ${values.join(", ")}`,
    parse: (text) =>
      values.find((value) =>
        typeof value === "number" ? NUMBER.test(text.trim()) && Number(text) === value : value === text,
      ),
    format: String,
    clamp: (value) => (values.includes(value) ? value : initial),
    values,
  };
}

function plain(value: number): string {
  return Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-3)
    ? value.toExponential().replace("e+", "e")
    : String(value);
}
