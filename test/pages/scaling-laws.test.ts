import { pageTests } from "./page-tests.js";

pageTests("scaling-laws");
