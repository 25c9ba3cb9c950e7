import { pageTests } from "./page-tests.js";

pageTests("optimal-regularisation");
