import { html } from "htl";
import type { Network } from "../../theory/parameters.js";
import { phaseBoundaries } from "../../theory/regimes.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/log-slider.js";
import { addressNotices } from "../controls/notices.js";
import { segmented } from "../controls/segmented.js";
import { walkThrough } from "../controls/walk-through.js";
import { copy } from "../figure-frame.js";
import { oncePerFrame } from "../live-width.js";
import { decade, formatNumber } from "../numbers.js";
import { cropAbove, type PhaseGrid, type Point, riskRange } from "../phase-grid.js";
import { createStore } from "../state.js";
import { homeSchema, NETWORK_CHOICES, type Shipped } from "./home-state.js";
import { walkStops } from "./home-walk.js";
import { type NetworkPanel, networkPanel } from "./network-panel.js";

interface Problem {
  network: Network;
  d: number;
  gamma: number;
  noise: number;
}

export interface HomeOptions {
  shipped: Shipped;
  /** Reads the phase diagram of a problem; rejects where it cannot. */
  load: (problem: Problem) => Promise<{ grid: PhaseGrid; command: string }>;
}

/**
 * The weight decay at which the map ends: a decade above the last line between two phases other than rank
 * collapse, beyond which all weights are zero.
 */
function topOfMap(grid: PhaseGrid): number {
  const lines = phaseBoundaries({
    ...grid,
    window: {
      effectiveSamples: [grid.effectiveSamples[0], grid.effectiveSamples[grid.effectiveSamples.length - 1]],
      lambda: [grid.lambda[0], grid.lambda[grid.lambda.length - 1]],
    },
  });
  const tops = lines
    .filter(({ between }) => !between.includes("Ib"))
    .flatMap(({ points }) => points.map(([, lambda]) => lambda));
  return 10 * Math.max(grid.lambda[1], ...tops);
}

/** The home page: controls, the map of one or both networks, and everything that follows the ring. */
export function home({ shipped, load }: HomeOptions): HTMLElement {
  const schema = homeSchema(shipped);
  const store = createStore(schema);
  const { values } = store;
  const limited = () => {
    if (values.d === shipped.limit.dimension && values.noise !== shipped.limit.noise)
      store.set({ noise: shipped.limit.noise });
  };
  const notices = [...store.notices];
  if (values.d === shipped.limit.dimension && values.noise !== shipped.limit.noise)
    notices.push({
      key: "noise",
      label: `the label noise at d = ${shipped.limit.dimension}`,
      text: String(values.noise),
      range: `${shipped.limit.noise}, the only one with a map in that dimension`,
      used: String(shipped.limit.noise),
    });
  limited();

  const network = segmented({
    label: "Network",
    name: "network",
    values: NETWORK_CHOICES,
    value: values.network,
    format: (value) => (value === "both" ? "side by side" : value),
    onInput: (value) => store.set({ network: value }),
  });
  const gamma = choice({
    label: "Teacher decay",
    symbol: "γ",
    values: shipped.gammas,
    value: values.gamma,
    onInput: (value) => store.set({ gamma: value }),
  });
  const noise = choice({
    label: "Label noise",
    symbol: "Δ",
    values: shipped.noises,
    value: values.noise,
    onInput: (value) =>
      store.set({ noise: value, ...(value === shipped.limit.noise ? {} : { d: shipped.dimension }) }),
  });
  const d = choice({
    label: "Dimension",
    symbol: "d",
    values: [shipped.dimension, shipped.limit.dimension],
    value: values.d,
    format: (value) => (value >= 1e5 ? decade(Math.round(Math.log10(value))) : String(value)),
    onInput: (value) =>
      store.set({ d: value, ...(value === shipped.limit.dimension ? { noise: shipped.limit.noise } : {}) }),
  });
  const sliders = html`<div class="controls ring-sliders"></div>`;
  const panels = html`<div class="panels" aria-live="off"><p class="loading">The map is being read.</p></div>`;
  const copied = html`<span role="status"></span>`;
  const share = html`<div class="control"><button type="button" class="frame-button" onclick=${async () => {
    try {
      await copy(store.link());
      copied.textContent = " Copied.";
    } catch (error) {
      copied.textContent = (error as Error).message;
    }
  }}>Copy link to this view</button>${copied}</div>`;

  const outside = html`<p class="outside" role="status"></p>`;

  let shown: NetworkPanel[] = [];
  let ringSliders: { samples: ReturnType<typeof slider>; lambda: ReturnType<typeof slider> } | null = null;
  const cursor = (): Point => ({ effectiveSamples: values.effectiveSamples, lambda: values.lambda });
  const move = (point: Point) => store.set(point);
  const follow = oncePerFrame(() => {
    for (const panel of shown) panel.moveTo(cursor());
    ringSliders?.samples.setValue(values.effectiveSamples);
    ringSliders?.lambda.setValue(values.lambda);
  });

  let request = 0;
  const build = async () => {
    const mine = ++request;
    const networks: Network[] = values.network === "both" ? ["diagonal", "quadratic"] : [values.network];
    const problem = { d: values.d, gamma: values.gamma, noise: values.noise };
    try {
      const loaded = await Promise.all(networks.map((name) => load({ ...problem, network: name })));
      if (mine !== request) return;
      const grids = loaded.map(({ grid }) => cropAbove(grid, topOfMap(grid)));
      const range = riskRange(grids);
      const { effectiveSamples, lambda } = grids[0];
      const inside = (value: number, axis: Float64Array) =>
        Math.min(axis[axis.length - 1], Math.max(axis[0], value));
      const ring = {
        effectiveSamples: inside(values.effectiveSamples, effectiveSamples),
        lambda: inside(values.lambda, lambda),
      };
      const moved = ring.effectiveSamples !== values.effectiveSamples || ring.lambda !== values.lambda;
      outside.textContent = moved
        ? `The ring was outside this map (n_eff = ${formatNumber(values.effectiveSamples)}, λ = ${formatNumber(values.lambda)}) and now lies on its border.`
        : "";
      store.set(ring);
      ringSliders = {
        samples: slider({
          label: "Effective samples",
          symbol: "n_eff",
          min: effectiveSamples[0],
          max: effectiveSamples[effectiveSamples.length - 1],
          value: values.effectiveSamples,
          initial: store.initial("effectiveSamples"),
          onInput: (value) => store.set({ effectiveSamples: value }),
        }),
        lambda: slider({
          label: "Weight decay",
          symbol: "λ",
          min: lambda[0],
          max: lambda[lambda.length - 1],
          value: values.lambda,
          initial: store.initial("lambda"),
          onInput: (value) => store.set({ lambda: value }),
        }),
      };
      sliders.replaceChildren(ringSliders.samples, ringSliders.lambda);
      shown = loaded.map(({ command }, i) =>
        networkPanel({
          grid: grids[i],
          command,
          controls: loaded.length === 1 ? sliders : null,
          riskRange: range,
          cursor: cursor(),
          view: values.view,
          stacked: loaded.length > 1,
          onMove: move,
          onView: (view) => store.set({ view }),
          link: () => store.link(),
        }),
      );
      panels.replaceChildren(...(shown.length > 1 ? [sliders] : []), ...shown);
      panels.classList.toggle("two", shown.length > 1);
    } catch (error) {
      if (mine !== request) return;
      panels.replaceChildren(
        html`<p class="address-notice" role="alert">The map could not be read: ${error instanceof Error ? error.message : String(error)}</p>`,
      );
    }
  };

  const stops = walkStops({ network: "quadratic", d: shipped.dimension, gamma: 1.25, noise: 0.5 });
  const walk = walkThrough(
    stops.map((stop) => ({
      ...stop,
      go: () =>
        store.set({
          network: values.network === "both" ? "both" : "quadratic",
          gamma: 1.25,
          noise: 0.5,
          d: shipped.dimension,
          view: "log",
          ...stop.point,
        }),
    })),
    {
      invitation: "Walk me through →",
    },
  );

  store.subscribe((_, changed) => {
    network.setValue(values.network);
    gamma.setValue(values.gamma);
    noise.setValue(values.noise);
    d.setValue(values.d);
    if (["network", "gamma", "noise", "d"].some((name) => changed.has(name as "d"))) void build();
    if (changed.has("view")) for (const panel of shown) panel.setView(values.view);
    if (changed.has("effectiveSamples") || changed.has("lambda")) follow();
  });
  void build();
  return html`<div class="home">
    ${addressNotices(notices)}
    <div class="controls problem">${network}<div class="choices">${gamma}${noise}${d}</div>${walk}</div>
    ${outside}
    ${panels}
    ${share}
  </div>`;
}
