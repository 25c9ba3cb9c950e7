import { afterEach, expect, it } from "vitest";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("teach");

let page: MountedPage;
afterEach(() => page?.close());

it("another lesson shows its steps, and the students' copy hides the answers", async () => {
  page = await mountPage("teach");
  const count = (selector: string) => page.document.querySelectorAll(selector).length;
  const expected = () =>
    [...page.document.querySelectorAll("dt")].filter(({ textContent }) => textContent?.includes("Expect"))
      .length;
  expect(count(".lesson-step")).toBe(5);
  page.store()!.set({ lesson: "lecture" });
  expect(count(".lesson-step")).toBeGreaterThan(10);
  expect(expected()).toBe(count(".lesson-step"));
  expect(count(".lesson-exercise details")).toBeGreaterThan(0);
  page.store()!.set({ copy: "students" });
  expect(count(".lesson-step")).toBeGreaterThan(10);
  expect(expected()).toBe(0);
  expect(count(".lesson-exercise details")).toBe(0);
});
