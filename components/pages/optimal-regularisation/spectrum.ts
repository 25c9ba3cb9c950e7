import { spectrum, spectrumDomain } from "../../charts/spectrum.js";
import { teacherRanks } from "../../learned-weights.js";
import { liveFigure } from "../../live-figure.js";
import { formatNumber } from "../../numbers.js";
import type { Race } from "../../optimal-regularisation.worker.js";
import { describe, spectrumCounts, spectrumTable } from "../../spectrum-rows.js";
import type { Panel } from "./along-samples.js";
import type { OptimaStore } from "./state.js";

/** The learned weights at the best weight decay. */
export function spectrumFigure(options: {
  store: OptimaStore;
  race: () => Race | null;
  current: () => Race | null;
}): Panel {
  const { store, race, current } = options;
  const { values } = store;
  const title = () => {
    const shown = race();
    if (!shown) return "The weights at the best weight decay";
    const { spikes, bulk } = spectrumCounts(shown.spectrum);
    const [k, b] = [Math.round(spikes), Math.round(bulk)];
    if (shown.tuned.where === "collapse") return "The best network is empty";
    if (k + b === 0) return "The best network is all but empty";
    if (bulk > 0.5 * spikes && b > 0)
      return `At this weight decay noise is still learned: ${formatNumber(b)} weights of it, beside ${formatNumber(k)} features`;
    return k > 0.9 * shown.spectrum.d
      ? "At the best weight decay the teacher's whole heavy tail is learned"
      : `At the best weight decay ${formatNumber(k)} features stand alone, hardly any noise`;
  };
  const caption = () => {
    const shown = current();
    if (!shown) return "The weights are being computed at these settings.";
    const { spectrum: rows, tuned } = shown;
    const edge =
      rows.network === "quadratic" ? "2δ, the edge of the noise" : "δ√(2 log d), the largest noise";
    const cut =
      tuned.where === "interior"
        ? ` The cut lies at ${formatNumber(tuned.cut)} times ${edge}.`
        : tuned.where === "vanishing"
          ? " There is no cut: nothing but the weight's own sign removes noise."
          : "";
    const stems =
      rows.network === "quadratic"
        ? " Stems are single eigenvalues (mass 1/d each), not to the scale of the density."
        : " Blue: weights whose teacher stands out of the noise; orange: the others.";
    return `${describe(rows)}${cut}${stems} Hollow marks: the teacher.`;
  };
  const element = liveFigure({
    name: "best-spectrum",
    store,
    title,
    draw(width) {
      const shown = race();
      if (!shown) return null;
      const { network, d, gamma } = shown.problem;
      return spectrum(shown.spectrum, {
        width,
        height: 300,
        view: "log",
        domain: spectrumDomain(teacherRanks(network, d, gamma), network),
      });
    },
    caption,
    rows: () => {
      const shown = race();
      if (!shown) throw new Error("The weights are still being computed.");
      return spectrumTable(shown.spectrum);
    },
    command: () =>
      `npm run -s cli -- spectrum --network ${values.network} --d ${values.d} --gamma ${values.gamma} --noise ${values.noise} --alpha ${values.samples / (values.d as number)} --lambda ${race()?.tuned.lambda ?? values.lambda}`,
  });
  return { element, redraw: element.redraw };
}
