import { afterAll, describe, expect, it } from "vitest";
import { readValues } from "../../components/kit/address.js";
import type { AnyStore } from "../../components/kit/store.js";
import { EXERCISES } from "../../components/pages/teach/exercises.js";
import { addressOf, LESSONS, type View } from "../../components/pages/teach/lessons.js";
import { isNetwork } from "../../theory/networks.js";
import { phaseAt } from "../../theory/regimes.js";
import { type MountedPage, mountPage } from "../../tools/mount.js";

/** What the address of the map holds. */
type PointOfMap = Parameters<typeof phaseAt>[0] & { network: string };

const timeout = 60_000;
const nameOf = ({ page }: View) => page || "index";

const views = [
  ...LESSONS.flatMap(({ steps }) => steps.map(({ view }) => view)),
  ...EXERCISES.flatMap(({ view }) => (view ? [view] : [])),
];
const pages = [...new Set(views.map(nameOf))];

let mounted: MountedPage | undefined;
afterAll(() => mounted?.close());

async function storeOf(name: string): Promise<AnyStore> {
  mounted = await mountPage(name, { near: false });
  return mounted.store() as AnyStore;
}

describe("every view of a lesson", () => {
  it.each(pages)("on the page %s is one that the page takes as it is", { timeout }, async (name) => {
    const { schema } = await storeOf(name);
    const searches = views
      .filter((view) => nameOf(view) === name)
      .map((view) => addressOf(view).split("?")[1] ?? "");
    expect(searches.length).toBeGreaterThan(0);
    for (const search of searches) expect(readValues(schema, search).notices, search).toEqual([]);
  });

  it("of the map stands in the phase that its step speaks of", { timeout }, async () => {
    const steps = LESSONS.flatMap(({ steps }) => steps).filter(({ phase }) => phase);
    expect(steps.length).toBeGreaterThan(3);
    const store = await storeOf("index");
    for (const { view, phase, title } of steps) {
      expect(nameOf(view), title).toBe("index");
      const { network, ...point } = store.read(addressOf(view).split("?")[1] ?? "") as unknown as PointOfMap;
      if (!isNetwork(network)) throw new Error(`${title}: one network at a time`);
      expect(phaseAt({ ...point, network }).id, title).toBe(phase);
    }
  });
});
