// What later modules may call of activities.

export { firstActivityId, insertActivities, type NewActivity, withActivities } from "./store.ts";
