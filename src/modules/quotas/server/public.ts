// What later modules may call of quotas.

export { ownerOf, type ProgressOwner } from "./progressOwner.ts";
export { staffOn } from "./quotaPeople.ts";
export { type Looking, seePlan } from "./seePlan.ts";
export { seeProgress } from "./seeProgress.ts";
export { setQuotas } from "./setQuotas.ts";
export { deleteQuotasOf } from "./store.ts";
