import { shippedPaths } from "./data/catalogue.js";
import { configureSite } from "./tools/config.js";
import { repository } from "./tools/paths.js";

export default await configureSite(repository, shippedPaths());
