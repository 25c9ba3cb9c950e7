import type { Host } from "./host.js";

/** A question to the worker, and its answer. */
export interface Question {
  id: number;
  topic: string;
  name: string;
  args: unknown[];
}
export type Reply = { id: number; value: unknown } | { id: number; error: string };

interface Lane {
  worker: Worker;
  waiting: Map<
    number,
    { question: Question; done: (value: unknown) => void; failed: (error: Error) => void }
  >;
}

/** Said to the reader; a retry asks again with a new worker. */
const GONE = "The solver stopped and could not be started again.";

/**
 * Questions to kit/solver.worker.ts, one worker a lane, started when first asked for. A worker that dies or cannot start is started again
 * once with what it was asked; when that fails too, its questions fail, and the next question tries anew.
 */
export function workerTransport(
  start: () => Worker = () =>
    new Worker(import.meta.resolve("./solver.worker.js"), { type: "module", name: "solver" }),
): Host["solve"] {
  const lanes = new Map<string, Lane>();
  let asked = 0;

  function open(name: string, waiting: Lane["waiting"] = new Map(), again = false): Lane {
    const lane: Lane = { worker: start(), waiting };
    // Whether this worker has answered: one that did and then dies is worth starting again.
    let answered = false;
    lane.worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      answered = true;
      const entry = waiting.get(data.id);
      if (!entry) return;
      waiting.delete(data.id);
      if ("error" in data) entry.failed(new Error(data.error));
      else entry.done(data.value);
    };
    lane.worker.onerror = (event) => {
      event.preventDefault?.();
      lane.worker.terminate();
      if (lanes.get(name) === lane) lanes.delete(name);
      if (waiting.size === 0) return;
      if (again && !answered) {
        for (const { failed } of waiting.values()) failed(new Error(GONE));
        waiting.clear();
        return;
      }
      const next = open(name, waiting, true);
      for (const { question } of waiting.values()) next.worker.postMessage(question);
    };
    lanes.set(name, lane);
    return lane;
  }

  return (topic, name, args, lane) =>
    new Promise((done, failed) => {
      const { worker, waiting } = lanes.get(lane) ?? open(lane);
      const question = { id: ++asked, topic, name, args };
      waiting.set(question.id, { question, done, failed });
      worker.postMessage(question);
    });
}
