import { effect } from "@preact/signals-core";
import { describe, expect, test } from "vitest";
import { numberField } from "../../../components/kit/field.js";
import { question } from "../../../components/kit/question.js";
import { createStore } from "../../../components/kit/store.js";

const schema = {
  n: numberField({ key: "n", label: "n", initial: 1, min: 0, max: 100 }),
  other: numberField({ key: "o", label: "o", initial: 1, min: 0, max: 100 }),
};
const open = () =>
  createStore(schema, { address: { read: () => "", replace: () => {}, base: () => "" }, delay: 0 });

/** A question whose answers come when told to. */
function asked() {
  const store = open();
  const calls: {
    n: number;
    answer: (text: string) => Promise<void>;
    fail: (message: string) => Promise<void>;
  }[] = [];
  const q = question(
    store,
    ["n"],
    ({ n }) =>
      new Promise<string>((done, failed) => {
        const turn = () => new Promise<void>((next) => setTimeout(next));
        calls.push({
          n,
          answer: (text) => {
            done(text);
            return turn();
          },
          fail: (message) => {
            failed(new Error(message));
            return turn();
          },
        });
      }),
  );
  return { store, calls, q };
}

describe("a question", () => {
  test("is not asked before somebody wants it", () => {
    const { store, calls, q } = asked();
    store.set({ n: 2 });
    expect(calls).toHaveLength(0);
    q.want();
    q.want();
    expect(calls.map(({ n }) => n)).toEqual([2]);
  });

  test("has a fresh answer only while it is of the present state", async () => {
    const { store, calls, q } = asked();
    q.want();
    expect(q.fresh()).toBeUndefined();
    await calls[0].answer("one");
    expect(q.fresh()).toEqual({ of: { n: 1 }, data: "one" });
    store.set({ other: 5 });
    expect(q.fresh()?.data).toBe("one");
    store.set({ n: 2 });
    expect(q.fresh()).toBeUndefined();
    expect(q.last()?.data).toBe("one");
    await calls[1].answer("two");
    expect(q.fresh()?.data).toBe("two");
  });

  test("asks only the newest of what came while one was on its way", async () => {
    const { store, calls, q } = asked();
    q.want();
    for (const n of [2, 3, 4]) store.set({ n });
    expect(calls.map(({ n }) => n)).toEqual([1]);
    await calls[0].answer("one");
    expect(q.fresh()).toBeUndefined();
    expect(calls.map(({ n }) => n)).toEqual([1, 4]);
    await calls[1].answer("four");
    expect(q.fresh()?.data).toBe("four");
  });

  test("remembers its answers: going back is immediate, and a late answer does not undo it", async () => {
    const { store, calls, q } = asked();
    q.want();
    await calls[0].answer("one");
    store.set({ n: 2 });
    store.set({ n: 1 });
    expect(q.fresh()?.data).toBe("one");
    await calls[1].answer("two");
    expect(q.fresh()?.data).toBe("one");
    store.set({ n: 2 });
    expect(q.fresh()?.data).toBe("two");
    expect(calls).toHaveLength(2);
  });

  test("says what failed, for that state alone, and tries again when asked", async () => {
    const { store, calls, q } = asked();
    q.want();
    await calls[0].answer("one");
    store.set({ n: 2 });
    await calls[1].fail("no convergence");
    expect(q.failure()).toBe("no convergence");
    expect(q.fresh()).toBeUndefined();
    store.set({ n: 1 });
    expect(q.failure()).toBeUndefined();
    expect(q.fresh()?.data).toBe("one");
    store.set({ n: 2 });
    await calls[2].fail("again");
    q.retry();
    expect(q.failure()).toBeUndefined();
    await calls[3].answer("two");
    expect(q.fresh()?.data).toBe("two");
  });

  test("that can answer at once does so in the same turn", () => {
    const store = open();
    const q = question(store, ["n"], ({ n }) => n * n);
    q.want();
    const seen: (number | undefined)[] = [];
    effect(() => {
      seen.push(q.fresh()?.data);
    });
    store.set({ n: 3 });
    expect(seen[0]).toBe(1);
    expect(seen.at(-1)).toBe(9);
  });
});
