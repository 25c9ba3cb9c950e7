/** A rectangle to be placed beside one of the curves. */
export interface LabelBox {
  width: number;
  height: number;
  /** Index of the curve it names. */
  curve: number;
}

interface Point {
  x: number;
  y: number;
}

/** How far along its curve a label is tried, in the order of preference. */
const ALONG = [0.96, 0.85, 0.7, 0.5, 0.3, 0.15, 0.04];
/** How far from its curve, in pixels: above and below, near first. */
const BESIDE = [-13, 13, -22, 22, -34, 34];

/**
 * Centres for the labels, in pixels: beside their own curve, inside the frame, covering as little as possible of any
 * curve and none of another label. Undefined where a label finds no room, or its curve is not in the frame.
 */
export function labelPlaces(
  labels: readonly LabelBox[],
  curves: readonly (readonly Point[])[],
  frame: { left: number; right: number; top: number; bottom: number },
): (Point | undefined)[] {
  const taken: { x: number; y: number; width: number; height: number }[] = [];
  return labels.map(({ width, height, curve }) => {
    const points = curves[curve];
    if (points.length === 0) return undefined;
    let best: { cost: number; place: Point } | undefined;
    ALONG.forEach((share, order) => {
      const anchor = points[Math.min(points.length - 1, Math.round(share * (points.length - 1)))];
      for (const by of BESIDE) {
        const x = Math.min(frame.right - width / 2, Math.max(frame.left + width / 2 + 4, anchor.x));
        const y = anchor.y + by;
        if (y - height / 2 < frame.top || y + height / 2 > frame.bottom) continue;
        const hit = taken.some(
          (box) =>
            Math.abs(box.x - x) < (box.width + width) / 2 + 4 &&
            Math.abs(box.y - y) < (box.height + height) / 2 + 1,
        );
        if (hit) continue;
        let covered = 0;
        curves.forEach((other, k) => {
          for (const p of between(other)) {
            if (Math.abs(p.x - x) < width / 2 + 2 && Math.abs(p.y - y) < height / 2 + 2)
              covered += k === curve ? 1 : 2;
          }
        });
        const cost = covered + order * 1.5 + Math.abs(by) / 20;
        if (!best || cost < best.cost) best = { cost, place: { x, y } };
      }
    });
    if (best) taken.push({ ...best.place, width, height });
    return best?.place;
  });
}

/** A curve's points with others between them, at most 8 pixels apart. */
function between(points: readonly Point[]): Point[] {
  return points.flatMap((p, i) => {
    if (i === 0) return [p];
    const last = points[i - 1];
    const steps = Math.min(60, Math.max(1, Math.ceil(Math.hypot(p.x - last.x, p.y - last.y) / 8)));
    return Array.from({ length: steps }, (_, k) => ({
      x: last.x + ((p.x - last.x) * (k + 1)) / steps,
      y: last.y + ((p.y - last.y) * (k + 1)) / steps,
    }));
  });
}
