import { html } from "htl";
import { optimalWeightDecayScale, phaseAt } from "../../theory/regimes.js";
import { dragAlong, stretchesOf } from "../charts/chart.js";
import { boundChoice, boundSegments, boundSlider } from "../controls/bound.js";
import { addressNotices } from "../controls/notices.js";
import { decompositions } from "../decomposition-client.js";
import type { Here, Place } from "../decomposition-solver.js";
import { textColor } from "../encoding.js";
import { exercise } from "../exercise.js";
import { pointing, sharesChart, TERM_MARKS, termsChart, termsScales } from "../figures/decomposition.js";
import { termSpectrum } from "../figures/decomposition-spectrum.js";
import type { LearnedRun } from "../learned-runs.js";
import { liveData, liveFigure } from "../live-figure.js";
import { decade, formatNumber } from "../numbers.js";
import { rowsOf } from "../rows.js";
import { spectrumTable } from "../spectrum-rows.js";
import { choiceField, createStore, numberField, type Values } from "../state.js";
import { largestTerm, TERMS, type Term, type TermsPoint } from "../terms.js";
import { effectiveSamplesOf, isFullWidth, type Trained } from "../trained.js";
import { leadingFigure } from "./decomposition-leading.js";
import { trainedTerms } from "./decomposition-trained.js";

const NOISE = 0.5;
const SAMPLES = [0.3, 1e6] as const;
const LAMBDAS = [1e-4, 100] as const;
const RISKS = [1e-6, 30] as const;
const POINTS = 121;
const TERM_CHOICES = ["none", ...TERMS] as const;

export const decompositionSchema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "quadratic",
    values: ["diagonal", "quadratic"],
  }),
  d: choiceField({ key: "d", label: "d", initial: 200, values: [100, 200, 400, 10_000] }),
  gamma: numberField({ key: "gamma", label: "γ", initial: 1, min: 0.6, max: 2 }),
  samples: numberField({ key: "n", label: "n_eff", initial: 10, min: SAMPLES[0], max: SAMPLES[1] }),
  lambda: numberField({ key: "lambda", label: "λ", initial: 0.005, min: LAMBDAS[0], max: LAMBDAS[1] }),
  along: choiceField({ key: "along", label: "axis", initial: "samples", values: ["samples", "lambda"] }),
  term: choiceField({ key: "term", label: "term", initial: "none", values: TERM_CHOICES }),
};

const PLACE = ["network", "d", "gamma", "samples", "lambda"] as const;

/** The page of Result 3. */
export function decompositionPage(trained: readonly Trained[], runs: readonly LearnedRun[]) {
  const store = createStore(decompositionSchema);
  const { values } = store;
  const place = (): Place => {
    const { network, d, gamma, samples, lambda } = values;
    return { network, d, gamma, noise: NOISE, samples, lambda };
  };
  let curve: TermsPoint[] = [];
  /** What the curve was solved for. */
  let curveOf = "";
  let here: Here | undefined;

  const root = html`<div class="decomposition" data-lit="none"></div>` as HTMLElement;
  let pointed: Term | undefined;
  const light = () => {
    root.dataset.lit = pointed ?? values.term;
  };
  const onPoint = (term: Term | undefined) => {
    pointed = term;
    light();
  };
  store.subscribe(light);
  light();

  const domain = () => (values.along === "samples" ? SAMPLES : LAMBDAS);
  const cursor = () => (values.along === "samples" ? values.samples : values.lambda);
  const phaseOf = (x: number) =>
    phaseAt({
      ...place(),
      effectiveSamples: values.along === "samples" ? x : values.samples,
      lambda: values.along === "lambda" ? x : values.lambda,
    });
  const phases = () => stretchesOf(curve.map(({ x }) => ({ x, phase: phaseOf(x).id })));
  const best = (): number | undefined => {
    if (values.along !== "lambda" || curve.length === 0) return undefined;
    const found = curve.reduce((a, b) => (b.total < a.total ? b : a));
    const last = curve[curve.length - 1];
    return found === curve[0] || last.total <= found.total * (1 + 1e-9) ? undefined : found.x;
  };
  const shownTrained = () =>
    trained.filter(
      (row) =>
        row.network === values.network &&
        row.d === values.d &&
        row.gamma === values.gamma &&
        row.noise === NOISE &&
        isFullWidth(row) &&
        (values.along === "samples"
          ? Math.abs(row.lambda / values.lambda - 1) < 0.02
          : Math.abs(effectiveSamplesOf(row) / values.samples - 1) < 0.02),
    );
  const dots = () =>
    shownTrained().map((row) => ({
      x: values.along === "samples" ? effectiveSamplesOf(row) : row.lambda,
      y: row.excessRisk,
      error: row.standardError,
      converged: row.converged,
    }));

  const finding = (): string => {
    if (!here) return "The decomposition is being solved.";
    const { terms, solution } = here;
    if (!solution.converged) return "State evolution did not converge at this point.";
    const { term, share } = largestTerm(terms);
    const sum = terms.overfitting + terms.underfitting + terms.approximation;
    const back = -terms.alignment / sum;
    const name = { overfitting: "Overfitting", underfitting: "Underfitting", approximation: "Approximation" }[
      term as "overfitting"
    ];
    const taken =
      back > 0.005 ? `; alignment takes back ${formatNumber(100 * back, 2)} % of the three terms` : "";
    return `${name} is the largest of the three errors here, ${formatNumber(100 * share, 2)} % of their sum${taken}. The excess risk is ${formatNumber(terms.total)}.`;
  };
  const main = liveFigure({
    name: "decomposition",
    store,
    depends: [...PLACE, "along"],
    title: () =>
      values.along === "samples"
        ? "What dominates the error changes in turn as samples come in"
        : "The best weight decay balances noise learned against features shrunk",
    draw(width) {
      if (curve.length === 0) return null;
      const common = {
        width,
        along: values.along,
        domain: domain(),
        risks: RISKS,
        cursor: cursor(),
        finding: finding(),
        onPoint,
      };
      const height = Math.round(Math.min(380, Math.max(300, width * 0.55)));
      const lines = termsChart(curve, { ...common, height, phases: phases(), trained: dots(), best: best() });
      const shares = sharesChart(curve, { ...common, height: 190, finding: `Shares. ${finding()}` });
      const scales = termsScales({ ...common, height });
      for (const drawing of [lines, shares])
        dragAlong(drawing, scales.x, (value) =>
          store.set(values.along === "samples" ? { samples: value } : { lambda: value }),
        );
      return [lines, shares];
    },
    caption: () => {
      const seen = shownTrained();
      const networks =
        seen.length > 0
          ? ` Dots: trained networks at ${seen.length} ${seen.length === 1 ? "point" : "points"}.`
          : ` No trained networks at these settings.`;
      const optimum = best();
      const least =
        optimum === undefined
          ? values.along === "lambda"
            ? " Between the ends of the axis no weight decay has the least risk."
            : ""
          : ` The risk is least at λ = ${formatNumber(optimum)}; the scale √(Δn_eff/d) is ${formatNumber(optimalWeightDecayScale({ ...place(), effectiveSamples: values.samples }))}.`;
      return `${finding()}${least} Above: each term on log–log axes, where a power law is a line; alignment is negative, its size is dotted. Below: the shares of the three errors in their sum, which do stack; the line is what remains of it after alignment.${networks}`;
    },
    rows: () =>
      rowsOf(
        curve.map(({ x, ...rest }) => ({
          [values.along === "samples" ? "effectiveSamples" : "lambda"]: x,
          ...rest,
        })),
      ),
    command: () =>
      `npm run -s cli -- solve --network ${values.network} --d ${values.d} --gamma ${plain(values.gamma)} --noise ${NOISE} --alpha ${plain(values.samples / values.d)} --lambda ${plain(values.lambda)}`,
  });

  const spectrum = liveFigure({
    name: "decomposition-spectrum",
    store,
    level: 3,
    depends: [...PLACE],
    title: "Each term belongs to a part of the spectrum",
    draw: (width) =>
      here
        ? [
            termSpectrum(here.rows, {
              width,
              height: 330,
              domain: spectrumRange(here),
              learned: here.learned,
              finding: spectrumFinding(),
              onPoint,
            }),
            termTable(here, onPoint),
          ]
        : null,
    caption: () => spectrumFinding(),
    controls: [boundChoice(store, "term", { label: "Light up", values: TERM_CHOICES })],
    rows: () => (here ? spectrumTable(here.rows) : rowsOf([])),
    command: () =>
      `npm run -s cli -- spectrum --network ${values.network} --d ${values.d} --gamma ${plain(values.gamma)} --noise ${NOISE} --alpha ${plain(values.samples / values.d)} --lambda ${plain(values.lambda)}`,
  });
  function spectrumFinding(): string {
    if (!here) return "The spectrum is being solved.";
    const { learned, solution } = here;
    const quadratic = values.network === "quadratic";
    const [apart, others] = [formatNumber(learned), formatNumber(solution.d - learned)];
    const lead = `${apart} of ${dimension(solution.d)} features ${quadratic ? "stand apart" : "are stronger than the noise"}${learned > 0 ? ", each at the price of an approximation error" : ""}; ${learned >= solution.d ? "none is hidden" : `the other ${others} are ${quadratic ? "in the band" : "hidden in the noise"}`}.`;
    const crowded = here.leading ? here.leading.outliers - learned : 0;
    return crowded > 1
      ? `${lead} ${formatNumber(crowded)} of these are stronger than the noise but too crowded to stand alone: what the band learns of them counts as overfitting and comes back as alignment, so read the band's three terms together.`
      : lead;
  }

  const failed = (message: string) => main.setCaption(`The decomposition could not be solved: ${message}`);
  liveData(
    store,
    [...PLACE, "along"],
    () => decompositions().here(place(), values.along),
    (found) => {
      here = found;
      main.redraw();
      spectrum.redraw();
    },
    failed,
  );
  /** The settings that a curve along the present axis depends on. */
  const settings = () => {
    const { network, d, gamma, along } = values;
    return JSON.stringify([network, d, gamma, along, along === "samples" ? values.lambda : values.samples]);
  };
  liveData(
    store,
    [...PLACE, "along"],
    async () => {
      const wanted = settings();
      if (wanted === curveOf) return { wanted, found: curve };
      const along = values.along;
      const [low, high] = domain();
      const places = Array.from({ length: POINTS }, (_, k) => ({
        ...place(),
        [along]: low * (high / low) ** (k / (POINTS - 1)),
      }));
      return { wanted, found: await decompositions().terms(places, along) };
    },
    ({ wanted, found }) => {
      curve = found;
      curveOf = wanted;
      main.redraw();
    },
    failed,
  );

  const setBest = async () => store.set({ lambda: await decompositions().best(place(), LAMBDAS) });
  const controls = html`<div class="controls">
    ${boundSegments(store, "network", { label: "Network", values: ["diagonal", "quadratic"] })}
    ${boundSegments(store, "along", { label: "Along", values: ["samples", "lambda"], format: (along) => (along === "samples" ? "samples" : "weight decay") })}
    ${boundChoice(store, "d", { label: "Dimension", symbol: "d", values: [100, 200, 400, 10_000], format: dimension })}
    ${boundSlider(store, "samples", { label: "Effective samples", symbol: "n_eff", min: SAMPLES[0], max: SAMPLES[1] })}
    ${boundSlider(store, "lambda", { label: "Weight decay", symbol: "λ", min: LAMBDAS[0], max: LAMBDAS[1] })}
    ${boundSlider(store, "gamma", { label: "Teacher decay", symbol: "γ", min: 0.6, max: 2, scale: "linear", step: 0.05 })}
    <div class="control"><span class="control-label">Set λ to</span><div class="button-row">
      <button type="button" class="frame-button" onclick=${() => store.set({ lambda: 1 / values.d })}>1/d</button>
      <button type="button" class="frame-button" onclick=${() => store.set({ lambda: 1 })}>1</button>
      <button type="button" class="frame-button" onclick=${() => store.set({ lambda: Math.sqrt(values.d) })}>√d</button>
      <button type="button" class="frame-button" onclick=${setBest}>the best</button>
    </div></div>
  </div>`;
  root.append(controls, html`<div class="decomposition-pair"><div>${main}</div><div>${spectrum}</div></div>`);

  const compared = html`<div></div>` as HTMLElement;
  void decompositions()
    .compare(runs, NOISE)
    .then((rows) => compared.replaceChildren(trainedTerms(rows, trained, NOISE)))
    .catch((error: Error) => compared.replaceChildren(`The comparison could not be made: ${error.message}`));
  /** Whether the exercise's settings are there and the risk is within 1 % of the least one. */
  const isBalanced = () =>
    values.network === "quadratic" &&
    values.d === 10_000 &&
    Math.abs(values.gamma - 1.25) < 1e-9 &&
    Math.abs(values.samples / 1e5 - 1) < 0.01 &&
    values.along === "lambda" &&
    settings() === curveOf &&
    isLeast(curve, values.lambda, 0.01);
  return {
    notices: addressNotices(store.notices),
    figure: root,
    tour: tour((state) => store.set(state)),
    leading: leadingFigure(store, NOISE),
    trained: compared,
    exercises: exercises(store, isBalanced),
  };
}

/** The eigenvalues that the spectrum shows: the teacher and what noise makes of it. */
function spectrumRange({ rows, solution }: Here): [number, number] {
  const first = rows.teacher[0].value;
  const top = rows.network === "diagonal" ? Math.max(first, 4 * solution.delta) : first;
  return [Math.max(rows.teacher[rows.teacher.length - 1].value / 2, first * 1e-4), top * 2.5];
}

/** The terms in numbers, with the leading orders beside them where there are any. */
function termTable({ terms, leading }: Here, onPoint: (term: Term | undefined) => void): HTMLElement {
  const rows: [Term, string][] = TERMS.map((term) => [term, TERM_MARKS[term].name]);
  const paper = (term: Term) =>
    leading && term !== "alignment" ? formatNumber(2 * leading[term as "overfitting"]) : leading ? "–" : null;
  return html`<table class="term-table">
    <thead><tr><th scope="col">contribution to R</th><th scope="col">exact</th>${leading ? html`<th scope="col">leading order</th>` : null}</tr></thead>
    <tbody>${rows.map(([term, name]) =>
      pointing(
        html`<tr data-part=${term}><th scope="row" style=${`color: ${textColor(TERM_MARKS[term].meaning)}`}>${name}</th><td>${formatNumber(terms[term])}</td>${leading ? html`<td>${paper(term)}</td>` : null}</tr>` as HTMLElement,
        term,
        onPoint,
      ),
    )}
    <tr><th scope="row">the band's three together</th><td>${formatNumber(terms.overfitting + terms.underfitting + terms.alignment)}</td>${leading ? html`<td>${formatNumber(2 * (leading.overfitting + leading.underfitting))}</td>` : null}</tr>
    <tr class="term-total"><th scope="row">excess risk</th><td>${formatNumber(terms.total)}</td>${leading ? html`<td>${formatNumber(2 * leading.total)}</td>` : null}</tr></tbody>
  </table>` as HTMLElement;
}

/** A dimension as it is written: 200, 10⁴. */
export const dimension = (d: number): string =>
  d >= 1e4 && Number.isInteger(Math.log10(d)) ? decade(Math.log10(d)) : String(d);

const plain = (value: number) => String(Number(value.toPrecision(6)));

type State = Partial<Values<typeof decompositionSchema>>;

const STOPS: { title: string; text: string; state: State }[] = [
  {
    title: "Underfitting: nothing is seen",
    text: "With less than one sample every feature is hidden in the noise, and the whole teacher is missing.",
    state: { samples: 0.5, lambda: 1e-4, along: "samples", term: "underfitting" },
  },
  {
    title: "Approximation: features seen dimly",
    text: "In phase IV features have left the band, but their directions are still poor. That costs most; what is still hidden falls along with it.",
    state: { samples: 10, lambda: 1e-4, along: "samples", term: "approximation" },
  },
  {
    title: "Overfitting: the band takes over",
    text: "On the way to the peak the noise that the band learns outgrows everything else: phase V.",
    state: { samples: 1000, lambda: 1e-4, along: "samples", term: "overfitting" },
  },
  {
    title: "More data: the same noise, ever less of it",
    text: "In phase VIa noise is what is left, and it falls in proportion to the samples.",
    state: { samples: 1e5, lambda: 1e-4, along: "samples", term: "overfitting" },
  },
  {
    title: "Weight decay trades one for the other",
    text: "Along λ the cut rises through the band: overfitting drops steeply, approximation grows with the shrinkage. The least risk lies near their crossing.",
    state: { samples: 1e5, lambda: 1, along: "lambda", term: "none" },
  },
];

/** The argument in steps; each button sets the figure. */
function tour(set: (state: State) => void): HTMLElement {
  return html`<ol class="tour">${STOPS.map(
    ({ title, text, state }, k) =>
      html`<li><h3>${k + 1}. ${title}</h3><p>${text}</p><button type="button" class="frame-button" onclick=${() => set({ network: "quadratic", d: 10_000, gamma: 1.25, ...state })}>Show this in the figure</button></li>`,
  )}</ol>` as HTMLElement;
}

/** Whether the risk at x, read off a curve, is within a fraction of the least one on it. */
export function isLeast(curve: readonly TermsPoint[], x: number, fraction: number): boolean {
  const k = curve.findIndex((point) => point.x >= x);
  if (k < 1) return false;
  const [a, b] = [curve[k - 1], curve[k]];
  const share = Math.log(x / a.x) / Math.log(b.x / a.x);
  const risk = a.total * (b.total / a.total) ** share;
  return risk <= (1 + fraction) * Math.min(...curve.map(({ total }) => total));
}

function exercises(
  store: ReturnType<typeof createStore<typeof decompositionSchema>>,
  isBalanced: () => boolean,
): HTMLElement[] {
  return [
    exercise({
      id: "balance",
      question: html`<span>Take the quadratic network with 10⁵ effective samples at <i>d</i> = 10⁴ and γ = 1.25 (the last of the buttons above sets them). Bring the excess risk within 1 % of the least that weight decay can reach. Which two terms meet there?</span>`,
      answer: html`<p>Overfitting, which falls, and approximation, which rises, cross just to the left of it. A higher cut removes more of the band and shrinks every learned feature by as much; the optimum has the cut near the band's edge. The button "the best" finds it; <a href="./optimal-regularisation">optimal regularisation</a> follows it over all samples.</p>`,
      check: {
        store,
        solved: isBalanced,
        praise: "the risk is within 1 % of the least one; look at which two lines cross nearby.",
      },
    }),
    exercise({
      id: "diagonal-alignment",
      question: html`<span>Switch to the diagonal network. Its alignment is far smaller than the quadratic one's. Why?</span>`,
      answer: html`<p>A hidden weight of the diagonal network passes the threshold only by luck, and then it is mostly noise. In the quadratic network thousands of products of weak directions lie in one band, and a band that is as wide as its features are strong carries something of all of them: its eigenvectors are not random, they lean towards the hidden features.</p>`,
    }),
    exercise({
      id: "sum",
      question: html`<span>With very many samples (<i>n</i><sub>eff</sub> = 10⁶, λ = 1/<i>d</i>) overfitting and underfitting are both a hundred times larger than the risk. How can a part be larger than the whole?</span>`,
      answer: html`<p>No noise is left there: the band consists of features too crowded to stand alone. Calling what the network learns of them "overfitting" and what the teacher has of them "underfitting" counts the same thing twice, and the alignment takes it back. The three together, the error made on the band, are what matters.</p>`,
    }),
  ];
}
