import { describe, expect, it } from "vitest";
import { followTrainedDecays, nearest } from "../../components/trained-decays.js";

describe("a page's weight decay", () => {
  const settle = followTrainedDecays([50, 100, 200, 400], [0.03]);
  const moved = new Set(["lambda"]);
  const grown = new Set(["d"]);

  it("is drawn to one at which networks were trained when it comes near, elsewhere left alone", () => {
    expect(nearest(14.14, [1, Math.sqrt(200)])).toBe(Math.sqrt(200));
    expect(nearest(10, [1, Math.sqrt(200)])).toBe(10);
    expect(settle({ d: 200, lambda: 14.14 }, moved)).toEqual({ lambda: Math.sqrt(200) });
    expect(settle({ d: 200, lambda: 0.0305 }, moved)).toEqual({ lambda: 0.03 });
    expect(settle({ d: 200, lambda: 5 }, moved)).toEqual({ lambda: 5 });
  });

  it("moves with d where it is one of the paper's, and stays where it is none", () => {
    expect(settle({ d: 400, lambda: Math.sqrt(200) }, grown)).toEqual({ lambda: 20 });
    expect(settle({ d: 50, lambda: 1 / 200 }, grown)).toEqual({ lambda: 1 / 50 });
    expect(settle({ d: 400, lambda: 1 }, grown)).toEqual({ lambda: 1 });
    expect(settle({ d: 400, lambda: 5 }, grown)).toEqual({ lambda: 5 });
  });

  it("is left as a link gives it, d and λ at once", () => {
    expect(settle({ d: 400, lambda: 10 }, new Set(["d", "lambda"]))).toEqual({ lambda: 10 });
  });
});
