// @vitest-environment jsdom
import { html } from "htl";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { figureFrame } from "../../components/figure-frame.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const make = (extra = {}) =>
  figureFrame({
    name: "risk",
    title: "The risk falls",
    figure: html`<svg></svg>`,
    caption: "At n_eff = 10 it is 0.5.",
    rows: () => ({ columns: { x: [1] }, length: 1 }),
    command: () => "npm run -s cli -- solve",
    link: () => "https://example.org/?n=10",
    ...extra,
  });

test("the figure is named by its title and described by its caption", () => {
  const frame = make();
  document.body.replaceChildren(frame);
  const byId = (name: string) => document.getElementById(frame.getAttribute(name)!)!.textContent;
  expect(byId("aria-labelledby")).toBe("The risk falls");
  expect(byId("aria-describedby")).toBe("At neff = 10 it is 0.5.");
});

test("a changed caption is announced once the reader pauses, the first one is not", () => {
  const frame = make();
  const spoken = frame.querySelector(":scope > [role=status]")!;
  vi.advanceTimersByTime(2000);
  expect(spoken.textContent).toBe("");
  frame.setCaption("First");
  frame.setCaption("Second");
  expect(spoken.textContent).toBe("");
  vi.advanceTimersByTime(800);
  expect(spoken.textContent).toBe("Second");
});

test("the menu offers pictures, data, link and command; a figure without a command offers none", () => {
  const labels = (frame: Element) => [...frame.querySelectorAll(".menu button")].map((b) => b.textContent);
  expect(labels(make())).toEqual([
    "Picture (SVG)",
    "Picture (PNG)",
    "Data (CSV)",
    "Data (Arrow)",
    "Copy link to this view",
    "Copy the command",
  ]);
  expect(labels(make({ command: undefined }))).not.toContain("Copy the command");
});

test("where the clipboard is refused the text is shown to copy by hand", async () => {
  vi.useRealTimers();
  const frame = make();
  const button = [...frame.querySelectorAll<HTMLButtonElement>(".menu button")][4];
  button.click();
  await vi.waitFor(() =>
    expect(frame.querySelector(".menu-status")!.textContent).toBe("Copy by hand: https://example.org/?n=10"),
  );
});

test("an export that fails says why", async () => {
  vi.useRealTimers();
  const frame = make({
    rows: () => {
      throw new Error("not yet");
    },
  });
  [...frame.querySelectorAll<HTMLButtonElement>(".menu button")][2].click();
  await vi.waitFor(() => expect(frame.querySelector(".menu-status")!.textContent).toBe("not yet"));
});
