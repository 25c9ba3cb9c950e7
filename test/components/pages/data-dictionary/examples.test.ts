import { expect, it } from "vitest";
import { EXAMPLES } from "../../../../components/pages/data-dictionary/examples.js";
import { makePhaseDiagram } from "../../../../data/make-phase-diagram.js";
import { phaseWindow } from "../../../../data/phase-window.js";
import { encodeTable } from "../../../../data/tables/encode.js";
import { phaseDiagramTable } from "../../../../data/tables/phase-diagram.js";
import { logGrid } from "../../../../theory/numeric/grids.js";
import { sessionInNode, trained } from "./engine-in-node.js";

/** The shipped map of a network on a coarser grid, through the site's own encoding. */
function map(network: "diagonal" | "quadratic") {
  const problem = { network, d: 400, gamma: 1, noise: 0.5 } as const;
  const window = phaseWindow(problem);
  const grid = {
    effectiveSamples: logGrid(...window.effectiveSamples, 12),
    lambda: logGrid(...window.lambda, 10),
  };
  const bytes = encodeTable(phaseDiagramTable, makePhaseDiagram(problem, grid), {
    title: network,
    command: "test",
    parameters: {},
    seeds: [],
    code: "0",
  });
  return { name: `${network}_map`, load: async () => Uint8Array.from(bytes).buffer };
}

const session = await sessionInNode([trained, map("diagonal"), map("quadratic")]);
await session.load();

it.each(EXAMPLES)("the ready-made question “$name” is answered", async ({ sql }) => {
  const { answers, error } = await session.ask(sql);
  expect(error).toBeUndefined();
  expect(answers).toHaveLength(1);
  expect(answers[0].length).toBeGreaterThan(3);
  for (const { name, cells } of answers[0].columns)
    expect(
      cells.every((cell) => cell !== null && cell !== "nan"),
      name,
    ).toBe(true);
});
