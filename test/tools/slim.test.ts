import { describe, expect, it } from "vitest";
import { setFormulas } from "../../tools/slim.js";

const cell = (id: string, formula: string) =>
  `define({id: "${id}", inputs: ["tex","display"], body: async (tex,display) => {\ndisplay(await(\ntex.block\`${formula}\`\n))\n}});\n`;
const place = (id: string) => `<observablehq-loading></observablehq-loading><!--:${id}:-->`;

describe("the formulas of a page", () => {
  it("are set when the site is built, each in its place, and need nothing of the browser", () => {
    const page = `<script type="module">\n${cell("aa11", "x^2 \\\\tag{1}".replace("\\\\", "\\"))}${cell("bb22", "\\frac1n")}</script>${place("bb22")}<p>${place("aa11")}${place("cc33")}`;
    const set = setFormulas(page);
    expect(set).not.toContain("tex.block");
    expect(set).not.toContain(":aa11:");
    expect(set).toContain(place("cc33"));
    expect(set.indexOf("mfrac")).toBeLessThan(set.indexOf('class="tag"'));
    expect(set).toContain("<math");
  });

  it("that are wrong stop the build", () => {
    expect(() => setFormulas(cell("aa11", "\\frac{1}"))).toThrow(/KaTeX/);
  });

  it("stop the build when Framework writes them in another way", () => {
    expect(() => setFormulas("define(async () => tex.block`x`)")).toThrow(/in another way/);
  });
});
