import { expect, test } from "vitest";
import { caption, site } from "./shared.js";

test.each([
  [/product of the two weights/, "factor-penalty", "a product of 0.5 costs 1 ", "a product of 1 costs 2 "],
  [/^cut/, "shrinkage", "With a cut of 0.5 ", "With a cut of 1 "],
  [/^decay/, "teacher", "At γ = 0.75 ", "At γ = 1.25 "],
])(
  "the slider %s moves its figure by half a unit and back, and no other",
  async (name, figure, moved, back) => {
    const { page, problems, close } = await site.visit("/setup");
    const figures = ["factor-penalty", "shrinkage", "teacher"];
    const captions = async () => {
      const said: string[] = [];
      for (const each of figures) said.push(await caption(page, each));
      return said;
    };
    const picture = () => page.locator(`#${figure} .live-figure`).innerHTML();
    const before = await captions();
    const drawn = await picture();
    const at = figures.indexOf(figure);
    expect(before[at]).toContain(back);
    await page.getByRole("slider", { name }).focus();
    await page.keyboard.press("PageDown");
    const after = await captions();
    expect(after[at]).toContain(moved);
    expect(after.toSpliced(at, 1)).toEqual(before.toSpliced(at, 1));
    await page.keyboard.press("PageUp");
    expect(await captions()).toEqual(before);
    expect(await picture()).toBe(drawn);
    expect(problems).toEqual([]);
    await close();
  },
);
