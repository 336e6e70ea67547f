// What later modules may call of quotas.

export { seePlan } from "./seePlan.ts";
export { setQuotas } from "./setQuotas.ts";
export { deleteQuotasOf } from "./store.ts";
