import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field } from "../../components/kit/field.js";
import type { Figure } from "../../components/kit/figure.js";
import { type MountedPage, mountPage } from "../../tools/mount.js";

/** What a reader sees and can take away of a figure. */
interface Seen {
  state: string;
  /** The state of the page that it belongs to. */
  of: string;
  title: string;
  caption: string;
  picture: string;
}

/** Numbers that count what was drawn before in the process. */
const counters = /(plot-clip|slider|figure|panel)-\d+/g;

function seen(figure: Figure): Seen {
  const text = (selector: string) =>
    figure.querySelector(selector)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
  return {
    state: figure.dataset.state ?? "",
    of: figure.query(),
    title: text(".frame-title"),
    caption: text(".frame-caption"),
    picture: (figure.querySelector(".live-figure")?.innerHTML ?? "").replace(counters, "$1"),
  };
}

const seenOn = (page: MountedPage) =>
  new Map([...page.figures()].map(([name, figure]) => [name, seen(figure)]));

/** Another value of a field: the next of a few, or half as much again. */
export function otherValue<T>({ values, initial, clamp }: Field<T>): T {
  if (values) return values[(values.indexOf(initial) + 1) % values.length];
  const value = clamp(((initial as number) * 1.5) as T);
  return Object.is(value, initial) ? clamp(((initial as number) / 1.5) as T) : value;
}

/** Rows in a few numbers: how many, their columns, and of each column of numbers the sum to six digits. */
function summary(figure: Figure) {
  const { columns, length } = figure.rows();
  const sums = Object.entries(columns).map(([name, column]) => {
    const numbers = Array.from(column).filter((value): value is number => Number.isFinite(value));
    return [
      name,
      numbers.length > 0 ? Number(numbers.reduce((a, b) => a + b, 0).toPrecision(6)) : String(column[0]),
    ];
  });
  return { rows: length, ...Object.fromEntries(sums) };
}

const record = (page: MountedPage) =>
  Object.fromEntries(
    [...page.figures()].map(([name, figure]) => {
      const { title, caption } = seen(figure);
      return [name, { title, caption, ...summary(figure) }];
    }),
  );

/** Shows what changes at once, with no answer from the solver. */
const frames = () => pause(40);

export interface PageTestOptions {
  /** Fields whose other value takes too long, with the value to try in its place. */
  others?: Record<string, unknown>;
  /** Milliseconds a test may take. */
  timeout?: number;
}

/** What holds on every page: words and rows as recorded, and no picture, sentence or row of two states. */
export function pageTests(name: string, { others = {}, timeout = 120_000 }: PageTestOptions = {}): void {
  describe(`the page ${name}`, () => {
    let page: MountedPage;
    beforeAll(async () => {
      page = await mountPage(name);
    }, timeout);
    afterAll(() => page?.close());

    it("draws every figure at its defaults, with words and rows as recorded", { timeout }, () => {
      for (const [figure, { state }] of seenOn(page)) expect(`${figure}: ${state}`).toBe(`${figure}: fresh`);
      expect(record(page)).toMatchSnapshot();
    });

    it("mixes no two states while its solver works", { timeout }, async () => {
      const store = page.store();
      if (!store) return;
      const before = seenOn(page);
      for (const field of Object.keys(store.schema)) {
        const initial = store.snapshot()[field];
        page.hold();
        store.set({ [field]: others[field] ?? otherValue(store.schema[field]) });
        await frames();
        const held = seenOn(page);
        page.release();
        await page.settled();
        const after = seenOn(page);
        for (const [figure, now] of held) {
          const { state, ...shown } = now;
          const { state: _, ...whole } = (state === "solving" ? before : after).get(figure) as Seen;
          // What is only added to later is of the state that it ends in, though not all of it is there.
          if (state === "adding") expect(now.of, `${figure}, ${field} changed`).toBe(whole.of);
          else expect(shown, `${figure}, ${field} changed, says that it is ${state}`).toEqual(whole);
          expect(after.get(figure)?.state, `${figure} after ${field}`).toBe("fresh");
        }
        store.set({ [field]: initial });
        await page.settled();
        expect(seenOn(page), `${field} changed and changed back`).toEqual(before);
      }
    });

    it("opens the views of its steps, with words and rows as recorded", { timeout }, async () => {
      const store = page.store();
      const steps = [...page.document.querySelectorAll<HTMLElement>("[data-view]")];
      const views: Record<string, unknown> = {};
      for (const step of steps) {
        const view = step.dataset.view as string;
        store?.open(view);
        await page.settled();
        for (const [figure, { state }] of seenOn(page))
          expect(`${figure}: ${state}`).toBe(`${figure}: fresh`);
        views[view] = record(page);
      }
      store?.reset();
      // What is under way when a page closes would be waited for by the next one.
      await page.settled();
      expect(views).toMatchSnapshot();
    });

    it("says of every value in an address that cannot be what may stand there, and shows its default", {
      timeout,
    }, async () => {
      const usual = page.store();
      if (!usual) return;
      const initial = usual.snapshot();
      const fields: Field<unknown>[] = Object.values(usual.schema);
      const wrong = fields.filter(({ parse }) => parse("no-such") === undefined);
      const search = ["nonsense=1", ...wrong.map(({ key }) => `${key}=no-such`)].join("&");
      page = await mountPage(name, { search: `?${search}`, near: false });
      expect(page.store()?.snapshot()).toEqual(initial);
      const notice = page.document.querySelector('[role="alert"]')?.textContent ?? "";
      expect(notice).toContain("nonsense=1: This page has no such setting.");
      for (const { key, label, range } of wrong)
        expect(notice).toContain(`${key}=no-such: ${label} must be ${range}.`);
    });
  });
}
