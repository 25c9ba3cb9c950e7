import type { Notice } from "./address.js";
import type { Schema, Values } from "./field.js";

/**
 * The state of a page: typed, validated, kept in the address, so that a view reached by hand can be reached by link. What reads a value
 * inside an effect, a question or a figure depends on it.
 */
export interface Store<S extends Schema> {
  readonly schema: S;
  /** The values now; reading one is what makes a figure depend on it. */
  readonly values: Readonly<Values<S>>;
  /** What was not taken of the address that this page was opened with. */
  readonly notices: readonly Notice[];
  /** All values at this moment, as a plain object that does not change. */
  snapshot(): Readonly<Values<S>>;
  /** Changes some values, each clamped to its range; what depends on them runs once. */
  set(changes: Partial<Values<S>>): void;
  /** The values of a view written as in an address; what it does not name or cannot be is at its default. */
  read(search: string): Readonly<Values<S>>;
  /** Opens a view written as in an address ("?gamma=1&n=20"); what it does not name goes back to its default. */
  open(search: string): void;
  /** Puts the named values, or all, back to their defaults. */
  reset(...names: (keyof S)[]): void;
  /** The search string of this view: every value, defaults included. */
  query(values?: Readonly<Values<S>>): string;
  /** The full address of this view. */
  link(values?: Readonly<Values<S>>): string;
}

// biome-ignore lint/suspicious/noExplicitAny: of whatever page
export type AnyStore = Store<any>;
