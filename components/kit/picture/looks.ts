import { MARK_RULES } from "../../charts/marks.js";
import type { Theme } from "../../encoding.js";
import { resolved } from "./theme.js";

/** A style of text that a picture uses. */
export interface UsedStyle {
  family: "serif" | "sans";
  weight: 400 | 600;
  style: "normal" | "italic";
}

/** What is written into a picture as attributes; everything else of a style means nothing outside a page. */
const WRITTEN = new Set(
  [
    "fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-linecap stroke-linejoin",
    "stroke-miterlimit opacity font-family font-size font-weight font-style text-anchor dominant-baseline paint-order",
    "visibility clip-path mix-blend-mode letter-spacing",
  ].flatMap((names) => names.split(" ")),
);

/** For scripts and for readers of the page alone. */
const DROPPED = /^(class|style|data-.*|tabindex|role|aria-.*|on.*)$/;

interface Rule {
  selector: string;
  /** A class that whatever it matches has; undefined where only the selector itself can say. */
  hint?: string;
  weight: number;
  look: Readonly<Record<string, string>>;
}

/** Classes and attributes count above names of elements, as in CSS. */
function weightOf(selector: string): number {
  const classes = selector.match(/[.[]/g)?.length ?? 0;
  const names = selector.match(/(^|[\s>])[a-z]/g)?.length ?? 0;
  return 100 * classes + names;
}

const RULES: readonly Rule[] = MARK_RULES.flatMap(([list, look]) =>
  list.split(",").map((one): Rule => {
    const selector = one.trim();
    return { selector, look, weight: weightOf(selector), hint: /\.([\w-]+)$/.exec(selector)?.[1] };
  }),
).sort((a, b) => a.weight - b.weight);

/** What the rules and its own style say of an element; what they do not say its attributes do. */
function looksOf(element: Element): Record<string, string> {
  const looks: Record<string, string> = {};
  for (const { selector, hint, look } of RULES)
    if ((hint === undefined || element.classList.contains(hint)) && element.matches(selector))
      Object.assign(looks, look);
  for (const part of (element.getAttribute("style") ?? "").split(";")) {
    const [name, ...value] = part.split(":");
    if (value.length > 0) looks[name.trim()] = value.join(":").trim();
  }
  return looks;
}

const styleKey = ({ family, weight, style }: UsedStyle) => `${family} ${weight} ${style}`;

/** The styles of text that were met, each once. */
export class UsedStyles {
  readonly #found = new Map<string, UsedStyle>();

  add(style: UsedStyle): void {
    this.#found.set(styleKey(style), style);
  }

  list(): UsedStyle[] {
    return [...this.#found.values()];
  }
}

/** The style of the text of an element, given its parent's. */
function textStyle(element: Element, parent: UsedStyle): UsedStyle {
  const family = element.getAttribute("font-family");
  const weight = element.getAttribute("font-weight");
  const style = element.getAttribute("font-style");
  return {
    family: family === null ? parent.family : family.includes("Serif") ? "serif" : "sans",
    weight: weight === null ? parent.weight : weight === "bold" || Number(weight) >= 600 ? 600 : 400,
    style: style === null ? parent.style : style === "italic" ? "italic" : "normal",
  };
}

/** Text that stands in no paragraph of its own: of the sans, upright. */
export const PLAIN: UsedStyle = { family: "sans", weight: 400, style: "normal" };

/**
 * A copy of a drawing that needs no page: every class and custom property replaced by what it says in a theme.
 *
 * @param drawing as it lies in its figure: the rules look at what is around it
 * @param used is told which styles its text has
 */
export function standalone(drawing: Element, theme: Theme, used: UsedStyles): Element {
  const copy = drawing.cloneNode(true) as Element;
  write(drawing, copy, theme, PLAIN, used);
  return copy;
}

function write(from: Element, to: Element, theme: Theme, parent: UsedStyle, used: UsedStyles): void {
  const looks = looksOf(from);
  if (looks.display === "none" || from.tagName === "style") {
    to.remove();
    return;
  }
  for (const [name, value] of Object.entries(looks)) if (WRITTEN.has(name)) to.setAttribute(name, value);
  for (const { name, value } of [...to.attributes]) {
    if (DROPPED.test(name)) to.removeAttribute(name);
    else if (/var\(|currentcolor/i.test(value)) to.setAttribute(name, resolved(value, theme));
    else if (name === "font-family" && /system-ui/.test(value))
      to.setAttribute(name, resolved("var(--sans-serif)", theme));
  }
  const style = textStyle(to, parent);
  const holdsText = /^(text|tspan|textPath)$/.test(from.tagName);
  if (
    holdsText &&
    [...from.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim())
  )
    used.add(style);
  const copies = [...to.children];
  for (const [i, child] of [...from.children].entries()) write(child, copies[i], theme, style, used);
}
