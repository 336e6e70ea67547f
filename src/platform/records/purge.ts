import type { Tx } from "../db/db.ts";
import { forgetEvents } from "../events/emit.ts";
import { groundOf } from "../ground.ts";
import { audit } from "./audit.ts";
import { forgetAudit } from "./forgetWords.ts";
import type { TrashKind } from "./trash.ts";

/**
 * Removes records of the trash for good: what hangs on them, their events, their words in the audit, their rows. A figure
 * never moves, since what is deleted has stood for nothing since then.
 */
export async function purge(tx: Tx, { kind, remove }: TrashKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  for (const letGo of groundOf(tx).purgers) await letGo(tx, { kind, ids });
  await remove(tx, ids);
  await forgetEvents(tx, ids);
  await forgetAudit(tx, ids);
  const at = groundOf(tx).clock.now();
  for (const id of ids) audit(tx, kind, id, [{ field: "purged", was: null, became: at }]);
}
