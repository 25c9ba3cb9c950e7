// The picture by which a page is known elsewhere: its title, its first figure, the site's name.

import { UsedStyles } from "../components/kit/picture/looks.js";
import { type Box, paragraph } from "../components/kit/picture/paragraph.js";
import { figureBox } from "../components/kit/picture/picture.js";
import { themeValues } from "../components/kit/picture/theme.js";
import { pngOf } from "./figures.js";
import type { MountedPage } from "./mount.js";
import { title as siteName } from "./site.js";

/** Pixels, as those who show it expect. */
export const PREVIEW = { width: 1200, height: 630 } as const;

const MARGIN = 48;
/** Width at which the figure is drawn before it is enlarged to its place: that of a page's column. */
const DRAWN = 640;

const at = (box: Box, x: number, y: number, scale = 1) =>
  `<g transform="translate(${x.toFixed(1)},${y.toFixed(1)}) scale(${scale.toFixed(4)})">${box.markup(0, 0)}</g>`;

/** The preview of a mounted page as a PNG. On a page without figures its title stands alone. */
export async function previewImage(page: MountedPage): Promise<Uint8Array> {
  const theme = "light";
  const used = new UsedStyles();
  const values = themeValues(theme);
  const width = PREVIEW.width - 2 * MARGIN;
  const heading = page.document.querySelector("h1")?.textContent?.trim() ?? siteName;
  const [figure] = page.figures().values();
  const title = paragraph(heading, width, { theme, used, size: figure ? 34 : 60, weight: 600 });
  const name = paragraph(siteName, width, {
    theme,
    used,
    size: 22,
    color: "var(--theme-foreground-muted)",
  });
  if (!title || !name) throw new Error(`${page.name} has no title`);
  const bottom = PREVIEW.height - MARGIN - name.height;
  const parts = [at(title, MARGIN, MARGIN - 8), at(name, MARGIN, bottom + 12)];
  if (figure) {
    const box = figureBox(figure, DRAWN, theme, used, false);
    const top = MARGIN + title.height + 12;
    const scale = Math.min(width / box.width, (bottom - 12 - top) / box.height);
    parts.push(at(box, MARGIN + (width - scale * box.width) / 2, top, scale));
  }
  const size = `width="${PREVIEW.width}" height="${PREVIEW.height}"`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${PREVIEW.width} ${PREVIEW.height}">`,
    `<rect ${size} fill="${values.get("--theme-background")}"/>`,
    `<g fill="${values.get("--theme-foreground")}">${parts.join("")}</g></svg>`,
  ];
  return pngOf(svg.join(""), 1);
}
