import { svg } from "htl";

const WORDS: Record<string, string> = {
  lambda: "λ",
  gamma: "γ",
  delta: "δ",
  Delta: "Δ",
  alpha: "α",
  epsilon: "ε",
  varepsilon: "ε",
  theta: "θ",
  Theta: "Θ",
  rho: "ρ",
  pi: "π",
  sqrt: "√",
  log: "log",
  max: "max",
  min: "min",
  cdot: "·",
  times: "×",
  propto: "∝",
  sim: "∼",
  approx: "≈",
  ll: "≪",
  gg: "≫",
  to: "→",
  infty: "∞",
  star: "*",
  ast: "*",
  left: "",
  right: "",
  bigl: "",
  bigr: "",
  quad: " ",
};

/** A stretch of text and its level: 0 on the line, 1 superscript, -1 subscript. */
export interface Run {
  text: string;
  level: -1 | 0 | 1;
}

/**
 * The TeX of a rate such as `(\lambda\sqrt{d}/n_{\mathrm{eff}})^{2-1/\gamma}` as runs of plain text, for
 * drawings, where KaTeX cannot go. Knows Greek letters, \sqrt, \frac, \text, sub- and superscripts.
 */
export function mathRuns(tex: string): Run[] {
  const runs: Run[] = [];
  walk(tex, 0, runs);
  return runs.filter((run) => run.text !== "");
}

function push(runs: Run[], text: string, level: Run["level"]): void {
  const last = runs[runs.length - 1];
  if (last && last.level === level) last.text += text;
  else runs.push({ text, level });
}

function walk(tex: string, level: Run["level"], runs: Run[]): void {
  let i = 0;
  const group = (): string => {
    while (tex[i] === " ") i++;
    if (tex[i] !== "{") {
      const word = /^\\[A-Za-z]+/.exec(tex.slice(i));
      const text = word ? word[0] : tex[i];
      i += text.length;
      return text;
    }
    let depth = 0;
    const start = i + 1;
    do {
      if (tex[i] === "{") depth++;
      if (tex[i] === "}") depth--;
      i++;
    } while (depth > 0 && i < tex.length);
    return tex.slice(start, i - 1);
  };
  while (i < tex.length) {
    const character = tex[i];
    if (character === "\\") {
      const name = /^\\([A-Za-z]+|.)/.exec(tex.slice(i))![1];
      i += name.length + 1;
      if (name === "frac" || name === "tfrac" || name === "dfrac") {
        const [top, bottom] = [group(), group()];
        const wrap = (text: string) => (/[+\-/ ]/.test(text) ? `(${text})` : text);
        walk(`${wrap(top)}/${wrap(bottom)}`, level, runs);
      } else if (["text", "mathrm", "operatorname", "mathsf"].includes(name)) push(runs, group(), level);
      else if (name === "tilde" || name === "widetilde") {
        walk(group(), level, runs);
        push(runs, "\u0303", level);
      } else if (name === "sqrt") {
        const inside = group();
        push(runs, "√", level);
        walk(/^\\?\w+$/.test(inside) ? inside : `(${inside})`, level, runs);
      } else if (name in WORDS) push(runs, WORDS[name], level);
      else if (name === "," || name === ";" || name === " " || name === ":") push(runs, "\u2009", level);
      else if (name !== "!") push(runs, name, level);
    } else if (character === "^" || character === "_") {
      i++;
      const inside = group();
      walk(inside, character === "^" ? 1 : -1, runs);
    } else if (character === "{" || character === "}" || character === "$" || character === " ") i++;
    else {
      push(runs, character === "-" ? "−" : character, level);
      i++;
    }
  }
}

/** Runs as tspans for an SVG text element. */
export function mathTspans(tex: string): SVGElement[] {
  let level = 0;
  return mathRuns(tex).map((run) => {
    const dy = (level - run.level) * 0.4;
    level = run.level;
    return svg`<tspan dy=${`${run.level === 0 ? dy : dy / 0.75}em`} font-size=${run.level === 0 ? null : "75%"}>${run.text}</tspan>`;
  });
}

/** Length of the text in units of the font size, for placing labels (an estimate, generous by some per cent). */
export function mathWidth(tex: string): number {
  return mathRuns(tex).reduce((sum, run) => sum + run.text.length * (run.level === 0 ? 0.56 : 0.44), 0);
}
