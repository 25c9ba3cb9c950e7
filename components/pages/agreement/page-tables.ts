import { signal } from "@preact/signals-core";
import { html } from "htl";
import { type AgreementRow, matching, worst } from "../../agreement.js";
import { live } from "../../kit/live.js";
import { control } from "../../kit/quantity.js";
import type { Store } from "../../kit/store.js";
import { type AgreementSchema, FILTERS } from "./quantities.js";
import { reasonsFor } from "./reasons.js";
import { agreementTable, STEP, worstTable } from "./table.js";

/** The filters over both figures and the tables. */
export function filters(store: Store<AgreementSchema>): HTMLElement {
  return html`<div class="controls" role="group" aria-label="Filters for both figures and the tables">
    ${FILTERS.map((name) => control(store, name))}
    <div class="control"><button type="button" class="frame-button" onclick=${() => store.reset(...FILTERS)}>All points</button></div>
  </div>` as HTMLElement;
}

/** The points that the filters let through, in the order that the reader chose. */
export function pointsTable(store: Store<AgreementSchema>, rows: readonly AgreementRow[]): HTMLElement {
  const count = signal<number>(STEP.first);
  return live(() => {
    const { sort, direction } = store.values;
    return agreementTable(matching(rows, store.values), {
      by: sort,
      direction,
      count: count.value,
      onSort: (by, way) => store.set({ sort: by, direction: way }),
      onMore: () => {
        count.value += STEP.more;
      },
    });
  });
}

/** The ten points furthest from theory among those that the filters let through. */
export const worstPoints = (store: Store<AgreementSchema>, rows: readonly AgreementRow[]): HTMLElement =>
  live(() => worstTable(worst(matching(rows, store.values), 10, "zScore"), reasonsFor));
