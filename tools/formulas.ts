// Formulas in HTML, so that they break into lines where their column is too narrow.
import katex from "katex";

const base = '<span class="base">';
const end = "</span></span></span>";

/** The space after a clause, as KaTeX writes \qquad and the break that is allowed after it. */
const afterClause =
  /<span class="mspace" style="margin-right:2em;"><\/span><span class="mspace allowbreak"><\/span>(?:<span class="mspace"[^>]*><\/span>)?<\/span>$/;

/**
 * A displayed formula, in HTML and MathML. It can break after a relation or an operator; what \qquad separates is kept
 * together as a clause if a line can hold it.
 * @throws if the formula is wrong
 */
export function setFormula(source: string): string {
  const breakable = source.replace(/\\qquad(?![A-Za-z])/g, "\\qquad\\allowbreak ");
  const markup = katex.renderToString(breakable, { displayMode: true, throwOnError: true });
  const first = markup.indexOf(base);
  const tag = markup.lastIndexOf('<span class="tag">');
  const last = tag < 0 ? markup.length - end.length : tag;
  const clauses = [""];
  for (const piece of markup.slice(first, last).split(base).slice(1)) {
    const closed = piece.replace(afterClause, "</span>");
    clauses[clauses.length - 1] += base + closed;
    if (closed !== piece) clauses.push("");
  }
  // The space between them is a real one: it goes where a line ends.
  const joined = clauses
    .filter((clause) => clause !== "")
    .map((clause) => `<span class="clause">${clause}</span>`)
    .join(" ");
  return markup.slice(0, first) + joined + markup.slice(last);
}
