import { pageTests } from "./page-tests.js";

pageTests("data-dictionary");
