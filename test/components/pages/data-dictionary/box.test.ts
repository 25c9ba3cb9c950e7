// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { queryBox } from "../../../../components/pages/data-dictionary/box.js";
import type { Answered, AskOptions } from "../../../../components/pages/data-dictionary/engine.js";
import { Unreachable } from "../../../../components/pages/data-dictionary/fetch-engine.js";
import type { Answer } from "../../../../components/pages/data-dictionary/statements.js";

const { download } = vi.hoisted(() => ({ download: vi.fn<(name: string, data: Blob) => void>() }));
vi.mock("../../../../components/kit/download.js", () => ({ download }));
afterEach(() => download.mockReset());

/** A box whose engine answers when told to. */
function box() {
  const questions: {
    sql: string;
    options: AskOptions;
    resolve(answered: Partial<Answered>): Promise<void>;
    reject(error: Error): Promise<void>;
  }[] = [];
  const ask = (sql: string, options: AskOptions) =>
    new Promise<Answered>((resolve, reject) => {
      options.signal.addEventListener("abort", () => reject(options.signal.reason));
      questions.push({
        sql,
        options,
        resolve: async (answered) => {
          resolve({ answers: [], asked: 1, missing: [], seconds: 0.25, ...answered });
          await settled();
        },
        reject: async (error) => {
          reject(error);
          await settled();
        },
      });
    });
  const examples = [
    { name: "One?", sql: "SELECT 1" },
    { name: "Two?", sql: "SELECT 2" },
  ];
  const element = queryBox([], examples, { ask });
  const button = (name: string | RegExp) =>
    [...element.querySelectorAll("button")].find(({ textContent }) => textContent!.match(name))!;
  return {
    element,
    questions,
    button,
    status: () => element.querySelector(".query-status")!.textContent,
    failure: () => element.querySelector<HTMLElement>(".query-error")!,
    regions: () => [...element.querySelectorAll('[role="region"]')],
    click: async (name: string | RegExp) => {
      button(name).click();
      await settled();
    },
  };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

function answerOf(names: string[], rows: (string | null)[][], more: Partial<Answer> = {}): Answer {
  const columns = names.map((name, i) => ({ name, type: "VARCHAR", cells: rows.map((row) => row[i]) }));
  return { sql: "SELECT", columns, length: rows.length, complete: true, ...more };
}

const texts = (region: Element, cells: string) =>
  [...region.querySelectorAll(cells)].map(({ textContent }) => textContent);

test("an answer is shown with its columns in order, and its file is what the engine wrote", async () => {
  const { click, questions, regions, status } = box();
  await click("Ask");
  expect(questions[0].sql).toBe("SELECT 1");
  const answer = answerOf(["a", "1", "a"], [["x", null, ""]]);
  await questions[0].resolve({ answers: [answer] });
  expect(texts(regions()[0], "th")).toEqual(["a", "1", "a"]);
  expect(texts(regions()[0], "td")).toEqual(["x", "NULL", ""]);
  expect(status()).toBe("1 row in 0.25 s.");
  await click(/^Download/);
  const [name, data] = download.mock.calls[0];
  expect([name, data.size, data.type]).toEqual(["answer.csv", 'a,1,a\nx,,""\n'.length, "text/csv"]);
});

test("the last answer goes when the next is asked for, and a failure has none to download", async () => {
  const { click, questions, regions, status, button, failure } = box();
  await click("Ask");
  await questions[0].resolve({ answers: [answerOf(["a"], [["1"]])] });
  expect([regions().length, button(/^Download/).disabled]).toEqual([1, false]);
  await click("Ask");
  expect([regions().length, button(/^Download/).disabled]).toEqual([0, true]);
  await questions[1].resolve({ error: new Error("Parser Error: near SELEC\n\nLINE 1\n\nLINE 1") });
  expect([regions().length, button(/^Download/).disabled]).toEqual([0, true]);
  expect(status()).toBe("The statement failed.");
  expect([failure().hidden, failure().textContent]).toEqual([false, "Parser Error: near SELEC\nLINE 1"]);
  await click("Ask");
  expect(failure().hidden).toBe(true);
});

test("several statements are answered one below the other, each with its file", async () => {
  const { click, questions, regions, status } = box();
  await click("Ask");
  await questions[0].resolve({
    asked: 2,
    answers: [
      answerOf(["a"], [["1"]], { sql: "FROM one" }),
      answerOf(["b"], [["2"], ["3"]], { sql: "FROM two" }),
    ],
  });
  expect(regions().map((region) => texts(region, "td"))).toEqual([["1"], ["2", "3"]]);
  expect(regions().map((region) => region.previousElementSibling!.textContent)).toEqual([
    "FROM one: 1 row",
    "FROM two: 2 rows",
  ]);
  expect(status()).toBe("2 statements answered in 0.25 s.");
  await click("Download the answers");
  expect(download.mock.calls.map(([name]) => name)).toEqual(["answer-1.csv", "answer-2.csv"]);
});

test("of several statements the one that failed is named, below the answers before it", async () => {
  const { click, questions, regions, status } = box();
  await click("Ask");
  await questions[0].resolve({ asked: 3, answers: [answerOf(["a"], [["1"]])], error: new Error("no") });
  expect(regions()).toHaveLength(1);
  expect(status()).toBe("Statement 2 of 3 failed, and what follows it was not asked.");
});

test("an engine that cannot be fetched is told in a sentence, and can be asked again", async () => {
  const { click, questions, status, button } = box();
  await click("Ask");
  expect([button("Ask").disabled, button("Stop").disabled]).toEqual([true, false]);
  await questions[0].reject(new Unreachable("Failed to fetch"));
  expect(status()).toBe("The engine could not be fetched (Failed to fetch). Ask again to try again.");
  expect([button("Ask").disabled, button("Stop").disabled]).toEqual([false, true]);
  await click("Two?");
  expect(questions[1].sql).toBe("SELECT 2");
});

test("a question can be stopped, and until then no other is asked", async () => {
  const { click, questions, status, button, element } = box();
  await click("Ask");
  questions[0].options.progress("Fetching the engine …");
  expect(status()).toBe("Fetching the engine …");
  await click("Two?");
  expect(element.querySelector("textarea")!.value).toBe("SELECT 1");
  await click("Stop");
  expect(questions[0].options.signal.aborted).toBe(true);
  expect(status()).toBe("Stopped. The next question starts the engine again.");
  expect([button("Ask").disabled, button("Stop").disabled]).toEqual([false, true]);
  await click("Ask");
  expect(questions).toHaveLength(2);
});

test("rows that are not shown, rows that are not there and tables that did not come are told", async () => {
  const { click, questions, status, regions } = box();
  const rows = Array.from({ length: 201 }, (_, i) => [String(i)]);
  await click("Ask");
  await questions[0].resolve({ answers: [answerOf(["a"], rows)], missing: ["spectra"] });
  expect(texts(regions()[0], "td")).toHaveLength(200);
  expect(status()).toBe(
    "201 rows in 0.25 s; the first 200 are shown. Not fetched: spectra; the next question tries again.",
  );
  await click("Ask");
  await questions[1].resolve({ answers: [answerOf(["a"], rows, { complete: false })] });
  expect(status()).toMatch(/^The first 200000 rows, of more/);
  await click("Ask");
  await questions[2].resolve({ asked: 0 });
  expect(status()).toBe("Nothing was asked.");
});
