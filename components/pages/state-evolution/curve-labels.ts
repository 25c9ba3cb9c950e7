import { svg } from "htl";
import { px } from "../../charts/px.js";
import { type Box, overlap } from "../../charts/region-labels.js";

/** One label per curve, beside it where no curve, no other label and not the solution lies. */
export function curveLabels(
  curves: [number, number][][][],
  texts: string[],
  solution: [number, number],
  area: Box,
): SVGElement[] {
  const everything = [...curves.flat(2), solution];
  const taken: Box[] = [{ x: solution[0] - 20, y: solution[1] - 20, width: 40, height: 40 }];
  const place = (k: number, text: string): Box | null => {
    const [width, height] = [text.length * 7.2, 16];
    let best: { score: number; box: Box } | null = null;
    for (const [a, b] of curves[k].flat())
      for (const [dx, dy] of [
        [8, -height - 3],
        [8, 3],
        [-width - 8, -height - 3],
        [-width - 8, 3],
        [-width / 2, -height - 8],
        [-width / 2, 8],
        [-width / 2, -height - 24],
        [-width / 2, 24],
      ]) {
        const box = { x: a + dx, y: b + dy, width, height };
        const inside =
          box.x > area.x + 4 &&
          box.y > area.y &&
          box.x + width < area.x + area.width &&
          box.y + height < area.y + area.height;
        if (!inside || taken.some((other) => overlap(box, other, 4))) continue;
        if (
          everything.some(
            ([x, y]) => x > box.x - 2 && x < box.x + width + 2 && y > box.y - 1 && y < box.y + height + 1,
          )
        )
          continue;
        const other = curves[1 - k].flat();
        const clear = other.every(
          ([x, y]) => x < box.x - 22 || x > box.x + width + 22 || y < box.y - 22 || y > box.y + height + 22,
        );
        const far = Math.abs(Math.hypot(a - solution[0], b - solution[1]) - 110);
        const loose = Math.abs(dy + height / 2) > 24 ? 200 : 0;
        const score = far + loose + (clear ? 0 : 1000);
        if (!best || score < best.score) best = { score, box };
      }
    return best?.box ?? null;
  };
  return curves.flatMap((_, k) => {
    const short = texts[k].replace(/^.*(?=\()/, "");
    for (const text of [texts[k], short]) {
      const box = place(k, text);
      if (!box) continue;
      taken.push(box);
      return svg`<text class="direct" x=${px(box.x)} y=${px(box.y + 12)}>${text}</text>`;
    }
    return [];
  });
}
