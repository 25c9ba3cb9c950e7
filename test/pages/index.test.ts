import { afterEach, describe, expect, it } from "vitest";
import { phaseAt } from "../../theory/regimes.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { type MountedPage, mountPage } from "../../tools/mount.js";
import { pageTests } from "./page-tests.js";

pageTests("index");

let page: MountedPage;
afterEach(() => page?.close());

const timeout = 60_000;
const text = (id: string, part: string) =>
  page.figures().get(id)?.querySelector(part)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
/** A figure's drawing without what counts drawings of the process. */
const picture = (id: string) => page.figures().get(id)?.querySelector(".live-figure")?.innerHTML;

describe("the ring of the home page", () => {
  it("takes the map along at once and unchanged; the spectrum beside it says that it is solving", {
    timeout,
  }, async () => {
    page = await mountPage("index");
    const map = page.document.querySelector("#map .phase-diagram")!;
    const before = text("spectrum", ".frame-caption");
    page.hold();
    page.document
      .querySelector("#map .phase-surface")!
      .dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "ArrowUp", shiftKey: true }));
    await new Promise((done) => setTimeout(done, 40));
    expect(page.document.querySelector("#map .phase-diagram")).toBe(map);
    expect(page.figures().get("map")!.dataset.state).toBe("fresh");
    expect(text("map", ".frame-caption")).toContain("The ring is at neff = 1000, λ = 0.05:");
    for (const id of ["spectrum", "slice-samples", "slice-lambda"])
      expect(page.figures().get(id)!.dataset.state, id).toBe("solving");
    expect(text("spectrum", ".frame-caption")).toBe(before);
    page.release();
    await page.settled();
    expect(text("spectrum", ".frame-caption")).toContain("At neff = 1000, λ = 0.05:");
    expect(text("spectrum", ".readout")).toContain("excess risk R");
  });

  it("shows the same pictures whether it was moved to a place or opened there", { timeout }, async () => {
    page = await mountPage("index");
    page.store()!.open("?n=23.19&lambda=0.008513&view=rank");
    await page.settled();
    const ids = [...page.figures().keys()];
    const moved = ids.map(picture);
    page = await mountPage("index", { search: "?n=23.19&lambda=0.008513&view=rank" });
    expect(ids.map(picture)).toEqual(moved);
  });

  it("moves on both maps side by side, and every figure tells the networks apart", { timeout }, async () => {
    page = await mountPage("index", { search: "?network=both&n=100&lambda=1" });
    expect(page.document.querySelectorAll("#map .phase-diagram")).toHaveLength(2);
    for (const surface of page.document.querySelectorAll<HTMLElement>("#map .phase-surface"))
      expect(Number(surface.dataset.lambda)).toBe(1);
    for (const [id, figure] of page.figures()) {
      expect(new Set(Array.from(figure.rows().columns.network)), id).toEqual(
        new Set(["diagonal", "quadratic"]),
      );
      expect(figure.querySelectorAll(".network-name"), id).toHaveLength(2);
    }
    const [, second] = page.document.querySelectorAll("#map .phase-surface");
    second.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "ArrowUp", shiftKey: true }));
    await page.settled();
    for (const surface of page.document.querySelectorAll<HTMLElement>("#map .phase-surface"))
      expect(Number(surface.dataset.lambda)).toBeCloseTo(10, 9);
  });

  it("is put on the border of a map that does not reach it, and the page says so", { timeout }, async () => {
    page = await mountPage("index", { search: "?gamma=0.6&n=1e20" });
    expect(page.document.querySelector(".outside")!.textContent).toContain("outside this map (neff = 10²⁰");
    expect(page.store()!.snapshot().effectiveSamples).toBe(1e6);
    expect(text("spectrum", ".frame-caption")).toContain("At neff = 10⁶,");
  });

  it("goes to the middle of a phase whose spectrum is chosen, and lights it", { timeout }, async () => {
    page = await mountPage("index");
    for (const phase of ["Ib", "V", "VIb"]) {
      page.document.querySelector<HTMLElement>(`#phases .multiple[data-phase="${phase}"]`)!.click();
      await page.settled();
      expect(text("spectrum", ".phase-chip")).toMatch(new RegExp(`^${phase},`));
      expect(page.document.querySelector("#phases .multiple.lit")!.getAttribute("data-phase")).toBe(phase);
    }
  });
});

describe("a slice", () => {
  it.each(["slice-samples", "slice-lambda"])(
    "%s is state evolution along its line, the ring among its points",
    { timeout },
    async (id) => {
      page = await mountPage("index", { search: "?n=37&lambda=0.02" });
      const { value, logRisk, phase } = page.figures().get(id)!.rows().columns as Record<
        string,
        ArrayLike<number>
      >;
      const values = Array.from(value);
      const at = values.indexOf(id === "slice-samples" ? 37 : 0.02);
      expect(at).toBeGreaterThan(0);
      for (const i of [at, 20, 80, 140]) {
        const [effectiveSamples, lambda] = id === "slice-samples" ? [values[i], 0.02] : [37, values[i]];
        const problem = { network: "quadratic", d: 400, gamma: 1.25, noise: 0.5 } as const;
        const { excessRisk } = stateEvolution({ ...problem, alpha: effectiveSamples / 400, lambda });
        expect(logRisk[i]).toBeCloseTo(Math.log10(excessRisk), 8);
        expect(phase[i]).toBe(phaseAt({ ...problem, effectiveSamples, lambda }).id);
      }
    },
  );
});

describe("what the site does not ship", () => {
  it("is not shown, and a notice says what is instead", { timeout }, async () => {
    page = await mountPage("index", { search: "?d=1000000&noise=0" });
    expect(page.store()!.snapshot()).toMatchObject({ d: 1e6, noise: 0.5 });
    const notice = page.document.querySelector("[role=alert]")!.textContent;
    for (const part of ["noise=0", "Shown instead: 0.5"]) expect(notice).toContain(part);
  });

  it("gives way to the choice that was made last", { timeout }, async () => {
    page = await mountPage("index", { search: "?d=1000000" });
    page.store()!.set({ noise: 0.1 });
    expect(page.store()!.snapshot()).toMatchObject({ d: 400, noise: 0.1 });
    page.store()!.set({ d: 1e6 });
    expect(page.store()!.snapshot()).toMatchObject({ d: 1e6, noise: 0.5 });
    await page.settled();
  });
});

describe("the walk", () => {
  it("goes on and back by its buttons and the arrow keys, through the phases of its titles", {
    timeout,
  }, async () => {
    page = await mountPage("index");
    const walk = page.document.querySelector<HTMLElement>(".walk")!;
    const start = walk.querySelector("summary")!;
    const next = walk.querySelector<HTMLButtonElement>("button.walk-next")!;
    expect(start.textContent).toBe("Walk me through →");
    const visited: string[] = [];
    for (let step = 0; step < 7; step++) {
      (step === 0 ? start : next).click();
      await page.settled();
      const shown = [...walk.querySelectorAll<HTMLElement>("li[data-view]")].filter(({ hidden }) => !hidden);
      expect(shown).toHaveLength(1);
      expect(shown[0].textContent).toContain(`${step + 1} of 7. `);
      visited.push(text("spectrum", ".phase-chip").replace(/,.*/, ""));
    }
    expect(visited).toEqual(["Ib", "II", "IV", "V", "interpolation peak", "II", "VIb"]);
    walk.dispatchEvent(new page.window.KeyboardEvent("keydown", { key: "ArrowLeft" }));
    expect(walk.dataset.step).toBe("5");
    expect(page.store()!.snapshot().lambda).toBe(1.237);
    await page.settled();
    for (let step = 0; step < 6; step++) walk.querySelector<HTMLButtonElement>(".walk-back")!.click();
    expect(walk.hasAttribute("open")).toBe(false);
    await page.settled();
  });

  it("is a list that unfolds where no script runs, and is taken up as it was drawn", {
    timeout,
  }, async () => {
    page = await mountPage("index", { near: false });
    const html = page.document.documentElement.outerHTML;
    page = await mountPage("index", {
      near: false,
      html: html.replace(/<observablehq-loading.*?<\/observablehq-loading>/gs, ""),
    });
    const walk = page.document.querySelector<HTMLElement>(".walk")!;
    expect(walk.querySelectorAll("li[data-view]:not([hidden])")).toHaveLength(7);
    expect(walk.querySelectorAll(".walk-buttons")).toHaveLength(1);
    expect(walk.textContent!.match(/3 of 7\. /g)).toHaveLength(1);
  });

  it("keeps the comparison that it is taken on", { timeout }, async () => {
    page = await mountPage("index", { search: "?network=both&gamma=1.5&view=rank" });
    page.document.querySelector<HTMLElement>(".walk summary")!.click();
    await page.settled();
    expect(page.store()!.snapshot()).toMatchObject({
      network: "both",
      gamma: 1.25,
      view: "log",
      lambda: 200,
    });
  });
});
