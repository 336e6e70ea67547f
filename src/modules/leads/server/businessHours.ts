import { readCalendar } from "#modules/people/server/public.ts";
import type { Reads } from "#platform/db/db.ts";
import { theWorkspace } from "#platform/workspace.ts";
import type { BusinessHours } from "../clock.ts";
import { readSettings } from "./store.ts";

/** When the company answers: its working calendar, and the hours that an admin set. */
export async function businessHours(db: Reads): Promise<BusinessHours> {
  const { zone } = await theWorkspace(db);
  const { workweek, holidays } = await readCalendar(db);
  const { fromMinute, toMinute } = await readSettings(db);
  return { zone, workweek, holidays: new Set(holidays.map(({ day }) => day)), fromMinute, toMinute };
}
