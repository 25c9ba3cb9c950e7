import { html } from "htl";

export interface SegmentedOptions<T extends string | number> {
  label: string;
  /** Of the value that is chosen. */
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

let made = 0;

/** A few values side by side, one of them chosen: a radio group. */
export function segmented<T extends string | number>(options: SegmentedOptions<T>): Segmented<T> {
  const { label, name, values, format = String, onInput } = options;
  // Two controls of one value on a page are two radio groups.
  const group = `${name}-${++made}`;
  const inputs = values.map(
    (value) =>
      html`<input type="radio" name=${group} value=${value} onchange=${() => onInput(value)}>` as HTMLInputElement,
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
