import { html } from "htl";
import { slider } from "../controls/log-slider.js";
import { addressNotices } from "../controls/notices.js";
import { figureFrame } from "../figure-frame.js";
import { cheapestFactors, factorPenalty } from "../figures/factor-penalty.js";
import { networkDiagram } from "../figures/network-diagram.js";
import { shrinkage, softThreshold } from "../figures/shrinkage.js";
import { teacherDecay } from "../figures/teacher-decay.js";
import { teacherRanks } from "../learned-weights.js";
import { onWidth } from "../live-width.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { createStore, numberField } from "../state.js";

const DIMENSION = 400;

/** The figures of the setup page, on one state. */
export function setup() {
  const store = createStore({
    theta: numberField({ key: "theta", label: "θ", initial: 1, min: -2, max: 2 }),
    cut: numberField({ key: "cut", label: "c", initial: 1, min: 0, max: 2.5 }),
    gamma: numberField({ key: "gamma", label: "γ", initial: 1.25, min: 0.55, max: 3 }),
  });
  const { values } = store;
  const link = () => store.link();

  const networks = html`<div class="pair diagrams">
    <div><h3>Diagonal linear network</h3>${networkDiagram("diagonal")}</div>
    <div><h3>Quadratic network</h3>${networkDiagram("quadratic")}</div>
  </div>`;

  const live = (
    name: "theta" | "cut" | "gamma",
    label: string,
    symbol: string,
    min: number,
    max: number,
    draw: (width: number) => Element,
    caption: () => string,
    frame: () => ReturnType<typeof figureFrame>,
  ) => {
    const box = html`<div></div>`;
    let width = 0;
    const control = slider({
      label,
      symbol,
      min,
      max,
      value: values[name],
      initial: store.initial(name),
      scale: "linear",
      step: 0.05,
      onInput: (value) => store.set({ [name]: value }),
    });
    const redraw = () => {
      if (width > 0) box.replaceChildren(draw(width));
      frame().setCaption(caption());
    };
    onWidth(box, (next) => {
      width = next;
      redraw();
    });
    store.subscribe((_, changed) => {
      if (!changed.has(name)) return;
      control.setValue(values[name]);
      redraw();
    });
    return html`<div>${control}${box}</div>`;
  };

  const penaltyFrame: ReturnType<typeof figureFrame> = figureFrame({
    name: "factor-penalty",
    level: 3,
    title: "Weight decay on two factors is an absolute value on their product",
    figure: live(
      "theta",
      "product of the two weights",
      "θ",
      -2,
      2,
      (width) => factorPenalty(values.theta, width),
      penaltyCaption,
      () => penaltyFrame,
    ),
    caption: penaltyCaption(),
    rows: () =>
      rowsOf(
        Array.from({ length: 81 }, (_, k) => {
          const theta = -2 + k / 20;
          return { theta, ...cheapestFactors(theta) };
        }),
      ),
    link,
  });
  function penaltyCaption(): string {
    const { penalty, a, w } = cheapestFactors(values.theta);
    return `The cheapest way to a product of ${formatNumber(values.theta)} costs ${formatNumber(penalty)} = 2|θ|, at a = ${formatNumber(a)} and w = ${formatNumber(w)} (or both negated): there the smallest circle touches the hyperbola.`;
  }

  const shrinkFrame: ReturnType<typeof figureFrame> = figureFrame({
    name: "shrinkage",
    level: 3,
    title: "A kink sets small weights to exactly zero and shifts the others",
    figure: live(
      "cut",
      "cut",
      "c",
      0,
      2.5,
      (width) => shrinkage(values.cut, width),
      shrinkCaption,
      () => shrinkFrame,
    ),
    caption: shrinkCaption(),
    rows: () =>
      rowsOf(
        Array.from({ length: 121 }, (_, k) => {
          const before = -3 + k / 20;
          return {
            before,
            diagonal: softThreshold(before, values.cut, false),
            quadratic: softThreshold(before, values.cut, true),
          };
        }),
      ),
    link,
  });
  function shrinkCaption(): string {
    return `With a cut of ${formatNumber(values.cut)} the diagonal network drops every weight between −${formatNumber(values.cut)} and ${formatNumber(values.cut)}; the quadratic network, whose matrix cannot have negative eigenvalues, drops everything below ${formatNumber(values.cut)}. Dashed: no penalty.`;
  }

  const curves = () =>
    (["diagonal", "quadratic"] as const).map((network) => ({
      network,
      values: teacherRanks(network, DIMENSION, values.gamma),
    }));
  const teacherFrame: ReturnType<typeof figureFrame> = figureFrame({
    name: "teacher",
    level: 3,
    title: "Both teachers have a few strong features and many weak ones",
    figure: live(
      "gamma",
      "decay",
      "γ",
      0.55,
      3,
      (width) => teacherDecay(curves(), values.gamma, width),
      teacherCaption,
      () => teacherFrame,
    ),
    caption: teacherCaption(),
    rows: () => rowsOf(curves().flatMap(({ network, values }) => values.map((row) => ({ network, ...row })))),
    link,
  });
  function teacherCaption(): string {
    const [first, tenth] = [1, 10].map(
      (rank) => curves()[1].values.find((point) => point.rank === rank)!.value,
    );
    return `At γ = ${formatNumber(values.gamma)} and d = ${DIMENSION} the strongest feature of the quadratic teacher is ${formatNumber(first / tenth)} times the tenth: a line of slope −γ in this log-log plot.`;
  }

  return {
    bothMaps: html`<a href="./?network=both">phase diagrams of the two networks</a>`,
    notices: addressNotices(store.notices),
    networks,
    penalty: penaltyFrame,
    shrink: shrinkFrame,
    teacher: teacherFrame,
  };
}
