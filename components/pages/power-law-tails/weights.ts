import { facts } from "../../../theory/networks.js";
import { type Phase, phaseAt } from "../../../theory/regimes.js";
import type { TailFit } from "../../../theory/tails.js";
import type { Command } from "../../kit/command.js";
import type { Values } from "../../kit/field.js";
import type { View } from "../../kit/figure.js";
import { solver } from "../../kit/solver.js";
import { bulkEdge } from "../../learned-runs.js";
import type { RankedWeight } from "../../spectrum-rows.js";
import { teacherRanks } from "../../teacher-ranks.js";
import type { ExpectedTail } from "../../topics/tails.js";
import type { SETTINGS, TailSchema } from "./quantities.js";
import { fitNear, type TailSample, type TrainedWeight, tailSample, trainedAt } from "./sample.js";

export type Of = Readonly<Values<TailSchema>>;
export type Settings = Pick<Of, (typeof SETTINGS)[number]>;

/** All weights at the reader's settings, and the tails that can be fitted to them. */
export interface Weights extends ExpectedTail {
  /** Networks trained at these settings. */
  trained: TrainedWeight[];
  /** The tails of one of them; undefined where there is none. */
  ofOne: TailSample | undefined;
}

export type Needs = { weights: Weights };
export type TailView = View<TailSchema, Needs>;

/** Solves the reader's point, and finds the networks that were trained there. */
export async function solveWeights(rows: readonly TrainedWeight[], of: Settings): Promise<Weights> {
  const { effectiveSamples, ...problem } = of;
  const found = await solver("tails", "hand").expectedTail({
    ...problem,
    alpha: effectiveSamples / problem.d,
  });
  const trained = trainedAt(rows, of);
  const one = trained.filter(({ seed }) => seed === trained[0].seed).map(({ value }) => value);
  return { ...found, trained, ofOne: one.length > 0 ? tailSample(one) : undefined };
}

/** The sample that is fitted, and the tail of it that is chosen; undefined where there are too few weights. */
export function fitted(of: Of, { sample, ofOne }: Weights): { sample: TailSample; fit: TailFit | undefined } {
  const chosen = (of.source === "trained" && ofOne) || sample;
  return { sample: chosen, fit: of.follow === "best" ? chosen.nearest : fitNear(chosen.fits, of.xMin) };
}

/** Whether the theory tells features from noise weight by weight. */
export const resolved = ({ network }: Pick<Of, "network">): boolean => facts(network).resolvesFeatures;

/** Expected weights that are learned features. */
export const featuresOf = ({ expected }: Weights): RankedWeight[] =>
  expected.filter(({ kind }) => kind === "spike");

/** Weights of the fitted tail that lie within the noise bulk of the theory; undefined where the theory does not tell them apart. */
export function noiseIn(of: Of, weights: Weights): number | undefined {
  const { sample, fit } = fitted(of, weights);
  if (!resolved(of) || !fit) return undefined;
  const edge = bulkEdge(weights.spectrum);
  return sample.values.filter((value) => value >= fit.xMin && value <= edge).length;
}

/** The phase at the reader's settings. */
export const phaseOf = ({ network, d, gamma, noise, effectiveSamples, lambda }: Settings): Phase =>
  phaseAt({ network, d, gamma, noise, effectiveSamples, lambda });

/** Weights that are drawn, from the least to the largest. */
export function domainOf({ of, weights }: TailView): [number, number] {
  const teacher = teacherRanks(of.network, of.d, of.gamma);
  const top =
    1.7 *
    Math.max(teacher[0].value, weights.expected[0]?.value ?? 0, ...weights.trained.map(({ value }) => value));
  return [Math.max(top * 10 ** -3.2, teacher[teacher.length - 1].value * 0.6), top];
}

/** The spectrum at the reader's settings, by the tool. */
export function commandOf({ of }: TailView): Command {
  const { network, d, gamma, noise, effectiveSamples, lambda } = of;
  return {
    command: "spectrum",
    options: { network, d, gamma, noise, alpha: effectiveSamples / d, lambda },
  };
}
