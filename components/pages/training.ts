import { html } from "htl";
import { numberParameters } from "../../data/tables/metadata.js";
import { chartScales, dragAlong } from "../charts/chart.js";
import { boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { story, storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { riskInTime } from "../figures/risk-in-time.js";
import { snapshotAt, spectraInTime, type TimeRow, timeAxis } from "../figures/spectra-in-time.js";
import { inlineMath } from "../inline-math.js";
import { liveFigure } from "../live-figure.js";
import { formatExponent, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { createStore } from "../state.js";
import { approachFigure, stoppingFigure } from "./training-ends.js";
import { flowDeviation, TIMED, type TrainingData, timedFindings } from "./training-findings.js";
import { exponentOver, flowFigure, scaledFlow } from "./training-flow.js";
import { liveTraining } from "./training-live.js";
import { TIMES, trainingSchema } from "./training-state.js";

/** The page on training: what happens on the way to the minimum. */
export function trainingPage(data: TrainingData) {
  const store = createStore(trainingSchema);
  const { values } = store;
  const { rows } = data.inTime;
  const problem = numberParameters(data.inTime.metadata, TIMED);
  const { teacher, solution, features, learningTimes } = timedFindings(problem, rows);
  const name = () => (values.method === "gd" ? "gradient descent" : "SGD");
  const setting = `d = ${problem.d}, n = ${formatNumber(problem.n)}, γ = ${problem.gamma}, Δ = ${problem.noise}, λ = ${problem.lambda}`;
  const experiment = () => "npm run -s experiments -- --only training-in-time";
  const dragTime = (drawing: SVGSVGElement, width: number) =>
    dragAlong(
      drawing,
      chartScales({ width, x: timeAxis(TIMES), y: { domain: [1, 2], title: "" } }).x,
      (time) => store.set({ time }),
    );

  const spectraCaption = () => {
    const snapshot = snapshotAt(rows, values.method, values.time);
    const passed = snapshot.filter((row) => row.value >= teacher[row.rank - 1] / 2);
    const learned = passed.filter((row) => row.rank <= features).length;
    const noise = passed.length - learned;
    const expected = learningTimes.filter((time) => time <= snapshot[0].time).length;
    const bulk = noise > 0 ? `, and ${noise} of the weaker ones, which are noise` : "";
    return `After ${snapshot[0].iterations} steps of ${name()} (t = ${formatNumber(snapshot[0].time)}), ${learned} of the ${features} features that can be told from noise have passed half of their teacher's strength${bulk}; the flow without noise expects ${expected}. Dots: mean of four networks, ${setting}; lines: gradient flow on infinitely many samples, in closed form. Orange: everything from rank ${features + 1} on.`;
  };
  const spectra = liveFigure({
    name: "spectra-in-time",
    store,
    depends: ["time", "method"],
    title: "Features are learned one after the other, the strongest first; the noise comes last",
    draw(width) {
      const drawing = spectraInTime(rows, {
        width,
        method: values.method,
        time: values.time,
        times: TIMES,
        teacher,
        features,
        finding: spectraCaption(),
      });
      const first = drawing.querySelector("svg") as SVGSVGElement;
      const scales = chartScales({
        width: first.width.baseVal.value,
        x: timeAxis(TIMES),
        y: { domain: [1, 2], title: "" },
        margin: { right: 30 },
      });
      dragAlong(first, scales.x, (time) => store.set({ time }));
      return drawing;
    },
    caption: spectraCaption,
    rows: () => rowsOf(rows.filter((row) => row.method === values.method).map((row) => ({ ...row }))),
    command: experiment,
    controls: [
      boundSlider(store, "time", { label: "Time", symbol: "t", min: TIMES[0], max: TIMES[1], step: 1 / 32 }),
      boundSegments(store, "method", {
        label: "Trained by",
        values: ["gd", "sgd"],
        format: (id) => (id === "gd" ? "gradient descent" : "SGD"),
      }),
    ],
  });

  const riskCaption = () => {
    const early = flowDeviation(rows, values.method, [learningTimes[0], learningTimes[3]]);
    const last = rows.filter((row) => row.method === values.method).at(-1)!;
    const at = (quantity: TimeRow["quantity"]) =>
      rows.find(
        (row) =>
          row.method === values.method && row.quantity === quantity && row.iterations === last.iterations,
      )!;
    return `From the first feature to the fourth, the risk of ${name()} follows the flow without noise within ${formatNumber(100 * early, 2)} % (median over the snapshots). Later it stays above: at the last step it is ${formatNumber(at("risk").value)}, where the flow has ${formatNumber(at("risk").flow)}, while the training loss goes on falling below the flow's, to ${formatNumber(at("loss").value)} per sample with a noise of ${problem.noise}: what is learned now is noise.`;
  };
  const risk = liveFigure({
    name: "risk-in-time",
    store,
    depends: ["time", "method"],
    title: "Each feature is a step down in risk and in loss, with a plateau before it",
    draw(width) {
      const drawing = riskInTime(rows, {
        width,
        method: values.method,
        time: values.time,
        times: TIMES,
        end: solution.excessRisk,
        finding: riskCaption(),
      });
      dragTime(drawing, width);
      return drawing;
    },
    caption: riskCaption,
    rows: () =>
      rowsOf(
        rows
          .filter((row) => row.quantity !== "eigenvalue" && row.method === values.method)
          .map((row) => ({ ...row })),
      ),
    command: experiment,
  });

  const when = (k: number) => formatNumber(learningTimes[k - 1]);
  const steps = storySteps(store, [
    {
      title: "A long silence",
      text: `All eigenvalues start near σ² = 10⁻⁶ and grow exponentially, each at the pace of its feature. On the axis nothing is to be seen, and neither risk nor loss moves.`,
      state: { time: 0.02 },
    },
    {
      title: "The strongest feature",
      text: `At t = ${when(1)} the first eigenvalue arrives, almost at once, and stops at its teacher's strength. The others are still hundreds of times too small.`,
      state: { time: 0.05 },
    },
    {
      title: "One after the other",
      text: `The second is due at t = ${when(2)}, the third at ${when(3)}, the fourth at ${when(4)}: the waiting times grow as the rank to the power γ = ${problem.gamma}.`,
      state: { time: 0.16 },
    },
    {
      title: "And then the noise",
      text: `Ten thousand samples are not infinitely many. The bulk grows like a weak feature, and from here on training learns noise. The weaker features arrive before their time, lifted by it.`,
      state: { time: 0.6 },
    },
  ]);

  const deviations = [1, 2, 3, 4].map((rank) => {
    const { measuredTime } = timedFindings(problem, rows);
    return Math.abs(measuredTime("gd", rank) / learningTimes[rank - 1] - 1);
  });
  const methods = (["gd", "sgd"] as const).map((method) =>
    rows.filter((row) => row.method === method && row.quantity === "risk" && row.time > 0),
  );
  const between = Math.max(...methods[0].map((row, i) => Math.abs(methods[1][i].value / row.value - 1)));

  const exercises = html`<div>${[
    exercise({
      id: "half-way",
      question: "Move the time in the first figure until exactly three features have been learned.",
      answer: html`<p>Anywhere between the third time, t = ${when(3)}, and the fourth, ${when(4)}. The wait between two features grows with the rank, so the window for three is wider than the one for two.</p>`,
      check: {
        store,
        solved: ({ time, method }) =>
          snapshotAt(rows, method, time).filter(
            (row) => row.rank <= features && row.value >= teacher[row.rank - 1] / 2,
          ).length === 3,
        praise: "Three features are learned here, the fourth is on its way.",
      },
    }),
    exercise({
      id: "plateaus",
      question:
        "In the figure of the flow, make the plateaus so long that the slope at the ring is 0 to two decimals, at a time after the first feature.",
      answer: html`<p>Take γ = 3 and a small start, and put the ring between two features. The second feature needs 2<sup>γ</sup> times as long as the first, and a step is the sharper the smaller the start: its width is about one part in log(s/σ²) of the time.</p>`,
      check: {
        store,
        solved: (state) => {
          if (state.elapsed < 1.2) return false;
          const flow = scaledFlow(state);
          if (state.elapsed > flow.times[1]) return false;
          const [{ exponent, excessRisk }] = flow.at([state.elapsed]);
          return Math.abs(exponent) < 0.005 && excessRisk > 1e-9;
        },
        praise: "A plateau: the network waits for its next feature.",
      },
    }),
    exercise({
      id: "exponent",
      question: inlineMath(
        "The loss of a network trained by gradient descent falls as t^(−1.33) over several decades, without noise. What is γ, and how would the loss fall with the number of samples at the best weight decay?",
      ),
      answer: html`<p>${inlineMath("−2 + 1/γ = −1.33 gives γ = 1.5. With noisy samples the best rate is n_eff^(−1 + 1/(2γ)) = n_eff^(−0.67), half of the exponent in time, since −1 + 1/(2γ) is half of −2 + 1/γ: to find a feature of half the strength takes twice the time, but four times the samples.")}</p>`,
    }),
  ]}</div>`;

  const { exponent } = scaledFlow({ d: 10_000, gamma: 1.25, start: 1e-12 });
  return {
    notices: addressNotices(store.notices),
    spectra: story(spectra, steps),
    risk,
    flow: flowFigure(store),
    stopping: stoppingFigure(store, data.stopping),
    approach: approachFigure(store, data.approach),
    live: liveTraining(store),
    exercises,
    numbers: {
      timing: `${formatNumber(100 * Math.max(...deviations), 2)} %`,
      between: `${formatNumber(100 * between, 2)} %`,
      finite: formatExponent(exponentOver(scaledFlow({ d: 10_000, gamma: 1.25, start: 1e-4 }), 100)),
      asymptotic: formatExponent(exponent),
    },
  };
}
