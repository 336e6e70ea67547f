import { Refusal } from "#lib/refusal.ts";
import { addDays, type CivilDate, daysBetween, startOfDay } from "#lib/time.ts";
import { peopleUnder, type TeamId } from "#modules/people/person.ts";
import { teamsOn } from "#modules/people/server/public.ts";
import type { Workspace } from "#platform/workspace.ts";
import type { DrawnActivity } from "../api.ts";
import { drawActivities } from "./drawActivities.ts";
import { isActivityReadable, type Looking } from "./readable.ts";
import { activitiesBetween } from "./timelineStore.ts";

type Asked = { from: CivilDate; to: CivilDate; person?: string | undefined; team?: TeamId | undefined };

/** What stands on the calendars asked for, and how much of it the actor may not read. */
export async function calendar(
  looking: Omit<Looking, "workspace"> & { workspace: Workspace; today: CivilDate },
  { from, to, person, team }: Asked,
): Promise<{ activities: DrawnActivity[]; hidden: number }> {
  const { db, actor, workspace, today } = looking;
  if (to < from || daysBetween(from, to) > 45) throw new Refusal("activities.too_many_days", 422);
  const people = team ? [...peopleUnder(await teamsOn(db, today), team)] : [person ?? actor.personId];
  const span = { from: startOfDay(from, workspace.zone), to: startOfDay(addDays(to, 1), workspace.zone) };
  const found = await activitiesBetween(db, people, span);
  const readable = [];
  for (const one of found) if (await isActivityReadable(looking, one)) readable.push(one);
  return { activities: await drawActivities(looking, readable), hidden: found.length - readable.length };
}
