import { addDays, startOfDay } from "#lib/time.ts";
import type { Ground } from "#platform/ground.ts";
import { trashDays } from "#platform/records/trash.ts";
import { readWorkspace } from "#platform/workspace.ts";
import { forgetBulks } from "./store.ts";

/** A change of many records can be taken back for as long as what was deleted can be. */
export async function forgetOldBulks(ground: Ground): Promise<void> {
  const zone = (await readWorkspace(ground.db))?.zone ?? "UTC";
  const before = startOfDay(addDays(ground.clock.today(zone), -trashDays), zone);
  await ground.transact((tx) => forgetBulks(tx, before));
}
