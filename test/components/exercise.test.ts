// @vitest-environment jsdom
import { expect, test } from "vitest";
import { exercise } from "../../components/exercise.js";
import { createStore, numberField } from "../../components/state.js";

const address = () => ({ read: () => "", replace: () => {}, base: () => "" });

test("an exercise notices when the reader's figure answers it, and not before the reader has touched it", () => {
  const store = createStore(
    { n: numberField({ key: "n", label: "n", initial: 10, min: 1, max: 100 }) },
    address(),
    0,
  );
  const element = exercise({
    id: "peak",
    question: "Where?",
    answer: "There.",
    check: { store, solved: ({ n }) => n >= 10 && n <= 20, praise: "That is the peak." },
  });
  const status = () => element.querySelector(".exercise-status")!.textContent;
  expect(element.classList.contains("solved")).toBe(false);
  store.set({ n: 50 });
  expect(element.classList.contains("solved")).toBe(false);
  store.set({ n: 15 });
  expect(element.classList.contains("solved")).toBe(true);
  expect(status()).toContain("That is the peak.");
  store.set({ n: 60 });
  expect(status()).not.toContain("That is the peak.");
});

test("the answer is folded until it is asked for", () => {
  const element = exercise({ id: "why", question: "Why?", answer: "Because." });
  const details = element.querySelector("details")!;
  expect(details.open).toBe(false);
  expect(details.textContent).toContain("Because.");
  expect(element.querySelector(".exercise-status")).toBeNull();
});
