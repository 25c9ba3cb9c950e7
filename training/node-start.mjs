// A worker thread does not inherit the TypeScript loader of the thread that starts it (Node 20), so it installs its own.

import { register } from "tsx/esm/api";

register();
await import("./node.worker.ts");
