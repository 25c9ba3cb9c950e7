import { describe, expect, it } from "vitest";
import { formulas } from "../../tools/formula-fonts.js";
import { setFormula } from "../../tools/formulas.js";

const count = (markup: string, part: string) => markup.split(part).length - 1;

describe("a displayed formula", () => {
  it("keeps together what stands between wide spaces, and has a space that ends a line there", () => {
    const markup = setFormula("a=b,\\qquad c=\\frac{1}{2}. \\tag{1}");
    expect(count(markup, 'class="clause"')).toBe(2);
    expect(markup).toContain('</span> <span class="clause">');
    expect(markup).not.toContain("margin-right:2em");
    expect(markup.indexOf('class="tag"')).toBeGreaterThan(markup.lastIndexOf('class="clause"'));
  });

  it("is one clause where nothing parts it", () => {
    expect(count(setFormula("a=b+c"), 'class="clause"')).toBe(1);
    expect(count(setFormula("a\\quad(b)"), 'class="clause"')).toBe(1);
  });

  it("stays well-formed, with all that KaTeX wrote", () => {
    for (const source of ["x", "a=b,\\qquad c. \\tag{2}", "\\begin{cases}a\\qquad b\\\\c\\end{cases}"]) {
      const markup = setFormula(source);
      expect(count(markup, "<span")).toBe(count(markup, "</span>"));
      expect(formulas(`<p>${markup}</p>`)).toHaveLength(1);
    }
  });

  it("that is wrong is refused", () => {
    expect(() => setFormula("\\frac{1}")).toThrow(/KaTeX/);
  });
});
