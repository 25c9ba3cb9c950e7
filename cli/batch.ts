import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { type Answer, answer } from "./answer.js";
import { pointOf, QUESTION_KEYS, type Question } from "./point.js";

/** A line longer than this is answered with an error, so that a file without line ends cannot fill the memory. */
export const LONGEST_LINE = 1 << 20;

/** What stands in the place of an answer to a bad line. `line` counts from 1. */
export interface BadLine {
  error: string;
  line: number;
}

/** The answer to one line of a batch: never throws, and depends on nothing but the line. */
export function answerLine(text: string, line: number): Answer | BadLine {
  try {
    return answer(pointOf(questionOf(text)));
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), line };
  }
}

function questionOf(text: string): Question {
  if (text.length > LONGEST_LINE) throw new Error(`the line is longer than ${LONGEST_LINE} characters`);
  if (text.trim() === "") throw new Error("the line is empty; one JSON object is expected");
  let question: unknown;
  try {
    question = JSON.parse(text);
  } catch (error) {
    throw new Error(`the line is not JSON: ${(error as Error).message}`);
  }
  if (typeof question !== "object" || question === null || Array.isArray(question)) {
    throw new Error(`the line is not a JSON object: ${text.trim().slice(0, 60)}`);
  }
  // Data frames write an absent value as null.
  const given = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== null));
  for (const key of Object.keys(question)) {
    if (!(QUESTION_KEYS as readonly string[]).includes(key)) {
      throw new Error(`${JSON.stringify(key)} is not a parameter: ${QUESTION_KEYS.join(", ")}`);
    }
  }
  return given as Question;
}

export interface BatchReport {
  /** Lines read. */
  lines: number;
  /** Lines that could not be answered. */
  bad: number;
  /** Answers whose fixed point was not found to the tolerance. */
  unconverged: number;
  /** How the input was encoded, as TextDecoder calls it. */
  encoding: string;
}

/**
 * Reads one JSON object per line and writes one per line, in order, each as soon as it is solved. Reads no
 * faster than it writes.
 *
 * @param stopped asked between lines; true ends the batch after the last answer
 */
export async function runBatch(
  input: Readable,
  output: Writable,
  stopped: () => boolean = () => false,
): Promise<BatchReport> {
  const report: BatchReport = { lines: 0, bad: 0, unconverged: 0, encoding: "utf-8" };
  for await (const text of linesOf(input, report)) {
    report.lines++;
    const result = answerLine(text, report.lines);
    if ("error" in result) report.bad++;
    else if (!result.converged) report.unconverged++;
    if (output.destroyed) break;
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, "drain");
    if (stopped()) break;
  }
  return report;
}

/** The encoding that the first bytes of a text show, by their byte-order mark or by the zeros of ASCII in UTF-16. */
export function encodingOf(bytes: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0)) {
    throw new Error("the input is UTF-32; UTF-8 is expected, UTF-16 is understood");
  }
  if ((a === 0xff && b === 0xfe) || (b === 0 && bytes.length > 1)) return "utf-16le";
  if ((a === 0xfe && b === 0xff) || (a === 0 && bytes.length > 1)) return "utf-16be";
  return "utf-8";
}

/** The stream's chunks, the first of which has at least four bytes where the stream has as many. */
async function* chunksOf(input: Readable): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of input) {
    const chunk: Buffer = typeof piece === "string" ? Buffer.from(piece) : piece;
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < 4) continue;
    yield head;
    head = undefined;
  }
  if (head?.length) yield head;
}

/** The lines of a stream, without their ends. A line that is too long is cut off just above the limit. */
async function* linesOf(input: Readable, report: Pick<BatchReport, "encoding">): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let rest = "";
  for await (const chunk of chunksOf(input)) {
    if (!decoder) {
      report.encoding = encodingOf(chunk);
      decoder = new TextDecoder(report.encoding);
    }
    const pieces = decoder.decode(chunk, { stream: true }).split("\n");
    for (const piece of pieces.slice(0, -1)) {
      yield clean(rest + piece);
      rest = "";
    }
    rest = (rest + pieces[pieces.length - 1]).slice(0, LONGEST_LINE + 2);
  }
  rest += decoder?.decode() ?? "";
  if (rest !== "") yield clean(rest);
}

function clean(line: string): string {
  return line.replace(/^\uFEFF/, "").replace(/\r$/, "");
}
