import { html } from "htl";

/** `x^(…)`, `x_k`, `n_eff` in plain text. Parentheses of an exponent may hold one more pair. */
const MARKS = /\^\(((?:[^()]|\([^()]*\))*)\)|_\{([^}]*)\}|_(eff|min|max|opt|[a-zA-Z0-9])/g;

/** Plain text with exponents x^(…) raised and indices x_k, x_{i>K}, n_eff lowered. */
export function inlineMath(text: string): Node {
  const parts: (string | Node)[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, power, group, index] = match;
    parts.push(text.slice(from, match.index));
    parts.push(
      power === undefined ? html`<sub>${group ?? index}</sub>` : html`<sup>${inlineMath(power)}</sup>`,
    );
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return html`<span class="inline-math">${parts}</span>`;
}
