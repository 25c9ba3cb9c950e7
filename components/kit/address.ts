import type { Schema, Values } from "./field.js";

/** Something in the address that was not taken as it stands. */
export interface Notice {
  /** The part of the address, as it was written. */
  part: string;
  /** What is wrong with it, and what is shown instead. */
  text: string;
}

/** Names in an address that are no settings of a page: left alone without a word. */
const FOREIGN = /^(utm_\w+|fbclid|gclid|ref)$/;

/**
 * Reads every field from a search string such as "?gamma=1.25&n=100". What is not in its range is replaced by the default, what is
 * written twice is read once, what no field is called is ignored: each with a notice.
 */
export function readValues<S extends Schema>(
  schema: S,
  search: string,
): { values: Values<S>; notices: Notice[] } {
  const params = new URLSearchParams(search);
  const values: Record<string, unknown> = {};
  const notices: Notice[] = [];
  const known = new Set<string>();
  for (const [name, field] of Object.entries(schema)) {
    known.add(field.key);
    const [text, ...more] = params.getAll(field.key);
    const value = text === undefined ? field.initial : field.parse(text);
    values[name] = value ?? field.initial;
    if (value === undefined)
      notices.push({
        part: `${field.key}=${text}`,
        text: `${field.label} must be ${field.range}. Shown instead: ${field.format(field.initial)}.`,
      });
    if (more.length > 0)
      notices.push({
        part: more.map((other) => `${field.key}=${other}`).join("&"),
        text: `${field.label} is given ${more.length + 1} times; the first is used.`,
      });
  }
  for (const key of new Set(params.keys()))
    if (!known.has(key) && !FOREIGN.test(key))
      notices.push({ part: `${key}=${params.get(key)}`, text: "This page has no such setting." });
  return { values: values as Values<S>, notices };
}

/** The search string of a view; fields at their default are left out unless `full`. What is not the page's own stays. */
export function writeValues<S extends Schema>(
  schema: S,
  values: Readonly<Values<S>>,
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
