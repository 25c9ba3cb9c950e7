import type { Theme } from "../../encoding.js";
import { standalone, type UsedStyles } from "./looks.js";
import { type Box, paragraph } from "./paragraph.js";

interface LayoutLook {
  theme: Theme;
  used: UsedStyles;
}

const TEXT = 13;
const SMALL = 12.5;
/** Between drawings beside each other: at least, and at most. */
const GAP = [8, 24] as const;
/** Between rows of drawings. */
const LEADING = 8;
/** Width of a column of names and values. */
const COLUMN = 150;

/** What a page sets small. */
const SMALL_TEXT = ".panel-where, .panel-counts, .note";
/** What only a page has. */
const LEFT_OUT =
  "[data-no-export], [hidden], .visually-hidden, .controls, input, select, progress, style, script";

/** Beside each other from the left, from the same top. */
function row(boxes: readonly Box[], gap: number, middle = false): Box {
  const height = Math.max(...boxes.map((box) => box.height));
  return {
    width: boxes.reduce((sum, box) => sum + box.width, gap * (boxes.length - 1)),
    height,
    markup(x, y) {
      let at = x;
      return boxes
        .map((box) => {
          const markup = box.markup(at, middle ? y + (height - box.height) / 2 : y);
          at += box.width + gap;
          return markup;
        })
        .join("");
    },
  };
}

/** Below each other, from the same left. */
export function stack(boxes: readonly Box[], gap: number): Box {
  return {
    width: Math.max(0, ...boxes.map((box) => box.width)),
    height: boxes.reduce((sum, box) => sum + box.height, gap * Math.max(0, boxes.length - 1)),
    markup(x, y) {
      let at = y;
      return boxes
        .map((box) => {
          const markup = box.markup(x, at);
          at += box.height + gap;
          return markup;
        })
        .join("");
    },
  };
}

function drawingBox(svg: Element, available: number, look: LayoutLook): Box {
  const [, , viewWidth, viewHeight] = (svg.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  const width = Number.parseFloat(svg.getAttribute("width") ?? "") || viewWidth;
  const height = Number.parseFloat(svg.getAttribute("height") ?? "") || viewHeight;
  if (!(width > 0 && height > 0)) throw new RangeError("a drawing has neither a size nor a viewBox");
  const shrink = Math.min(1, available / width);
  const copy = standalone(svg, look.theme, look.used);
  if (!copy.hasAttribute("viewBox")) copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("overflow", "visible");
  copy.setAttribute("width", String(width * shrink));
  copy.setAttribute("height", String(height * shrink));
  return {
    width: width * shrink,
    height: height * shrink,
    markup(x, y) {
      copy.setAttribute("x", String(Math.round(10 * x) / 10));
      copy.setAttribute("y", String(Math.round(10 * y) / 10));
      return new XMLSerializer().serializeToString(copy);
    },
  };
}

/** A table with its columns as wide as their cells; the first one starts at the left, numbers end at the right. */
function tableBox(table: Element, available: number, look: LayoutLook): Box | undefined {
  const rows = [...table.querySelectorAll("tr")].map((line) =>
    [...line.children].map((cell, i) =>
      paragraph(cell, available, { ...look, size: SMALL }, i === 0 ? "left" : "right"),
    ),
  );
  const count = Math.max(0, ...rows.map((cells) => cells.length));
  if (count === 0) return undefined;
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(0, ...rows.map((cells) => cells[i]?.width ?? 0)),
  );
  const total = widths.reduce((a, b) => a + b, 0);
  const gap = Math.min(24, Math.max(6, (available - total) / Math.max(1, count - 1)));
  const lines = rows.map((cells): Box => {
    const height = Math.max(0, ...cells.map((cell) => cell?.height ?? 0));
    return {
      width: total + gap * (count - 1),
      height,
      markup(x, y) {
        let at = x;
        return cells
          .map((cell, i) => {
            const markup = cell?.markup(i === 0 ? at : at + widths[i] - cell.width, y) ?? "";
            at += widths[i] + gap;
            return markup;
          })
          .join("");
      },
    };
  });
  return stack(lines, 3);
}

/** Names with their values, in columns. */
function listBox(list: Element, available: number, look: LayoutLook): Box | undefined {
  const count = Math.max(1, Math.floor(available / COLUMN));
  const width = available / count - GAP[0];
  const entries = [...list.children].map((entry): Box => {
    const parts = [...entry.children].map((part) =>
      part.tagName === "DT"
        ? paragraph(part, width, { ...look, size: SMALL, color: "var(--theme-foreground-muted)" })
        : paragraph(part, width, { ...look, size: TEXT }),
    );
    const box = stack(
      parts.filter((part) => part !== undefined),
      1,
    );
    return { ...box, width };
  });
  const lines = Array.from({ length: Math.ceil(entries.length / count) }, (_, i) =>
    row(entries.slice(i * count, (i + 1) * count), GAP[0]),
  );
  return lines.length > 0 ? stack(lines, 4) : undefined;
}

interface Part {
  box: Box;
  drawn: boolean;
}

/** Drawings side by side while there is room, everything else in a row of its own. */
function flow(parts: readonly Part[], available: number): Box {
  const rows: Box[] = [];
  let line: Box[] = [];
  const end = () => {
    if (line.length === 0) return;
    const sum = line.reduce((total, box) => total + box.width, 0);
    const gap = Math.min(GAP[1], Math.max(GAP[0], (available - sum) / Math.max(1, line.length - 1)));
    rows.push(line.length === 1 ? line[0] : row(line, gap));
    line = [];
  };
  for (const { box, drawn } of parts) {
    const width = line.reduce((total, one) => total + one.width + GAP[0], box.width);
    if (!drawn || width > available + 0.5) end();
    line.push(box);
    if (!drawn) end();
  }
  end();
  return rows.length === 1 ? rows[0] : stack(rows, LEADING);
}

/**
 * What a figure shows, laid out by the sizes that its drawings and the site's fonts have by themselves: without a browser, and in one the same.
 *
 * @param node an element of the figure: drawings, with the text, legends and tables among them
 * @param available pixels
 * @returns undefined where there is nothing to see
 */
export function layout(node: Element, available: number, look: LayoutLook): Box | undefined {
  if (node.matches(LEFT_OUT)) return undefined;
  if (node.tagName.toLowerCase() === "svg") return drawingBox(node, available, look);
  if (node.tagName === "TABLE") return tableBox(node, available, look);
  if (node.tagName === "DL") return listBox(node, available, look);
  if (!node.querySelector("svg, table, dl")) {
    const size = node.matches(SMALL_TEXT) ? SMALL : TEXT;
    return paragraph(node, available, { ...look, size });
  }
  const children = [...node.children];
  const hasDrawing = (child: Element) => child.matches("svg") || child.querySelector("svg") !== null;
  const inLine = node.classList.contains("legend-row");
  const drawn = new Map<Element, Box | undefined>();
  for (const child of children) if (hasDrawing(child)) drawn.set(child, layout(child, available, look));
  // A panel is as wide as its drawing; its name and counts keep to that.
  const widest = Math.max(0, ...[...drawn.values()].map((box) => box?.width ?? 0));
  const panel = !inLine && drawn.size === 1 && widest > 0 ? widest : available;
  const parts = children.flatMap((child): Part[] => {
    const box = drawn.has(child) ? drawn.get(child) : layout(child, panel, look);
    return box ? [{ box, drawn: drawn.has(child) }] : [];
  });
  if (parts.length === 0) return undefined;
  if (inLine)
    return row(
      parts.map(({ box }) => box),
      12,
      true,
    );
  return flow(parts, available);
}
