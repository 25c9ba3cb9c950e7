import { proxy, type Remote, wrap } from "comlink";
import { html } from "htl";
import { bootstrapP, likelihoodRatios, type TailFit } from "../../theory/tails.js";
import { formatNumber } from "../numbers.js";
import type { TailSample } from "../tail-sample.js";
import type { Tails } from "../tails.worker.js";

const REPLICATES = 200;

let remote: Remote<Tails> | undefined;

/** The worker of this page, started when first asked for. */
export function tailsWorker(): Remote<Tails> {
  remote ??= wrap<Tails>(new Worker(import.meta.resolve("../tails.worker.js"), { type: "module" }));
  return remote;
}

export interface TestSubject {
  sample: TailSample;
  fit: TailFit | undefined;
  gamma: number;
  /** Weights of the fitted tail that are noise by the theory; undefined where the theory does not tell them apart. */
  noise: number | undefined;
}

const p = (value: number) => (value < 0.001 ? "< 0.001" : value.toFixed(3));

/** Every test of the chosen tail in one table, the bootstrap on request. Never one verdict. */
export function tailTests(): { element: HTMLElement; show(subject: TestSubject): void } {
  let subject: TestSubject | undefined;
  let running = 0;
  const answers = Array.from({ length: 6 }, () => html`<td></td>` as HTMLElement);
  const readings = Array.from({ length: 6 }, () => html`<td></td>` as HTMLElement);
  const names = [
    "Exponent α, with its standard error",
    "Distance D from a power law",
    "Against an exponential tail",
    "Against a lognormal tail",
    "Bootstrap p-value",
    "Bulk within the tail",
  ];
  const say = (row: number, answer: string | Node, reading: string) => {
    answers[row].replaceChildren(answer);
    readings[row].replaceChildren(reading);
  };
  const button =
    html`<button type="button" class="frame-button">Run the bootstrap (${REPLICATES} samples)</button>` as HTMLButtonElement;
  const progress =
    html`<progress max=${REPLICATES} value="0" aria-label="Bootstrap samples drawn" hidden></progress>` as HTMLProgressElement;
  const status = html`<span role="status"></span>`;

  const showBootstrap = (distances: readonly number[], done: boolean) => {
    const fit = subject?.fit;
    if (!fit || distances.length === 0) return;
    const value = bootstrapP(fit.distance, distances);
    const error = Math.sqrt(Math.max(value * (1 - value), 0.25 / distances.length) / distances.length);
    say(
      4,
      `p = ${value.toFixed(2)} ± ${error.toFixed(2)}${done ? "" : " so far"}`,
      value <= 0.1
        ? `Of ${distances.length} true power laws few lie as far from one as this tail: a power law is doubtful.`
        : `Of ${distances.length} true power laws many lie as far from one as this tail: a power law is not ruled out, which does not make it one.`,
    );
  };
  button.addEventListener("click", async () => {
    if (running > 0) {
      await tailsWorker().stop();
      return;
    }
    const { sample, fit } = subject ?? {};
    if (!sample || !fit) return;
    const job = ++running;
    const asked = subject;
    button.textContent = "Stop";
    progress.hidden = false;
    try {
      const distances = await tailsWorker().bootstrap(
        sample.values,
        { xMin: fit.xMin, count: fit.count, alpha: fit.alpha },
        { seed: 1, replicates: REPLICATES },
        proxy(async (found: number[]) => {
          if (asked !== subject) {
            await tailsWorker().stop();
            return;
          }
          progress.value = found.length;
          showBootstrap(found, false);
        }),
      );
      if (asked === subject) showBootstrap(distances, true);
    } catch (error) {
      status.textContent = `The bootstrap failed: ${error instanceof Error ? error.message : error}`;
    }
    if (job === running) running = 0;
    button.textContent = `Run the bootstrap (${REPLICATES} samples)`;
    progress.hidden = true;
  });

  const show = (next: TestSubject) => {
    subject = next;
    const { sample, fit, gamma, noise } = next;
    button.disabled = !fit;
    progress.value = 0;
    if (!fit) {
      for (let row = 0; row < 6; row++)
        say(row, "not available", row === 0 ? "Fewer than ten positive weights." : "");
      return;
    }
    const teacher = 1 + 1 / gamma;
    const away = Math.abs(fit.alpha - teacher) / fit.error;
    say(
      0,
      `${formatNumber(fit.alpha)} ± ${formatNumber(fit.error, 2)}`,
      `The teacher's is ${formatNumber(teacher)}, ${away.toFixed(1)} standard errors away; ${fit.count} weights from xₘᵢₙ = ${formatNumber(fit.xMin)} on.`,
    );
    say(1, formatNumber(fit.distance), "What it would be by chance is the bootstrap's question.");
    for (const { alternative, ratio, p: level, nested } of likelihoodRatios(sample.values, fit)) {
      const row = alternative === "exponential" ? 2 : 3;
      if (alternative === "exponential") {
        const clear = level < 0.1;
        const better = ratio > 0 ? "The power law is better" : "The exponential is better";
        say(
          row,
          `R = ${formatNumber(ratio)}, p = ${p(level)}`,
          clear ? `${better}, and clearly.` : `${better}, but the sign may be chance.`,
        );
      } else if (ratio > -1e-3) {
        say(
          row,
          "R = 0",
          "The best lognormal is its own limit, the power law: the two cannot be told apart.",
        );
      } else {
        say(
          row,
          `R = ${formatNumber(ratio)}, p = ${p(level)} (nested: ${p(nested ?? Number.NaN)})`,
          (nested ?? 1) < 0.05
            ? "A lognormal is better, and clearly: it bends where the power law cannot."
            : "A lognormal fits as well: the two cannot be told apart.",
        );
      }
    }
    say(
      4,
      "not run",
      "The same method on samples from the fitted law, drawn again with the same seed each time.",
    );
    if (noise === undefined)
      say(5, "not available", "The theory of this network does not separate its features from its noise.");
    else
      say(
        5,
        `${formatNumber(noise)} of ${fit.count}`,
        noise > fit.count / 2
          ? "Most of what was fitted lies in the bulk, where noise and hidden features are mixed: agreement with the teacher proves little, disagreement is no surprise."
          : noise > 0.05 * fit.count
            ? "The fit mixes clear features with part of the bulk."
            : "What was fitted are features that stand clear.",
      );
  };
  const element =
    html`<div class="tail-table" tabindex="0" role="region" aria-label="Tests of the chosen tail">
    <table>
      <thead><tr><th scope="col">Question</th><th scope="col">Answer</th><th scope="col">What it says</th></tr></thead>
      <tbody>${names.map((name, row) => html`<tr><th scope="row">${name}</th>${answers[row]}${readings[row]}</tr>`)}</tbody>
    </table>
    <p class="tail-bootstrap">${button} ${progress} ${status}</p>
  </div>` as HTMLElement;
  return { element, show };
}
