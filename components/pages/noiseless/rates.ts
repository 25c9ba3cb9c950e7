import { phaseAt } from "../../../theory/regimes.js";
import {
  curveLabels,
  guide,
  phaseBands,
  readerRing,
  stretchesOf,
  theoryLine,
  trainedDots,
} from "../../charts/chart.js";
import { at } from "../../charts/read-curve.js";
import type { Drawing, View } from "../../kit/figure.js";
import { rowsOf } from "../../kit/rows.js";
import { formatExponent, formatNumber } from "../../numbers.js";
import { dotsOf, medianDeviation, riskRow, type Trained, trainedOf } from "../../trained.js";
import type { Rates, RiskAt } from "./curves.js";
import { DECAYS, decayOf } from "./decays.js";
import { type NoiselessSchema, noiseOf, samplesRange } from "./quantities.js";
import { riskChart, samplesAxis } from "./risk-chart.js";

type Needs = { rates: Rates; trained: readonly Trained[] };
type RatesView = View<NoiselessSchema, Needs>;

/** A phase is given its slope where it spans this factor of n_eff or more. */
const SPAN = 6;
/** The slope at the ring is measured over this factor to both sides. */
const STEP = 1.15;

const problemOf = ({ of }: RatesView) => ({
  network: of.network,
  d: of.d,
  gamma: of.gamma,
  noise: noiseOf(of),
});
const dotsAt = (view: RatesView): Trained[][] =>
  DECAYS.map(({ value }) => trainedOf(view.trained, { ...problemOf(view), lambda: value(view.of.d) }));
const litCurve = ({ of, rates }: RatesView) => rates.curves[DECAYS.indexOf(decayOf(of.decay))].points;
const phaseOf = (view: RatesView, effectiveSamples: number) =>
  phaseAt({ ...problemOf(view), effectiveSamples, lambda: decayOf(view.of.decay).value(view.of.d) });

/** Excess risk against n_eff at the three weight decays, with trained networks, and the rates of the phases of one of them. */
export const ratesFigure: Drawing<NoiselessSchema, Needs> = {
  title({ of, rates: { curves, other } }) {
    const [without, along] = [curves[0].points, other.points].map(decadesOf);
    return of.labels === "noiseless" ? headline(without, along) : headline(along, without);
  },
  caption,
  draw(view, width) {
    const { of, rates } = view;
    const dots = dotsAt(view);
    const lit = litCurve(view);
    const stretches = stretchesOf(lit.map(({ x }) => ({ x, phase: phaseOf(view, x).id })));
    const reader = at(lit, of.samples);
    const otherName = `${width < 480 ? "" : "λ = 1/d, "}Δ = ${rates.other.noise}`;
    return riskChart({
      width,
      x: samplesAxis(samplesRange(of.d)),
      risks: risksOf(
        [...rates.curves, rates.other].flatMap(({ points }) => points.map(({ y }) => y)),
        dots,
      ),
      finding: caption(view),
      onDrag: (samples) => view.set({ samples }),
      marks: [
        phaseBands(stretches),
        ...slopes(view, stretches, width),
        theoryLine(rates.other.points, { meaning: "harmful", width: 1.5, dash: "1 4" }),
        ...DECAYS.map(({ id, meaning }, i) =>
          theoryLine(rates.curves[i].points, { meaning, width: id === of.decay ? 3 : 2 }),
        ),
        ...DECAYS.flatMap(({ meaning, symbol }, i) => trainedDots(dotsOf(dots[i]), { meaning, symbol })),
        curveLabels([
          ...DECAYS.map(({ name, meaning }, i) => ({ text: name, points: rates.curves[i].points, meaning })),
          { text: otherName, points: rates.other.points, meaning: "harmful" },
        ]),
        ...(Number.isFinite(reader) ? [readerRing(of.samples, reader)] : []),
      ],
    });
  },
  rows(view) {
    const { network, d, gamma } = view.of;
    const { curves, other } = view.rates;
    return rowsOf([
      ...[...curves, other].flatMap(({ lambda, noise, points }) =>
        points.map(({ x, y, converged }) => ({
          source: "theory",
          ...{ network, d, gamma, noise, lambda },
          effectiveSamples: x,
          excessRisk: y,
          converged,
          standardError: null,
          ownTeacher: null,
        })),
      ),
      ...dotsAt(view)
        .flat()
        .map((row) => ({ source: "trained", ...problemOf(view), lambda: row.lambda, ...riskRow(row) })),
    ]);
  },
  command: (view) => ({
    command: "solve",
    options: {
      ...problemOf(view),
      alpha: view.of.samples / view.of.d,
      lambda: decayOf(view.of.decay).value(view.of.d),
    },
  }),
};

const headline = (without: string, along: string) =>
  `At λ = 1/d the risk falls by ${without} decades without label noise, by ${along} with it`;

const decadesOf = (points: readonly RiskAt[]) =>
  formatNumber(Math.log10(points[0].y / points[points.length - 1].y), 2);

function risksOf(theory: readonly number[], dots: readonly Trained[][]): readonly [number, number] {
  const seen = [...theory, ...dots.flat().map(({ excessRisk }) => excessRisk)].filter((y) => y > 0);
  return [Math.min(...seen) / 3, Math.max(...seen) * 3];
}

/** The rate of each phase of the lit curve, as a dashed line along it. */
function slopes(view: RatesView, stretches: ReturnType<typeof stretchesOf>, width: number) {
  const { of } = view;
  return stretches.flatMap(({ phase, from, to }) => {
    const middle = Math.sqrt(from * to);
    const exponent = phaseOf(view, middle).exponents.samples;
    const y = at(litCurve(view), middle);
    const flat = phase === "Ia" || phase === "Ib";
    if (flat || exponent === null || to / from < SPAN || !Number.isFinite(y)) return [];
    const reach = (to / from) ** 0.36;
    return guide({
      from: middle / reach,
      to: middle * reach,
      through: [middle, y],
      exponent,
      text: width < 480 ? formatExponent(exponent) : `slope ${formatExponent(exponent)}`,
      lift: of.decay === "small" && noiseOf(of) === 0 ? -18 : 16,
    });
  });
}

function caption(view: RatesView): string {
  const { of, rates } = view;
  const phase = phaseOf(view, of.samples);
  const lit = litCurve(view);
  const local = Math.log(at(lit, of.samples * STEP) / at(lit, of.samples / STEP)) / (2 * Math.log(STEP));
  const measured = Number.isFinite(local)
    ? `At ${decayOf(of.decay).name} and n_eff = ${formatNumber(of.samples)} the slope is ${formatExponent(local)}`
    : `The ring is outside this picture`;
  const expected =
    phase.exponents.samples === null
      ? `; phase ${phase.id} has no power law in the samples`
      : `; the rate of phase ${phase.id}, far from its borders and in large dimension, is ${formatExponent(phase.exponents.samples)} (dashed)`;
  const rows = dotsAt(view).flat();
  const networks =
    rows.length === 0
      ? `There are no trained networks at these settings.`
      : `Dots: trained networks, ${formatNumber(100 * medianDeviation(rows), 2)} % from the lines in the median of ${rows.length} points, ${Math.min(...rows.map(({ seeds }) => seeds))} networks or more each.`;
  const compared = rates.other.noise > 0 ? `labels with Δ = ${rates.other.noise}` : "labels without noise";
  return `${measured}${expected}. Dotted red: λ = 1/d and ${compared}. ${networks}`;
}
