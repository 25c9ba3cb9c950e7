import type { Network } from "../../../theory/networks.js";
import { listed } from "../../kit/quantity.js";
import type { gamma, network } from "../../quantities.js";
import { STATUS_MEANING, type Status } from "./claims.js";

export const STATUSES = Object.keys(STATUS_MEANING) as Status[];

/** Which claims are listed. */
export const status = listed<Status | "all">({
  key: "status",
  label: "Status",
  values: ["all", ...STATUSES],
  initial: "all",
});

/** What the address of the page holds. */
export type LimitsSchema = {
  network: ReturnType<typeof network<Network>>;
  gamma: ReturnType<typeof gamma<0.75 | 1 | 1.25>>;
  status: typeof status;
};
