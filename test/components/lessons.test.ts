// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { EXERCISES } from "../../components/pages/teach/exercises.js";
import { addressOf, LESSONS, type View } from "../../components/pages/teach/lessons.js";
import { readValues, type Schema } from "../../components/state.js";
import { SHIPPED } from "../../data/catalogue.js";
import { flowConstants, flowTeacher, learningTime } from "../../theory/gradient-flow.js";
import { stateEvolution } from "../../theory/state-evolution.js";

/** Thrown in place of a store, with the schema that the page wanted one for. */
class Wanted extends Error {
  constructor(readonly schema: Schema) {
    super("a store was asked for");
  }
}
const caught = vi.hoisted(() => ({ on: false }));
vi.mock("../../components/state.js", async (original) => {
  const state = await original<typeof import("../../components/state.js")>();
  return {
    ...state,
    createStore: (schema: Schema) => {
      if (caught.on) throw new Wanted(schema);
      return state.createStore(schema, { read: () => "", replace: () => {}, base: () => "" });
    },
  };
});

/** The file of each page that does not declare its quantities yet (test/pages/lesson-views.test.ts asks those that do), and the function that makes its store. */
const PAGES: Partial<Record<View["page"], [file: string, make: string]>> = {
  plateaus: ["plateaus/quantities", "quantities"],
  overfitting: ["overfitting/quantities", "quantities"],
  spectra: ["spectra/quantities", "quantities"],
  "power-law-tails": ["power-law-tails/quantities", "quantities"],
  decomposition: ["decomposition", "decompositionPage"],
  "optimal-regularisation": ["optimal-regularisation/state", "optimaSchema"],
  noiseless: ["noiseless", "noiselessPage"],
  training: ["training", "trainingPage"],
};

declare global {
  interface ImportMeta {
    /** Vite's: the modules whose path matches, each to be loaded by a call. */
    glob<T>(pattern: string): Record<string, () => Promise<T>>;
  }
}
const modules = import.meta.glob<Record<string, unknown>>("../../components/pages/**/*.ts");

/** The schema of a page's address; undefined where the page is not in this checkout. */
async function schemaOf(page: View["page"]): Promise<Schema | undefined> {
  const [file, make] = PAGES[page] ?? [];
  const load = modules[`../../components/pages/${file}.ts`];
  if (!load) return undefined;
  const module = await load();
  const exported = Object.values(module).find(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      Object.values(value).length > 0 &&
      Object.values(value).every((field) => typeof (field as { parse?: unknown })?.parse === "function"),
  );
  if (exported) return exported as Schema;
  // The page on optimal regularisation asks which combinations are shipped.
  const range = { ...SHIPPED, dimensions: [SHIPPED.dimension], effectiveSamples: [1, 1e4] };
  caught.on = true;
  try {
    const made = (module[make!] as (...given: unknown[]) => unknown)?.(range, []);
    return made as Schema;
  } catch (error) {
    if (error instanceof Wanted) return error.schema;
    return undefined;
  } finally {
    caught.on = false;
  }
}

const views = [
  ...LESSONS.flatMap(({ steps }) => steps.map(({ title, view }) => ({ title, view }))),
  ...EXERCISES.flatMap(({ id, view }) => (view ? [{ title: id, view }] : [])),
].filter(({ view }, i, all) => all.findIndex((other) => addressOf(other.view) === addressOf(view)) === i);

describe("every view of a lesson", () => {
  it.each(views.map(({ title, view }) => [addressOf(view), title, view] as const))(
    "%s (%s) is accepted by its page",
    async (address, _, view) => {
      const schema = await schemaOf(view.page);
      if (!schema || !view.query) return;
      const fields = Object.values(schema);
      for (const key of Object.keys(view.query))
        expect(
          fields.map((field) => field.key),
          `${address}: the page knows no ${key}`,
        ).toContain(key);
      const { notices } = readValues(schema, address.slice(address.indexOf("?")));
      expect(notices).toEqual([]);
    },
  );
});

it("the steps of a lesson fill its time", () => {
  for (const { minutes, steps, title } of LESSONS)
    expect(
      steps.reduce((sum, step) => sum + step.minutes, 0),
      title,
    ).toBe(minutes);
});

describe("the numbers in the answers", () => {
  it("noise and features of the network of the page on training", () => {
    const solution = stateEvolution({
      network: "quadratic",
      d: 50,
      gamma: 1.25,
      noise: 0.5,
      alpha: 4,
      lambda: 0.1,
    });
    expect(Math.sqrt(0.5 / 16)).toBeCloseTo(0.18, 2);
    expect(Math.abs(solution.delta / 0.18 - 1)).toBeLessThan(0.05);
    const teacher = flowTeacher({ d: 50, gamma: 1.25 });
    expect(teacher[0]).toBeCloseTo(6.11, 2);
    expect([16, 17]).toContain(teacher.filter((s) => s > solution.delta).length);
  });

  it("the tenth feature takes about 18 times as long as the first", () => {
    const flow = { d: 50, gamma: 1.25, alpha: 1, lambda: 0, start: 1e-12 };
    const teacher = flowTeacher(flow);
    const [first, tenth] = [0, 9].map((k) => learningTime(flowConstants(flow), teacher[k]));
    expect(Math.abs(tenth / first / 18 - 1)).toBeLessThan(0.1);
  });

  it("rank collapse: the risk is 2Q* = 2", () => {
    const collapsed = stateEvolution({
      network: "quadratic",
      d: 400,
      gamma: 1.25,
      noise: 0.5,
      alpha: 10 / 400,
      lambda: 20,
    });
    expect(collapsed.zero).toBe(true);
    expect(collapsed.excessRisk).toBeCloseTo(2, 10);
  });

  it("the peak of the lesson is far above the risk on both sides", () => {
    const risk = (n: number) =>
      stateEvolution({ network: "quadratic", d: 400, gamma: 1.25, noise: 0.5, alpha: n / 400, lambda: 0.001 })
        .excessRisk;
    expect(risk(100)).toBeGreaterThan(8 * risk(30));
    expect(risk(100)).toBeGreaterThan(8 * risk(1000));
  });
});
