/** A drawing area cut into square cells, each belonging to a region. */
export interface Raster {
  columns: number;
  rows: number;
  /** Pixels per cell. */
  cell: number;
  /** Region of a cell, row 0 at the top. */
  region: (column: number, row: number) => string;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface PlacedLabel {
  region: string;
  /** Which of the offered sizes fits: 0 is the largest; -1 where none fits inside and the smallest overhangs. */
  size: number;
  box: Box;
}

export function overlap(a: Box, b: Box, gap = 0): boolean {
  return (
    a.x < b.x + b.width + gap &&
    b.x < a.x + a.width + gap &&
    a.y < b.y + b.height + gap &&
    b.y < a.y + a.height + gap
  );
}

/**
 * Places one label per region: the largest size whose box lies wholly inside the region, where it is
 * deepest inside; where none fits, the smallest one over the deepest cell. Regions with little room go first,
 * and no two labels overlap.
 *
 * @param sizes per region, boxes from large to small in pixels
 */
export function placeLabels(
  raster: Raster,
  sizes: Record<string, { width: number; height: number }[]>,
  blocked: Box[] = [],
): PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  const taken = [...blocked];
  const area = (region: string) => {
    let count = 0;
    for (let j = 0; j < raster.rows; j++)
      for (let i = 0; i < raster.columns; i++) if (raster.region(i, j) === region) count++;
    return count;
  };
  const order = Object.keys(sizes)
    .map((region) => ({ region, cells: area(region) }))
    .filter(({ cells }) => cells > 0)
    .sort((a, b) => a.cells - b.cells);
  for (const { region } of order) {
    const label = placeOne(raster, region, sizes[region], taken);
    if (!label) continue;
    placed.push(label);
    taken.push(label.box);
  }
  return placed;
}

function placeOne(
  raster: Raster,
  region: string,
  sizes: { width: number; height: number }[],
  taken: Box[],
): PlacedLabel | null {
  const { columns, rows, cell } = raster;
  const sums = summedArea(raster, region);
  const count = (i0: number, j0: number, i1: number, j1: number) =>
    sums[j1 * (columns + 1) + i1] -
    sums[j0 * (columns + 1) + i1] -
    sums[j1 * (columns + 1) + i0] +
    sums[j0 * (columns + 1) + i0];
  let fallback: { covered: number; box: Box } | null = null;
  for (let size = 0; size < sizes.length; size++) {
    const w = Math.ceil(sizes[size].width / cell);
    const h = Math.ceil(sizes[size].height / cell);
    let best: { score: number; box: Box } | null = null;
    for (let j = 0; j + h <= rows; j++)
      for (let i = 0; i + w <= columns; i++) {
        const box = { x: i * cell, y: j * cell, width: w * cell, height: h * cell };
        const covered = count(i, j, i + w, j + h) / (w * h);
        if (covered < 1 && size < sizes.length - 1) continue;
        if (taken.some((other) => overlap(box, other, 2))) continue;
        if (covered < 1) {
          if (!fallback || covered > fallback.covered) fallback = { covered, box };
          continue;
        }
        let room = 0;
        while (
          i - room - 1 >= 0 &&
          j - room - 1 >= 0 &&
          i + w + room + 1 <= columns &&
          j + h + room + 1 <= rows &&
          count(i - room - 1, j - room - 1, i + w + room + 1, j + h + room + 1) ===
            (w + 2 * room + 2) * (h + 2 * room + 2)
        )
          room++;
        const center = Math.hypot((i + w / 2) / columns - 0.5, (j + h / 2) / rows - 0.5);
        const score = room - center;
        if (!best || score > best.score) best = { score, box };
      }
    if (best) return { region, size, box: best.box };
  }
  return fallback && fallback.covered > 0 ? { region, size: -1, box: fallback.box } : null;
}

function summedArea({ columns, rows, region }: Raster, wanted: string): Int32Array {
  const sums = new Int32Array((columns + 1) * (rows + 1));
  for (let j = 0; j < rows; j++) {
    let line = 0;
    for (let i = 0; i < columns; i++) {
      if (region(i, j) === wanted) line++;
      sums[(j + 1) * (columns + 1) + i + 1] = sums[j * (columns + 1) + i + 1] + line;
    }
  }
  return sums;
}

/** The deepest cell of each region (largest square around it inside the region), as fractions of the area. */
export function deepest(raster: Raster): Map<string, { x: number; y: number; depth: number }> {
  const { columns, rows, region } = raster;
  const size = new Int32Array(columns * rows);
  const best = new Map<string, { x: number; y: number; depth: number }>();
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const name = region(i, j);
      const same = (a: number, b: number) => a >= 0 && b >= 0 && region(a, b) === name;
      const around = same(i - 1, j) && same(i, j - 1) && same(i - 1, j - 1);
      const at = j * columns + i;
      size[at] = around ? 1 + Math.min(size[at - 1], size[at - columns], size[at - columns - 1]) : 1;
      const depth = size[at];
      if (depth > (best.get(name)?.depth ?? 0))
        best.set(name, { x: (i + 1 - depth / 2) / columns, y: (j + 1 - depth / 2) / rows, depth });
    }
  return best;
}
