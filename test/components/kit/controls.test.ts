// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { choice } from "../../../components/kit/controls/choice.js";
import { segmented } from "../../../components/kit/controls/segmented.js";
import { slider } from "../../../components/kit/controls/slider.js";
import { addressNotices } from "../../../components/kit/notices.js";

describe("the slider", () => {
  const make = () => {
    const heard: number[] = [];
    const control = slider({
      label: "Weight decay",
      symbol: "λ",
      min: 1e-4,
      max: 1e4,
      value: 1,
      initial: 0.1,
      onInput: (value) => heard.push(value),
    });
    const input = control.querySelector("input")!;
    const press = (key: string, shiftKey = false) =>
      input.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, cancelable: true }));
    return { control, input, heard, press };
  };

  test("moves by sixteenths of a decade, with page keys or shift by a decade", () => {
    const { heard, press } = make();
    press("ArrowRight");
    press("PageUp");
    press("ArrowLeft", true);
    expect(heard.map((value) => Math.round(Math.log10(value) * 16) / 16)).toEqual([1 / 16, 17 / 16, 1 / 16]);
  });

  test("its label names the input", () => {
    const { control, input } = make();
    document.body.replaceChildren(control);
    expect([...input.labels!].map((label) => label.textContent)).toEqual([
      expect.stringContaining("Weight decay λ"),
    ]);
  });

  test("stops at its ends", () => {
    const { heard, press } = make();
    for (let k = 0; k < 10; k++) press("PageDown");
    expect(heard[heard.length - 1]).toBeCloseTo(1e-4, 12);
  });

  test("shows its value and tells it to assistive technology", () => {
    const { control, input } = make();
    control.setValue(0.02);
    expect(control.querySelector("output")!.textContent).toBe("0.02");
    expect(input.getAttribute("aria-valuetext")).toBe("0.02");
  });

  test("reset goes to the default, and is off there", () => {
    const { control, heard } = make();
    const reset = control.querySelector<HTMLButtonElement>("button")!;
    expect(reset.disabled).toBe(false);
    reset.click();
    expect(heard[0]).toBeCloseTo(0.1, 12);
    expect(reset.disabled).toBe(true);
  });
});

test("a segmented control calls back with the value and shows what it is given", () => {
  const heard: string[] = [];
  const control = segmented({
    label: "Network",
    name: "network",
    values: ["diagonal", "quadratic"],
    value: "quadratic",
    onInput: (value) => heard.push(value),
  });
  document.body.replaceChildren(control);
  const [diagonal, quadratic] = control.querySelectorAll("input");
  expect(quadratic.checked).toBe(true);
  diagonal.click();
  control.setValue("quadratic");
  expect(heard).toEqual(["diagonal"]);
  expect(quadratic.checked).toBe(true);
});

test("a choice calls back with the value, not its text", () => {
  const heard: number[] = [];
  const control = choice({
    label: "Dimension",
    values: [400, 1e6],
    value: 400,
    format: (value) => `about ${value}`,
    onInput: (value) => heard.push(value),
  });
  const select = control.querySelector("select")!;
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change"));
  expect(heard).toEqual([1e6]);
});

test("notices list what was ignored with its range, as text, not markup", () => {
  expect(addressNotices([])).toBeNull();
  const notice = addressNotices([
    { part: "n=<img onerror=1>", text: "n_eff must be a number from 0 to 1. Shown instead: 0.5." },
  ])!;
  expect(notice.getAttribute("role")).toBe("alert");
  expect(notice.textContent).toContain(
    "n=<img onerror=1>: n_eff must be a number from 0 to 1. Shown instead: 0.5.",
  );
  expect(notice.querySelector("img")).toBeNull();
});
