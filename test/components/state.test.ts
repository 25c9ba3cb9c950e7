import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  type Address,
  choiceField,
  createStore,
  numberField,
  readValues,
  writeValues,
} from "../../components/state.js";

const schema = {
  network: choiceField({
    key: "network",
    label: "network",
    initial: "quadratic",
    values: ["diagonal", "quadratic", "both"],
  }),
  gamma: choiceField({ key: "gamma", label: "γ", initial: 1.25, values: [0.6, 1, 1.25] }),
  samples: numberField({ key: "n", label: "n_eff", initial: 100, min: 0.1, max: 1e6 }),
};

function fakeAddress(search: string): Address & { search: string; writes: number } {
  return {
    search,
    writes: 0,
    read() {
      return this.search;
    },
    replace(text) {
      this.search = text;
      this.writes++;
    },
    base: () => "https://example.org/page",
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("reading an address", () => {
  test("takes valid values", () => {
    const { values, notices } = readValues(schema, "?network=both&gamma=0.6&n=1e3");
    expect(values).toEqual({ network: "both", gamma: 0.6, samples: 1000 });
    expect(notices).toEqual([]);
  });

  test.each([
    ["n=abc", "samples"],
    ["n=", "samples"],
    ["n=NaN", "samples"],
    ["n=Infinity", "samples"],
    ["n=-5", "samples"],
    ["n=1e99", "samples"],
    ["gamma=0.5", "gamma"],
    ["gamma=", "gamma"],
    ["network=transformer", "network"],
    ["network=%3Cscript%3E", "network"],
  ])("?%s falls back to the default and is reported with its range", (search, name) => {
    const { values, notices } = readValues(schema, `?${search}`);
    const field = schema[name as keyof typeof schema];
    expect(values[name as keyof typeof values]).toBe(field.initial);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ key: field.key, range: field.range });
  });

  test("never throws and always gives values in range", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (a, b, c) => {
        const search = `?network=${encodeURIComponent(a)}&gamma=${encodeURIComponent(b)}&n=${encodeURIComponent(c)}&${a}`;
        const { values } = readValues(schema, search);
        expect(["diagonal", "quadratic", "both"]).toContain(values.network);
        expect([0.6, 1, 1.25]).toContain(values.gamma);
        expect(values.samples).toBeGreaterThanOrEqual(0.1);
        expect(values.samples).toBeLessThanOrEqual(1e6);
      }),
    );
  });

  test("a written view is read back", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        fc.constantFrom(0.6, 1, 1.25),
        (samples, gamma) => {
          const view = { network: "diagonal" as const, gamma, samples };
          const back = readValues(schema, writeValues(schema, view as never, "", true));
          expect(back.notices).toEqual([]);
          expect(back.values.gamma).toBe(gamma);
          expect(Math.abs(back.values.samples / samples - 1)).toBeLessThan(1e-3);
        },
      ),
    );
  });
});

describe("the store", () => {
  test("tells subscribers once per change, with the names", () => {
    const store = createStore(schema, fakeAddress(""));
    const heard: string[][] = [];
    const stop = store.subscribe((_, changed) => heard.push([...changed] as string[]));
    store.set({ samples: 50, gamma: 1 });
    store.set({ samples: 50 });
    stop();
    store.set({ samples: 60 });
    expect(heard).toEqual([["samples", "gamma"]]);
  });

  test("clamps what a control asks for", () => {
    const store = createStore(schema, fakeAddress(""));
    store.set({ samples: 1e9 });
    expect(store.values.samples).toBe(1e6);
    store.set({ samples: Number.NaN });
    expect(store.values.samples).toBe(100);
  });

  test("writes the address at most once per delay, keeps foreign parameters, and drops defaults", () => {
    const address = fakeAddress("?from=paper&n=7");
    const store = createStore(schema, address, 300);
    for (let n = 1; n <= 50; n++) store.set({ samples: n });
    expect(address.writes).toBe(0);
    vi.advanceTimersByTime(301);
    expect(address.writes).toBe(1);
    expect(address.search).toBe("?from=paper&n=50");
    store.reset();
    vi.advanceTimersByTime(301);
    expect(address.search).toBe("?from=paper");
  });

  test("the link holds every value, defaults included", () => {
    const store = createStore(schema, fakeAddress("?n=3"));
    expect(store.link()).toBe("https://example.org/page?network=quadratic&gamma=1.25&n=3");
  });
});
