import { phaseWindow } from "../data/phase-window.js";
import { logGrid } from "../theory/numeric/grids.js";
import type { Network } from "../theory/parameters.js";
import { phaseDiagram } from "../theory/phase-diagram.js";
import { stateEvolution } from "../theory/state-evolution.js";
import { type Measurement, median, seconds } from "./measurement.js";
import { pointOfDiagram } from "./points.js";

const REPEATS = 300;

interface Timing {
  median: number;
  worst: number;
  converged: number;
  phases: number;
}

/** Cold solutions of random points of the phase diagram, each timed alone. */
function fixedPoints(network: Network, d: number, repeats = REPEATS): Timing {
  const times: number[] = [];
  let converged = 0;
  for (let index = -20; index < repeats; index++) {
    const point = pointOfDiagram(1000 + index, network, d);
    let residual = Number.NaN;
    const time = seconds(() => {
      residual = stateEvolution(point).residual;
    });
    // The first points only warm up the compiler.
    if (index < 0) continue;
    times.push(time);
    if (residual <= 1e-10) converged++;
  }
  return { median: median(times), worst: Math.max(...times), converged, phases: repeats };
}

const NAMES: Record<Network, string> = {
  quadratic: "one quadratic fixed point",
  diagonal: "one diagonal fixed point",
};
const TARGETS: Record<Network, number> = { quadratic: 3, diagonal: 0.3 };

/** The speed targets that concern theory/. */
export function* speed(): Generator<Measurement> {
  for (const network of ["quadratic", "diagonal"] as const) {
    const { median: typical, worst, converged, phases } = fixedPoints(network, 400);
    yield {
      what: `${NAMES[network]}, d = 400, cold, median`,
      value: 1000 * typical,
      unit: "ms",
      target: TARGETS[network],
      note: `${converged} of ${phases} to a residual ≤ 1e-10; slowest ${(1000 * worst).toFixed(1)} ms`,
    };
  }
  for (const network of ["quadratic", "diagonal"] as const) {
    const small = fixedPoints(network, 1e3);
    const large = fixedPoints(network, 1e6);
    yield {
      what: `cost at d = 1e6 over cost at d = 1e3, ${network}`,
      value: large.median / small.median,
      unit: "×",
      target: 10,
      note: `${(1000 * large.median).toFixed(2)} ms over ${(1000 * small.median).toFixed(2)} ms`,
    };
  }
  for (const network of ["quadratic", "diagonal"] as const) {
    yield wholeDiagram(network);
  }
}

function wholeDiagram(network: Network): Measurement {
  const problem = { network, d: 400, gamma: 1.25, noise: 0.1 };
  const window = phaseWindow(problem);
  const grid = {
    effectiveSamples: logGrid(...window.effectiveSamples, 256),
    lambda: logGrid(...window.lambda, 192),
  };
  let failed = Number.NaN;
  const before = process.cpuUsage();
  const time = seconds(() => {
    const { converged } = phaseDiagram({ ...problem, ...grid });
    failed = converged.reduce((count, flag) => count + (flag ? 0 : 1), 0);
  });
  const { user, system } = process.cpuUsage(before);
  return {
    what: `whole phase diagram, 256 × 192, one γ, d = 400, ${network}`,
    value: time,
    unit: "s",
    target: 1,
    note: `${failed} of ${256 * 192} points not converged; ${((user + system) / 1e6).toFixed(2)} s of processor time`,
  };
}
