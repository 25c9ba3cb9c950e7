// @vitest-environment jsdom
import { expect, test, vi } from "vitest";
import { createStore } from "../../../../components/kit/store.js";
import { liveRun, specificationOf } from "../../../../components/pages/training/live-run.js";
import { trainingButtons } from "../../../../components/pages/training/live-training.js";
import { quantities } from "../../../../components/pages/training/quantities.js";
import type { Trainer } from "../../../../training/client.js";
import type { Result } from "../../../../training/specification.js";
import type { Progress } from "../../../../training/watch.js";

const result = (seed: number) => ({ excessRisk: seed, spectrum: [seed] }) as unknown as Result;

/** A page whose trainer answers when it is told to. */
function opened() {
  let search = "";
  const address = {
    read: () => search,
    replace(next: string) {
      search = next;
    },
    base: () => "https://site.test/training",
  };
  const store = createStore(quantities, { address });
  const made: { end(found: Result): void; fail(error: Error): void; step(now: Progress): void }[] = [];
  const closed = vi.fn();
  const stop = vi.fn(async () => {});
  const trainers = vi.fn(
    (): Trainer => ({
      train: (_, { progress } = {}) =>
        new Promise((end, fail) => {
          made.push({ end, fail, step: (now) => progress?.(now) });
        }),
      stop,
      close: closed,
    }),
  );
  const run = liveRun(store, trainers);
  const buttons = trainingButtons(store, run);
  const status = () => buttons.querySelector(".training-status")?.textContent;
  return { store, run, made, closed, stop, trainers, buttons, status };
}

test("before the reader asks there is an answer, without a result", () => {
  const { run, status, trainers } = opened();
  expect(run.fresh()?.data.result).toBeUndefined();
  expect(run.fresh()).toBeDefined();
  expect(status()).toBe("Seed 0: not trained yet.");
  expect(trainers).not.toHaveBeenCalled();
});

test("while a network is trained there is no answer, and its steps are told; then there is its result", async () => {
  const { run, made, status, stop, buttons } = opened();
  const [train, halt] = buttons.querySelectorAll("button");
  const done = run.start();
  expect(run.fresh()).toBeUndefined();
  expect(run.failure()).toBeUndefined();
  expect(status()).toBe("Drawing the data …");
  expect([train.disabled, halt.disabled]).toEqual([true, false]);
  made[0].step({ iteration: 12, gap: 0.5, seconds: 1, secondsLeft: 3 } as Progress);
  expect(status()).toBe("Step 12, duality gap 0.5");
  expect(buttons.querySelector("progress")?.value).toBe(0.25);
  halt.click();
  expect(stop).toHaveBeenCalledOnce();
  made[0].end(result(0));
  await done;
  expect(run.fresh()?.data.result).toEqual(result(0));
  expect(status()).toBe("");
  expect([train.disabled, halt.disabled]).toEqual([false, true]);
});

test("a result is of the network that it was asked for, also where the reader has moved on", async () => {
  const { store, run, made } = opened();
  const done = run.start();
  store.set({ seed: 7 });
  expect(run.fresh()?.data.result).toBeUndefined();
  made[0].end(result(0));
  await done;
  expect(run.fresh()).toMatchObject({ of: { seed: 7 }, data: { result: undefined } });
  store.set({ seed: 0 });
  expect(run.fresh()?.data.result).toEqual(result(0));
});

test("a failure is said for its network alone, and another worker tries again", async () => {
  const { store, run, made, closed, trainers, status } = opened();
  const failing = run.start();
  made[0].fail(new Error("the training worker failed: it did not load"));
  await failing;
  expect(run.failure()).toBe("the training worker failed: it did not load");
  expect(run.fresh()).toBeUndefined();
  expect(status()).toBe("");
  expect(closed).toHaveBeenCalledOnce();
  store.set({ seed: 1 });
  expect(run.failure()).toBeUndefined();
  expect(run.fresh()).toBeDefined();
  store.set({ seed: 0 });
  run.retry();
  expect(run.failure()).toBeUndefined();
  expect(trainers).toHaveBeenCalledTimes(2);
  made[1].end(result(0));
  await vi.waitFor(() => expect(run.fresh()?.data.result).toEqual(result(0)));
});

test("the page's values say what is trained", () => {
  const { store } = opened();
  store.set({ size: 16, load: 0.5, optimiser: "lbfgs", seed: 3 });
  expect(specificationOf(store.snapshot())).toMatchObject({ d: 16, n: 128, method: "lbfgs", seed: 3 });
});
