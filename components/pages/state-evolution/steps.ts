import type { Solution } from "../../../theory/state-evolution.js";
import type { Drawing, View } from "../../kit/figure.js";
import { learnedWeights, noisyWeights } from "../../learned-weights.js";
import { spectrumTable } from "../../spectrum-rows.js";
import { asked, ringOf, type StateEvolutionSchema } from "./quantities.js";
import { stepsFinding, thresholdSteps } from "./threshold-steps.js";

type StepsView = View<StateEvolutionSchema, { solution: Solution }>;

/** The weights that noise and cut at the ring leave. */
const learnedAt = ({ of, solution }: StepsView) => learnedWeights({ ...asked(of), ...ringOf(of, solution) });

/** From the teacher to the learned weights: noise, then cut, at the ring. */
export const stepsFigure: Drawing<StateEvolutionSchema, { solution: Solution }> = {
  title: "From the teacher to the learned weights in two steps: add noise, cut",
  caption: (view) =>
    `${stepsFinding(learnedAt(view), ringOf(view.of, view.solution))} Everything in the grey band becomes exactly zero; what stands to its right moves left by c.`,
  draw(view, width) {
    const ring = ringOf(view.of, view.solution);
    const noisy = noisyWeights({ ...asked(view.of), delta: ring.delta });
    return thresholdSteps(noisy, learnedAt(view), { width, ...ring });
  },
  rows: (view) => spectrumTable(learnedAt(view)),
  command: ({ of }) => ({ command: "spectrum", options: { ...asked(of) } }),
};
