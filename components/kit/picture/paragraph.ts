import type { Theme } from "../../encoding.js";
import { textWidth } from "../text-width.js";
import { PLAIN, type UsedStyle, type UsedStyles } from "./looks.js";
import { resolved } from "./theme.js";

/** A stretch of text in one style. */
interface Run {
  text: string;
  style: UsedStyle;
  /** Lowered and smaller, or raised. */
  script?: "sub" | "sup";
  /** As in a page: may name a custom property. */
  color?: string;
}

/** How a paragraph is set. */
export interface ParagraphLook {
  theme: Theme;
  size: number;
  used: UsedStyles;
  weight?: 400 | 600;
  color?: string;
}

/** What has a place in a picture: its size in pixels, and its markup at a place. */
export interface Box {
  width: number;
  height: number;
  markup(x: number, y: number): string;
}

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const COLOURS: Readonly<Record<string, string>> = {
  "is-bulk": "var(--t-bulk)",
  "is-learned": "var(--t-learned)",
};

/** The stretches of what a page's text holds. */
function runsOf(node: Node, run: Omit<Run, "text">): Run[] {
  if (node.nodeType === 3) return [{ ...run, text: (node.nodeValue ?? "").replace(/\s+/g, " ") }];
  if (node.nodeType !== 1) return [];
  const element = node as HTMLElement;
  if (element.hidden || element.classList.contains("visually-hidden")) return [];
  if (element.tagName === "BR") return [{ ...run, text: "\n" }];
  const inner = { ...run };
  const name = element.tagName.toLowerCase();
  const serif = element.classList.contains("symbol");
  if (name === "i" || name === "em" || serif)
    inner.style = { family: serif ? "serif" : run.style.family, weight: 400, style: "italic" };
  if (/^(b|strong|th|h[1-6])$/.test(name)) inner.style = { ...run.style, weight: 600 };
  if (name === "sub" || name === "sup") inner.script = name;
  const named = [...element.classList].find((one) => one in COLOURS);
  inner.color = element.style?.color || (named ? COLOURS[named] : run.color);
  const runs = [...element.childNodes].flatMap((child) => runsOf(child, inner));
  return element.classList.contains("phase-chip") ? [...runs, { ...inner, text: ": " }] : runs;
}

const SMALL = 0.75;
const sizeOf = (run: Run, size: number) => (run.script ? SMALL * size : size);
const widthOf = (runs: readonly Run[], size: number) =>
  runs.reduce((sum, run) => sum + textWidth(run.text, sizeOf(run, size), run.style), 0);

/** Words with their stretches; a blank ends a word. */
function wordsOf(runs: readonly Run[]): (Run[] | "\n")[] {
  const words: (Run[] | "\n")[] = [];
  let word: Run[] = [];
  const end = () => {
    if (word.length > 0) words.push(word);
    word = [];
  };
  for (const run of runs)
    for (const part of run.text.split(/(\s)/)) {
      if (part === "") continue;
      if (!/^\s$/.test(part) || part === "\u00a0") word.push({ ...run, text: part });
      else {
        end();
        if (part === "\n") words.push("\n");
      }
    }
  end();
  return words;
}

function linesOf(runs: readonly Run[], size: number, width: number): Run[][] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  for (const word of wordsOf(runs)) {
    if (word === "\n") {
      lines.push(line);
      line = [];
      continue;
    }
    const blank: Run[] = line.length > 0 ? [{ ...line[line.length - 1], script: undefined, text: " " }] : [];
    const longer = [...line, ...blank, ...word];
    if (line.length > 0 && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  if (line.length > 0) lines.push(line);
  return lines;
}

/** A line as one text element with its baseline at y; neighbours of one style are one stretch. */
function lineMarkup(line: readonly Run[], x: number, y: number, look: ParagraphLook): string {
  const { theme, size, used, color = "var(--theme-foreground)" } = look;
  let lowered = 0;
  const spans = line.map((run) => {
    used.add(run.style);
    const { family, weight, style } = run.style;
    const at = run.script === "sub" ? 0.22 * size : run.script === "sup" ? -0.38 * size : 0;
    const attributes = {
      "font-family": family === "sans" ? undefined : resolved("var(--serif)", theme),
      "font-weight": weight === 400 ? undefined : String(weight),
      "font-style": style === "normal" ? undefined : style,
      "font-size": run.script && String(sizeOf(run, size)),
      fill: run.color && resolved(run.color, theme),
      dy: at === lowered ? undefined : (at - lowered).toFixed(2),
    };
    lowered = at;
    const written = Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
    return { written, text: escaped(run.text) };
  });
  const merged = spans.reduce<{ written: string; text: string }[]>((done, span) => {
    const last = done[done.length - 1];
    if (last && last.written === span.written && !span.written.includes("dy")) last.text += span.text;
    else done.push(span);
    return done;
  }, []);
  const inner = merged.map(({ written, text }) => `<tspan${written}>${text}</tspan>`).join("");
  const font = `font-family="${resolved("var(--sans-serif)", theme)}" font-size="${size}"`;
  return `<text x="${x}" y="${y}" xml:space="preserve" fill="${resolved(color, theme)}" ${font}>${inner}</text>`;
}

/** Text of a page broken into lines of at most `width` pixels; undefined where there is none. */
export function paragraph(
  node: Node | string,
  width: number,
  look: ParagraphLook,
  align: "left" | "right" = "left",
): Box | undefined {
  const style: UsedStyle = { ...PLAIN, weight: look.weight ?? 400 };
  const runs = typeof node === "string" ? [{ text: node, style }] : runsOf(node, { style });
  const { size } = look;
  const lines = linesOf(runs, size, width);
  if (lines.length === 0) return undefined;
  const height = Math.round(1.32 * size);
  const widths = lines.map((line) => widthOf(line, size));
  const own = Math.max(...widths);
  return {
    width: own,
    height: lines.length * height,
    markup: (x, y) =>
      lines
        .map((line, i) => {
          const from = align === "left" ? x : x + own - widths[i];
          return lineMarkup(line, Number(from.toFixed(1)), y + i * height + Math.round(size), look);
        })
        .join(""),
  };
}
