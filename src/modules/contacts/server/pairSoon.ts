import type { Tx } from "#platform/db/db.ts";
import { enqueue } from "#platform/jobs/jobs.ts";

export const pairJobName = "contacts.pair";

/** After records were added, the pairs of the page of duplicates are found; what was changed waits for the night. */
export function pairSoon(tx: Tx): Promise<void> {
  return enqueue(tx, { name: pairJobName }, {});
}
