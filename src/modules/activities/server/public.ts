// What later modules may call of activities.

export { dueActivities } from "./dueActivities.ts";
export { firstActivityId, insertActivities, type NewActivity, withActivities } from "./store.ts";
