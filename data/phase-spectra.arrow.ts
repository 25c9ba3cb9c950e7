// The learned spectrum at one named point of every phase, both networks.
import { NETWORKS } from "../theory/networks.js";
import { phaseAt } from "../theory/regimes.js";
import { runLoader } from "./loader.js";
import { reportOn, SpectrumRows } from "./make-spectrum.js";
import { PHASE_POINT_PROBLEM, phasePoints } from "./phase-points.js";
import { spectrumTable } from "./tables/spectrum.js";

await runLoader({
  url: import.meta.url,
  table: spectrumTable,
  parameters: [],
  make() {
    const rows = new SpectrumRows();
    for (const network of NETWORKS) {
      for (const { phase, effectiveSamples, lambda } of phasePoints(network)) {
        const problem = { ...PHASE_POINT_PROBLEM, network };
        const found = phaseAt({ ...problem, effectiveSamples, lambda }).id;
        if (found !== phase) {
          throw new Error(`the ${network} point of phase ${phase} lies in phase ${found}`);
        }
        const report = reportOn({ ...problem, alpha: effectiveSamples / problem.d, lambda }, phase);
        rows.add({ point: phase, network, effectiveSamples, lambda }, report, { spikeDensities: false });
      }
    }
    const { d, gamma, noise } = PHASE_POINT_PROBLEM;
    return {
      title: `Learned spectra at one point of every phase, d = ${d}, γ = ${gamma}, Δ = ${noise}`,
      parameters: PHASE_POINT_PROBLEM,
      columns: rows.columns,
    };
  },
});
