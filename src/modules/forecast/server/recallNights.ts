import { addDays, type CivilDate, startOfDay } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { type Past, recall } from "../recall.ts";
import { forgetStands, insertStretches, noteNight, standsNow } from "./store.ts";

export type Recalled = Omit<Past, "stand"> & { id: string };

/** Takes the nights from a day to today for deals that came with their history, as if a server had run on them. */
export async function recallNights(
  tx: Tx,
  deals: readonly Recalled[],
  { from, today, zone }: { from: CivilDate; today: CivilDate; zone: string },
): Promise<void> {
  const ids = deals.map(({ id }) => id);
  const stands = new Map((await standsNow(tx, { ids })).map((stand) => [stand.dealId, stand]));
  await forgetStands(tx, ids);
  await insertStretches(
    tx,
    deals.flatMap(({ id, ...past }) => {
      const stand = stands.get(id);
      return stand ? recall({ stand, ...past }, from, today) : [];
    }),
  );
  for (let day = from; day <= today; day = addDays(day, 1))
    await noteNight(tx, { day, takenAt: startOfDay(day, zone), late: false });
  touched(tx, "forecast");
}
