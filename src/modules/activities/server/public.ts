// What later modules may call of activities.

export { addActivity } from "./changeActivities.ts";
export { drawActivities } from "./drawActivities.ts";
export { whoFollows } from "./follow.ts";
export { actorOfPerson, readableActivities } from "./readable.ts";
export { activitiesByIds, firstActivityId, insertActivities, type NewActivity, withActivities } from "./store.ts";
