import { sql } from "kysely";
import type { Tx } from "#platform/db/db.ts";

type Remove = (tx: Tx, ids: readonly string[]) => Promise<void>;

/** Deletes what no other record holds, and answers the ids of what one does: the database knows, whichever module it is. */
export async function deleteUnheld(tx: Tx, ids: readonly string[], remove: Remove): Promise<Set<string>> {
  if (ids.length === 0 || (await isRemoved(tx, ids, remove))) return new Set();
  if (ids.length === 1) return new Set(ids);
  const half = Math.ceil(ids.length / 2);
  const first = await deleteUnheld(tx, ids.slice(0, half), remove);
  return first.union(await deleteUnheld(tx, ids.slice(half), remove));
}

async function isRemoved(tx: Tx, ids: readonly string[], remove: Remove): Promise<boolean> {
  await sql`savepoint unheld`.execute(tx);
  try {
    await remove(tx, ids);
    await sql`release savepoint unheld`.execute(tx);
    return true;
  } catch (error) {
    const isHeld = error instanceof Error && "code" in error && (error.code === "23503" || error.code === "23001");
    if (!isHeld) throw error;
    await sql`rollback to savepoint unheld`.execute(tx);
    return false;
  }
}
