import { pageTests } from "./page-tests.js";

pageTests("universality");
