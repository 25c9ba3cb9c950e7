import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Readable, Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { type Answer, answer } from "../../cli/answer.js";
import { answerLine, type BadLine, encodingOf, LONGEST_LINE, runBatch } from "../../cli/batch.js";
import { pointOf } from "../../cli/point.js";
import { optimalWeightDecay } from "../../theory/optimal-weight-decay.js";
import type { Parameters } from "../../theory/parameters.js";
import { stateEvolution } from "../../theory/state-evolution.js";
import { run, start, words } from "./run.js";

interface Reference {
  network: "quadratic" | "diagonal";
  d: number;
  gamma: number;
  noise: number;
  alpha: number;
  lambda: number;
  delta: number;
  cut: number;
  matrixMse?: number;
  mse?: number;
}

const fixture = JSON.parse(readFileSync("test/fixtures/state-evolution.json", "utf8"));
const references: Reference[] = (["quadratic", "diagonal"] as const).flatMap((network) =>
  fixture[network].map((row: Reference) => ({ ...row, network })),
);

const question = { network: "quadratic", d: 40, gamma: 1.25, noise: 0.1, alpha: 1, lambda: 0.1 } as const;
const line = (change: object = {}): string => JSON.stringify({ ...question, ...change });
const KEYS = ["delta", "cut", "epsilon", "divergence"];
const TAIL = ["excessRisk", "converged", "residual", "phase", "seconds"];

describe("solve --batch", () => {
  it("answers every line in order, bad ones in their place, with exit code 1", async () => {
    const bad = [
      "",
      "{",
      "[1]",
      line({ gamma: 0.4 }),
      line({ gama: 1 }),
      line({ n: 10 }),
      line({ width: 0 }),
    ];
    const input = [
      ...references.map((reference) => JSON.stringify(pick(reference))),
      ...bad,
      line({ alpha: 2 }),
    ];
    const { code, stdout, stderr } = await run(["solve", "--batch"], input.join("\n"));
    expect(code).toBe(1);
    const output: (Answer & BadLine)[] = stdout
      .toString()
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(output).toHaveLength(input.length);
    for (const [index, reference] of references.entries()) {
      const mse = reference.network === "quadratic" ? "matrixMse" : "mse";
      expect(Object.keys(output[index])).toEqual([...KEYS, mse, ...TAIL]);
      const solution = stateEvolution(pick(reference));
      for (const key of ["delta", "cut", mse] as const) {
        const value = output[index][key]!;
        expect(value, `${key} of row ${index}`).toBe(solution[key === "matrixMse" ? "mse" : key]);
        // Without noise some reference rows are only good to fewer digits (test/fixtures/README.md).
        if (reference.noise > 0) expect(Math.abs(value / reference[key]! - 1)).toBeLessThan(1e-8);
      }
      expect(output[index].excessRisk).toBe(output[index][mse]! * (mse === "matrixMse" ? 2 : 1));
      expect(output[index].converged).toBe(true);
      expect(output[index].residual).toBeLessThanOrEqual(1e-10);
    }
    const messages = [
      "the line is empty",
      "the line is not JSON",
      "the line is not a JSON object: [1]",
      "gamma = 0.4 is outside its range: a number above 1/2",
      '"gama" is not a parameter',
      "n = 10 is outside its range: absent where alpha",
      "width = 0 is outside its range: an integer ≥ 1",
    ];
    for (const [index, message] of messages.entries()) {
      const place = references.length + index;
      expect(Object.keys(output[place])).toEqual(["error", "line"]);
      expect(output[place].error).toContain(message);
      expect(output[place].line).toBe(place + 1);
    }
    expect(output.at(-1)?.converged).toBe(true);
    expect(stderr).toBe(
      `7 of ${input.length} lines could not be answered; their errors are in their place\n`,
    );
  });

  it("writes an answer before it has read the end of its input", async () => {
    const child = start("solve", "--batch");
    const lines: string[] = [];
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      const pieces = (rest + text).split("\n");
      rest = pieces.pop()!;
      lines.push(...pieces);
    });
    for (let sent = 1; sent <= 3; sent++) {
      child.stdin.write(`${line({ alpha: sent })}\n`);
      while (lines.length < sent) await once(child.stdout, "data");
    }
    expect(child.exitCode).toBeNull();
    child.stdin.end();
    expect(await once(child, "close")).toEqual([0, null]);
    expect(lines).toHaveLength(3);
  });

  it("ends quietly when its reader goes away", async () => {
    const child = start("solve", "--batch");
    child.stdin.on("error", () => {});
    let stderr = "";
    child.stderr.on("data", (text) => {
      stderr += text;
    });
    child.stdin.write(`${line()}\n`.repeat(5));
    await once(child.stdout, "data");
    child.stdout.destroy();
    child.stdin.write(`${line()}\n`.repeat(2000));
    expect(await once(child, "close")).toEqual([0, null]);
    expect(stderr).toBe("");
  });

  it("reads no faster than it writes", async () => {
    let read = 0;
    const input = Readable.from(
      (function* () {
        for (; read < 1000; read++) yield `${line({ alpha: -1 })}\n`;
      })(),
      { highWaterMark: 1 },
    );
    let release = (): void => {};
    const output = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        release = done;
      },
    });
    const finished = runBatch(input, output);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(read).toBeLessThan(10);
    output._write = (_chunk, _encoding, done) => done();
    release();
    expect(await finished).toMatchObject({ lines: 1000, bad: 1000 });
  });

  it("gives a line the same answer whatever stands before it", () => {
    const { seconds: _, ...alone } = answerLine(line(), 1) as Answer;
    answerLine(line({ alpha: 1e-3, lambda: 1e-6 }), 2);
    answerLine(line({ gamma: 2 }), 3);
    const { seconds: __, ...later } = answerLine(line(), 4) as Answer;
    expect(later).toEqual(alone);
  });

  it("takes lines in pieces, with a byte-order mark, with CRLF, and an endless one", async () => {
    const bytes = Buffer.from(
      `\uFEFF${line()}\r\n${line({ network: "σ" })}\n${"x".repeat(3 * LONGEST_LINE)}\n${line()}`,
    );
    const pieces: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += at < 400 ? 1 : 60_000) {
      pieces.push(bytes.subarray(at, at + (at < 400 ? 1 : 60_000)));
    }
    let text = "";
    const output = new Writable({
      write(chunk, _encoding, done) {
        text += chunk;
        done();
      },
    });
    expect(await runBatch(Readable.from(pieces, { objectMode: false }), output)).toEqual({
      lines: 4,
      bad: 2,
      unconverged: 0,
      encoding: "utf-8",
    });
    const answers = text
      .trimEnd()
      .split("\n")
      .map((one) => JSON.parse(one));
    expect(answers.map((one) => one.converged ?? one.error)).toEqual([
      true,
      'network = "σ" is outside its range: "diagonal" or "quadratic"',
      `the line is longer than ${LONGEST_LINE} characters`,
      true,
    ]);
  });
});

describe("a line of a batch", () => {
  const without = (result: Answer | BadLine) => ({ ...result, seconds: 0 });

  it("takes null for an absent value, as data frames write it, in every key that may be absent", () => {
    const { alpha: _, lambda: __, ...rest } = question;
    const nulls = { alpha: null, lambda: 0.1, lambdaTilde: null, width: null, bayes: null, n: 1600 };
    expect(without(answerLine(JSON.stringify({ ...rest, ...nulls }), 1))).toEqual(
      without(answerLine(line(), 1)),
    );
    expect(answerLine(line({ gamma: null }), 1)).toMatchObject({
      error: expect.stringContaining("gamma is missing: a number above 1/2"),
    });
    expect(answerLine(line({ gama: null }), 1)).toMatchObject({
      error: expect.stringContaining('"gama" is not a parameter'),
    });
  });

  it("of a width above d is answered as width d at the same λ̃", () => {
    const wide = answerLine(line({ width: 160, lambda: 0.05 }), 1);
    const full = answerLine(line({ width: 40, lambda: 0.1 }), 1);
    expect(without(wide)).toEqual(without(full));
    expect(wide).toMatchObject({ converged: true });
  });

  it.each(["utf-16le", "utf-16be"] as const)("is read in %s, with and without its mark", async (encoding) => {
    const bytes = (text: string) => {
      const buffer = Buffer.from(text, "utf16le");
      return encoding === "utf-16be" ? buffer.swap16() : buffer;
    };
    for (const mark of ["\uFEFF", ""]) {
      let text = "";
      const output = new Writable({
        write(chunk, _encoding, done) {
          text += chunk;
          done();
        },
      });
      const whole = bytes(`${mark}${line()}\r\n${line({ gamma: 2 })}\n`);
      const pieces = Array.from({ length: Math.ceil(whole.length / 3) }, (_, i) =>
        whole.subarray(3 * i, 3 * i + 3),
      );
      const report = await runBatch(Readable.from(pieces, { objectMode: false }), output);
      expect(report).toEqual({ lines: 2, bad: 0, unconverged: 0, encoding });
      expect(without(JSON.parse(text.split("\n")[0]))).toEqual(without(answerLine(line(), 1)));
    }
  });

  it("in UTF-32 is refused by that name", () => {
    expect(() => encodingOf(Uint8Array.of(0xff, 0xfe, 0, 0))).toThrow(/UTF-32/);
    expect(() => encodingOf(Uint8Array.of(0, 0, 0xfe, 0xff))).toThrow(/UTF-32/);
    expect(encodingOf(Uint8Array.of())).toBe("utf-8");
    expect(encodingOf(Uint8Array.of(0x7b))).toBe("utf-8");
  });
});

describe("an answer", () => {
  it("carries the Bayes-optimal error where it is asked for, below the trained one", () => {
    for (const [network, mse, bayes] of [
      ["quadratic", "matrixMse", "bayesMatrixMse"],
      ["diagonal", "mse", "bayesMse"],
    ] as const) {
      const result = answer(pointOf({ ...question, network, bayes: true }));
      expect(Object.keys(result)).toEqual([...KEYS, mse, ...TAIL, bayes]);
      expect(result[bayes]!).toBeGreaterThan(0);
      expect(result[bayes]!).toBeLessThan(result[mse]!);
    }
  });

  it("is null in what needs a weight decay where none is given", () => {
    const { lambda: _, ...rest } = question;
    const both = answer(pointOf({ ...question, bayes: true }));
    const result = answer(pointOf({ ...rest, bayes: true }));
    expect(result).toMatchObject({
      delta: null,
      cut: null,
      epsilon: null,
      matrixMse: null,
      excessRisk: null,
      phase: null,
    });
    expect(result.bayesMatrixMse).toBe(both.bayesMatrixMse);
    expect(result.converged).toBe(true);
    expect(result.residual).toBeLessThanOrEqual(1e-10);
  });

  it("at full width is the one without a width", () => {
    const { seconds: _, ...full } = answer(pointOf(question));
    const { seconds: __, ...wide } = answer(pointOf({ ...question, width: 40 }));
    for (const key of ["delta", "cut", "matrixMse"] as const) {
      expect(Math.abs(wide[key]! / full[key]! - 1)).toBeLessThan(1e-9);
    }
  });
});

describe("solve", () => {
  const point = "--network quadratic --d 40 --gamma 1.25 --noise 0.1 --alpha 1 --lambda 0.1";

  it("prints a readable table, or one JSON object with the numbers of the batch", async () => {
    const [table, json] = await Promise.all([
      run(["solve", ...words(point)]),
      run(["solve", ...words(point), "--json", "--bayes"]),
    ]);
    expect(table.code).toBe(0);
    const expected = answerLine(line({ bayes: true }), 1) as Answer;
    const text = table.stdout.toString();
    expect(text).toContain(String(Number(expected.delta!.toPrecision(10))));
    expect(text).toMatch(/excess risk +R +[\d.]+/);
    expect(text).toMatch(/converged +yes/);
    expect(json.code).toBe(0);
    const { seconds: _, ...printed } = JSON.parse(json.stdout.toString());
    const { seconds: __, ...rest } = expected;
    expect(printed).toEqual(rest);
  });

  const cases: [string, RegExp][] = [
    [`solve ${point.replace("1.25", "0.5")}`, /gamma = 0\.5 is outside its range: a number above 1\/2/],
    [`solve ${point} --detla 3`, /unknown option '--detla'/],
    ["solve", /network is missing: "diagonal" or "quadratic"\n\(--help lists the options/],
    [`spectrum ${point.replace("--lambda 0.1", "")}`, /lambda is missing: a number from 1e-15/],
    [`train ${point.replace("--alpha 1", "")}`, /n is missing: an integer from 1/],
    ["phase", /network is missing/],
    [
      "solve --network quadratic --d 400 --width 1 --gamma 1 --noise 0.1 --n 1 --lambda 1e-15",
      /lambda = 1e-15 is outside its range: such that λ√\(width\/d\)/,
    ],
    [
      "phase --network diagonal --d 1e6 --gamma 1 --noise 0 --samples 1e-10:1:3",
      /samples = "1e-10:1:3" is outside its range/,
    ],
    [
      "phase --network diagonal --d 100 --gamma 1 --noise 0 --lambdas 1e-20:1:3",
      /lambdas = "1e-20:1:3" is outside its range/,
    ],
    [`solve --batch ${point}`, /network = "quadratic" is outside its range: absent with --batch/],
    [`spectrum ${point.replace("--noise 0.1", "--noise -1")}`, /noise = -1 is outside its range/],
    ["phase --network diagonal --d 1 --gamma 1 --noise 0", /d = 1 is outside its range/],
    [
      `phase --network diagonal --d 10 --gamma 1 --noise 0 --samples 5:1:3`,
      /samples = "5:1:3" is outside its range/,
    ],
    ["sovle", /unknown command 'sovle'/],
  ];
  it.each(cases)("ends with exit code 2 and a message on the bad argument of %s", async (text, message) => {
    const { code, stdout, stderr } = await run(words(text));
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(stdout.toString()).toBe("");
  });

  it("explains itself, with examples that work", async () => {
    const { code, stdout } = await run(["solve", "--help"]);
    expect(code).toBe(0);
    const text = stdout.toString();
    for (const option of ["--network", "--alpha", "--n ", "--width", "--bayes", "--batch", "--json"]) {
      expect(text).toContain(option);
    }
    const example = text.split("\n").find((one) => one.includes("-- solve --network quadratic --d 100"))!;
    const { code: exampleCode } = await run(words(example.slice(example.indexOf("solve"))));
    expect(exampleCode).toBe(0);
  });
});

function pick({ network, d, gamma, noise, alpha, lambda }: Reference): Parameters {
  return { network, d, gamma, noise, alpha, lambda };
}

describe("solve --tuned", () => {
  const problem = { network: "diagonal", d: 40, gamma: 1.25, noise: 0.5, n: 30, tuned: true } as const;

  it("answers at the certified best weight decay, which a small change of λ does not better", () => {
    const tuned = answer(pointOf(problem));
    const { solution, where } = optimalWeightDecay({ ...problem, alpha: 30 / 40 });
    expect(tuned.optimum).toBe(where);
    expect(where).toBe("interior");
    expect(tuned.lambda).toBe(solution.lambda);
    expect(tuned.excessRisk).toBe(solution.excessRisk);
    const { tuned: _, ...bare } = problem;
    for (const factor of [0.9, 1, 1.1]) {
      const near = answer(pointOf({ ...bare, lambda: factor * tuned.lambda! }));
      expect(near.excessRisk! / tuned.excessRisk!).toBeGreaterThan(1 - 1e-9);
    }
  });

  it("takes no weight decay and no width beside it", () => {
    for (const extra of [{ lambda: 1 }, { lambdaTilde: 1 }, { width: 3 }])
      expect(() => pointOf({ ...problem, ...extra })).toThrow("absent where tuned is given");
    expect(() => pointOf({ ...problem, tuned: 1 })).toThrow("true or false");
  });

  it("is an option of the tool and a key of a batch", async () => {
    const options = [
      "--network",
      "diagonal",
      "--d",
      "40",
      "--gamma",
      "1.25",
      "--noise",
      "0.5",
      "--n",
      "30",
      "--tuned",
    ];
    const { code, stdout } = await run(["solve", ...options]);
    expect(code).toBe(0);
    expect(stdout.toString()).toMatch(/^best weight decay +lambda +\d/m);
    const batch = answerLine(JSON.stringify(problem), 1) as Answer;
    expect(batch.lambda).toBe(answer(pointOf(problem)).lambda);
  });
});
