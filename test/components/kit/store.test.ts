import { effect } from "@preact/signals-core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readValues, writeValues } from "../../../components/kit/address.js";
import { choiceField, numberField } from "../../../components/kit/field.js";
import { createStore } from "../../../components/kit/store.js";

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

function fakeAddress(search: string) {
  return {
    search,
    writes: 0,
    read() {
      return this.search;
    },
    replace(text: string) {
      this.search = text;
      this.writes++;
    },
    base: () => "https://example.org/page",
  };
}
const open = (search = "", options = {}) => createStore(schema, { address: fakeAddress(search), ...options });

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
    ["n=0x10", "samples"],
    ["n=0b11", "samples"],
    ["n=1_000", "samples"],
    ["n=-5", "samples"],
    ["n=1e99", "samples"],
    ["gamma=0.5", "gamma"],
    ["gamma=0x1", "gamma"],
    ["gamma=", "gamma"],
    ["network=transformer", "network"],
    ["network=%3Cscript%3E", "network"],
  ])("?%s falls back to the default and is reported with its range", (search, name) => {
    const { values, notices } = readValues(schema, `?${search}`);
    const field = schema[name as keyof typeof schema];
    expect(values[name as keyof typeof values]).toBe(field.initial);
    expect(notices).toHaveLength(1);
    expect(notices[0].text).toContain(field.range);
  });

  test("a value given twice is read once, and said", () => {
    const { values, notices } = readValues(schema, "?n=10&n=20");
    expect(values.samples).toBe(10);
    expect(notices).toEqual([{ part: "n=20", text: "n_eff is given 2 times; the first is used." }]);
  });

  test("a setting that the page does not have is said; what other sites add is not", () => {
    const { notices } = readValues(schema, "?lamda=3&utm_source=mail&fbclid=x");
    expect(notices).toEqual([{ part: "lamda=3", text: "This page has no such setting." }]);
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
});

describe("writing an address", () => {
  test("leaves defaults out, keeps what is not the page's own, and reads back to the same values", () => {
    const values = { network: "diagonal", gamma: 1.25, samples: 31.6 } as const;
    const search = writeValues(schema, values, "?utm_source=mail&n=5");
    expect(search).toBe("?utm_source=mail&n=31.6&network=diagonal");
    expect(readValues(schema, search).values).toEqual(values);
  });

  test("happens once for many changes, after a pause", () => {
    const address = fakeAddress("");
    const store = createStore(schema, { address });
    for (let n = 1; n <= 50; n++) store.set({ samples: n });
    expect(address.writes).toBe(0);
    vi.advanceTimersByTime(400);
    expect(address.writes).toBe(1);
    expect(address.search).toBe("?n=50");
  });
});

describe("the state of a page", () => {
  test("what reads a value runs again when it changes, and once for a change of several", () => {
    const store = open();
    const seen: [string, number][] = [];
    effect(() => {
      seen.push([store.values.network, store.values.samples]);
    });
    store.set({ gamma: 1 });
    store.set({ network: "both", samples: 7 });
    expect(seen).toEqual([
      ["quadratic", 100],
      ["both", 7],
    ]);
  });

  test("a value outside its range is drawn to the nearest allowed one", () => {
    const store = open();
    store.set({ samples: 1e9, gamma: 3 as never });
    expect(store.snapshot()).toEqual({ network: "quadratic", gamma: 1.25, samples: 1e6 });
  });

  test("opening a view puts what it does not name at its default", () => {
    const store = open("?gamma=0.6&n=3");
    store.open("?network=both");
    expect(store.snapshot()).toEqual({ network: "both", gamma: 1.25, samples: 100 });
  });

  test("a link holds every value, defaults too, and opens the same view", () => {
    const store = open("?gamma=0.6");
    const link = store.link();
    expect(link).toBe("https://example.org/page?network=quadratic&gamma=0.6&n=100");
    expect(open(new URL(link).search).snapshot()).toEqual(store.snapshot());
  });

  test("a snapshot does not change with the page", () => {
    const store = open();
    const before = store.snapshot();
    store.set({ samples: 5 });
    expect(before.samples).toBe(100);
  });

  test("combinations that do not exist are settled in the same change, and said where the address asked for one", () => {
    const settle = ({ network }: { network: string }) => (network === "both" ? { gamma: 1 as const } : {});
    const store = open("?network=both&gamma=0.6", { settle });
    expect(store.snapshot().gamma).toBe(1);
    expect(store.notices.map(({ part }) => part)).toEqual(["gamma=0.6"]);
    let runs = 0;
    effect(() => {
      void store.values.network;
      void store.values.gamma;
      runs++;
    });
    store.set({ network: "quadratic" });
    store.set({ gamma: 0.6 });
    store.set({ network: "both" });
    expect(store.snapshot()).toMatchObject({ network: "both", gamma: 1 });
    expect(runs).toBe(4);
  });
});
