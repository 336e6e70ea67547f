import { Refusal } from "#lib/refusal.ts";
import { fieldsOf, partedBy, saveListed } from "#modules/fields/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import type { Changed, Changing } from "#platform/records/list/list.ts";
import type { ActivityId } from "../activity.ts";
import { changeActivityRoute } from "../api.ts";
import { changeActivity, deleteActivity } from "./changeActivities.ts";
import { lockActivity } from "./store.ts";

/** One activity of a change of many: by the shape and the rules of its own route. */
export async function changeListedActivity(
  tx: Tx,
  { actor, workspace, now }: Changing,
  record: string,
  asked: Readonly<Record<string, unknown>>,
): Promise<Changed> {
  const id = record as ActivityId;
  const { own, custom } = partedBy(changeActivityRoute, asked);
  const was = await lockActivity(tx, id);
  if (!was) throw new Refusal("activities.no_such_activity", 404);
  const { version } = await changeActivity(tx, { ...actor, choices: workspace }, workspace, id, own, undefined, {
    now,
  });
  return { was: { ...fieldsOf(was, own), ...(await saveListed(tx, "activity", id, custom)) }, version };
}

export async function removeActivity(tx: Tx, { actor, workspace, now }: Changing, id: string): Promise<void> {
  await deleteActivity(tx, { ...actor, choices: workspace }, id as ActivityId, { now });
}
