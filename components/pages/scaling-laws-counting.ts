import { html } from "htl";
import { type CountedRisk, countedRisk, firstFeature } from "../../theory/feature-count.js";
import { type PhaseId, phaseAt } from "../../theory/regimes.js";
import type { Solution } from "../../theory/state-evolution.js";
import { featureCountChart } from "../figures/feature-count.js";
import { liveFigure } from "../live-figure.js";
import { onWidth } from "../live-width.js";
import { formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { drawnRanks } from "../spectrum-rows.js";
import { withSymbols } from "../symbols.js";
import { solveCurve } from "../theory-client.js";
import type { ReaderPoint } from "./scaling-laws-figure.js";
import { plain, type ScalingStore } from "./scaling-laws-state.js";

/** The words of a count: how many features stand above, and what the parts of the risk are. */
export function countSentence(solution: Solution, counted: CountedRisk): string {
  const { d, delta, cut, excessRisk, zero } = solution;
  const { count, learned, hidden, noise } = counted;
  const heights = `noise δ = ${formatNumber(delta)}, cut c = ${formatNumber(cut)}`;
  const rest = `; together ${formatNumber(learned + hidden + noise)}, against an exact risk of ${formatNumber(excessRisk)}`;
  if (zero || count === 0)
    return `No feature stands above both noise and cut (${heights}): all of the teacher is left as error, ${formatNumber(hidden)}${noise > 0.005 * hidden ? `, and the noise that passes the cut adds ${formatNumber(noise)}` : ""}${rest}.`;
  const whole = count >= d;
  const parts = [
    `${whole ? "they" : "the learned ones"} cost ${formatNumber(learned)}`,
    ...(whole ? [] : [`the hidden tail leaves ${formatNumber(hidden)}`]),
    noise > 0 ? `learned noise adds ${formatNumber(noise)}` : "no noise passes the cut",
  ];
  const many = whole
    ? `All ${plain(d)} features stand`
    : count === 1
      ? "One feature stands"
      : `${formatNumber(count)} of ${plain(d)} features stand`;
  return `${many} above both noise and cut (${heights}): ${parts.join(", ")}${rest}.`;
}

/** The teacher by rank; drawn without the solver, which stays in its worker. */
function teacherRanks(network: Solution["network"], d: number, gamma: number) {
  const first = firstFeature(network, d, gamma);
  return drawnRanks(d).map((rank) => ({ rank, value: first * rank ** -gamma }));
}

function drawCount(solution: Solution, width: number, finding: string): SVGSVGElement {
  const { network, d, gamma, delta, cut } = solution;
  const { count } = countedRisk(solution);
  const teacher = teacherRanks(network, d, gamma);
  return featureCountChart({ network, d, teacher, delta, cut, count }, { width, finding });
}

/** The count at the reader's point, live. */
export function countingFigure(store: ScalingStore, point: () => ReaderPoint | undefined) {
  const sentence = () => {
    const at = point();
    return at ? countSentence(at.solution, countedRisk(at.solution)) : "";
  };
  return liveFigure({
    name: "counting",
    store,
    level: 3,
    title: "What the exponent counts: the features above the noise and the cut",
    draw(width) {
      const at = point();
      return at ? drawCount(at.solution, width, sentence()) : null;
    },
    caption() {
      const at = point();
      if (!at) return "";
      return `${sentence()} This is the reader's point of the figure above, in phase ${phaseAt(at.solution).id}: drag there. Blue: features above both lines. Grey: the hidden ones, and their tail as an area. The two heights are the exact solution; the count takes every feature as clearly above or clearly below them, and is right up to a factor that the exponent does not see.`;
    },
    rows() {
      const at = point();
      if (!at) throw new Error("The point is still being computed.");
      const { network, d, gamma, delta, cut } = at.solution;
      const { count } = countedRisk(at.solution);
      return rowsOf(
        teacherRanks(network, d, gamma).map((row) => ({ ...row, delta, cut, learned: row.rank <= count })),
      );
    },
    command() {
      const at = point();
      if (!at) return "";
      const { network, d, gamma, noise, alpha, lambda } = at.solution;
      return `npm run -s cli -- solve --network ${network} --d ${d} --gamma ${gamma} --noise ${noise} --alpha ${alpha} --lambda ${lambda}`;
    },
  });
}

/** A point deep inside each phase, at which its argument is illustrated: n_eff and λ. */
const EXAMPLES: Partial<Record<PhaseId, { d: number; n: number; lambda: number }>> = {
  Ib: { d: 10_000, n: 10, lambda: 1 },
  II: { d: 10_000, n: 1e5, lambda: 100 },
  III: { d: 10_000, n: 10 ** 10.5, lambda: 1e4 },
  IV: { d: 10_000, n: 100, lambda: 0.1 },
  V: { d: 10_000, n: 1500, lambda: 1e-4 },
  VIa: { d: 10_000, n: 1e6, lambda: 1e-4 },
};

export const EXAMPLE_PHASES = Object.keys(EXAMPLES) as PhaseId[];

/** Where the picture of a phase's argument is taken: the quadratic network at γ = 1, Δ = 0.5. */
export function examplePoint(phase: PhaseId) {
  const { d, n, lambda } = EXAMPLES[phase]!;
  return { network: "quadratic" as const, d, gamma: 1, noise: 0.5, alpha: n / d, lambda };
}

/** One small picture per phase, each at a point inside it; solved together, drawn when unfolded. */
export function phasePictures(): Record<string, HTMLElement> {
  const boxes = EXAMPLE_PHASES.map((phase) => {
    const picture = html`<div></div>`;
    const text = html`<p class="frame-caption"></p>`;
    return {
      phase,
      picture,
      text,
      root: html`<div class="count-picture">${picture}${text}</div>` as HTMLElement,
    };
  });
  void solveCurve(EXAMPLE_PHASES.map(examplePoint)).then((solved) => {
    solved.forEach(({ solution }, k) => {
      const { picture, text, phase } = boxes[k];
      const sentence = countSentence(solution, countedRisk(solution));
      const { d, gamma, effectiveSamples, lambda } = solution;
      text.replaceChildren(
        withSymbols(
          `Phase ${phase}, at n_eff = ${formatNumber(effectiveSamples)} and λ = ${formatNumber(lambda)} (quadratic network, d = ${plain(d)}, γ = ${gamma}). ${sentence}`,
        ),
      );
      onWidth(picture, (width) =>
        picture.replaceChildren(drawCount(solution, Math.min(width, 560), sentence)),
      );
    });
  });
  return Object.fromEntries(boxes.map(({ phase, root }) => [phase, root]));
}
