import { html } from "htl";
import { download } from "../../kit/download.js";
import { formatNumber } from "../../numbers.js";
import { answerCsv, cellText, errorText } from "./cells.js";
import { type Answered, type Engine, engine } from "./engine.js";
import type { QueryExample } from "./examples.js";
import { Unreachable } from "./fetch-engine.js";
import type { QueryTable } from "./session.js";
import { type Answer, MOST_ROWS } from "./statements.js";

/** Rows of an answer that are shown; all of them can be downloaded. */
const SHOWN = 200;

/** The reader's wish to wait no longer. */
class Stopped extends Error {
  override name = "Stopped";
}

/**
 * A place to ask the tables in SQL: examples, a statement, its answer as a table. Nothing is loaded before the first
 * question.
 *
 * @param asked what answers; an engine over the tables unless given
 */
export function queryBox(
  tables: readonly QueryTable[],
  examples: readonly QueryExample[],
  asked: Engine = engine(tables),
): HTMLElement {
  const text =
    html`<textarea id="query-text" rows="7" spellcheck="false" autocapitalize="off"></textarea>` as HTMLTextAreaElement;
  const status = html`<p class="query-status" role="status"></p>` as HTMLElement;
  const failure = html`<pre class="query-error" style="white-space: pre-wrap" hidden></pre>` as HTMLElement;
  const shown = html`<div class="query-answer"></div>` as HTMLElement;
  const save = html`<button type="button" class="frame-button" disabled></button>` as HTMLButtonElement;
  const run = html`<button type="button" class="frame-button">Ask</button>` as HTMLButtonElement;
  const stop = html`<button type="button" class="frame-button" disabled>Stop</button>` as HTMLButtonElement;
  let answers: readonly Answer[] = [];
  let question: AbortController | undefined;
  const show = (next: readonly Answer[], error?: Error) => {
    answers = next;
    const many = answers.length > 1;
    shown.replaceChildren(
      ...answers.flatMap((answer) => [...(many ? [heading(answer)] : []), tableOf(answer)]),
    );
    save.disabled = answers.every(({ length }) => length === 0);
    save.textContent = many ? "Download the answers (CSV)" : "Download the answer (CSV)";
    failure.hidden = error === undefined;
    failure.textContent = error ? errorText(error.message) : "";
  };
  const ask = async () => {
    if (question) return;
    question = new AbortController();
    [run.disabled, stop.disabled] = [true, false];
    // What is seen belongs to what is asked now: the last answer goes before the next comes.
    show([]);
    try {
      const progress = (sentence: string) => {
        status.textContent = sentence;
      };
      const answered = await asked.ask(text.value, { signal: question.signal, progress });
      show(answered.answers, answered.error);
      status.textContent = sentences(answered);
    } catch (error) {
      status.textContent = reason(error);
    } finally {
      question = undefined;
      [run.disabled, stop.disabled] = [false, true];
    }
  };
  text.value = examples[0]?.sql ?? "";
  show([]);
  run.addEventListener("click", ask);
  stop.addEventListener("click", () =>
    question?.abort(new Stopped("Stopped. The next question starts the engine again.")),
  );
  save.addEventListener("click", () => {
    for (const [i, answer] of answers.entries())
      download(
        answers.length > 1 ? `answer-${i + 1}.csv` : "answer.csv",
        new Blob([answerCsv(answer)], { type: "text/csv" }),
      );
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void ask();
  });
  const example = ({ name, sql }: QueryExample) =>
    html`<button type="button" class="frame-button" onclick=${() => {
      if (question) return;
      text.value = sql;
      void ask();
    }}>${name}</button>`;
  return html`<div class="query">
    <p class="control-label">Questions to start from</p>
    <div class="query-examples">${examples.map(example)}</div>
    <label class="control-label" for="query-text">Statement in SQL (Ctrl + Enter asks)</label>
    ${text}
    <div class="controls">${run}${stop}${save}</div>
    ${status}${failure}${shown}
  </div>` as HTMLElement;
}

/** What came of a question, in words. */
function sentences({ answers, asked, error, missing, seconds }: Answered): string {
  const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  const rows = (answer: Answer) => {
    if (!answer.complete)
      return `the first ${MOST_ROWS} rows, of more, in ${time}; the first ${SHOWN} are shown`;
    const shown = answer.length > SHOWN ? `; the first ${SHOWN} are shown` : "";
    return `${count(answer.length, "row")} in ${time}${shown}`;
  };
  const time = `${formatNumber(seconds, 2)} s`;
  const found: string[] = [];
  if (asked === 0) found.push("Nothing was asked.");
  else if (error && asked > 1)
    found.push(`Statement ${answers.length + 1} of ${asked} failed, and what follows it was not asked.`);
  else if (error) found.push("The statement failed.");
  else if (asked > 1) found.push(`${count(asked, "statement")} answered in ${time}.`);
  else found.push(`${rows(answers[0])}.`);
  if (missing.length > 0) found.push(`Not fetched: ${missing.join(", ")}; the next question tries again.`);
  return found.map((sentence) => sentence[0].toUpperCase() + sentence.slice(1)).join(" ");
}

/** Why there is no answer, where it is not the statement's fault. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Stopped) return message;
  return error instanceof Unreachable
    ? `The engine could not be fetched (${message}). Ask again to try again.`
    : `The engine failed (${message}). Ask again to start it again.`;
}

/** Names one of several answers by its statement, and counts its rows. */
function heading({ sql, length, complete }: Answer): HTMLElement {
  const rows = `${length} ${length === 1 ? "row" : "rows"}${complete ? "" : ", of more"}${length > SHOWN ? `; the first ${SHOWN} are shown` : ""}`;
  return html`<p><code style="white-space: pre-wrap">${sql}</code>: ${rows}</p>` as HTMLElement;
}

function tableOf({ columns, length }: Answer): HTMLElement {
  const cell = (text: string | null, type: string) => {
    if (text === null) return html`<td><small>NULL</small></td>`;
    const lines = text.includes("\n") ? "white-space: pre; font-family: var(--monospace)" : null;
    return html`<td style=${lines}>${cellText(text, type)}</td>`;
  };
  const row = (i: number) => html`<tr>${columns.map(({ cells, type }) => cell(cells[i], type))}</tr>`;
  return html`<div tabindex="0" role="region" aria-label="Answer" style="overflow-x: auto">
    <table>
      <thead><tr>${columns.map(({ name, type }) => html`<th scope="col" title=${type}>${name}</th>`)}</tr></thead>
      <tbody>${Array.from({ length: Math.min(SHOWN, length) }, (_, i) => row(i))}</tbody>
    </table>
  </div>` as HTMLElement;
}
