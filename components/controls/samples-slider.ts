import { html } from "htl";
import { slider } from "./log-slider.js";

export interface SamplesSliderOptions {
  /** n_eff now, and where reset goes. */
  samples: () => number;
  initial: number;
  /** The ends of the picture's axis. */
  window: () => readonly [number, number];
  onInput: (samples: number) => void;
  /** Calls the listener after every change of the state. */
  subscribe: (listener: () => void) => void;
}

/** A slider over n_eff whose ends follow the picture's. */
export function samplesSlider({
  samples,
  initial,
  window,
  onInput,
  subscribe,
}: SamplesSliderOptions): HTMLElement {
  const make = () => {
    const [min, max] = window();
    return slider({
      label: "Effective samples",
      symbol: "n_eff",
      min,
      max,
      value: Math.min(max, samples()),
      initial,
      onInput,
    });
  };
  let control = make();
  let ends = window()[1];
  const root = html`<div class="samples-slider">${control}</div>` as HTMLElement;
  subscribe(() => {
    const most = window()[1];
    if (most !== ends) {
      ends = most;
      control = make();
      root.replaceChildren(control);
    } else control.setValue(samples());
  });
  return root;
}
