import { html } from "htl";

export interface SegmentedOptions<T extends string | number> {
  label: string;
  /** Unique on the page: the name of the radio group. */
  name: string;
  values: readonly T[];
  value: T;
  /** What the reader sees for a value. */
  format?: (value: T) => string;
  onInput: (value: T) => void;
}

export interface Segmented<T> extends HTMLElement {
  setValue(value: T): void;
}

/** A few values side by side, one of them chosen: a radio group. */
export function segmented<T extends string | number>(options: SegmentedOptions<T>): Segmented<T> {
  const { label, name, values, format = String, onInput } = options;
  const inputs = values.map(
    (value) =>
      html`<input type="radio" name=${name} value=${value} onchange=${() => onInput(value)}>` as HTMLInputElement,
  );
  const root = html`<fieldset class="control segmented">
    <legend class="control-label">${label}</legend>
    <div class="segments">${inputs.map((input, i) => html`<label>${input}<span>${format(values[i])}</span></label>`)}</div>
  </fieldset>` as Segmented<T>;
  root.setValue = (value) => {
    for (let i = 0; i < values.length; i++) inputs[i].checked = values[i] === value;
  };
  root.setValue(options.value);
  return root;
}
