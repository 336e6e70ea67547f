// What later modules may call of activities.

export { dueActivities } from "./dueActivities.ts";
export { deleteGenerated, insertActivities, type NewActivity, withActivities } from "./store.ts";
