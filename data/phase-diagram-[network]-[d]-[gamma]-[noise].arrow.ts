// One phase diagram, e.g. phase-diagram-quadratic-400-1.25-0.1.arrow.
import type { Network } from "../theory/parameters.js";
import { numberParameter, runLoader } from "./loader.js";
import { makePhaseDiagram, shippedGrid } from "./make-phase-diagram.js";
import { phaseDiagramTable } from "./tables/phase-diagram.js";

await runLoader({
  url: import.meta.url,
  table: phaseDiagramTable,
  parameters: ["network", "d", "gamma", "noise"],
  make(text) {
    const problem = {
      network: text.network as Network,
      d: numberParameter("d", text.d),
      gamma: numberParameter("gamma", text.gamma),
      noise: numberParameter("noise", text.noise),
    };
    return {
      title: `Phase diagram of the ${problem.network} network, d = ${text.d}, γ = ${text.gamma}, Δ = ${text.noise}`,
      parameters: problem,
      columns: makePhaseDiagram(problem, shippedGrid(problem)),
    };
  },
});
