// Worker thread of Node: one RowService.

import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { RowService } from "./row-service.js";

if (!parentPort) throw new Error("node.worker.ts is a worker thread, not a program");
expose(new RowService(), nodeEndpoint(parentPort));
