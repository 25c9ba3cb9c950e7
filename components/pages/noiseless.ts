import { html } from "htl";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { story, storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { recheckable } from "../recheck.js";
import { createStore } from "../state.js";
import type { Trained } from "../trained.js";
import { whenNear } from "../when-near.js";
import { noiselessMap } from "./noiseless/map.js";
import { GAMMAS, type LoadMap, type NoiselessStore, schema } from "./noiseless/state.js";

/** The place of a figure that is loaded, with all that it needs, when the reader comes near. */
function later(name: string, make: () => Promise<Element>): HTMLElement {
  const place = html`<div id=${`${name}-place`} style="min-height: 26rem"></div>` as HTMLElement;
  whenNear(place, async () => {
    try {
      place.replaceChildren(await make());
    } catch (error) {
      place.replaceChildren(
        html`<p class="address-notice" role="alert">This figure could not be loaded: ${error instanceof Error ? error.message : String(error)}</p>`,
      );
    }
  });
  return place;
}

/** The page of Result 4. `trained` reads the trained networks. */
export function noiselessPage(options: { trained: () => Promise<readonly Trained[]>; load: LoadMap }) {
  const store = createStore(schema);
  const controls = html`<div class="controls">
    ${boundSegments(store, "labels", { label: "Labels", values: ["noiseless", "noisy"], format: (labels) => (labels === "noisy" ? "noisy, Δ = 0.5" : "noiseless") })}
    ${boundSegments(store, "network", { label: "Network", values: ["quadratic", "diagonal"] })}
    ${boundChoice(store, "gamma", { label: "Teacher decay", symbol: "γ", values: GAMMAS })}
    ${boundSlider(store, "samples", { label: "Effective samples", symbol: "n_eff", min: 0.3, max: 1e6 })}
    ${boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: 1e-4, max: 1e4 })}
  </div>`;
  const checked = recheckable(store);
  let riseNow = () => Number.NaN;
  return {
    notices: addressNotices(store.notices),
    main: story(html`<div>${controls}${noiselessMap(store, options.load)}</div>`, steps(store)),
    rates: later("noiseless-rates", async () => {
      const [{ ratesFigure }, trained] = await Promise.all([
        import("./noiseless/rates.js"),
        options.trained(),
      ]);
      return ratesFigure(store, trained);
    }),
    recovery: later("recovery", async () => (await import("./noiseless/recovery.js")).recoveryFigure(store)),
    melting: later("melting-peak", async () => {
      const melting = (await import("./noiseless/melting.js")).meltingFigure(store, checked.recheck);
      riseNow = melting.riseNow;
      return melting.figure;
    }),
    exercises: exercises(checked.store, () => riseNow()),
  };
}

function steps(store: NoiselessStore): HTMLElement {
  const start = { network: "quadratic", gamma: 1, lambda: 0.0025 } as const;
  return storySteps(store, [
    {
      title: "With noise: a peak",
      text: "With noisy labels and little weight decay, the network that has just enough weights to fit every label fits the noise too. The risk is larger than that of an empty network.",
      state: { ...start, labels: "noisy", samples: 100 },
    },
    {
      title: "Take the noise away",
      text: "At the same point nothing is left of the peak. There is no noise to fit: fitting every label exactly is now the right thing to do.",
      state: { ...start, labels: "noiseless", samples: 100 },
    },
    {
      title: "The unseen features are the noise now",
      text: "What blurs the learned weights is only what has not been learned yet. It shrinks with every feature, so the risk falls faster than it can with noise.",
      state: { ...start, labels: "noiseless", samples: 30 },
    },
    {
      title: "Beyond the threshold: all of it",
      text: "Past the dashed vertical line everything is learned, and what remains is the bias of the weight decay. Phase III reaches down to λ = 0, where the teacher is recovered exactly.",
      state: { ...start, labels: "noiseless", samples: 1000 },
    },
    {
      title: "What does not change",
      text: "A strong weight decay does not care about noise. Rank collapse (Ib) and the slow phase II are the same on both maps.",
      state: { ...start, labels: "noiseless", samples: 1000, lambda: 10 },
    },
  ]);
}

function exercises(store: NoiselessStore, riseNow: () => number): HTMLElement {
  const melt = exercise({
    id: "melt",
    question:
      "How little label noise leaves no peak at all? Lower Δ in the last figure until more samples never hurt.",
    answer: html`<p>The peak goes when the noise that is fitted there is less than the risk of the features that are not yet seen, about <i>n</i><sub>eff</sub><sup>1−2γ</sup> near <i>n</i><sub>eff</sub> ~ <i>d</i>. The larger γ or <i>d</i>, the fainter the noise that still makes a peak.</p>`,
    check: { store, solved: () => riseNow() === 1, praise: "No peak: the risk falls with every sample." },
  });
  const threshold = exercise({
    id: "threshold",
    question:
      "Find the threshold of exact recovery: move the samples in the figure of exact recovery to just where the risk starts to fall without end, to within 5 %.",
    answer: html`<p>As many equations as unknowns: <i>d</i> weights of the diagonal network, <i>d</i>(<i>d</i> + 1)/2 ≈ <i>d</i>²/2 entries of a symmetric matrix. Below that the kink of the penalty still picks out the strong features, but not the weakest ones: a power law has no zeros for it to find.</p>`,
    check: {
      store,
      solved: ({ load }) => load > 1 && load <= 1.05,
      praise: "One sample per unknown.",
    },
  });
  const faster = exercise({
    id: "faster",
    question:
      "With noise the risk falls as the power −1 + 1/(2γ) of the samples, without it as 1 − 2γ. For which γ is the difference largest, and for which is there none?",
    answer: html`<p>The difference of the two exponents is 2γ − 2 + 1/(2γ). It vanishes at γ = 1/2, where nothing can be learned from finitely many samples either way, and grows without bound with γ: without noise a steep teacher is learned very fast, with noise never faster than 1/<i>n</i>.</p>`,
  });
  return html`<div>${melt}${threshold}${faster}</div>`;
}
