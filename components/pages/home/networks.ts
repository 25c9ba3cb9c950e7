import { html } from "htl";
import { facts, type Network } from "../../../theory/networks.js";
import type { Rows } from "../../kit/rows.js";

/** Something about one network. */
interface OfNetwork {
  network: Network;
}

/** Pixels between two networks side by side, and the least width that has room for two. */
const GAP = 32;
const ROOM = 640;

/** What is drawn of each network: of one as it is, of two side by side under their names where there is room. */
export function sideBySide<T extends OfNetwork>(
  parts: readonly T[],
  width: number,
  draw: (part: T, width: number) => Element[],
): Element[] {
  if (parts.length === 1) return draw(parts[0], width);
  const columns = width < ROOM ? 1 : parts.length;
  const each = Math.floor((width - (columns - 1) * GAP) / columns);
  return [
    html`<div class="side-by-side" style=${`grid-template-columns: repeat(${columns}, minmax(0, 1fr))`}>${parts.map(
      (part) => html`<div><p class="network-name">${nameOf(part)}</p>${draw(part, each)}</div>`,
    )}</div>`,
  ];
}

/** "Diagonal linear network" */
export function nameOf({ network }: OfNetwork): string {
  const { title } = facts(network).words;
  return title[0].toUpperCase() + title.slice(1);
}

/** What is said of each network: of one as it is, of two after their names. */
export function inTurn<T extends OfNetwork>(parts: readonly T[], say: (part: T) => string): string {
  if (parts.length === 1) return say(parts[0]);
  return parts.map((part) => `${nameOf(part)}: ${say(part)}`).join(" ");
}

/** Tables one below the other, told apart by a first column; none of it where there is one table. */
export function stacked(name: string, tables: readonly (readonly [label: string, rows: Rows])[]): Rows {
  if (tables.length === 1) return tables[0][1];
  const columns: Record<string, (number | string | boolean | null)[]> = {
    [name]: tables.flatMap(([label, { length }]) => Array<string>(length).fill(label)),
  };
  for (const column of Object.keys(tables[0][1].columns))
    columns[column] = tables.flatMap(([, rows]) => Array.from(rows.columns[column]));
  return { columns, length: columns[name].length };
}
