// What later modules may call of activities.

export { addActivity } from "./changeActivities.ts";
export { drawActivities } from "./drawActivities.ts";
export { whoFollows } from "./follow.ts";
export { changeImportedActivity, importActivities, removeImportedActivities } from "./importActivities.ts";
export { insertType, readTypes } from "./kindsStore.ts";
export { actorOfPerson, readableActivities } from "./readable.ts";
export {
  activitiesByIds,
  firstActivityId,
  insertActivities,
  lockActivity,
  type NewActivity,
  type StoredActivity,
  withActivities,
} from "./store.ts";
export { effortsOn } from "./timelineStore.ts";
