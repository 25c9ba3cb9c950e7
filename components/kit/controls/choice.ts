import { html } from "htl";
import { withSymbols } from "../symbols.js";

export interface ChoiceOptions<T extends string | number> {
  label: string;
  symbol?: string;
  values: readonly T[];
  value: T;
  format?: (value: T) => string;
  onInput: (value: T) => void;
}

export interface Choice<T> extends HTMLElement {
  setValue(value: T): void;
}

/** One of a list of values. */
export function choice<T extends string | number>(options: ChoiceOptions<T>): Choice<T> {
  const { label, symbol, values, format = String, onInput } = options;
  const select = html`<select onchange=${() => onInput(values[select.selectedIndex])}>
    ${values.map((value) => html`<option>${format(value)}</option>`)}
  </select>` as HTMLSelectElement;
  const root = html`<div class="control choice">
    <label><span class="control-label">${label}${symbol ? html` <i class="symbol">${withSymbols(symbol)}</i>` : ""}</span>${select}</label>
  </div>` as Choice<T>;
  root.setValue = (value) => {
    select.selectedIndex = values.indexOf(value);
  };
  root.setValue(options.value);
  return root;
}
