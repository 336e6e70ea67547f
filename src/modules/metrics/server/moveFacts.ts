import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import type { Mergeable } from "#platform/records/merge.ts";
import { type FactDimension, moveFactRows } from "./store.ts";

/**
 * Facts that stand under one organization stand under another from now on, of these records or of all. Whoever counts facts from
 * events of its own does it again instead (a deal tells that it was put right): then nothing is left to move.
 */
export async function moveFacts(
  tx: Tx,
  dimension: FactDimension,
  { from, to, records }: { from: string; to: string; records: readonly string[] | null },
): Promise<string[]> {
  const moved = await moveFactRows(tx, dimension, { from, to, records });
  if (moved.length > 0) touched(tx, "figures");
  return moved;
}

export const factsFollow: Mergeable = {
  column: "facts.organization_id",
  of: "organization",
  move: async (tx, { from, into }) =>
    (await moveFacts(tx, "organization", { from, to: into, records: null })).map((row) => ({ row, was: null })),
  putBack: (tx, moved, { from, into }) =>
    moveFacts(tx, "organization", { from: into, to: from, records: moved.map(({ row }) => row) }),
};
