// What later modules may call of quotas.

export { seePlan } from "./seePlan.ts";
export { setQuotas } from "./setQuotas.ts";

<<<<<<< HEAD

export { deleteQuotasOf } from "./store.ts";

=======

export { deleteQuotasOf, liveQuotas } from "./store.ts";

>>>>>>> helper-a
