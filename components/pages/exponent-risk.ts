import { boundSlider } from "../controls/bound.js";
import { type ExponentRisk, exponentRisk } from "../figures/exponent-risk.js";
import { type LiveFigure, liveFigure } from "../live-figure.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import type { TailStore } from "./tail-state.js";
import { tailsWorker } from "./tail-tests.js";

/** The settings of the paths, besides γ and λ. */
export const PATHS = {
  d: 200,
  noise: 0.5,
  effectiveSamples: 1e8,
  gammas: [0.75, 1, 1.5],
  lambdas: Array.from({ length: 25 }, (_, i) => 10 ** (i / 4)),
};

/** Risk against exponent: what a heavy tail says about quality, and what it does not. */
export function exponentRiskFigure(store: TailStore): LiveFigure {
  let paths: ExponentRisk[][] = [];
  const at = (path: ExponentRisk[]) =>
    path
      .filter(({ alpha, converged }) => converged && Number.isFinite(alpha))
      .reduce((a, b) =>
        Math.abs(Math.log(b.lambda / store.values.path)) < Math.abs(Math.log(a.lambda / store.values.path))
          ? b
          : a,
      );
  const figure = liveFigure({
    name: "exponent-risk",
    store,
    depends: ["path"],
    title: "The exponent tells the teacher, not the quality",
    controls: [
      boundSlider(store, "path", { label: "Weight decay", symbol: "λ", min: 1, max: 1e6, step: 0.25 }),
    ],
    draw: (width) =>
      paths.length > 0
        ? exponentRisk(paths, { width, lambda: store.values.path, finding: riskFinding(paths, at) })
        : null,
    caption: () =>
      paths.length > 0
        ? riskFinding(paths, at)
        : "Three paths of growing weight decay, one for each teacher.",
    rows: () => rowsOf(paths.flat().map((row) => ({ ...row }))),
    command: () =>
      `npm run -s cli -- spectrum --network quadratic --d ${PATHS.d} --gamma 1 --noise ${PATHS.noise} --alpha ${PATHS.effectiveSamples / PATHS.d} --lambda ${store.values.path}`,
  });
  whenNear(figure, () =>
    tailsWorker()
      .paths(PATHS)
      .then((found) => {
        paths = found;
        figure.redraw();
      })
      .catch((error) => figure.setCaption(`The paths could not be solved: ${error}`)),
  );
  return figure;
}

/** The finding at the reader's weight decay. */
export function riskFinding(
  paths: readonly ExponentRisk[][],
  at: (path: ExponentRisk[]) => ExponentRisk,
): string {
  const middle = paths.find((path) => path[0].gamma === 1)!;
  const drawn = middle.filter(({ alpha, converged }) => converged && Number.isFinite(alpha));
  const best = drawn[0];
  // As far as the exponent stays within its error of the first one.
  const same = drawn.filter(({ alpha }) => Math.abs(alpha - best.alpha) < 0.1);
  const last = same[same.length - 1];
  const here = paths.map(at);
  return `At γ = 1 the risk grows from ${formatNumber(best.excessRisk)} to ${formatNumber(last.excessRisk)} while the fitted exponent stays within 0.1 of ${formatNumber(best.alpha)}. At λ = ${formatNumber(here[0].lambda)} (rings) the three teachers have the exponents ${here.map(({ alpha }) => formatNumber(alpha)).join(", ")} and the risks ${here.map(({ excessRisk }) => formatNumber(excessRisk)).join(", ")}. Every path is one teacher under growing weight decay (upwards), at d = ${PATHS.d} and n_eff = ${formatNumber(PATHS.effectiveSamples)}; dashed: 1 + 1/γ. Paths end where fewer than ten weights are left. Exponents are on a linear axis.`;
}

/** Calls once, when the reader comes within a screen of an element. */
function whenNear(element: Element, call: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      call();
    },
    { rootMargin: "100% 0px" },
  );
  observer.observe(element);
}
