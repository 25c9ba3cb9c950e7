import { afterAll, beforeAll, expect, test } from "vitest";
import { Site } from "./site.js";

let site: Site;
beforeAll(async () => {
  site = await Site.start();
});
afterAll(async () => {
  await site?.stop();
});

test("the tables answer in SQL, by an engine that is fetched only when asked", async () => {
  const { page, problems, transfers, close } = await site.visit("/data-dictionary");
  const engine = async () => (await transfers()).filter(({ path }) => path.includes("duckdb"));
  expect(await engine()).toEqual([]);
  await page.getByRole("button", { name: "How does the deviation shrink with d?" }).click();
  const answer = page.getByRole("region", { name: "Answer" });
  await answer.waitFor({ timeout: 60_000 });
  expect(await answer.locator("thead").innerText()).toContain("median deviation in %");
  const cells = await answer.locator("tbody tr").first().locator("td").allInnerTexts();
  expect(cells[0]).toBe("diagonal");
  expect(Number(cells[3])).toBeGreaterThan(0);
  expect((await engine()).some(({ path }) => path.includes("worker"))).toBe(true);
  expect(problems).toEqual([]);
  await close();
});

test("a wrong statement is answered by the reason, and the last answer stays", async () => {
  const { page, close } = await site.visit("/data-dictionary");
  const status = page.locator(".query-status");
  const ask = async (sql: string) => {
    await page.getByLabel(/Statement in SQL/).fill(sql);
    await page.getByRole("button", { name: "Ask", exact: true }).click();
  };
  await ask("SELECT count(*) AS rows FROM trained");
  await page.getByRole("region", { name: "Answer" }).waitFor({ timeout: 60_000 });
  await ask("SELECT nonsense FROM trained");
  await page.waitForFunction(() =>
    document.querySelector(".query-status")?.textContent?.includes("nonsense"),
  );
  expect(await status.innerText()).toMatch(/nonsense/);
  expect(await page.getByRole("region", { name: "Answer" }).isVisible()).toBe(true);
  await close();
});
