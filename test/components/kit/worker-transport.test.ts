import { describe, expect, test, vi } from "vitest";
import { type Question, type Reply, workerTransport } from "../../../components/kit/worker-transport.js";

/** A worker that a test answers for. */
class FakeWorker {
  asked: Question[] = [];
  onmessage: ((event: { data: Reply }) => void) | null = null;
  onerror: ((event: { preventDefault(): void }) => void) | null = null;
  terminate = vi.fn();
  postMessage(question: Question) {
    this.asked.push(question);
  }
  reply(value: unknown, index = this.asked.length - 1) {
    this.onmessage?.({ data: { id: this.asked[index].id, value } });
  }
  die() {
    this.onerror?.({ preventDefault() {} });
  }
}

function transport() {
  const workers: FakeWorker[] = [];
  const solve = workerTransport(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { workers, ask: (n: number, lane = "line") => solve("curve", "line", [n], lane) };
}

describe("questions to the worker", () => {
  test("share one worker a lane, and get their own answers", async () => {
    const { workers, ask } = transport();
    const [a, b] = [ask(1), ask(2)];
    expect(workers).toHaveLength(1);
    workers[0].reply("two", 1);
    workers[0].reply("one", 0);
    expect(await a).toBe("one");
    expect(await b).toBe("two");
    void ask(3, "hand");
    expect(workers).toHaveLength(2);
  });

  test("fail with what the theory says", async () => {
    const { workers, ask } = transport();
    const a = ask(1);
    workers[0].onmessage?.({ data: { id: workers[0].asked[0].id, error: "gamma = 0 is outside its range" } });
    await expect(a).rejects.toThrow("gamma = 0 is outside its range");
  });

  test("are asked again of a new worker when theirs dies", async () => {
    const { workers, ask } = transport();
    const a = ask(1);
    workers[0].die();
    expect(workers[0].terminate).toHaveBeenCalled();
    expect(workers[1].asked).toEqual(workers[0].asked);
    workers[1].reply("one");
    expect(await a).toBe("one");
  });

  test("fail with a sentence when the new worker cannot answer either, and the next question tries anew", async () => {
    const { workers, ask } = transport();
    const a = ask(1);
    workers[0].die();
    workers[1].die();
    await expect(a).rejects.toThrow("could not be started again");
    const b = ask(2);
    expect(workers).toHaveLength(3);
    workers[2].reply("two");
    expect(await b).toBe("two");
  });
});
