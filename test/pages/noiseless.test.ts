import { pageTests } from "./page-tests.js";

pageTests("noiseless", { timeout: 300_000 });
