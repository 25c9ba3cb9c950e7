import { html } from "htl";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { chartScales, dragAlong } from "../figures/chart.js";
import { DECAYS, type RiskCurve, scalingLaws } from "../figures/scaling-laws.js";
import { liveData, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { choiceField, createStore, numberField } from "../state.js";
import { solveCurve } from "../theory-client.js";
import { isFullWidth, medianDeviation, type Trained } from "../trained.js";

const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "diagonal",
    values: ["diagonal", "quadratic"],
  }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: [50, 100, 200, 400, 800] }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1, values: [1, 1.5] }),
  decay: choiceField({
    key: "decay",
    label: "weight decay",
    initial: "small",
    values: ["small", "one", "large"],
  }),
  samples: numberField({ key: "n", label: "n_eff", initial: 30, min: 0.1, max: 1e5 }),
};

/** The page of Figure 3. */
export function scalingLawsPage(trained: readonly Trained[]) {
  const store = createStore(schema);
  const { values } = store;
  const noise = 0.5;
  let curves: RiskCurve[] = [];
  const shown = () =>
    trained.filter(
      (row) =>
        row.network === values.network &&
        row.d === values.d &&
        row.gamma === values.gamma &&
        row.noise === noise &&
        isFullWidth(row),
    );
  const figure = liveFigure({
    name: "scaling-laws",
    store,
    title: () => "Every phase has its own exponent",
    draw(width) {
      const { network, d, gamma, samples: cursor } = values;
      const samples = [0.3, 1e5] as const;
      const risks = [1e-4, 30] as const;
      const drawing = scalingLaws(curves, shown(), {
        width,
        network,
        d,
        gamma,
        noise,
        lit: DECAYS.find(({ id }) => id === values.decay)!,
        samples,
        risks,
        cursor,
      });
      const axis = { title: "" };
      dragAlong(
        drawing,
        chartScales({ width, x: { ...axis, domain: samples }, y: { ...axis, domain: risks } }).x,
        (value) => store.set({ samples: value }),
      );
      return drawing;
    },
    caption: () =>
      `At d = ${values.d} the trained networks lie ${formatNumber(100 * medianDeviation(shown()), 2)} % from the lines (median of ${shown().length} points).`,
    rows: () =>
      rowsOf(curves.flatMap(({ decay, points }) => points.map((point) => ({ decay: decay.name, ...point })))),
    command: () =>
      `npm run -s cli -- phase --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise ${noise}`,
  });
  liveData(
    store,
    ["network", "d", "gamma"],
    async ({ network, d, gamma }) => {
      const grid = Array.from({ length: 121 }, (_, i) => 0.3 * (1e5 / 0.3) ** (i / 120));
      const solved = await Promise.all(
        DECAYS.map((decay) =>
          solveCurve(
            grid.map((effectiveSamples) => ({
              network,
              d,
              gamma,
              noise,
              alpha: effectiveSamples / d,
              lambda: decay.value(d),
            })),
            { exponents: true },
          ),
        ),
      );
      return DECAYS.map((decay, k) => ({
        decay,
        points: solved[k].map(({ solution, exponents }) => ({
          effectiveSamples: solution.effectiveSamples,
          excessRisk: solution.excessRisk,
          exponent: exponents!.samples,
          converged: solution.converged,
        })),
      }));
    },
    (data) => {
      curves = data;
      figure.redraw();
    },
    (message) => figure.setCaption(`The curves could not be solved: ${message}`),
  );
  const controls = html`<div class="controls">
    ${boundSegments(store, "network", { label: "Network", values: ["diagonal", "quadratic"] })}
    ${boundChoice(store, "d", { label: "Dimension", symbol: "d", values: [50, 100, 200, 400, 800] })}
    ${boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: [1, 1.5] })}
    ${boundSegments(store, "decay", { label: "Phases of", values: ["small", "one", "large"], format: (id) => DECAYS.find((decay) => decay.id === id)!.name })}
    ${boundSlider(store, "samples", { label: "Effective samples", symbol: "n_eff", min: 0.3, max: 1e5 })}
  </div>`;
  return { notices: addressNotices(store.notices), figure: html`<div>${controls}${figure}</div>` };
}
