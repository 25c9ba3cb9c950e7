import { configureSite } from "./tools/config.js";
import { repository } from "./tools/paths.js";

export default configureSite(repository);
