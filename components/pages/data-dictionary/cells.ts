import { csvCell } from "../../kit/rows.js";
import { formatNumber } from "../../numbers.js";
import type { Answer } from "./statements.js";

/** Significant digits of a floating-point number on the page; the file has all. */
const DIGITS = 5;

/** A value as the page shows it: floating-point numbers rounded, all else as the engine wrote it. */
export function cellText(text: string, type: string): string {
  if (type !== "DOUBLE" && type !== "FLOAT") return text;
  if (text === "nan") return "NaN";
  const value = text === "inf" ? Infinity : text === "-inf" ? -Infinity : Number(text);
  return formatNumber(value, DIGITS);
}

/** The answer as comma-separated values, as the engine wrote them: an empty cell for NULL, "" for an empty text. */
export function answerCsv({ columns, length }: Pick<Answer, "columns" | "length">): string {
  const cell = (text: string | null) => (text === "" ? '""' : csvCell(text));
  const lines = [columns.map(({ name }) => cell(name))];
  for (let i = 0; i < length; i++) lines.push(columns.map(({ cells }) => cell(cells[i])));
  return `${lines.map((line) => line.join(",")).join("\n")}\n`;
}

/** The engine's message, which at times says one thing twice. */
export function errorText(message: string): string {
  return message
    .split(/\n{2,}/)
    .filter((part, i, parts) => part.trim() !== "" && parts.indexOf(part) === i)
    .join("\n");
}
