import { reachOf } from "#lib/policy/can.ts";
import type { TrashKind } from "#platform/records/trash.ts";
import type { ActivityId } from "../activity.ts";
import { mayChangeActivity, restoreActivity } from "./changeActivities.ts";
import { deleteActivities, lockActivity, removableActivities, trashedActivities } from "./store.ts";

export const activityTrash: TrashKind = {
  kind: "activity",
  list: async (db, actor, choices) => {
    const reach = reachOf(actor, "activity", "d", choices);
    const found = await trashedActivities(db, reach, { author: actor.personId, login: actor.userId });
    return found.map(({ id, title, deletedAt, deletedBy, ...one }) => ({
      ...{ id, title, deletedAt, deletedBy },
      mayRestore: mayChangeActivity({ ...actor, choices }, one, "d"),
    }));
  },
  restore: async (tx, { actor, choices }, id) => {
    await restoreActivity(tx, { ...actor, choices }, id as ActivityId);
  },
  removable: removableActivities,
  isTrashed: async (tx, id) => Boolean((await lockActivity(tx, id as ActivityId))?.deletedAt),
  remove: deleteActivities,
};
