/** The points at which networks were trained, as figures draw them. Runs in Node and in a browser. */
import { decodeTable } from "../decode.js";
import type { Agreement } from "./agreement.js";
import { agreementTable } from "./tables.js";

/** Reads data/experiments/agreement.arrow: one row per trained point, with state evolution beside it. Throws DataError. */
export function readTrained(
  bytes: ArrayBuffer | Uint8Array,
  source = "agreement.arrow",
): { rows: Agreement[]; command: string } {
  const table = decodeTable(agreementTable, bytes, source);
  return { rows: table.rows() as unknown as Agreement[], command: table.metadata.command };
}
