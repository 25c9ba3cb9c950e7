import { html } from "htl";
import { type Solution, stateEvolution } from "../../theory/state-evolution.js";
import { pointReadout, type ReadoutRow } from "../charts/point-readout.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/log-slider.js";
import { addressNotices } from "../controls/notices.js";
import { segmented } from "../controls/segmented.js";
import { type Asked, equationGrid, type MomentGrid, momentGrid, solvedBy } from "../equation-grid.js";
import { figureFrame } from "../figure-frame.js";
import {
  type EquationGrid,
  type EquationPlane,
  equationPlane,
  planeFinding,
} from "../figures/equation-plane.js";
import { stepsFinding, thresholdSteps } from "../figures/threshold-steps.js";
import { learnedWeights, noisyWeights } from "../learned-weights.js";
import { oncePerFrame, onWidth } from "../live-width.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { type SpectrumRows, spectrumTable } from "../spectrum-rows.js";
import { choiceField, createStore, numberField } from "../state.js";

const NETWORKS = ["quadratic", "diagonal"] as const;
const DIMENSIONS = [100, 400, 2000] as const;
const GAMMAS = [0.6, 0.75, 1, 1.25, 1.5, 2] as const;
const NOISES = [0, 0.1, 0.5, 1] as const;

const schema = {
  network: choiceField({ key: "network", label: "network", initial: "quadratic", values: NETWORKS }),
  d: choiceField({ key: "d", label: "d", initial: 400, values: DIMENSIONS }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1.25, values: GAMMAS }),
  noise: choiceField({ key: "noise", label: "Δ", initial: 0.5, values: NOISES }),
  effectiveSamples: numberField({ key: "n", label: "n_eff", initial: 100, min: 1, max: 1e4 }),
  lambda: numberField({ key: "lambda", label: "λ", initial: 0.2, min: 1e-2, max: 1e3 }),
  delta: numberField({ key: "delta", label: "δ", initial: 1, min: 1e-4, max: 1e3 }),
  cut: numberField({ key: "cut", label: "c", initial: 1, min: 1e-9, max: 1e6 }),
  follow: choiceField({ key: "follow", label: "ring", initial: "solution", values: ["solution", "free"] }),
};

/** The page from (δ, c) to the spectrum: controls, the two equations as curves, and the three steps of the weights. */
export function stateEvolutionPage() {
  const store = createStore(schema);
  const { values } = store;
  const asked = (): Asked => ({
    network: values.network,
    d: values.d,
    gamma: values.gamma,
    noise: values.noise,
    alpha: values.effectiveSamples / values.d,
    lambda: values.lambda,
  });
  let solution = stateEvolution(asked());
  let moments: MomentGrid | null = null;
  let grid: EquationGrid | null = null;
  let noisy: SpectrumRows;
  let learned: SpectrumRows;
  let plane: EquationPlane | null = null;
  const cursor = () => ({ delta: values.delta, cut: values.cut });
  const link = () => store.link();
  const command = () =>
    `npm run -s cli -- spectrum --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise ${values.noise} --alpha ${asked().alpha} --lambda ${values.lambda}`;

  if (values.follow === "solution") store.set({ delta: solution.delta, cut: solution.cut });

  const planeBox = html`<div></div>`;
  const readoutBox = html`<div></div>`;
  const back =
    html`<button type="button" class="frame-button" onclick=${() => store.set({ follow: "solution", delta: solution.delta, cut: solution.cut })}>Put the ring on the solution</button>` as HTMLButtonElement;
  const planeFrame = figureFrame({
    name: "equations",
    title: "Two equations, two curves: the trained network sits where they cross",
    figure: [planeBox, html`<div class="controls">${back}</div>`, readoutBox],
    rows: () => {
      if (!grid) throw new Error("The curves are still being computed.");
      const { delta, cut, first, second } = grid;
      return rowsOf(
        Array.from(first, (value, i) => ({
          delta: delta[i % delta.length],
          cut: cut[Math.floor(i / delta.length)],
          logDefect1: value,
          logDefect2: second[i],
        })),
      );
    },
    command: () => command().replace("spectrum", "solve"),
    link,
  });
  const stepsBox = html`<div></div>`;
  const stepsFrame = figureFrame({
    name: "steps",
    title: "From the teacher to the learned weights in two steps: add noise, cut",
    figure: stepsBox,
    rows: () => spectrumTable(learned),
    command,
    link,
  });

  const sliderOf = (
    name: "effectiveSamples" | "lambda" | "delta" | "cut",
    label: string,
    symbol: string,
    min: number,
    max: number,
  ) =>
    slider({
      label,
      symbol,
      min,
      max,
      value: values[name],
      initial: name === "delta" ? solution.delta : name === "cut" ? solution.cut : store.initial(name),
      onInput: (value) =>
        store.set(name === "delta" || name === "cut" ? { [name]: value, follow: "free" } : { [name]: value }),
    });
  const sliders = {
    effectiveSamples: sliderOf("effectiveSamples", "Effective samples", "n_eff", 1, 1e4),
    lambda: sliderOf("lambda", "Weight decay", "λ", 1e-2, 1e3),
    delta: sliderOf("delta", "Noise strength", "δ", 1e-2, 1e2),
    cut: sliderOf("cut", "Cut", "c", 1e-4, 1e2),
  };
  const network = segmented({
    label: "Network",
    name: "network",
    values: NETWORKS,
    value: values.network,
    onInput: (value) => store.set({ network: value }),
  });
  const choices = {
    gamma: choice({
      label: "Teacher decay",
      symbol: "γ",
      values: GAMMAS,
      value: values.gamma,
      onInput: (value) => store.set({ gamma: value }),
    }),
    noise: choice({
      label: "Label noise",
      symbol: "Δ",
      values: NOISES,
      value: values.noise,
      onInput: (value) => store.set({ noise: value }),
    }),
    d: choice({
      label: "Dimension",
      symbol: "d",
      values: DIMENSIONS,
      value: values.d,
      onInput: (value) => store.set({ d: value }),
    }),
  };

  let planeWidth = 0;
  let stepsWidth = 0;
  const drawPlane = () => {
    if (planeWidth === 0) return;
    grid = moments && equationGrid(moments, asked());
    plane = equationPlane(grid, {
      width: planeWidth,
      height: Math.round(Math.min(460, Math.max(320, planeWidth * 0.95))),
      cursor: cursor(),
      solution,
      onMove: (point) => store.set({ ...point, follow: "free" }),
    });
    planeBox.replaceChildren(plane);
  };
  let job = 0;
  const compute = async () => {
    const mine = ++job;
    moments = null;
    const { network, d, gamma } = values;
    const work = momentGrid({ network, d, gamma });
    let step = work.next();
    while (!step.done) {
      await new Promise((resolve) => setTimeout(resolve));
      if (mine !== job) return;
      const start = performance.now();
      while (!step.done && performance.now() - start < 12) step = work.next();
    }
    moments = step.value;
    stale.problem = true;
    refresh();
  };
  const drawSteps = () => {
    noisy = noisyWeights({ ...asked(), delta: values.delta });
    learned = learnedWeights({ ...asked(), ...cursor() });
    if (stepsWidth > 0)
      stepsBox.replaceChildren(thresholdSteps(noisy, learned, { width: stepsWidth, ...cursor() }));
    stepsFrame.setCaption(
      `${stepsFinding(learned, values)} Everything in the grey band becomes exactly zero; what stands to its right moves left by c.`,
    );
    plane?.moveTo(cursor());
    planeFrame.setCaption(
      `${planeFinding(cursor(), solution)}${solution.zero ? " At this weight decay all weights are zero: the curves cross above every feature." : ""}`,
    );
    readoutBox.replaceChildren(pointReadout(defectRows(asked(), cursor(), solution), "asked"));
    back.disabled =
      Math.hypot(Math.log(values.delta / solution.delta), Math.log(values.cut / solution.cut)) < 1e-3;
  };
  onWidth(planeBox, (width) => {
    planeWidth = width;
    drawPlane();
  });
  onWidth(stepsBox, (width) => {
    stepsWidth = width;
    drawSteps();
  });

  const stale = { problem: false };
  const refresh = oncePerFrame(() => {
    if (stale.problem) {
      stale.problem = false;
      drawPlane();
    }
    drawSteps();
    for (const [name, control] of Object.entries(sliders))
      control.setValue(values[name as keyof typeof sliders]);
  });
  store.subscribe((_, changed) => {
    network.setValue(values.network);
    choices.gamma.setValue(values.gamma);
    choices.noise.setValue(values.noise);
    choices.d.setValue(values.d);
    if (
      (["network", "d", "gamma", "noise", "effectiveSamples", "lambda"] as const).some((name) =>
        changed.has(name),
      )
    ) {
      stale.problem = true;
      solution = stateEvolution(asked());
      if (values.follow === "solution") store.set({ delta: solution.delta, cut: solution.cut });
    }
    refresh();
  });
  drawSteps();
  void compute();

  return {
    notices: addressNotices(store.notices),
    figure: html`<div class="state-evolution">
      <div class="controls problem">${network}<div class="choices">${choices.gamma}${choices.noise}${choices.d}</div></div>
      <div class="controls">${sliders.effectiveSamples}${sliders.lambda}</div>
      <div class="two-columns">
        <div><div class="controls">${sliders.delta}${sliders.cut}</div>${stepsFrame}</div>
        <div>${planeFrame}</div>
      </div>
    </div>`,
  };
}

/** What the ring's (δ, c) does solve, beside what is asked. */
export function defectRows(
  asked: Asked,
  point: { delta: number; cut: number },
  solution: Solution,
): ReadoutRow[] {
  const solves = solvedBy(asked, point);
  const effective = solves.alpha * asked.d;
  return [
    {
      quantity: "(2) this noise belongs to",
      symbol: "n_{eff}",
      value: formatNumber(effective),
      predicted: formatNumber(asked.alpha * asked.d),
    },
    {
      quantity: "(3) this cut belongs to",
      symbol: "λ",
      value: solves.lambda > 0 ? formatNumber(solves.lambda) : "none (negative)",
      predicted: formatNumber(asked.lambda),
    },
    { quantity: "error per weight at the ring", symbol: "mse", value: formatNumber(solves.mse) },
    { quantity: "error at the solution", symbol: "mse", value: formatNumber(solution.mse) },
  ];
}
