import { html } from "htl";
import { formatNumber } from "../../numbers.js";
import { withSymbols } from "../symbols.js";

export interface SliderOptions {
  label: string;
  /** What the label stands for, in symbols: shown after it. */
  symbol?: string;
  min: number;
  max: number;
  value: number;
  /** Where reset goes. */
  initial: number;
  /** "log" moves by decades; "linear" by equal steps. */
  scale?: "log" | "linear";
  /** Keyboard step: a fraction of a decade (log) or a difference (linear). */
  step?: number;
  format?: (value: number) => string;
  onInput: (value: number) => void;
}

export interface Slider extends HTMLElement {
  /** Shows another value without calling back. */
  setValue(value: number): void;
}

let made = 0;

/** A labelled slider with its value, a keyboard step and a reset. */
export function slider(options: SliderOptions): Slider {
  const { label, symbol, min, max, initial, scale = "log", onInput } = options;
  const log = scale === "log";
  const step = options.step ?? (log ? 1 / 16 : (max - min) / 100);
  const format = options.format ?? formatNumber;
  const to = (value: number) => (log ? Math.log10(value) : value);
  const from = (position: number) => Math.min(max, Math.max(min, log ? 10 ** position : position));

  // An output is labelable too, so that the label must say whom it names.
  const id = `slider-${++made}`;
  const output = html`<output class="control-value"></output>`;
  const input =
    html`<input type="range" id=${id} min=${to(min)} max=${to(max)} step="any">` as HTMLInputElement;
  const reset = html`<button type="button" class="control-reset" aria-label=${`Reset ${label}`} title=${`Back to ${format(initial)}`}>↺</button>`;
  const root = html`<div class="control slider">
    <label for=${id}><span class="control-label">${label}${symbol ? html` <i class="symbol">${withSymbols(symbol)}</i>` : ""}</span>${output}${input}</label>
    ${reset}
  </div>` as Slider;

  const show = (value: number) => {
    output.textContent = format(value);
    input.setAttribute("aria-valuetext", format(value));
    (reset as HTMLButtonElement).disabled = Math.abs(to(value) - to(initial)) < 1e-9;
  };
  root.setValue = (value) => {
    input.value = String(to(value));
    show(value);
  };
  const move = (position: number) => {
    root.setValue(from(position));
    onInput(from(position));
  };
  input.addEventListener("input", () => {
    const value = from(input.valueAsNumber);
    show(value);
    onInput(value);
  });
  input.addEventListener("keydown", (event) => {
    const big = log ? 1 : 10 * step;
    const moves: Record<string, number> = {
      ArrowRight: step,
      ArrowUp: step,
      ArrowLeft: -step,
      ArrowDown: -step,
      PageUp: big,
      PageDown: -big,
    };
    const by = moves[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const steps = input.valueAsNumber / step;
    move((Math.round(steps * 1e6) / 1e6) * step + (event.shiftKey ? Math.sign(by) * big : by));
  });
  reset.addEventListener("click", () => move(to(initial)));
  root.setValue(options.value);
  return root;
}
