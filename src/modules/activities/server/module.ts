import type { Ask } from "#platform/http/answer.ts";
import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import { columnFollows } from "#platform/records/merge.ts";
import * as api from "../api.ts";
import { addActivity, changeActivity, deleteActivity, restoreActivity } from "./changeActivities.ts";
import { dueActivities } from "./dueActivities.ts";
import { forgetActivities, purgeActivities } from "./forgetActivities.ts";
import { activityKeys } from "./keys.ts";
import { activitiesPassOn } from "./passActivities.ts";
import { activitiesAbout, activitiesExports, activitiesOf } from "./store.ts";
import { timeline } from "./timeline.ts";
import { activityTrash } from "./trash.ts";

const whoAsks = ({ actor, workspace }: Ask) => ({ ...actor, choices: workspace });

export const activities = module({
  name: "activities",
  owns: ["activities"],
  exports: activitiesExports,
  emits: ["activity_done"],
  keys: activityKeys,
  onTransfer: [activitiesPassOn],
  onMerge: [
    columnFollows("activities.contact_id", "contact", ["activities"]),
    columnFollows("activities.organization_id", "organization", ["activities"]),
  ],
  trash: [activityTrash],
  onErase: forgetActivities,
  onAccess: async (db, { kind, id }) => ({
    activities: kind === "contact" ? await activitiesAbout(db, id) : await activitiesOf(db, id),
  }),
  onPurge: purgeActivities,
  answers: [
    answer(api.timelineRoute, (ask) => timeline(ask, ask.query.record, ask.query.id)),
    answer(api.addActivityRoute, (ask) =>
      ask.transact((tx) => addActivity(tx, whoAsks(ask), ask.workspace, ask.body, ask)),
    ),
    answer(api.changeActivityRoute, (ask) =>
      ask.transact((tx) => changeActivity(tx, whoAsks(ask), ask.params.id, ask.body, ask.ifMatch, ask)),
    ),
    answer(api.deleteActivityRoute, async (ask) => {
      await ask.transact((tx) => deleteActivity(tx, whoAsks(ask), ask.params.id, ask));
      return { done: true as const };
    }),
    answer(api.restoreActivityRoute, (ask) => ask.transact((tx) => restoreActivity(tx, whoAsks(ask), ask.params.id))),
    answer(api.dueRoute, ({ db, workspace, actor, query, now }) =>
      dueActivities(db, workspace, actor, query.until, now),
    ),
  ],
});
