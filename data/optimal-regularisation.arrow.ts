// The risk of the best weight decay and the Bayes-optimal risk along n_eff, for every problem of the page.
import { bayesOptimal } from "../theory/bayes.js";
import { optimalWeightDecay } from "../theory/optimal-weight-decay.js";
import { runLoader } from "./loader.js";
import { OPTIMA } from "./tables/optima.js";
import { type OptimumRow, optimalRegularisationTable } from "./tables/optimal-regularisation.js";

await runLoader({
  url: import.meta.url,
  table: optimalRegularisationTable,
  parameters: [],
  make() {
    const rows: OptimumRow[] = [];
    const { networks, dimensions, gammas, noises, effectiveSamples } = OPTIMA;
    for (const network of networks)
      for (const d of dimensions)
        for (const gamma of gammas)
          for (const noise of noises)
            for (const samples of effectiveSamples) {
              const problem = { network, d, gamma, noise, alpha: samples / d };
              const tuned = optimalWeightDecay(problem);
              const bayes = bayesOptimal(problem);
              rows.push({
                network,
                d,
                gamma,
                noise,
                effectiveSamples: samples,
                tunedRisk: tuned.solution.excessRisk,
                tunedLambda: tuned.where === "interior" ? tuned.lambda : null,
                where: tuned.where,
                exponent: tuned.exponent,
                bayesRisk: bayes.excessRisk,
                converged: tuned.solution.converged && bayes.converged,
                residual: Math.max(tuned.solution.residual, bayes.residual),
              });
            }
    return {
      title: "Tuned weight decay beside the Bayes-optimal risk",
      parameters: { networks: networks.join(" "), dimensions: dimensions.join(" ") },
      rows,
    };
  },
});
