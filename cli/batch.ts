import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
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
  for (const key of Object.keys(question)) {
    if (!(QUESTION_KEYS as readonly string[]).includes(key)) {
      throw new Error(`${JSON.stringify(key)} is not a parameter: ${QUESTION_KEYS.join(", ")}`);
    }
  }
  return question as Question;
}

/**
 * Reads one JSON object per line and writes one per line, in order, each as soon as it is solved. Reads no
 * faster than it writes.
 *
 * @returns how many lines were read and how many of them were bad
 */
export async function runBatch(input: Readable, output: Writable): Promise<{ lines: number; bad: number }> {
  let lines = 0;
  let bad = 0;
  for await (const text of linesOf(input)) {
    lines++;
    const result = answerLine(text, lines);
    if ("error" in result) bad++;
    if (output.destroyed) break;
    if (!output.write(`${JSON.stringify(result)}\n`)) await once(output, "drain");
  }
  return { lines, bad };
}

/** The lines of a stream, without their ends. A line that is too long is cut off just above the limit. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  for await (const chunk of input) {
    const pieces = decoder.write(chunk).split("\n");
    for (const piece of pieces.slice(0, -1)) {
      yield clean(rest + piece);
      rest = "";
    }
    rest = (rest + pieces[pieces.length - 1]).slice(0, LONGEST_LINE + 2);
  }
  rest += decoder.end();
  if (rest !== "") yield clean(rest);
}

function clean(line: string): string {
  return line.replace(/^\uFEFF/, "").replace(/\r$/, "");
}
