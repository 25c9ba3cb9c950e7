// Worker thread of Node: holds rows of a run, or runs points of an experiment.

import { parentPort } from "node:worker_threads";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter.mjs";
import { type ExperimentPoint, type PointResult, runPoint } from "./experiments/experiment.js";
import { RowService } from "./row-service.js";

export class NodeService extends RowService {
  run(point: ExperimentPoint): Promise<PointResult> {
    return runPoint(point);
  }
}

if (!parentPort) throw new Error("node.worker.ts is a worker thread, not a program");
expose(new NodeService(), nodeEndpoint(parentPort));
