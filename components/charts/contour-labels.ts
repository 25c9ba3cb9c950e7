import { type Box, overlap } from "./region-labels.js";

export interface ContourLabel {
  x: number;
  y: number;
  /** Degrees, in (-90, 90]. */
  angle: number;
  text: string;
}

/**
 * One label per contour line, where the line is straight and nothing else lies; none where it finds no room.
 *
 * @param lines for each contour level its polylines in pixels, and its text
 */
export function contourLabels(
  lines: readonly { text: string; lines: readonly (readonly [number, number])[][] }[],
  area: Box,
  blocked: readonly Box[],
  fontSize = 11,
): ContourLabel[] {
  const taken = [...blocked];
  const labels: ContourLabel[] = [];
  for (const { text, lines: polylines } of lines) {
    const length = text.length * fontSize * 0.58 + 8;
    let best: { score: number; label: ContourLabel; box: Box } | null = null;
    for (const line of polylines) {
      const along = cumulative(line);
      const total = along[along.length - 1];
      for (let s = length / 2; s < total - length / 2; s += 6) {
        const a = at(line, along, s - length / 2);
        const m = at(line, along, s);
        const b = at(line, along, s + length / 2);
        const chord = Math.hypot(b[0] - a[0], b[1] - a[1]);
        if (chord < 0.94 * length) continue;
        let angle = (Math.atan2(b[1] - a[1], b[0] - a[0]) * 180) / Math.PI;
        if (angle > 90) angle -= 180;
        if (angle <= -90) angle += 180;
        const rad = (angle * Math.PI) / 180;
        const width = Math.abs(length * Math.cos(rad)) + Math.abs((fontSize + 4) * Math.sin(rad));
        const height = Math.abs(length * Math.sin(rad)) + Math.abs((fontSize + 4) * Math.cos(rad));
        const box = { x: m[0] - width / 2, y: m[1] - height / 2, width, height };
        if (
          box.x < area.x ||
          box.y < area.y ||
          box.x + width > area.x + area.width ||
          box.y + height > area.y + area.height
        )
          continue;
        if (taken.some((other) => overlap(box, other, 1))) continue;
        const score = chord / length - Math.abs(angle) / 600 - Math.abs(s / total - 0.5) / 10;
        if (!best || score > best.score) best = { score, label: { x: m[0], y: m[1], angle, text }, box };
      }
    }
    if (best) {
      labels.push(best.label);
      taken.push(best.box);
    }
  }
  return labels;
}

function cumulative(line: readonly (readonly [number, number])[]): number[] {
  const along = [0];
  for (let i = 1; i < line.length; i++)
    along.push(along[i - 1] + Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]));
  return along;
}

function at(line: readonly (readonly [number, number])[], along: number[], s: number): [number, number] {
  let i = 1;
  while (i < along.length - 1 && along[i] < s) i++;
  const w = (s - along[i - 1]) / Math.max(1e-9, along[i] - along[i - 1]);
  return [line[i - 1][0] * (1 - w) + line[i][0] * w, line[i - 1][1] * (1 - w) + line[i][1] * w];
}
