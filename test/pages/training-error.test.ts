import { pageTests } from "./page-tests.js";

pageTests("training-error");
