// What later modules may call of activities.

export { whoFollows } from "./follow.ts";
export { actorOfPerson } from "./readable.ts";
export { activitiesByIds, firstActivityId, insertActivities, type NewActivity, withActivities } from "./store.ts";
export { type Effort, effortsOn } from "./timelineStore.ts";
