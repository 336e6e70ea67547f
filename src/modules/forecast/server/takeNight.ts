import { startOfDay } from "#lib/time.ts";
import type { Ground } from "#platform/ground.ts";
import { touched } from "#platform/ground.ts";
import { readWorkspace } from "#platform/workspace.ts";
import { isLate } from "../night.ts";
import { hasNight, keepStands, noteNight } from "./store.ts";

/**
 * Once a day, in the first minute of the workspace's day, or as soon as a server runs again: keeps how every deal stands. The row of the night
 * is written first, so that of two processes one takes it; a night cut short is taken whole the next minute.
 */
export async function takeNight(ground: Ground): Promise<void> {
  const workspace = await readWorkspace(ground.db);
  if (!workspace) return;
  const day = ground.clock.today(workspace.zone);
  if (await hasNight(ground.db, day)) return;
  await ground.transact(async (tx) => {
    const takenAt = ground.clock.now();
    const late = isLate(takenAt, startOfDay(day, workspace.zone));
    if (!(await noteNight(tx, { day, takenAt, late }))) return;
    await keepStands(tx, day);
    touched(tx, "forecast");
  });
}
