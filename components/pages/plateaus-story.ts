import { html } from "htl";
import { collapsingWeightDecay } from "../../theory/learned-features.js";
import { storySteps } from "../controls/steps.js";
import { exercise } from "../exercise.js";
import { formatNumber } from "../numbers.js";
import { plateaus } from "../plateaus-client.js";
import { NOISE, type PlateausStore } from "./plateaus-state.js";

/** The argument beside the main figure. */
export function plateauSteps(store: PlateausStore): HTMLElement {
  const common = { network: "quadratic", d: 200, gamma: 1 } as const;
  const strong = Math.sqrt(200);
  return storySteps(store, [
    {
      title: "Rank collapse",
      text: "With strong weight decay and few samples, the cut lies above everything that can be seen of the teacher. Every weight is exactly zero, and the risk is that of a network that answers nothing. More data do not show.",
      state: { ...common, lambda: strong, samples: 20 },
    },
    {
      title: "The first outlier",
      text: html`<span>The cut falls as 1/<i>n</i><sub>eff</sub>. When it meets the teacher's strongest feature, one weight leaves zero, and the plateau is over.</span>`,
      state: { ...common, lambda: strong, samples: 80 },
    },
    {
      title: "One by one",
      text: "The features after it are weaker, so that they need more data each. They appear in the order of the teacher.",
      state: { ...common, lambda: strong, samples: 400 },
    },
    {
      title: "The other plateau",
      text: "With little weight decay there is no cut to wait for. The few weights that are learned from less than one effective sample are noise, and they cost about as much as nothing would.",
      state: { ...common, lambda: 1 / 200, samples: 0.4 },
    },
    {
      title: "Out of the noise",
      text: html`<span>Here the first feature has to stand out of the noise instead of the cut. That happens near <i>n</i><sub>eff</sub> = 1, whatever the dimension.</span>`,
      state: { ...common, lambda: 1 / 200, samples: 5 },
    },
  ]);
}

/** n_eff between which the plateau of the first exercise should end. */
const WANTED = [200, 230] as const;

/** The exercises of the page. */
export function plateauExercises(store: PlateausStore): HTMLElement {
  const problem = { network: "quadratic", gamma: 1, noise: NOISE } as const;
  const decayFor = (effectiveSamples: number) =>
    collapsingWeightDecay({ ...problem, d: 200, alpha: effectiveSamples / 200 });
  const [least, most] = WANTED.map(decayFor);
  const pairs = [100, 400].flatMap((d) => [
    { ...problem, d, lambda: Math.sqrt(d) },
    { ...problem, d, lambda: 1 / d },
  ]);
  const places = pairs.map(() => html`<span>…</span>`);
  void plateaus("background")
    .ends(pairs)
    .then((ends) => {
      for (const [i, { effectiveSamples }] of ends.entries())
        places[i].textContent = formatNumber(effectiveSamples);
    });
  return html`<div>
    ${exercise({
      id: "exercise-wait",
      question: html`<span>Find a weight decay with which the quadratic network at <i>d</i> = 200, γ = 1 learns nothing before <i>n</i><sub>eff</sub> = ${WANTED[0]}, but has its first feature before ${WANTED[1]}.</span>`,
      answer: html`<p>λ from ${formatNumber(least)} to ${formatNumber(most)}. The end of the plateau is all but proportional to λ, as the cut of a network without weights is λ<i>d</i>/(4<i>n</i><sub>eff</sub>).</p>`,
      check: {
        store,
        solved: ({ network, d, gamma, lambda }) =>
          network === "quadratic" && d === 200 && gamma === 1 && lambda >= least && lambda <= most,
        praise: `There: the plateau ends between ${WANTED[0]} and ${WANTED[1]}.`,
      },
    })}
    ${exercise({
      id: "exercise-dimension",
      question: html`<span>Take λ = √<i>d</i> and go from <i>d</i> = 100 to <i>d</i> = 400. How far does the end of the plateau move? And how far at λ = 1/<i>d</i>?</span>`,
      answer: html`<p>At λ = √<i>d</i> the cut meets the first feature at <i>n</i><sub>eff</sub> ∝ λ√<i>d</i> = <i>d</i>: the end moves from ${places[0]} to ${places[2]}. At λ = 1/<i>d</i> the noise holds the first feature back, and the two are of equal size at about one effective sample in any dimension: ${places[1]} and ${places[3]}.</p>`,
    })}
    ${exercise({
      id: "exercise-waves",
      question: html`<span>At γ = 3 and strong weight decay, look at the slope of the risk just before and just after the second feature appears. Why is it about −1 before, and about −2 after?</span>`,
      answer: html`<p>Before the step the first feature's error is the square of the cut, and the hidden second feature's is its own square; at the step the two are equal. Only the first falls with more data, as <i>n</i><sup>−2</sup>, so that the sum falls half as fast. After the step both fall. With <i>K</i> features the slope jumps from −2<i>K</i>/(<i>K</i> + 1) to −2, each a little less for the features that are still hidden.</p>`,
    })}
  </div>` as HTMLElement;
}
