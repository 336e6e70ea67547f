// What later modules may call of quotas.

export { seeProgress } from "./seeProgress.ts";
export { liveQuotas, type StoredQuota } from "./store.ts";
