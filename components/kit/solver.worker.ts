import { answer } from "../topics/index.js";
import type { Question, Reply } from "./worker-transport.js";

self.onmessage = async ({ data: { id, topic, name, args } }: MessageEvent<Question>) => {
  let reply: Reply;
  try {
    reply = { id, value: await answer(topic, name, args) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(reply);
};
