import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { EXAMPLES } from "../../components/pages/data-dictionary/examples.js";
import { complete, site } from "./shared.js";

const ASK = { name: "Ask", exact: true };

/** Asks, and waits until there is an answer or a reason why not. */
async function ask(page: Page, sql: string): Promise<string> {
  await page.getByLabel(/Statement in SQL/).fill(sql);
  await page.getByRole("button", ASK).click();
  return answered(page);
}

async function answered(page: Page): Promise<string> {
  await page.waitForFunction(
    () => [...document.querySelectorAll("button")].find((b) => b.textContent === "Stop")?.disabled,
    undefined,
    { timeout: 120_000 },
  );
  return page.locator(".query-status").innerText();
}

const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const failure = (page: Page) => page.locator(".query-error");
const save = (page: Page) => page.getByRole("button", { name: /^Download the answer/ });

test("the tables answer in SQL, by an engine that is fetched only when asked", async () => {
  const { page, problems, transfers, close } = await site.visit("/data-dictionary");
  await complete(page);
  const engine = () => fetched.filter((path) => /duckdb.*(worker.*\.js|\.wasm)$/.test(path));
  const fetched = (await transfers()).map(({ path }) => path);
  page.on("request", (request) => fetched.push(request.url()));
  expect(engine()).toEqual([]);
  await page.getByRole("button", { name: "How does the deviation shrink with d?" }).click();
  expect(await answered(page)).toMatch(/^\d+ rows in /);
  expect(await answer(page).locator("thead").innerText()).toContain("median deviation in %");
  const cells = await answer(page).locator("tbody tr").first().locator("td").allInnerTexts();
  expect(cells[0]).toBe("diagonal");
  expect(Number(cells[3])).toBeGreaterThan(0);
  for (const { name } of EXAMPLES) {
    await page.getByRole("button", { name }).click();
    expect(await answered(page), name).toMatch(/^\d+ rows in /);
  }
  expect(engine()).toHaveLength(2);
  await ask(page, "SHOW TABLES");
  expect(await answer(page).locator("td").allInnerTexts()).toEqual([
    "diagonal_map",
    "quadratic_map",
    "spectra",
    "trained",
  ]);
  await ask(page, "SELECT [0.1, 0.25] AS l, {'a': 0.25} AS s, DATE '2025-09-29' AS l");
  expect(await answer(page).locator("th, td").allInnerTexts()).toEqual([
    "l",
    "s",
    "l",
    "[0.10, 0.25]",
    "{'a': 0.25}",
    "2025-09-29",
  ]);
  expect(problems).toEqual([]);
  await close();
});

test("a wrong statement is answered by the reason, and no earlier answer stands under it", async () => {
  const { page, close } = await site.visit("/data-dictionary");
  await ask(page, "SELECT count(*) AS rows FROM trained");
  expect(await answer(page).count()).toBe(1);
  expect(await save(page).isEnabled()).toBe(true);
  expect(await ask(page, "SELECT nonsense FROM trained")).toBe("The statement failed.");
  expect(await failure(page).innerText()).toMatch(/nonsense/);
  expect(await answer(page).count()).toBe(0);
  expect(await save(page).isDisabled()).toBe(true);
  await ask(page, "DROP TABLE trained");
  expect(await failure(page).innerText()).toMatch(/^Only questions are answered/);
  expect(await ask(page, "FROM trained")).toMatch(/^831 rows/);
  await close();
});

test("nothing that is asked makes a request", async () => {
  const { page, problems, transfers, close } = await site.visit("/data-dictionary");
  await ask(page, "SELECT 1");
  const before = (await transfers()).length;
  for (const sql of [
    "LOAD json",
    "INSTALL httpfs",
    "ATTACH 'https://example.org/a.db'",
    "FROM read_csv('https://example.org/a.csv')",
    "FROM 'https://example.org/a.parquet'",
    "SELECT '{}'::JSON",
    "SET enable_external_access = true",
  ]) {
    await ask(page, sql);
    expect(await failure(page).innerText(), sql).toMatch(/[a-z]{3}/);
  }
  expect((await transfers()).length).toBe(before);
  expect(problems).toEqual([]);
  await close();
});

test("the page's content security policy stands behind that, in its workers too", async () => {
  const { page, problems, close } = await site.visit("/data-dictionary");
  const outcome = await page.evaluate(async () => {
    const elsewhere = "https://example.org/a";
    const here = await fetch(elsewhere).then(
      () => "answered",
      () => "refused",
    );
    // As the engine's worker is made, and as it fetches an extension.
    const script = `const request = new XMLHttpRequest();
      request.open("GET", ${JSON.stringify(elsewhere)}, false);
      let said = "answered";
      try { request.send(); } catch { said = "refused"; }
      postMessage(said);`;
    const worker = new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })), {
      type: "module",
    });
    const there = await new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => resolve(message);
    });
    return [here, there];
  });
  expect(outcome).toEqual(["refused", "refused"]);
  expect(problems.filter((problem) => problem.startsWith("request off the site"))).toEqual([]);
  expect(problems.filter((problem) => /Content Security Policy/.test(problem)).length).toBeGreaterThan(0);
  await close();
});

test.each(["**/*.wasm", "**/*worker*.js", "**/duckdb-browser*.js"])(
  "an engine whose part %s cannot be fetched is told, and the next question tries again",
  async (part) => {
    const { page, close } = await site.visit("/data-dictionary");
    await page.route(part, (route) => route.abort());
    expect(await ask(page, "SELECT 1 AS one")).toMatch(/^The engine could not be fetched \(.+\)\. Ask again/);
    await page.unroute(part);
    expect(await ask(page, "SELECT 1 AS one")).toMatch(/^1 row in /);
    await close();
  },
);

test("an engine that comes damaged is told, and the next question fetches it again", async () => {
  const { page, close } = await site.visit("/data-dictionary");
  await page.route("**/*.wasm", (route) =>
    route.fulfill({ contentType: "application/wasm", body: Buffer.from("\0asm nonsense") }),
  );
  expect(await ask(page, "SELECT 1 AS one")).toMatch(/^The engine could not be fetched/);
  await page.unroute("**/*.wasm");
  expect(await ask(page, "SELECT 1 AS one")).toMatch(/^1 row in /);
  await close();
});

test("a question without end is stopped, and so is a fetch, and the next one is answered", async () => {
  const { page, close } = await site.visit("/data-dictionary");
  const stop = page.getByRole("button", { name: "Stop" });
  await page.route("**/*.wasm", () => {}); // never answered
  await page.getByRole("button", ASK).click();
  await stop.click();
  expect(await answered(page)).toMatch(/^Stopped\./);
  await page.unroute("**/*.wasm");
  expect(await ask(page, "SELECT 1")).toMatch(/^1 row/);
  await page
    .getByLabel(/Statement in SQL/)
    .fill(
      "SELECT count(*) FROM range(1000000) a, range(1000000) b, range(1000) c WHERE a.range * b.range < c.range",
    );
  await page.getByRole("button", ASK).click();
  await page.getByText("Asking …").waitFor();
  await stop.click();
  expect(await answered(page)).toMatch(/^Stopped\./);
  expect(await ask(page, "SELECT count(*) FROM trained")).toMatch(/^1 row/);
  expect(await answer(page).locator("td").innerText()).toBe("831");
  await close();
});
