// Worker of a browser: one RowService.

import { expose } from "comlink";
import { RowService } from "./row-service.js";

expose(new RowService());
