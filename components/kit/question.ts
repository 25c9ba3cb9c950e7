import { batch, effect, type Signal, signal, untracked } from "@preact/signals-core";
import type { Schema, Values } from "./field.js";
import { begin } from "./pending.js";
import type { Store } from "./store.js";

/** What was found, and the values of the page that it was found for. */
export interface Answer<V, T> {
  readonly of: Readonly<V>;
  readonly data: T;
}

/** A question about some values of a page: it alone knows whether an answer is of the present state. */
export interface Question<V, T> {
  /** The answer for the values now; undefined while it is on its way or where it failed. */
  fresh(): Answer<V, T> | undefined;
  /** The latest answer, of whatever state. */
  last(): Answer<V, T> | undefined;
  /** What went wrong for the values now, in words. */
  failure(): string | undefined;
  /** Lets it be asked, now and whenever its values change: nothing is asked before somebody wants it. */
  want(): void;
  /** Asks again after a failure. */
  retry(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: of any values, with any answer
export type AnyQuestion = Question<any, any>;
export type DataOf<Q> = Q extends Question<infer _, infer T> ? T : never;

/** How many answers are kept, so that going back is immediate. */
const KEPT = 12;

/**
 * Asks whenever one of the named values changes; while one question is on its way only the newest of the later ones is asked.
 *
 * @param ask gets the named values; may answer at once or later; what it throws is the question's failure
 */
export function question<S extends Schema, const K extends keyof S & string, T>(
  store: Store<S>,
  names: readonly K[],
  ask: (of: Readonly<Pick<Values<S>, K>>) => T | Promise<T>,
): Question<Pick<Values<S>, K>, T> {
  type V = Pick<Values<S>, K>;
  type State = { answer?: Answer<V, T>; failure?: { of: V; message: string } };
  const state: Signal<State> = signal({});
  const kept = new Map<string, Answer<V, T>>();
  /** The values now, each read where it counts. */
  const now = () => Object.fromEntries(names.map((name) => [name, store.values[name]])) as V;
  const isNow = (of: V) => names.every((name) => Object.is(of[name], store.values[name]));
  const keyOf = (of: V) =>
    names.map((name) => store.schema[name].format(of[name]) + String(of[name])).join("\n");
  let running = false;
  let waiting: V | undefined;
  let wanted = false;

  function keep(answer: Answer<V, T>) {
    const key = keyOf(answer.of);
    kept.delete(key);
    kept.set(key, answer);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    // An answer that comes late does not replace one of the present state.
    const { answer: shown } = state.peek();
    if (!shown || !untracked(() => isNow(shown.of)) || untracked(() => isNow(answer.of)))
      state.value = { answer };
  }
  function failed(of: V, error: unknown) {
    state.value = {
      answer: state.peek().answer,
      failure: { of, message: error instanceof Error ? error.message : String(error) },
    };
  }
  async function run() {
    running = true;
    while (waiting) {
      const of = waiting;
      waiting = undefined;
      const end = begin();
      try {
        const found = ask(of);
        keep({ of, data: found instanceof Promise ? await found : found });
      } catch (error) {
        failed(of, error);
      } finally {
        end();
      }
    }
    running = false;
  }
  function request(of: V) {
    const found = kept.get(keyOf(of));
    waiting = undefined;
    if (found) {
      if (found !== state.peek().answer || state.peek().failure) keep(found);
      return;
    }
    waiting = of;
    if (!running) void run();
  }
  return {
    last: () => state.value.answer,
    fresh() {
      const { answer } = state.value;
      return answer && isNow(answer.of) ? answer : undefined;
    },
    failure() {
      const { failure } = state.value;
      return failure && isNow(failure.of) ? failure.message : undefined;
    },
    want() {
      if (wanted) return;
      wanted = true;
      effect(() => {
        const of = now();
        untracked(() => batch(() => request(of)));
      });
    },
    retry() {
      state.value = { answer: state.peek().answer };
      request(untracked(now));
    },
  };
}
